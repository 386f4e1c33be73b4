// Any bytes as the text of an `.md5` file and as the name of one of NLM's files: a checksum is in the text, and a number
// belongs to one name, whatever folder and compression.
#include <algorithm>

#include "base/ascii.h"
#include "base/checksum.h"
#include "indexer/documents/origin.h"
#include "tests/fuzz/fuzz_input.h"

namespace {

using namespace il2search;

void check_md5(std::string_view text) {
  const auto md5 = parse_md5_file(text);
  if (!md5) return;
  fuzz::require(md5->size() == 32 && std::all_of(md5->begin(), md5->end(), ascii::is_hex_digit), "not an MD5", *md5);
  fuzz::require(ascii::to_lower(text).find(*md5) != std::string::npos, "a checksum that is not in the text", *md5);
  fuzz::require(parse_md5_file(*md5 + "  name") == md5, "a checksum that is not read again", *md5);
}

void check_name(std::string_view name) {
  const std::uint32_t number = nlm_file_number(name);
  if (number == 0) return;
  const std::string digits = std::to_string(number);
  fuzz::require(digits.size() == 9 && digits.starts_with("20"), "not the number of a file", name);
  for (const std::string& rest : {digits.substr(4) + ".xml", digits.substr(4) + ".xml.gz"})
    fuzz::require(nlm_file_number("/a/pubmed" + digits.substr(2, 2) + "n" + rest) == number, "another number", name);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::as_text(data, size);
  check_md5(text);
  check_name(text);
  check_name(text.substr(0, text.find('\n')));
  return 0;
}
