// Any bytes as a part of a compiled vocabulary: as the file, if the first byte is even, or else as the records within,
// which mutations of deflated bytes would not reach. An accepted part survives being written again.

#include "base/bytes.h"
#include "base/deflate.h"
#include "tests/fuzz/fuzz_input.h"
#include "vocabulary/store/part_codec.h"

namespace {

using namespace il2search;

std::string file_of(std::string_view records) {
  static Deflater deflater;
  std::string file = "IL2P";
  put_u32(file, 1);
  const std::string stored = deflater.deflate(records);
  put_u32(file, static_cast<std::uint32_t>(records.size()));
  put_u32(file, static_cast<std::uint32_t>(stored.size()));
  return file + stored + std::string(8, '\0');
}

std::string records_of(const VocabularyPart& part) {
  std::string all;
  for_each_part_record(part, [&](std::string_view record) { all += record; });
  return all;
}

VocabularyPart read(const std::string& file) { return read_part_bytes(file, "fuzz"); }

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::FuzzInput input(fuzz::as_text(data, size));
  const bool as_file = input.byte() % 2 == 0;
  const std::string file = as_file ? std::string(input.rest()) : file_of(input.rest());
  VocabularyPart part;
  if (!fuzz::accepts([&] { part = read(file); })) return 0;
  const std::string records = records_of(part);
  fuzz::require(records_of(read(file_of(records))) == records, "lost when it is written again");
  return 0;
}
