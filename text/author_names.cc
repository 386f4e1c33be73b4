// Keys of personal names: letters are folded as in words, but of the spelling rules only that of umlauts applies.
#include "base/ascii.h"
#include "text/analyzer.h"
#include "text/unicode_fold.h"

namespace il2search {
namespace {

// Folding has replaced an umlaut by one letter. ae, oe and ue become one letter too, so that all spellings give one key.
bool is_second_of_umlaut(char before, char c) { return c == 'e' && (before == 'a' || before == 'o' || before == 'u'); }

}  // namespace

std::string Analyzer::normalize_author(std::string_view text) {
  std::string name;
  bool blank = false;
  char before = 0;
  for (char written : fold_unicode(text)) {
    const char c = ascii::to_lower(written);
    if (c == '\'') continue;  // O'Brien, OBrien
    if (!ascii::is_word_byte(c)) {
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
