// Concepts as lines of text for people, safe for any terminal: the output of `il2search --concept`.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <il2search/searcher.h>

namespace il2search::cli {

// Names, definition, counts, the tree around each concept and its mappings; concepts are separated by an empty line. Long
// lists are cut, with a note; the JSON has all of them. colour: with ANSI escape sequences.
std::string concepts_text(const std::vector<ConceptView>& concepts, bool colour);

// What to write instead if `--concept` was given a query (`gene:IL2`) or a MeSH tree number; else empty.
std::string concept_hint(std::string_view typed);

// "did you mean …?" with the known names that a mistyped one may have meant; empty if there are none.
std::string suggestions_text(const std::vector<Completion>& suggestions);

}  // namespace il2search::cli
