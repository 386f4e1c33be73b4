// Indexing speed and size: update_index() and plain Xapian on the same records.
//
//   index_bench [--rounds N] [--jobs N] FILE.xml.gz…
//
// Plain Xapian reads a prepared table and uses one thread; il2search opens, unpacks and parses the files, builds, merges,
// checksums and publishes. The rounds alternate, each in its own process, and medians count. Ratios are of documents per
// second of wall-clock time (also for the best round of each, as the machine may be busy) and of processor time.
#include <algorithm>
#include <cstdio>
#include <cstring>
#include <exception>
#include <filesystem>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include <il2search/index_writer.h>

#include "bench/measure.h"
#include "bench/plain_table.h"
#include "bench/plain_xapian.h"
#include "bench/work_folder.h"

namespace {

namespace fs = std::filesystem;
using namespace il2search::bench;

struct Options {
  int rounds = 3;
  unsigned jobs = 0;
  std::vector<std::string> files;
};

struct Rounds {
  std::vector<Cost> costs;

  void add(const Cost& cost) { costs.push_back(cost); }
  double wall() const {
    return median_of([](const Cost& cost) { return cost.wall_seconds; });
  }
  double cpu() const {
    return median_of([](const Cost& cost) { return cost.cpu_seconds; });
  }
  // The round that other load on the machine disturbed least.
  double best_wall() const {
    double best = costs.front().wall_seconds;
    for (const Cost& cost : costs) best = std::min(best, cost.wall_seconds);
    return best;
  }
  std::uint64_t peak_bytes() const {
    std::uint64_t peak = 0;
    for (const Cost& cost : costs) peak = std::max(peak, cost.peak_bytes);
    return peak;
  }

 private:
  template <class Member> double median_of(Member member) const {
    std::vector<double> values;
    for (const Cost& cost : costs) values.push_back(member(cost));
    return median(std::move(values));
  }
};

double mb(std::uint64_t bytes) { return static_cast<double>(bytes) / 1e6; }

void print_round(const char* who, int round, const Cost& cost, std::uint64_t records) {
  std::printf("  round %d  %-9s %7.2f s  %7.0f documents/s  %7.2f s of processor  %5.0f MB peak\n", round, who,
              cost.wall_seconds, static_cast<double>(records) / cost.wall_seconds, cost.cpu_seconds,
              mb(cost.peak_bytes));
}

// Bytes of an index by part: our files by name, Xapian's tables together, the rest (manifest, ledger).
std::map<std::string, std::uint64_t> parts_of(const std::string& index) {
  std::map<std::string, std::uint64_t> parts;
  for (const auto& entry : fs::recursive_directory_iterator(index)) {
    if (!entry.is_regular_file()) continue;
    const std::string suffix = entry.path().extension().string();
    const bool is_table = suffix == ".glass" || entry.path().filename() == "iamglass";
    const bool is_of_segment = entry.path().string().find("/segments/") != std::string::npos;
    parts[is_table ? "values" : is_of_segment ? entry.path().stem().string() : "other"] += entry.file_size();
  }
  return parts;
}

std::uint64_t sum(const std::map<std::string, std::uint64_t>& parts) {
  std::uint64_t total = 0;
  for (const auto& [name, bytes] : parts) total += bytes;
  return total;
}

void print_sizes(const std::string& index, const std::string& plain, const std::string& compacted) {
  compact_plain_database(plain, compacted);
  const auto ours = parts_of(index);
  const std::uint64_t plain_bytes = sum(parts_of(plain));
  const std::uint64_t compacted_bytes = sum(parts_of(compacted));
  std::printf("size      plain %.2f MB (compacted %.2f MB)  il2search %.2f MB\n", mb(plain_bytes), mb(compacted_bytes),
              mb(sum(ours)));
  for (const auto& [name, bytes] : ours) std::printf("  %-9s %8.2f MB\n", name.c_str(), mb(bytes));
  std::printf("RATIO     size, il2search to plain: %.3f (to compacted: %.3f)\n",
              static_cast<double>(sum(ours)) / static_cast<double>(plain_bytes),
              static_cast<double>(sum(ours)) / static_cast<double>(compacted_bytes));
}

void print_speeds(const TableSize& size, const Rounds& plain, const Rounds& ours) {
  const double wall = ours.wall();
  std::printf(
      "il2search %.0f documents/s, %.1f MB/s of uncompressed input, peak %.0f MB; plain %.0f documents/s, peak %.0f "
      "MB\n",
      static_cast<double>(size.records) / wall, mb(size.input_bytes) / wall, mb(ours.peak_bytes()),
      static_cast<double>(size.records) / plain.wall(), mb(plain.peak_bytes()));
  std::printf(
      "RATIO     documents/s, il2search to plain: %.2f by the clock (best rounds %.2f), %.2f by processor time\n",
      plain.wall() / wall, plain.best_wall() / ours.best_wall(), plain.cpu() / ours.cpu());
}

void measure(const Options& options) {
  const WorkFolder work;
  const std::string table = work.path("table.tsv");
  const std::string plain = work.path("plain");
  const std::string index = work.path("index");
  const TableSize size = write_table(options.files, table);
  std::printf("%llu records, %.1f MB of XML, a table of %.1f MB\n", static_cast<unsigned long long>(size.records),
              mb(size.input_bytes), mb(fs::file_size(table)));
  Rounds plain_rounds;
  Rounds our_rounds;
  for (int round = 1; round <= options.rounds; ++round) {
    fs::remove_all(plain);
    plain_rounds.add(run_in_child([&] { build_plain_database(plain, table); }));
    print_round("plain", round, plain_rounds.costs.back(), size.records);
    fs::remove_all(index);
    il2search::UpdateOptions update;
    update.writer.jobs = options.jobs;
    our_rounds.add(run_in_child([&] { il2search::update_index(index, options.files, update); }));
    print_round("il2search", round, our_rounds.costs.back(), size.records);
  }
  print_speeds(size, plain_rounds, our_rounds);
  print_sizes(index, plain, work.path("compacted"));
}

Options parse(int argc, char** argv) {
  Options options;
  for (int i = 1; i < argc; ++i) {
    if (std::strcmp(argv[i], "--rounds") == 0 && i + 1 < argc) options.rounds = std::stoi(argv[++i]);
    else if (std::strcmp(argv[i], "--jobs") == 0 && i + 1 < argc)
      options.jobs = static_cast<unsigned>(std::stoul(argv[++i]));
    else options.files.emplace_back(argv[i]);
  }
  return options;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    const Options options = parse(argc, argv);
    if (options.files.empty() || options.rounds < 1) {
      std::fprintf(stderr, "usage: index_bench [--rounds N] [--jobs N] FILE...\n");
      return 2;
    }
    measure(options);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "index_bench: %s\n", error.what());
    return 1;
  }
}
