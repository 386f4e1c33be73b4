// Concepts for people: what `il2search --concept` and `--complete` show as lines of text, safe for any terminal.
#pragma once

#include <string>
#include <vector>

#include <il2search/searcher.h>

namespace il2search {

// Names, definition, counts, the tree around each concept and its mappings; an empty line between two concepts. Long
// lists are cut, saying so: the JSON has all of them. colour: with ANSI sequences.
std::string concepts_text(const std::vector<ConceptView>& concepts, bool colour);

// The known names that a mistyped one may have meant, as a sentence; empty without any.
std::string suggestions_text(const std::vector<Completion>& suggestions);

}  // namespace il2search
