// terminal_safe() and terminal_safe_json(): the last stage of text from a document, a file name or a query on its way to a
// terminal. JSON is escaped instead of replaced, so that nothing is lost.
#include <il2search/text.h>

#include "base/json/json_writer.h"
#include "base/utf8.h"

namespace il2search {
namespace {

bool steers_terminal(char32_t c) {
  if (c == '\t' || c == '\n') return false;
  return c < 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0x2028 || c == 0x2029 || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2066 && c <= 0x2069);
}

// Whether the byte can begin a character that steers_terminal(), apart from C0 controls.
bool may_steer(char c) { return c == '\x7F' || c == '\xC2' || c == '\xE2'; }

}  // namespace

std::string terminal_safe(std::string_view text, bool with_line_feeds) {
  std::string result;
  result.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const DecodedCharacter c = decode_utf8(text, at);
    if (!c.valid || steers_terminal(c.code_point)) {
      append_utf8(result, kReplacementCharacter);
    } else if (!with_line_feeds && (c.code_point == '\t' || c.code_point == '\n')) {
      result += ' ';
    } else {
      result.append(text.substr(at, c.bytes));
    }
    at += c.bytes;
  }
  return result;
}

std::string terminal_safe_json(std::string json) {
  std::string result;
  std::size_t copied = 0;
  for (std::size_t at = 0; at < json.size();) {
    if (!may_steer(json[at])) {
      ++at;
      continue;
    }
    const DecodedCharacter c = decode_utf8(json, at);
    if (c.valid && steers_terminal(c.code_point)) {
      result.append(json, copied, at - copied);
      append_json_escape(result, c.code_point);
      copied = at + c.bytes;
    }
    at += c.bytes;
  }
  if (copied == 0) return json;
  return result.append(json, copied, std::string::npos);
}

}  // namespace il2search
