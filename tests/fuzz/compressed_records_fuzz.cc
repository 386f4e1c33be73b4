// Any bytes as a compressed record file: two bytes with the size of the sections, two with that of the offsets, then both,
// and the data. Every record is read or refused; what can be read is the same after it is written again.
#include <vector>

#include "storage/compressed_records.h"
#include "tests/fuzz/scratch.h"

namespace {

using namespace il2search;

std::vector<std::string> records_of(const CompressedRecordFile& file) {
  std::vector<std::string> records;
  for (std::uint32_t docid = 1; docid <= file.size(); ++docid) records.push_back(file.record(docid));
  return records;
}

void check_again(const CompressedRecordFile& file, const std::vector<std::string>& records) {
  const std::string again = fuzz::scratch() + "/again";
  CompressedRecordWriter writer(again);
  writer.append_live(file, [](std::uint32_t) { return true; });
  for (const std::string& record : records) writer.append(record);
  writer.finish();
  std::vector<std::string> twice = records;
  twice.insert(twice.end(), records.begin(), records.end());
  fuzz::require(records_of(CompressedRecordFile(again)) == twice, "lost when it is written again");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::FuzzInput input(fuzz::as_text(data, size));
  const std::string path = fuzz::scratch() + "/records";
  const std::size_t sections = input.number16();
  const std::size_t offsets = input.number16();
  test::write_file(path + ".sections", std::string(input.bytes(sections)));
  test::write_file(path + ".offsets", std::string(input.bytes(offsets)));
  test::write_file(path + ".data", std::string(input.rest()));
  fuzz::accepts([&] {
    const CompressedRecordFile file(path);
    if (file.is_version_1()) return;  // record_file_fuzz
    check_again(file, records_of(file));
  });
  return 0;
}
