// fuzz_seeds FOLDER: writes valid inputs of the fuzz targets whose seeds are not files of the project, into a folder per
// target: encoded values from a small index, queries of the golden tables, arguments, checksum files.
#include <cstdio>
#include <exception>
#include <filesystem>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/deflate.h"
#include "indexer/ledger.h"
#include "query/page_token.h"
#include "schema/document_codec.h"
#include "storage/deletion_list.h"
#include "storage/token_file.h"
#include "tests/paths.h"
#include "tests/query/sample_documents.h"
#include "tests/query/sample_vocabulary.h"
#include "tests/query/test_index.h"
#include "tests/storage/test_index.h"
#include "vocabulary/store/part_codec.h"
#include "vocabulary/store/store_format.h"
#include "vocabulary/tagger/tagger.h"

namespace {

using namespace il2search;
namespace fs = std::filesystem;

// Writes numbered files into a folder per target.
class Seeds {
 public:
  explicit Seeds(fs::path folder) : folder_(std::move(folder)) {
    fs::remove_all(folder_);
    fs::create_directories(folder_);
  }

  void add(const std::string& target, const std::string& bytes) {
    const fs::path to = folder_ / target;
    fs::create_directories(to);
    const auto number = std::distance(fs::directory_iterator(to), fs::directory_iterator());
    test::write_file((to / std::to_string(number)).string(), bytes);
  }

 private:
  fs::path folder_;
};

std::string length16(std::size_t size) { return {static_cast<char>(size), static_cast<char>(size >> 8)}; }

// The files below a folder whose name starts and ends like this.
std::vector<std::string> files_of(const std::string& folder, std::string_view start, std::string_view end = {}) {
  std::vector<std::string> paths;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    if (entry.is_regular_file() && name.starts_with(start) && name.ends_with(end))
      paths.push_back(entry.path().string());
  }
  return paths;
}

// The first column of a golden table.
std::vector<std::string> golden_queries(const std::string& table) {
  std::istringstream lines(test::read_file(test::source_path("tests/golden/" + table)));
  std::vector<std::string> queries;
  for (std::string line; std::getline(lines, line);)
    if (!line.empty() && line.front() != '#') queries.push_back(line.substr(0, line.find('\t')));
  return queries;
}

void add_queries(Seeds& seeds) {
  std::vector<std::string> queries = golden_queries("syntax.tsv");
  for (const std::string& query : queries) seeds.add("query_fuzz", query);
  for (const std::string& query : golden_queries("plan.tsv")) queries.push_back(query);
  for (std::size_t i = 0; i < queries.size(); ++i) {
    const char options[] = {static_cast<char>(i * 37), static_cast<char>(i * 59), static_cast<char>(i * 23)};
    seeds.add("search_fuzz", std::string(options, sizeof options) + queries[i]);
  }
}

void add_arguments(Seeds& seeds) {
  const auto add = [&](char kind, const std::string& text) { seeds.add("search_arguments_fuzz", kind + text); };
  const Query query = Query::parse("lupus");
  add('\0', make_token({5, 2}, query.data(), {}));
  add('\0', make_token({1, 10'000}, query.data(), {}));
  for (const char* dates : {"2019\n", "2019-06\n2021/03/30", "\n2020", "2024-02-29\n2024-02-30"}) add('\1', dates);
  add('\2', "1\tlupus\n2\til-2[ti] AND mesh:D008181\r\n\nno tab\n");
  for (const char* beginning : {"\5\nlup", "\1MESH\nkidney dis", "\24mondo\nl", "\3NCBIGene\nIL"}) add('\3', beginning);
  for (const char* name : {"MESH:D008181", "lupus nephritis", "D008180", "il2", "C12.777", "gene:IL2"}) add('\4', name);
  for (const char* id : {"PMID:1001", "1001", "PMC9001", "doi:10.1000/low.dose.1"}) add('\5', id);
  add('\6', "--since\n2015\n--format\njson\n--limit\n5\nlupus nephritis");
  add('\6', "--count\n--mesh\nD008181\n--explode\n2\n--provenance\nindexed,tagged\n--timeout\n2.5");
  add('\6', "--queries\nq.tsv\n--format\ntrec\n--sort\ndate\n--reverse");
}

void add_inputs(Seeds& seeds) {
  const std::string packed = test::read_file(test::source_path("corpus/samples/pubmed-neighbours.xml.gz"));
  seeds.add("gzip_fuzz", '\0' + packed);
  seeds.add("gzip_fuzz", '\0' + packed.substr(0, packed.size() / 2));
  seeds.add("gzip_fuzz", '\0' + test::read_file(test::source_path("corpus/samples/medline-lupus.nbib")));
  seeds.add("gzip_fuzz", '\1' + test::read_file(test::source_path("corpus/samples/paper-il21-tfh.md")));
  const std::string md5 = "d41d8cd98f00b204e9800998ecf8427e";
  for (const std::string& text : {"MD5(pubmed26n1335.xml.gz)= " + md5 + "\n", md5 + "  a b\n", "x " + md5})
    seeds.add("sidecar_fuzz", text);
  for (const char* name : {"pubmed26n1335.xml.gz", "/data/medline16n0902.xml", "pubmed26n01335.xml"})
    seeds.add("sidecar_fuzz", name);
}

void add_ledgers(Seeds& seeds, const std::string& index) {
  for (const std::string& path : files_of(index, "LEDGER-")) seeds.add("ledger_fuzz", test::read_file(path));
  Ledger ledger;
  for (const char* name : {"/data/pubmed26n0001.xml.gz", "/data/papers/a.md", "-"}) {
    SourceEntry source;
    source.name = name;
    source.root = "/data";
    source.file_id = "papers/a.md";
    source.checksum = std::string(32, 'a');
    source.records = 17;
    source.number = ledger.number_of(name);
    source.nlm_file = nlm_file_number(name);
    source.reader = "pubmed-xml";
    ledger.record_source(source);
    ledger.add_tombstone({std::string("PMID:") + std::to_string(source.number), 2, source.nlm_file, source.number, 3});
  }
  ledger.add_tombstone({"PMID:77", std::nullopt, 0, ledger.reserve_number(), 4});
  seeds.add("ledger_fuzz", ledger.to_bytes());
}

// Heads and texts as they are stored, and as format 1 stored them.
void add_documents(Seeds& seeds) {
  for (const auto& documents : {sample_documents(), sample_concept_documents()}) {
    for (const Document& document : documents) {
      const StoredDocument stored = encode_document(document);
      const std::string start = length16(stored.head.size()) + stored.head;
      seeds.add("document_codec_fuzz", start + stored.text);
      std::string deflated;
      put_varint(deflated, stored.text.size());
      seeds.add("document_codec_fuzz", start + Deflater().deflate(stored.text, std::move(deflated)));
    }
  }
}

void add_record_files(Seeds& seeds, const std::string& index) {
  for (const std::string& path : files_of(index, "", ".offsets")) {
    const std::string offsets = test::read_file(path);
    const std::string data = test::read_file(path.substr(0, path.size() - 8) + ".data");
    if (offsets.size() < 1000) seeds.add("record_file_fuzz", length16(offsets.size()) + offsets + data);
  }
  for (const std::string& path : files_of(index, "tokens", ".words")) {
    const TokenFile tokens(path.substr(0, path.size() - 6));
    for (std::uint32_t n = 1; n <= tokens.size(); ++n) seeds.add("token_stream_fuzz", std::string(tokens.stream(n)));
    seeds.add("word_list_fuzz", test::read_file(path));
  }
}

void add_compressed_records(Seeds& seeds, const std::string& index) {
  for (const std::string& path : files_of(index, "", ".sections")) {
    const std::string name = path.substr(0, path.size() - 9);
    const std::string sections = test::read_file(path);
    const std::string offsets = test::read_file(name + ".offsets");
    if (offsets.size() < 1000 && sections.size() < 0xFFFF)
      seeds.add("compressed_records_fuzz", length16(sections.size()) + length16(offsets.size()) + sections + offsets +
                                               test::read_file(name + ".data"));
  }
}

void add_concepts(Seeds& seeds, const std::string& folder) {
  constexpr std::pair<char, const char*> kKinds[] = {{'\0', kConceptRecords},
                                                     {'\1', kConceptHeads},
                                                     {'\2', kConceptLinks},
                                                     {'\3', kConceptMatches},
                                                     {'\4', kConceptDescendants}};
  for (const auto& [kind, name] : kKinds) {
    const RecordFile records(folder + "/" + name);
    for (std::uint32_t n = 1; n <= records.size(); ++n)
      seeds.add("concept_codec_fuzz", kind + std::string(records.record(n)));
  }
}

// Whole files of a vocabulary, and changes of a few bytes in each.
void add_vocabulary(Seeds& seeds, const std::string& folder) {
  constexpr const char* kFiles[] = {kConceptHeads, kConceptRecords,     kConceptNames,  kConceptLinks,
                                    kTreeNodes,    kConceptDescendants, kConceptMatches};
  for (std::size_t i = 0; i < std::size(kFiles); ++i) {
    for (const int is_offsets : {0, 1}) {
      const std::string path = folder + "/" + kFiles[i] + (is_offsets == 1 ? ".offsets" : ".data");
      const auto choice = static_cast<char>(4 * i + static_cast<std::size_t>(is_offsets));
      seeds.add("vocabulary_store_fuzz", static_cast<char>(choice + 2) + test::read_file(path));
      seeds.add("vocabulary_store_fuzz", choice + std::string("\1\20\0\3\0\40\0\177", 8));
    }
  }
  for (const std::string& path : files_of(folder, "part-")) {
    const VocabularyPart part = read_part_file(path);
    std::string records;
    for_each_part_record(part, [&](std::string_view record) { records += record; });
    seeds.add("part_codec_fuzz", '\0' + test::read_file(path));
    seeds.add("part_codec_fuzz", '\1' + records);
  }
}

void add_index_files(Seeds& seeds) {
  TestIndex index;
  index.add(sample_documents());
  index.add(sample_concept_documents());
  publish_vocabulary(index.path(), sample_vocabulary());
  index.remove({"PMID:7", "1002"});
  seeds.add("current_fuzz", test::read_file(index.path() + "/CURRENT"));
  seeds.add("current_fuzz", "MANIFEST-1234567 18446744073709551615 " + std::string(32, 'f') + "\n");
  seeds.add("current_fuzz", "MANIFEST-000042.tmp");
  for (const std::string& path : files_of(index.path(), "MANIFEST-")) seeds.add("manifest_fuzz", test::read_file(path));
  for (const std::vector<std::uint32_t>& docids : {std::vector<std::uint32_t>{}, {1}, {2, 3, 300}})
    seeds.add("deletion_list_fuzz", length16(400) + encode_deleted(docids, 400));
  add_ledgers(seeds, index.path());
  add_record_files(seeds, index.path());
  add_compressed_records(seeds, index.path());
  const std::string vocabulary = fs::path(files_of(index.path(), kTagDictionaryFile).at(0)).parent_path().string();
  add_concepts(seeds, vocabulary);
  add_vocabulary(seeds, vocabulary);
}

// Kinds, offsets and values of changes: see damaged() in scratch.h.
void add_damage(Seeds& seeds) {
  for (const char kind : {'\0', '\1', '\2', '\3', '\4', '\5'}) {
    for (const char at : {'\20', '\60', '\100', '\177'}) {
      const std::string changes = {kind, at, '\2', '\7', kind, '\0', at, at};
      seeds.add("tag_dictionary_fuzz", changes);
      seeds.add("postings_fuzz", '\0' + changes);
      seeds.add("postings_fuzz", '\1' + changes);
      for (char file = 0; file < 32; ++file) seeds.add("damaged_index_fuzz", file + changes);
    }
  }
}

}  // namespace

int main(int argc, char** argv) try {
  if (argc != 2) return 2;
  Seeds seeds(argv[1]);
  add_queries(seeds);
  add_arguments(seeds);
  add_inputs(seeds);
  add_documents(seeds);
  add_index_files(seeds);
  add_damage(seeds);
  return 0;
} catch (const std::exception& error) {
  std::fprintf(stderr, "fuzz_seeds: %s\n", error.what());
  return 1;
}
