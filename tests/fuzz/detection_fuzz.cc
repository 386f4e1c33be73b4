// Any bytes as the beginning of a file: its format is a known one, what messages say about it is never empty and one line,
// and foreign content is not taken for a paper. Decoded text is UTF-8.
#include <algorithm>
#include <memory>

#include "base/byte_source.h"
#include "base/sniff.h"
#include "base/text_encoding.h"
#include "base/utf8.h"
#include "corpus/detect.h"
#include "corpus/reader.h"
#include "tests/fuzz/fuzz_input.h"
#include "vocabulary/readers/part.h"

namespace {

using namespace il2search;

void check_format(const std::string& head) {
  const std::string format = detect_format(head);
  if (format.empty()) return;
  fuzz::require(reader_version(format) > 0, "a format without reader", format);
  fuzz::require(make_reader(format, std::make_unique<MemorySource>(head), {}) != nullptr, "no reader", format);
  fuzz::require(name_foreign(head).empty(), "a paper that is clearly none", format);
}

void check_words(const std::string& head) {
  const std::string words = describe_unknown(head);
  fuzz::require(!words.empty() && terminal_safe(words, false) == words, "what is said about a file", words);
  const ForeignContent content = sniff_binary(head);
  fuzz::require(content.known() || content.advice.empty(), "advice about nothing");
  is_blank_text(head);
}

void check_vocabulary(const std::string& head) {
  const std::string format = detect_vocabulary_format(head);
  fuzz::require(format.empty() || !vocabulary_format_name(format).empty(), "a format without name", format);
}

void check_decoding(const std::string& head) {
  const DecodedText decoded = decode_text(head);
  fuzz::require(is_valid_utf8(decoded.text), "decoded text that is not UTF-8");
  fuzz::require((decoded.foreign_bytes == 0) == is_valid_utf8(head), "foreign bytes are not counted");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string head(fuzz::as_text(data, size));
  if (fuzz::succeeds([&] { check_format(head); }, ErrorCode::broken_file)) check_words(head);
  check_vocabulary(head);
  check_decoding(head);
  return 0;
}
