// Any bytes as a record file: two bytes with the size of the offsets, the offsets, and the data. Every record lies within
// the data or is refused. A file whose records can all be read is the same after it is written again.
#include <vector>

#include "storage/record_file.h"
#include "tests/fuzz/scratch.h"

namespace {

using namespace il2search;

constexpr std::size_t kChecksumBytes = 4;

std::vector<std::string> records_of(const RecordFile& file, std::size_t data_bytes) {
  std::vector<std::string> records;
  std::size_t total = 0;
  for (std::uint32_t docid = 1; docid <= file.size(); ++docid) {
    const std::string_view record = file.record(docid);
    fuzz::require(record.size() <= data_bytes, "a record longer than the data");
    total += record.size() + (file.version() == 1 ? 0 : kChecksumBytes);
    fuzz::require(total <= data_bytes, "records that overlap");
    records.emplace_back(record);
  }
  fuzz::require(total == data_bytes, "data without a record");
  return records;
}

void check_again(const std::vector<std::string>& records) {
  const std::string again = fuzz::scratch() + "/again";
  RecordFileWriter writer(again);
  for (const std::string& record : records) writer.append(record);
  writer.finish();
  const std::size_t bytes = test::read_file(again + ".data").size();
  fuzz::require(records_of(RecordFile(again), bytes) == records, "lost when it is written again");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::FuzzInput input(fuzz::as_text(data, size));
  const std::string path = fuzz::scratch() + "/records";
  test::write_file(path + ".offsets", std::string(input.bytes(input.number16())));
  test::write_file(path + ".data", std::string(input.rest()));
  fuzz::accepts([&] {
    const RecordFile file(path);
    fuzz::require(!fuzz::accepts([&] { file.record(0); }), "a record 0");
    fuzz::require(!fuzz::accepts([&] { file.record(file.size() + 1); }), "a record beyond the last one");
    check_again(records_of(file, input.rest().size()));
  });
  return 0;
}
