// Prepares what query_bench needs: the same records as an index of one segment and of eight, as one plain Xapian database
// and as eight, and queries drawn from the records.
//
//   query_setup FOLDER FILE…      -> FOLDER/one, FOLDER/eight, FOLDER/plain-one, FOLDER/plain-eight, FOLDER/queries.tsv
#include <algorithm>
#include <cstddef>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <vector>

#include <il2search/index_writer.h>
#include <il2search/maintenance.h>

#include "bench/plain_table.h"
#include "bench/plain_xapian.h"
#include "bench/query_samples.h"
#include "bench/slices.h"

namespace {

using namespace il2search::bench;

constexpr std::size_t kSegments = 8;
constexpr unsigned kQueriesPerClass = 40;

std::vector<PlainRecord> read_table(const std::string& path) {
  std::vector<PlainRecord> records;
  std::ifstream table(path);
  for (std::string line; std::getline(table, line);) records.push_back(plain_record(line));
  return records;
}

void write_queries(const std::vector<SampleQuery>& queries, const std::string& path) {
  std::ofstream out(path);
  for (const SampleQuery& query : queries) out << query.name << '\t' << query.text << '\n';
  if (!out.flush()) throw std::runtime_error("cannot write: " + path);
}

std::size_t slice_of(std::size_t records) { return (records + kSegments - 1) / kSegments; }

void build_plain_in_slices(const std::vector<PlainRecord>& records, const std::string& stub_path) {
  std::ofstream stub(stub_path);
  const std::size_t slice = slice_of(records.size());
  for (std::size_t first = 0; first < records.size(); first += slice) {
    const std::string part = stub_path + "-" + std::to_string(first / slice + 1);
    const auto begin = records.begin() + static_cast<std::ptrdiff_t>(first);
    const auto end = records.begin() + static_cast<std::ptrdiff_t>(std::min(first + slice, records.size()));
    build_plain_database(part, std::vector<PlainRecord>(begin, end));
    stub << "auto " << part << '\n';
  }
  if (!stub.flush()) throw std::runtime_error("cannot write: " + stub_path);
}

// One run per slice of the records; each publishes a segment.
void set_up(const std::string& folder, const std::vector<std::string>& files) {
  std::filesystem::create_directories(folder);
  const std::string table = folder + "/table.tsv";
  const TableSize size = write_table(files, table);
  const std::vector<PlainRecord> records = read_table(table);
  write_queries(sample_queries(records, kQueriesPerClass), folder + "/queries.tsv");
  build_plain_database(folder + "/plain-one", table);
  build_plain_in_slices(records, std::filesystem::absolute(folder).string() + "/plain-eight");
  il2search::update_index(folder + "/one", files);
  index_in_slices(files, slice_of(size.records), folder + "/eight");
  for (const char* name : {"one", "eight"}) {
    const auto status = il2search::index_status(folder + "/" + name);
    std::printf("%-5s %llu documents in %zu segments\n", name, static_cast<unsigned long long>(status.documents),
                status.segments.size());
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    std::fprintf(stderr, "usage: query_setup FOLDER FILE...\n");
    return 2;
  }
  try {
    set_up(argv[1], {argv + 2, argv + argc});
  } catch (const std::exception& error) {
    std::fprintf(stderr, "query_setup: %s\n", error.what());
    return 1;
  }
}
