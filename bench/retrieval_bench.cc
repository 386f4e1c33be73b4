// How good the ranking is: judged collections, with the defaults of the library, beside plain Xapian.
//
//   retrieval_bench [--run FILE] CORPUS TOPICS QRELS [CORPUS TOPICS QRELS]…
//
// Each corpus (any known format) is indexed into a folder of its own with update_index(); each topic with a judgment is
// searched as plain text, any word, 1,000 documents deep: what `il2search --plain --match any --format trec` does.
// retrieval_metrics.h defines the figures. --run writes our rankings in TREC's format.
#include <cstdio>
#include <exception>
#include <fstream>
#include <map>
#include <string>
#include <variant>
#include <vector>

#include <il2search/index_writer.h>
#include <il2search/searcher.h>

#include "bench/judged_collection.h"
#include "bench/plain_table.h"
#include "bench/plain_xapian.h"
#include "bench/retrieval_metrics.h"
#include "bench/work_folder.h"
#include "corpus/reader.h"

namespace {

using namespace il2search::bench;
using Run = std::map<std::string, Ranking>;

constexpr unsigned kDepth = 1000;

template <class Search> Run run_topics(const JudgedCollection& collection, Search search) {
  Run run;
  for (const auto& [topic, text] : collection.topics) {
    if (collection.judgments.contains(topic)) run[topic] = search(text);
  }
  return run;
}

Run run_library(const JudgedCollection& collection, const std::string& index) {
  il2search::update_index(index, {collection.corpus});
  const il2search::Searcher searcher(index);
  il2search::SearchOptions options;
  options.plain = true;
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
  return run_topics(collection, [&](const std::string& text) { return plain_any_words(database, text, kDepth); });
}

void print(const char* who, const Evaluation& figures) {
  std::printf("  %-9s  nDCG@10 %.4f  MAP %.4f  recall@100 %.4f\n", who, figures.ndcg_10, figures.map,
              figures.recall_100);
}

void write_run(const Run& run, const std::string& path) {
  std::ofstream out(path, std::ios::app);
  for (const auto& [topic, ranking] : run) {
    for (std::size_t rank = 0; rank < ranking.size(); ++rank) {
      out << topic << " Q0 " << ranking[rank] << ' ' << rank + 1 << ' ' << kDepth - rank << " il2search\n";
    }
  }
}

void measure(const JudgedCollection& collection, const std::string& run_path) {
  const WorkFolder work;
  const Run ours = run_library(collection, work.path("index"));
  const Evaluation figures = evaluate(ours, collection.judgments);
  std::printf("%s: %zu topics\n", collection.corpus.c_str(), figures.topics);
  print("il2search", figures);
  print("plain", evaluate(run_plain(collection, work.path("plain")), collection.judgments));
  if (!run_path.empty()) write_run(ours, run_path);
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<std::string> paths(argv + 1, argv + argc);
  std::string run_path;
  if (paths.size() > 1 && paths[0] == "--run") {
    run_path = paths[1];
    paths.erase(paths.begin(), paths.begin() + 2);
  }
  if (paths.empty() || paths.size() % 3 != 0) {
    std::fprintf(stderr, "usage: retrieval_bench [--run FILE] CORPUS TOPICS QRELS [CORPUS TOPICS QRELS]...\n");
    return 2;
  }
  try {
    for (std::size_t i = 0; i < paths.size(); i += 3)
      measure(read_collection(paths[i], paths[i + 1], paths[i + 2]), run_path);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "retrieval_bench: %s\n", error.what());
    return 1;
  }
}
