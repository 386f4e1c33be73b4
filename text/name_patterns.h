// Patterns of names whose punctuation carries meaning: sequence variants, star alleles, charge and expression signs. The
// compound scanner calls them at such punctuation. Each looks at a bounded number of bytes.
#pragma once

#include <cstddef>
#include <string_view>

namespace il2search {

// The length of a sequence variant at the start of the text (`c.35G>A`, `p.V600E`, `p.(Val600Glu)`, `g.123_125del`), or 0.
// Case does not matter.
std::size_t match_variant(std::string_view text);

// The length of an allele number at the start of the text, which follows a gene and '*' (`04:01`, `4`, `02:01:01N`), or 0.
std::size_t match_allele(std::string_view text);

struct ChargeInParentheses {
  std::size_t digits = 0;  // how many: 1 in (2+), 0 in (+)
  char sign = 0;           // '+' or '-'; 0 if the text does not start with a charge
};

// A charge at the start of the text: `(+)`, `(-)`, `(2+)`, `(3-)`.
ChargeInParentheses match_charge(std::string_view text);

// Whether a name of letters only, in lower case, is one that is written with a minus (Cl-, HIV-). After other names a hyphen
// may end a line or stand for a second half (pre- and postoperative).
bool takes_minus(std::string_view base);

// '+' or '-' if the text starts with the word "positive" or "negative", otherwise 0.
char sign_word(std::string_view text);

}  // namespace il2search
