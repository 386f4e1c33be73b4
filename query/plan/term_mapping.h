// Term mapping: which stretches of a run of plain words name a concept of the loaded vocabularies. Part of resolve().
//
//   rapamycin lupus nephritis  ->  [rapamycin: MESH:D020123 "sirolimus"] [lupus nephritis: MESH:D008181 …]
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "query/syntax/tree.h"
#include "text/analyzer.h"
#include "vocabulary/store/vocabulary.h"

namespace il2search::plan {

// Words [first, first + count) of the run are a name of these concepts, which mean the same or share the name.
struct MappedStretch {
  std::size_t first = 0;
  std::size_t count = 0;
  std::vector<ConceptNumber> concepts;
  std::vector<std::string> synonyms;  // other exact names of theirs and of their exact matches, without those that
                                      // hold the words as typed
};

// The stretches, longest first at each word, not overlapping. Left alone are grammar's words, abbreviations and symbols
// of genes that are not written as such (`was`, `cat`, but IL2 and SLE are), names of more than a few concepts, and
// concepts so general that most papers are about something narrower. Runs over 50 words are pasted text and name
// nothing. About 50 microseconds a word.
std::vector<MappedStretch> map_terms(const std::vector<syntax::Word>& words, const Vocabulary& vocabulary,
                                     Analyzer& analyzer);

}  // namespace il2search::plan
