// Keys of people's names: the analyzer's letters without its words, since a name has no spelling rules but its umlauts.
#include <algorithm>

#include "text/analyzer.h"
#include "text/unicode_fold.h"

namespace il2search {
namespace {

bool is_word_byte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

// The fold has made one letter of an umlaut; ae, oe and ue are made one here, so that all ways to write it meet.
bool is_second_of_umlaut(char before, char c) { return c == 'e' && (before == 'a' || before == 'o' || before == 'u'); }

}  // namespace

std::string Analyzer::normalize_author(std::string_view text) {
  std::string name;
  bool blank = false;
  char before = 0;
  for (char written : fold_unicode(text)) {
    const char c = lower(written);
    if (c == '\'') continue;  // O'Brien, OBrien
    if (!is_word_byte(c)) {
      blank = true;
      before = 0;
      continue;
    }
    if (is_second_of_umlaut(before, c)) {
      before = 0;
      continue;
    }
    if (blank && !name.empty()) name += ' ';
    blank = false;
    name += c;
    before = c;
  }
  return name;
}

}  // namespace il2search
