// Spelling: one canonical spelling for a word that is written in several ways. First of the three tables that the
// analyzer asks about a part (spelling, then lexicon, then plurals); the others see canonical words only.
#pragma once

#include <string>

namespace il2search {

// The canonical spelling of a word of ASCII small letters: US for the UK (tumour -> tumor, leukaemia -> leukemia,
// randomised -> randomized, fibre -> fiber), `u` for a German `ue` (mueller -> muller). A word that no rule knows comes
// back as it is. canonical_spelling(canonical_spelling(w)) == canonical_spelling(w). Costs about a microsecond; the
// analyzer keeps the results. Safe from many threads.
std::string canonical_spelling(std::string word);

}  // namespace il2search
