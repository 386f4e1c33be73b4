// query_bench INDEX QUERIES.tsv [PLAIN_XAPIAN_DB] [REPEATS]: time of queries through the library and in a plain
// Xapian database of the same documents, in the same run.
//
// QUERIES.tsv has lines of class<TAB>query. Each query runs REPEATS times and counts with its median; a class reports the
// median and the 99th percentile of its queries. Both sides fetch ten hits: the library without snippets and entities,
// plain Xapian with the documents' data.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include <xapian.h>

#include <il2search/searcher.h>

namespace {

using il2search::Searcher;

struct Query {
  std::string name;  // of its class
  std::string text;
};

struct Timing {
  std::vector<double> milliseconds;  // one per query
  std::size_t matches = 0;
};
using Timings = std::map<std::string, Timing>;

// Runs a query and returns the number of documents that it matches.
using Engine = std::function<std::size_t(const std::string& query)>;

std::vector<Query> read_queries(const char* path) {
  std::vector<Query> queries;
  std::ifstream in(path);
  std::string line;
  while (std::getline(in, line)) {
    if (const auto tab = line.find('\t'); tab != std::string::npos) {
      queries.push_back({line.substr(0, tab), line.substr(tab + 1)});
    }
  }
  return queries;
}

double median_of(const Engine& engine, const std::string& query, int repeats, std::size_t& matches) {
  std::vector<double> times;
  for (int i = 0; i < repeats; ++i) {
    const auto start = std::chrono::steady_clock::now();
    const std::size_t total = engine(query);
    times.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count());
    if (i == 0) matches += total;
  }
  std::sort(times.begin(), times.end());
  return times[times.size() / 2];
}

double percentile(std::vector<double> values, std::size_t percent) {
  std::sort(values.begin(), values.end());
  return values[std::min(values.size() - 1, values.size() * percent / 100)];
}

// As Xapian's documentation shows it. A heading filter has no AND in its parser's syntax.
Engine plain_engine(const std::string& path) {
  const Xapian::Database database(path);
  Xapian::QueryParser parser;
  parser.set_database(database);
  parser.set_stemmer(Xapian::Stem("en"));
  parser.add_boolean_prefix("mesh", "XM");
  parser.add_prefix("title", "S");
  parser.set_default_op(Xapian::Query::OP_AND);
  return [database, parser](const std::string& text) mutable {
    std::string query = text;
    if (const auto at = query.find(" AND mesh:"); at != std::string::npos) query.erase(at, 4);
    Xapian::Enquire enquire(database);
    enquire.set_query(parser.parse_query(query));
    const Xapian::MSet found = enquire.get_mset(0, 10);
    for (auto it = found.begin(); it != found.end(); ++it) it.get_document().get_data();
    return static_cast<std::size_t>(found.get_matches_estimated());
  };
}

Engine library_engine(const Searcher& searcher) {
  il2search::SearchOptions options;
  options.snippets = false;
  options.entities_of_hits = false;
  return [&searcher, options](const std::string& query) { return searcher.search(query, options).total; };
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    std::fputs("usage: query_bench INDEX QUERIES.tsv [PLAIN_XAPIAN_DB] [REPEATS]\n", stderr);
    return 2;
  }
  const std::vector<Query> queries = read_queries(argv[2]);
  const Searcher searcher{std::string(argv[1])};
  const Engine library = library_engine(searcher);
  Engine plain;
  if (argc > 3) plain = plain_engine(argv[3]);
  const int repeats = argc > 4 ? std::max(1, std::atoi(argv[4])) : 11;

  // Alternating query by query, so that both see the same load.
  Timings ours;
  Timings theirs;
  for (const Query& query : queries) {
    Timing& timing = ours[query.name];
    timing.milliseconds.push_back(median_of(library, query.text, repeats, timing.matches));
    if (!plain) continue;
    Timing& other = theirs[query.name];
    other.milliseconds.push_back(median_of(plain, query.text, repeats, other.matches));
  }
  std::printf("%-12s %10s %10s %10s", "class", "p50 ms", "p99 ms", "matches");
  if (plain) std::printf(" %10s %10s %10s %10s", "plain p50", "plain p99", "matches", "ratio p50");
  std::printf("\n");
  for (const auto& [name, timing] : ours) {
    const double p50 = percentile(timing.milliseconds, 50);
    std::printf("%-12s %10.3f %10.3f %10zu", name.c_str(), p50, percentile(timing.milliseconds, 99),
                timing.matches / timing.milliseconds.size());
    if (plain) {
      const Timing& other = theirs[name];
      const double plain_p50 = percentile(other.milliseconds, 50);
      std::printf(" %10.3f %10.3f %10zu %10.2f", plain_p50, percentile(other.milliseconds, 99),
                  other.matches / other.milliseconds.size(), p50 / plain_p50);
    }
    std::printf("\n");
  }
  return 0;
}
