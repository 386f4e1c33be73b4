// Patterns of names whose punctuation carries meaning: sequence variants, star alleles, charge and expression signs.
// Asked by the compound scanner where it meets such punctuation; all of them look at a bounded stretch of text.
#pragma once

#include <cstddef>
#include <string_view>

namespace il2search {

// The length of a sequence variant at the beginning of the text (`c.35G>A`, `p.V600E`, `p.(Val600Glu)`,
// `g.123_125del`), or 0. Case does not matter.
std::size_t match_variant(std::string_view text);

// The length of an allele's number at the beginning of the text, which stands behind a gene and '*' (`04:01`, `4`,
// `02:01:01N`), or 0.
std::size_t match_allele(std::string_view text);

struct ChargeInParentheses {
  std::size_t digits = 0;  // their number: 1 in (2+), 0 in (+)
  char sign = 0;           // '+' or '-'; 0: there is none here
};

// `(+)`, `(-)`, `(2+)`, `(3-)` at the beginning of the text.
ChargeInParentheses match_charge(std::string_view text);

// Is the bare name of letters alone one that is written with a minus (Cl-, HIV-)? Others may just end a line or wait for
// their second half (pre- and postoperative). `base` is in small letters.
bool takes_minus(std::string_view base);

// '+' or '-' where the text begins with the word "positive" or "negative"; else 0.
char sign_word(std::string_view text);

}  // namespace il2search
