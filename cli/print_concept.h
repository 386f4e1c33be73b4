// Concepts for people: what `il2search --concept` and `--complete` show as lines of text, safe for any terminal.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <il2search/searcher.h>

namespace il2search {

// Names, definition, counts, the tree around each concept and its mappings; an empty line between two concepts. Long
// lists are cut, saying so: the JSON has all of them. colour: with ANSI sequences.
std::string concepts_text(const std::vector<ConceptView>& concepts, bool colour);

// What to write instead where `--concept` was given the text of a query, `gene:IL2`, or a place in MeSH's tree; else empty.
std::string concept_hint(std::string_view typed);

// The known names that a mistyped one may have meant, as a sentence; empty without any.
std::string suggestions_text(const std::vector<Completion>& suggestions);

}  // namespace il2search
