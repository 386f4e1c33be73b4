// terminal_safe(): the last hop of every text that comes from a document, a file name or a query to a terminal.
#include <il2search/text.h>

#include "base/utf8.h"

namespace il2search {
namespace {

bool steers_terminal(char32_t c) {
  if (c == '\t' || c == '\n') return false;
  return c < 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0x2028 || c == 0x2029 || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2066 && c <= 0x2069);
}

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

}  // namespace il2search
