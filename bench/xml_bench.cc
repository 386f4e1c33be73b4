// Speed of reading PubMed XML: MB of uncompressed input per second on one core, without unpacking.
//
//   xml_bench FILE[.gz]…     each file is unpacked into memory first, then read five times; the median counts
#include <algorithm>
#include <cstdio>
#include <ctime>
#include <exception>
#include <memory>
#include <string>
#include <vector>

#include "base/byte_source.h"
#include "corpus/pubmed/pubmed_xml.h"

namespace {

constexpr int kRuns = 5;

std::string unpacked(const std::string& path) {
  const auto source = il2search::open_source(path);
  std::string bytes;
  std::string chunk(1 << 20, '\0');
  while (const std::size_t n = source->read(chunk.data(), chunk.size())) bytes.append(chunk, 0, n);
  return bytes;
}

// Processor time of this process, as the machine may be shared.
double cpu_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

struct Outcome {
  std::size_t records = 0;
  double seconds = 0;
};

Outcome read_all(const std::string& bytes, const std::string& path) {
  il2search::ReaderOptions options;
  options.file = path;
  auto reader = il2search::make_pubmed_xml_reader(std::make_unique<il2search::MemorySource>(bytes), options);
  Outcome outcome;
  const double start = cpu_seconds();
  while (reader->next()) ++outcome.records;
  outcome.seconds = cpu_seconds() - start;
  return outcome;
}

void measure(const std::string& path) {
  const std::string bytes = unpacked(path);
  std::vector<double> seconds;
  std::size_t records = 0;
  for (int run = 0; run < kRuns; ++run) {
    const Outcome outcome = read_all(bytes, path);
    records = outcome.records;
    seconds.push_back(outcome.seconds);
  }
  std::sort(seconds.begin(), seconds.end());
  const double median = std::max(seconds[kRuns / 2], 1e-6);
  std::printf("%-40s %8zu records %8.1f MB %8.1f MB/s %10.0f records/s\n", path.c_str(), records,
              static_cast<double>(bytes.size()) / 1e6, static_cast<double>(bytes.size()) / 1e6 / median,
              static_cast<double>(records) / median);
}

}  // namespace

int main(int argc, char** argv) {
  try {
    for (int i = 1; i < argc; ++i) measure(argv[i]);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "xml_bench: %s\n", error.what());
    return 1;
  }
  if (argc < 2) std::fprintf(stderr, "usage: xml_bench FILE...\n");
  return argc < 2 ? 2 : 0;
}
