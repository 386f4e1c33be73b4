// The cost of vocabularies: loading, opening, tagging during indexing, explosion.
//
//   vocabulary_bench [--rounds N] KIND=PATH… FILE…
//
// Indexing alternates without and with tagging, each round in its own process, and medians count. Searches are whole
// searches of a warm Searcher, with ten hits and an exact total, over one segment and over eight; medians of REPEATS.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include <il2search/index_writer.h>
#include <il2search/maintenance.h>
#include <il2search/searcher.h>
#include <il2search/vocabulary.h>

#include "bench/measure.h"
#include "bench/slices.h"
#include "bench/work_folder.h"
#include "storage/index_directory.h"
#include "vocabulary/store/vocabulary.h"

namespace {

namespace fs = std::filesystem;
using namespace il2search;
using namespace il2search::bench;
using Clock = std::chrono::steady_clock;

constexpr int kRepeats = 21;
constexpr std::size_t kNarrower = 400;
constexpr std::size_t kUnknownIds = 1000;
constexpr std::size_t kSegments = 8;

struct Inputs {
  int rounds = 3;
  std::vector<VocabularyFile> vocabularies;
  std::vector<std::string> files;
};

double milliseconds_since(Clock::time_point start) {
  return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

template <class Work> double median_milliseconds(Work work) {
  std::vector<double> times;
  for (int i = 0; i < kRepeats; ++i) {
    const auto start = Clock::now();
    work();
    times.push_back(milliseconds_since(start));
  }
  return median(std::move(times));
}

void load(const Inputs& inputs, const std::string& index) {
  const Cost cost = run_in_child([&] { load_vocabularies(index, inputs.vocabularies); });
  std::printf("loading   %.1f s, %.1f s of processor, %.0f MB peak\n", cost.wall_seconds, cost.cpu_seconds,
              static_cast<double>(cost.peak_bytes) / 1e6);
  const IndexStatus status = index_status(index);
  for (const VocabularyStatus& v : status.vocabularies)
    std::printf("  %-40s %8llu concepts %8llu names %8llu edges %8llu mappings\n", v.name.c_str(),
                static_cast<unsigned long long>(v.concepts), static_cast<unsigned long long>(v.names),
                static_cast<unsigned long long>(v.edges), static_cast<unsigned long long>(v.mappings));
  std::printf("  %.1f MB on the disk\n", static_cast<double>(status.bytes) / 1e6);
}

void copy_index(const std::string& from, const std::string& to) {
  fs::remove_all(to);
  fs::copy(from, to, fs::copy_options::recursive);
}

// Both load the vocabularies; only one tags.
void compare_indexing(const Inputs& inputs, const std::string& loaded, const std::string& index) {
  std::vector<double> wall[2];
  std::vector<double> cpu[2];
  for (int round = 1; round <= inputs.rounds; ++round) {
    for (const bool tag : {false, true}) {
      copy_index(loaded, index);
      UpdateOptions options;
      options.writer.tag = tag;
      const Cost cost = run_in_child([&] { update_index(index, inputs.files, options); });
      std::printf("  round %d  %-12s %7.2f s  %7.2f s of processor  %5.0f MB peak\n", round,
                  tag ? "tagging" : "not tagging", cost.wall_seconds, cost.cpu_seconds,
                  static_cast<double>(cost.peak_bytes) / 1e6);
      wall[tag].push_back(cost.wall_seconds);
      cpu[tag].push_back(cost.cpu_seconds);
    }
  }
  std::printf("RATIO     speed of indexing, tagging to not: %.2f by the clock, %.2f by processor time\n",
              median(wall[0]) / median(wall[1]), median(cpu[0]) / median(cpu[1]));
}

// The MeSH disease with about this many narrower headings.
std::string heading_with(std::size_t narrower, const Vocabulary& vocabulary) {
  std::string best;
  std::size_t distance = SIZE_MAX;
  for (const ConceptNumber number : vocabulary.in_tree("C")) {
    const std::size_t size = vocabulary.descendants(number).size();
    const std::size_t off = size > narrower ? size - narrower : narrower - size;
    if (off < distance) {
      distance = off;
      best = vocabulary.id(number);
    }
  }
  return best;
}

std::string unknown_ids() {
  std::string query;
  for (std::size_t i = 0; i < kUnknownIds; ++i)
    query += (i == 0 ? "" : " OR ") + std::string("MESH:D") + std::to_string(900'000'000 + i);
  return query;
}

void measure_query(const Searcher& searcher, const char* what, const std::string& query) {
  SearchOptions options;
  options.exact_total = true;
  std::size_t total = 0;
  const double time = median_milliseconds([&] { total = searcher.search(query, options).total; });
  std::printf("  %-44s %8.2f ms  %zu documents\n", what, time, total);
}

void measure_queries(const std::string& index) {
  const std::string folder = Snapshot::open(index)->vocabulary_folder();
  const double opening = median_milliseconds([&] { const Vocabulary vocabulary(folder); });
  const Vocabulary vocabulary(folder);
  const std::string heading = heading_with(kNarrower, vocabulary);
  const Searcher searcher(index);
  std::printf("%zu segments; opening the vocabulary %.2f ms\n", searcher.info().segments, opening);
  const std::string label =
      heading + ", " + std::to_string(vocabulary.descendants(vocabulary.find(heading)).size()) + " narrower";
  measure_query(searcher, label.c_str(), heading);
  const std::string tree = "mesh:C, " + std::to_string(vocabulary.in_tree("C").size()) + " headings";
  measure_query(searcher, tree.c_str(), "mesh:C");
  measure_query(searcher, "1,000 ids that no document has", unknown_ids());
  SearchOptions options;
  options.map = false;
  const double plain = median_milliseconds([&] { searcher.search("lupus nephritis treatment", options); });
  options.map = true;
  const double mapped = median_milliseconds([&] { searcher.search("lupus nephritis treatment", options); });
  std::printf("  %-44s %8.2f ms  without mapping %.2f ms\n", "lupus nephritis treatment", mapped, plain);
  const double complete = median_milliseconds([&] { searcher.complete("lupus ne"); });
  std::printf("  %-44s %8.2f ms\n", "names that begin with `lupus ne`", complete);
}

void measure(const Inputs& inputs) {
  const WorkFolder work;
  const std::string loaded = work.path("loaded");
  load(inputs, loaded);
  const std::string one = work.path("one");
  compare_indexing(inputs, loaded, one);
  const std::string eight = work.path("eight");
  copy_index(loaded, eight);
  const std::size_t documents = index_status(one).documents;
  run_in_child([&] { index_in_slices(inputs.files, (documents + kSegments - 1) / kSegments, eight); });
  measure_queries(one);
  measure_queries(eight);
}

Inputs parse(const std::vector<std::string>& words) {
  Inputs inputs;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const auto equals = words[i].find('=');
    if (words[i] == "--rounds" && i + 1 < words.size()) inputs.rounds = std::stoi(words[++i]);
    else if (equals != std::string::npos)
      inputs.vocabularies.push_back({words[i].substr(0, equals), words[i].substr(equals + 1)});
    else inputs.files.push_back(words[i]);
  }
  return inputs;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    const Inputs inputs = parse({argv + 1, argv + argc});
    if (inputs.files.empty() || inputs.vocabularies.empty() || inputs.rounds < 1) {
      std::fprintf(stderr, "usage: vocabulary_bench [--rounds N] KIND=PATH... FILE...\n");
      return 2;
    }
    measure(inputs);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "vocabulary_bench: %s\n", error.what());
    return 1;
  }
}
