// Spelling: one canonical spelling for a word that is written in several ways. The word cutter applies it to each piece that
// the lexicon gives; plurals and stems are then found for the canonical word.
#pragma once

#include <string>

namespace il2search {

// The canonical spelling of a word of lower-case ASCII letters: US for UK (tumour -> tumor, leukaemia -> leukemia,
// randomised -> randomized, fibre -> fiber), `u` for a German `ue` (mueller -> muller). A word that no rule covers is
// returned unchanged. Idempotent. Costs about a microsecond; the analyzer caches the results. Safe from many threads.
std::string canonical_spelling(std::string word);

}  // namespace il2search
