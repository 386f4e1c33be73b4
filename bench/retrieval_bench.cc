// Retrieval quality on judged collections, with the library's defaults, compared with plain Xapian.
//
//   retrieval_bench [--run=FILE] [--vocabulary=KIND=PATH]… CORPUS TOPICS QRELS [CORPUS TOPICS QRELS]…
//
// With vocabularies the documents are tagged, and each topic is searched twice: without and with term mapping.
// Each corpus (in any known format) is indexed into its own folder with update_index(). Each topic with judgments is
// searched as plain text, any word, 1,000 documents deep, as by `il2search --plain --match any --format trec`.
// retrieval_metrics.h defines the figures. --run writes the library's rankings in TREC format.
#include <algorithm>
#include <cstdio>
#include <exception>
#include <fstream>
#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <il2search/index_writer.h>
#include <il2search/searcher.h>
#include <il2search/vocabulary.h>

#include "bench/judged_collection.h"
#include "bench/measure.h"
#include "bench/plain_table.h"
#include "bench/plain_xapian.h"
#include "bench/retrieval_metrics.h"
#include "bench/work_folder.h"
#include "corpus/reader.h"

namespace {

using namespace il2search::bench;

struct Run {
  std::map<std::string, Ranking> rankings;
  double milliseconds = 0;  // of processor time per topic
};

constexpr unsigned kDepth = 1000;

template <class Search> Run run_topics(const JudgedCollection& collection, Search search) {
  Run run;
  const double start = cpu_seconds();
  for (const auto& [topic, text] : collection.topics) {
    if (collection.judgments.contains(topic)) run.rankings[topic] = search(text);
  }
  run.milliseconds = 1e3 * (cpu_seconds() - start) / static_cast<double>(std::max<std::size_t>(run.rankings.size(), 1));
  return run;
}

struct Settings {
  std::string run_path;
  std::vector<il2search::VocabularyFile> vocabularies;
};

void make_index(const JudgedCollection& collection, const Settings& settings, const std::string& index) {
  if (!settings.vocabularies.empty()) il2search::load_vocabularies(index, settings.vocabularies);
  il2search::update_index(index, {collection.corpus});
}

Run run_library(const JudgedCollection& collection, const std::string& index, bool map) {
  const il2search::Searcher searcher(index);
  il2search::SearchOptions options;
  options.plain = true;
  options.map = map;
  options.match = il2search::Match::any;
  options.limit = kDepth;
  options.snippets = false;
  options.entities_of_hits = false;
  return run_topics(collection, [&](const std::string& text) {
    Ranking ranking;
    for (const auto& hit : searcher.search(text, options).hits) ranking.push_back(hit.id);
    return ranking;
  });
}

std::vector<PlainRecord> plain_records(const std::string& corpus) {
  il2search::ReaderOptions options;
  options.file = corpus;
  options.file_id = corpus;
  const auto reader = il2search::open_reader(corpus, "auto", options);
  std::vector<PlainRecord> records;
  while (const auto record = reader->next()) {
    const auto* document = std::get_if<il2search::Document>(&*record);
    if (document == nullptr) continue;
    records.push_back(plain_record(table_line(*document)));
    records.back().id = document->id;
  }
  return records;
}

Run run_plain(const JudgedCollection& collection, const std::string& database) {
  build_plain_database(database, plain_records(collection.corpus));
  const PlainSearcher searcher(database);
  return run_topics(collection, [&](const std::string& text) { return searcher.any_words(text, kDepth); });
}

void print(const char* who, const JudgedCollection& collection, const Run& run) {
  const Evaluation figures = evaluate(run.rankings, collection.judgments);
  std::printf("  %-9s  nDCG@10 %.4f  MAP %.4f  recall@100 %.4f  (%zu topics, %.2f ms of processor each)\n", who,
              figures.ndcg_10, figures.map, figures.recall_100, figures.topics, run.milliseconds);
}

void write_run(const Run& run, const std::string& path) {
  std::ofstream out(path, std::ios::app);
  for (const auto& [topic, ranking] : run.rankings) {
    for (std::size_t rank = 0; rank < ranking.size(); ++rank) {
      out << topic << " Q0 " << ranking[rank] << ' ' << rank + 1 << ' ' << kDepth - rank << " il2search\n";
    }
  }
}

void measure(const JudgedCollection& collection, const Settings& settings) {
  const WorkFolder work;
  std::printf("%s\n", collection.corpus.c_str());
  make_index(collection, settings, work.path("index"));
  Run ours = run_library(collection, work.path("index"), false);
  print("il2search", collection, ours);
  if (!settings.vocabularies.empty()) {
    ours = run_library(collection, work.path("index"), true);
    print("+ mapping", collection, ours);
  }
  print("plain", collection, run_plain(collection, work.path("plain")));
  if (!settings.run_path.empty()) write_run(ours, settings.run_path);
}

// Separates the options from the other arguments.
Settings take_settings(std::vector<std::string>& words) {
  Settings settings;
  std::erase_if(words, [&](const std::string& word) {
    constexpr std::string_view kRun = "--run=";
    constexpr std::string_view kVocabulary = "--vocabulary=";
    if (word.starts_with(kRun)) settings.run_path = word.substr(kRun.size());
    else if (word.starts_with(kVocabulary)) {
      const auto equals = word.find('=', kVocabulary.size());
      settings.vocabularies.push_back(
          {word.substr(kVocabulary.size(), equals - kVocabulary.size()), word.substr(equals + 1)});
    }
    return word.starts_with("--");
  });
  return settings;
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<std::string> paths(argv + 1, argv + argc);
  const Settings settings = take_settings(paths);
  if (paths.empty() || paths.size() % 3 != 0) {
    std::fprintf(stderr,
                 "usage: retrieval_bench [--run=FILE] [--vocabulary=KIND=PATH]... CORPUS TOPICS QRELS [CORPUS TOPICS "
                 "QRELS]...\n");
    return 2;
  }
  try {
    for (std::size_t i = 0; i < paths.size(); i += 3)
      measure(read_collection(paths[i], paths[i + 1], paths[i + 2]), settings);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "retrieval_bench: %s\n", error.what());
    return 1;
  }
}
