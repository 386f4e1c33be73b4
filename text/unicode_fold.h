// Unicode folding: the characters of a stretch of text that is not pure ASCII -> small letters without diacritics,
// compatibility forms and Greek, with a map back to the original bytes. The only place of the analyzer that asks ICU;
// plain ASCII never comes here.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace il2search {

// What the fold writes between characters that belong to one compound but are separate parts: TNF|alpha, CO|2, 10|3.
inline constexpr char kSeam = '\x01';
// A written minus that is a sign, not a hyphen: the superscript of Cl⁻.
inline constexpr char kMinusSign = '\x02';

// bytes[i] comes from the original bytes [start[i], end[i]).
struct Folded {
  std::string bytes;
  std::vector<std::uint32_t> start;
  std::vector<std::uint32_t> end;
};

// Folds text, whose first byte has the offset `offset` in the original. In the result every byte below 0x80 means what
// it means in ASCII text; other bytes are UTF-8 of letters that have no ASCII form. Dashes are '-', apostrophes '\'',
// soft hyphens and other ignorable characters are gone, invalid UTF-8 and all other characters are blanks. Characters of
// scripts without blanks between words stand alone. `folded` is overwritten, its capacity is kept. Safe from many
// threads. Costs about 100 ns for a character that is not ASCII.
void fold_unicode(std::string_view text, std::uint32_t offset, Folded& folded);

// The text as fold_unicode() gives it, without the map and with seams as they are.
std::string fold_unicode(std::string_view text);

}  // namespace il2search
