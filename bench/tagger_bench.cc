// Quality and speed of the tagger.
//
//   tagger_bench [--errors N] [--seconds N] [--vocabulary FOLDER | --file KIND=PATH …] NAME=TYPE=PUBTATOR_FILE …
//
// TYPE is disease, chemical or gene. A collection is judged by pairs of document and id, each counted once, summed over
// all documents (micro-average). Ids of the gold standard that no loaded vocabulary has are left out, and their share is
// printed. --errors prints the ids that were most often wrong.
#include <fmt/format.h>

#include <algorithm>
#include <ctime>
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include <il2search/error.h>

#include "bench/pubtator_gold.h"
#include "bench/work_folder.h"
#include "vocabulary/readers/part.h"
#include "vocabulary/store/compiler.h"
#include "vocabulary/store/vocabulary.h"
#include "vocabulary/tagger/tagger.h"

namespace il2search::bench {
namespace {

struct TaggerArguments {
  std::size_t errors = 0;
  double seconds = 2;  // of processor time, to measure the speed
  std::string vocabulary;
  std::vector<std::pair<std::string, std::string>> files;  // kind, path
  std::vector<GoldSet> sets;
};

EntityType type_named(std::string_view name) {
  for (const EntityType type : {EntityType::disease, EntityType::chemical, EntityType::gene}) {
    if (name == to_string(type)) return type;
  }
  throw Error(ErrorCode::invalid_argument, "not disease, chemical or gene: " + std::string(name));
}

TaggerArguments read_tagger_arguments(int argc, char** argv) {
  TaggerArguments arguments;
  for (int i = 1; i < argc; ++i) {
    const std::string_view word = argv[i];
    const auto value = [&] {
      if (i + 1 == argc) throw Error(ErrorCode::invalid_argument, fmt::format("{} needs a value", word));
      return std::string(argv[++i]);
    };
    if (word == "--errors") {
      arguments.errors = std::stoul(value());
    } else if (word == "--seconds") {
      arguments.seconds = std::stod(value());
    } else if (word == "--vocabulary") {
      arguments.vocabulary = value();
    } else if (word == "--file") {
      const std::string file = value();
      arguments.files.emplace_back(file.substr(0, file.find('=')), file.substr(file.find('=') + 1));
    } else {
      const auto first = word.find('=');
      const auto second = word.find('=', first + 1);
      if (second == std::string_view::npos) throw Error(ErrorCode::invalid_argument, "not NAME=TYPE=FILE");
      arguments.sets.push_back(read_gold(std::string(word.substr(0, first)),
                                         type_named(word.substr(first + 1, second - first - 1)),
                                         std::string(word.substr(second + 1))));
    }
  }
  return arguments;
}

// Which ids mean the same, and which ids the vocabularies have.
class KnownIds {
 public:
  explicit KnownIds(const Vocabulary& vocabulary) {
    for (ConceptNumber n = 1; n <= vocabulary.size(); ++n) {
      const Concept entry = vocabulary.full_concept(n);
      known_.insert(entry.id);
      if (entry.obsolete) continue;
      for (const ConceptMapping& mapping : entry.mappings) {
        if (mapping.predicate != MappingPredicate::exact || !mapping.id.starts_with("MESH:")) continue;
        known_.insert(mapping.id);
        mesh_.emplace(entry.id, mapping.id);
      }
      labels_.emplace(entry.id, entry.label);
    }
  }
  bool knows(const std::string& id) const { return known_.contains(id); }
  std::string mesh(const std::string& id) const {
    const auto row = mesh_.find(id);
    return row == mesh_.end() ? id : row->second;
  }
  std::string label(const std::string& id) const {
    const auto row = labels_.find(id);
    return row == labels_.end() ? std::string() : row->second;
  }

 private:
  std::set<std::string> known_;
  std::map<std::string, std::string> mesh_;
  std::map<std::string, std::string> labels_;
};

struct Wrong {
  std::size_t count = 0;
  std::map<std::string, std::size_t> texts;
};

struct Figures {
  std::size_t right = 0;
  std::size_t tagged = 0;
  std::size_t gold = 0;
  std::size_t left_out = 0;
  std::map<std::string, Wrong> missed;
  std::map<std::string, Wrong> added;
  std::map<std::string, std::size_t> found;  // correctly, by id
};

using IdsOfDocument = std::map<std::string, std::string>;  // id -> its text, for the list of errors

void count_document(const IdsOfDocument& gold, const IdsOfDocument& tagged, Figures& figures) {
  const auto note = [](std::map<std::string, Wrong>& list, const auto& pair) {
    Wrong& wrong = list[pair.first];
    ++wrong.count;
    ++wrong.texts[pair.second];
  };
  for (const auto& pair : tagged) {
    if (gold.contains(pair.first)) ++figures.right, ++figures.found[pair.first];
    else note(figures.added, pair);
  }
  for (const auto& pair : gold) {
    if (!tagged.contains(pair.first)) note(figures.missed, pair);
  }
  figures.tagged += tagged.size();
  figures.gold += gold.size();
}

Figures judge(const GoldSet& set, Tagger& tagger, const KnownIds& known) {
  Figures figures;
  for (const GoldDocument& document : set.documents) {
    IdsOfDocument gold;
    IdsOfDocument tagged;
    for (const auto& [id, text] : document.ids) {
      if (known.knows(id)) gold.emplace(known.mesh(id), text);
      else ++figures.left_out;
    }
    for (const TagMention& mention : tagger.mentions(document.text)) {
      if (mention.type != set.type) continue;
      tagged.emplace(known.mesh(mention.id),
                     document.text.substr(mention.span.start, mention.span.end - mention.span.start));
    }
    count_document(gold, tagged, figures);
  }
  return figures;
}

void print_errors(const char* title, const std::map<std::string, Wrong>& list, std::size_t most, const KnownIds& known,
                  const Figures& figures) {
  std::vector<const std::pair<const std::string, Wrong>*> rows;
  for (const auto& row : list) rows.push_back(&row);
  std::stable_sort(rows.begin(), rows.end(), [](auto a, auto b) { return a->second.count > b->second.count; });
  fmt::print("  {}\n", title);
  for (std::size_t i = 0; i < std::min(most, rows.size()); ++i) {
    std::string texts;
    for (const auto& [text, count] : rows[i]->second.texts) texts += fmt::format("  {} x{}", text, count);
    const auto found = figures.found.find(rows[i]->first);
    fmt::print("  {:4} ({} right) {} {} |{}\n", rows[i]->second.count, found == figures.found.end() ? 0 : found->second,
               rows[i]->first, known.label(rows[i]->first), texts);
  }
}

double ratio(std::size_t part, std::size_t whole) {
  return whole == 0 ? 0.0 : static_cast<double>(part) / static_cast<double>(whole);
}

void print_figures(const GoldSet& set, const Figures& figures) {
  const double precision = ratio(figures.right, figures.tagged);
  const double recall = ratio(figures.right, figures.gold);
  const double f1 = precision + recall > 0 ? 2 * precision * recall / (precision + recall) : 0;
  fmt::print("{:<24} {:<9} P {:.4f}  R {:.4f}  F1 {:.4f}  pairs {}  left out {:.4f}\n", set.name, to_string(set.type),
             precision, recall, f1, figures.gold, ratio(figures.left_out, figures.left_out + figures.gold));
}

// Tags all texts repeatedly for this many seconds of processor time.
double megabytes_a_second(const std::vector<GoldSet>& sets, Tagger& tagger, double least_seconds) {
  const auto start = std::clock();
  double bytes = 0;
  double seconds = 0;
  while (seconds < least_seconds) {
    for (const GoldSet& set : sets) {
      for (const GoldDocument& document : set.documents) {
        bytes += static_cast<double>(document.text.size());
        tagger.mentions(document.text);
      }
    }
    seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
  }
  return bytes / seconds / 1e6;
}

void compile_files(const std::vector<std::pair<std::string, std::string>>& files, const std::string& folder) {
  std::vector<VocabularyPart> parts;
  for (const auto& [kind, path] : files) {
    PartOptions options;
    options.file = path;
    parts.push_back(read_part(kind, path, options));
  }
  compile_vocabulary(std::move(parts), folder, {});
}

int run_tagger_bench(const TaggerArguments& arguments) {
  const WorkFolder work;
  std::string folder = arguments.vocabulary;
  if (folder.empty()) {
    folder = work.path("vocabulary");
    compile_files(arguments.files, folder);
  }
  const Vocabulary vocabulary(folder);
  const KnownIds known(vocabulary);
  const std::string names = folder + "/" + kTagDictionaryFile;
  fmt::print("{} concepts, dictionary {:.1f} MB\n", vocabulary.size(),
             static_cast<double>(std::filesystem::file_size(names)) / 1e6);
  Tagger tagger(std::make_shared<const TagDictionary>(names));
  for (const GoldSet& set : arguments.sets) {
    const Figures figures = judge(set, tagger, known);
    print_figures(set, figures);
    if (arguments.errors == 0) continue;
    print_errors("not found:", figures.missed, arguments.errors, known, figures);
    print_errors("too much:", figures.added, arguments.errors, known, figures);
  }
  if (arguments.seconds > 0 && !arguments.sets.empty())
    fmt::print("{:.1f} MB of text a second\n", megabytes_a_second(arguments.sets, tagger, arguments.seconds));
  return 0;
}

}  // namespace
}  // namespace il2search::bench

int main(int argc, char** argv) {
  try {
    return il2search::bench::run_tagger_bench(il2search::bench::read_tagger_arguments(argc, argv));
  } catch (const std::exception& error) {
    fmt::print(stderr, "tagger_bench: {}\n", error.what());
    return 2;
  }
}
