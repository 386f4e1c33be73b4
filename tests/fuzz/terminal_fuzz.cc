// Any bytes as text for a terminal: what comes out is UTF-8 without anything that steers a terminal, nothing else changes,
// and doing it twice changes nothing more.
#include "base/json/json_writer.h"
#include "base/utf8.h"
#include "tests/fuzz/fuzz_input.h"

namespace {

using namespace il2search;

// Written apart from terminal_safe(), as a list of what must not come out.
bool steers(char32_t c) {
  const bool control = c < 0x20 || (c >= 0x7F && c < 0xA0);
  const bool bidirectional = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
  return control || bidirectional || c == 0x2028 || c == 0x2029;
}

void require_harmless(std::string_view text, std::string_view allowed) {
  for (std::size_t at = 0; at < text.size();) {
    const DecodedCharacter c = decode_utf8(text, at);
    fuzz::require(c.valid, "invalid UTF-8 comes out", text);
    fuzz::require(!steers(c.code_point) || allowed.find(text[at]) != std::string_view::npos, "a control character");
    at += c.bytes;
  }
}

void check_json(std::string_view text) {
  std::string json;
  append_json_string(json, text);
  const std::string safe = terminal_safe_json(json);
  require_harmless(safe, "");
  fuzz::require(terminal_safe_json(safe) == safe, "JSON is escaped twice", safe);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::as_text(data, size);
  const std::string lines = terminal_safe(text);
  const std::string line = terminal_safe(text, false);
  require_harmless(lines, "\t\n");
  require_harmless(line, "");
  fuzz::require(terminal_safe(lines) == lines && terminal_safe(line, false) == line, "not the same when done twice");
  check_json(text);
  return 0;
}
