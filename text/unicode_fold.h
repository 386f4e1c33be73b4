// Unicode folding: text that is not pure ASCII -> lower-case letters without diacritics, compatibility forms and Greek, with
// a map back to the original bytes. Only this part of the analyzer uses ICU; pure ASCII bypasses it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace il2search {

// Written between characters that belong to one compound but are separate parts: TNF|alpha, CO|2, 10|3.
inline constexpr char kSeam = '\x01';
// A minus that is certainly a sign, not a hyphen: the superscript of Cl⁻.
inline constexpr char kMinusSign = '\x02';

// bytes[i] comes from the original bytes [start[i], end[i]).
struct Folded {
  std::string bytes;
  std::vector<std::uint32_t> start;
  std::vector<std::uint32_t> end;
};

// Folds `text`, whose first byte has the offset `offset` in the original. In the result, bytes below 0x80 mean what they mean
// in ASCII text; other bytes are the UTF-8 of letters without an ASCII form. Dashes become '-' and apostrophes '\''; soft
// hyphens and other ignorable characters are removed; invalid UTF-8 and all other characters become blanks. Characters of
// scripts that do not separate words by blanks are surrounded by blanks. `folded` is overwritten but keeps its capacity.
// Safe from many threads. Costs about 100 ns per character that is not ASCII.
void fold_unicode(std::string_view text, std::uint32_t offset, Folded& folded);

// The folded bytes without the map; seams are kept.
std::string fold_unicode(std::string_view text);

}  // namespace il2search
