// Compiling: parts -> one table of concepts -> hierarchy and mappings -> files.
#include "vocabulary/store/compiler.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <optional>
#include <unordered_set>
#include <utility>

#include <il2search/error.h>
#include <il2search/text.h>

#include "base/bytes.h"
#include "base/checksum.h"
#include "base/file.h"
#include "base/folder_entries.h"
#include "storage/record_file.h"
#include "text/analyzer.h"
#include "vocabulary/store/compile_stages.h"
#include "vocabulary/store/concept_codec.h"
#include "vocabulary/store/hierarchy.h"
#include "vocabulary/store/name_index.h"
#include "vocabulary/store/part_codec.h"
#include "vocabulary/store/store_format.h"
#include "vocabulary/tagger/tagger.h"

namespace il2search {
namespace {

// Pairs of a concept and a descendant. MeSH has 2 million; a chain of a million concepts would have 500 billion.
constexpr std::uint64_t kMaxPairs = 100'000'000;
constexpr ConceptNumber kConceptsPerCheckpoint = 256;  // one concept can have millions below it

void make_vocabulary_folder(const std::string& folder) {
  if (::mkdir(folder.c_str(), 0777) != 0) throw_io("cannot create folder", folder);
}

void sort_parts(std::vector<VocabularyPart>& parts) {
  std::stable_sort(parts.begin(), parts.end(),
                   [](const VocabularyPart& a, const VocabularyPart& b) { return a.name < b.name; });
}

// Each part is a file of its own.
void check_part_names(const std::vector<VocabularyPart>& sorted) {
  constexpr std::string_view kAllowed = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.";
  constexpr std::size_t kLongest = 200;
  const std::string* before = nullptr;
  for (const VocabularyPart& part : sorted) {
    const bool is_name = !part.name.empty() && part.name.size() <= kLongest &&
                         part.name.find_first_not_of(kAllowed) == std::string::npos;
    if (!is_name || (before != nullptr && *before == part.name))
      throw Error(ErrorCode::invalid_argument,
                  "invalid or duplicate part name: " + terminal_safe(part.name.substr(0, kLongest), false));
    before = &part.name;
  }
}

// Sets the parents of concepts to those of the hierarchy, without the headings in Concept::mapped_to.
void put_parents(ConceptTable& table, const Hierarchy& hierarchy) {
  for (ConceptNumber n = 1; n <= table.size(); ++n) {
    Concept& data = table.at(n);
    data.parents.clear();
    const std::unordered_set<std::string_view> headings(data.mapped_to.begin(), data.mapped_to.end());
    for (const ConceptNumber parent : hierarchy.parents(n))
      if (!headings.contains(table.at(parent).id)) data.parents.push_back(table.at(parent).id);
  }
}

class VocabularyWriter {
 public:
  VocabularyWriter(ConceptTable& table, std::string folder, std::function<void()> checkpoint)
      : table_(table), folder_(std::move(folder)), checkpoint_(std::move(checkpoint)) {}

  void write_hierarchy(Hierarchy& hierarchy) {
    write_tree_nodes(hierarchy);
    std::vector<std::vector<ConceptNumber>> ancestors(std::size_t{table_.size()} + 1);
    std::uint64_t pairs = 0;
    write_records(kConceptDescendants, [&](ConceptNumber n) {
      const std::vector<Descendant> below = hierarchy.descendants(n);
      for (const Descendant& d : below) ancestors[d.number].push_back(n);
      pairs += below.size();
      if (pairs > kMaxPairs)
        throw Error(ErrorCode::broken_file,
                    "the hierarchy of the vocabularies has too many pairs of a concept and a descendant");
      return encode_descendants(below);
    });
    write_records(kConceptLinks, [&](ConceptNumber n) {
      return encode_numbers(hierarchy.parents(n)) + encode_numbers(hierarchy.children(n)) +
             encode_numbers(std::exchange(ancestors[n], {}));
    });
  }

  void write_concepts() {
    const std::vector<std::vector<BridgeMatch>> matches = collect_matches(table_);
    write_records(kConceptMatches, [&](ConceptNumber n) { return encode_matches(matches[n]); });
    write_records(kConceptHeads, [&](ConceptNumber n) { return encode_concept_head(table_.at(n)); });
    write_records(kConceptRecords, [&](ConceptNumber n) {
      std::string bytes;
      put_concept(bytes, table_.at(n));
      return bytes;
    });
    write_tag_dictionary(table_.all(), matches, folder_ + "/" + kTagDictionaryFile, [this] {
      checkpoint_();
      return false;
    });
    NameIndexWriter names(folder_);
    write_records(kConceptNames, [&](ConceptNumber n) { return names.add(table_.at(n), matches[n]); });
    checkpoint_();
    names.finish();
  }

 private:
  void write_tree_nodes(const Hierarchy& hierarchy) {
    RecordFileWriter writer(folder_ + "/" + kTreeNodes);
    for (const TreeNode& node : hierarchy.nodes()) {
      std::string bytes;
      put_varint(bytes, node.number);
      bytes += node.tree_number;
      writer.append(bytes);
    }
    writer.finish();
  }

  template <class Encode> void write_records(const std::string& name, Encode encode) {
    RecordFileWriter writer(folder_ + "/" + name);
    for (ConceptNumber n = 1; n <= table_.size(); ++n) {
      if (n % kConceptsPerCheckpoint == 0) checkpoint_();
      writer.append(encode(n));
    }
    writer.finish();
  }

  ConceptTable& table_;
  std::string folder_;
  std::function<void()> checkpoint_;
};

std::vector<std::string> part_files_in(const std::string& folder) {
  const Descriptor opened = open_path(folder, O_RDONLY | O_DIRECTORY);
  auto names = opened.is_open() ? names_in(opened) : std::nullopt;
  if (!names)
    throw Error(ErrorCode::index_corrupt,
                "index corrupt: " + terminal_safe(folder, false) + ": cannot read it: " + errno_message(errno));
  std::erase_if(*names, [](const std::string& name) { return !name.starts_with(kPartFilePrefix); });
  return std::move(*names);
}

}  // namespace

void compile_vocabulary(std::vector<VocabularyPart> parts, const std::string& folder, const CompileOptions& options) {
  const auto checkpoint = [&] {
    if (options.cancelled && options.cancelled()) throw Error(ErrorCode::cancelled, "stopped: nothing was published");
  };
  sort_parts(parts);
  check_part_names(parts);
  make_vocabulary_folder(folder);
  for (const VocabularyPart& part : parts) {
    checkpoint();
    write_part_file(part, folder + "/" + std::string(kPartFilePrefix) + part.name);
  }
  WarningLog log(options.on_warning);
  ConceptTable table = merge_parts(parts, log, checkpoint);
  resolve_mappings(table, parts, log);
  parts.clear();
  checkpoint();
  VocabularyWriter writer(table, folder, checkpoint);
  {
    Hierarchy hierarchy(table, log, checkpoint);
    writer.write_hierarchy(hierarchy);
    put_parents(table, hierarchy);
  }
  writer.write_concepts();
  log.finish();
}

std::vector<VocabularyPart> read_compiled_parts(const std::string& folder) {
  std::vector<VocabularyPart> parts;
  for (const std::string& name : part_files_in(folder)) {
    VocabularyPart part = read_part_file(folder + "/" + name);
    if (name != std::string(kPartFilePrefix) + part.name)
      throw Error(ErrorCode::index_corrupt,
                  "index corrupt: " + terminal_safe(folder + "/" + name, false) + ": the part in it has another name");
    parts.push_back(std::move(part));
  }
  return parts;
}

std::string content_hash(const std::vector<VocabularyPart>& parts) {
  std::vector<std::string> hashes;
  for (const VocabularyPart& part : parts) {
    Xxh3 hash;
    std::string names;
    put_sized(names, part.name);
    put_sized(names, part.version);
    hash.update(names);
    for_each_part_record(part, [&](std::string_view record) {
      if (record.front() != kPartHeadRecord) hash.update(record);
    });
    hashes.push_back(hash.hex());
  }
  std::sort(hashes.begin(), hashes.end());
  // The compiled form depends on these, too.
  Xxh3 all;
  all.update(kVocabularyFormat);
  all.update(analyzer_fingerprint());
  for (const std::string& hash : hashes) all.update(hash);
  return all.hex();
}

}  // namespace il2search
