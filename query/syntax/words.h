// Words: from the text of a word or phrase to Word values, with stars and question marks understood.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "query/syntax/problems.h"
#include "query/syntax/tree.h"

namespace il2search::syntax {

// The word that stands at span of the query. Nothing, and an error, for a star without a word.
std::optional<Word> make_word(std::string_view query, Span span, DiagnosticSink& problems);

// The words of a phrase: split at blanks.
std::vector<Word> make_words(std::string_view query, Span span, DiagnosticSink& problems);

// Says of marks that mean something in other search languages and nothing here: `-word`, `word~2`, `#1`, `TITLE:x`.
void warn_of_foreign_marks(const Word& word, DiagnosticSink& problems);

// The warning of a minus sign at span; instead: what to type behind NOT.
void warn_of_minus(Span span, const std::string& instead, DiagnosticSink& problems);

// Whether any of the words has a letter or digit.
bool has_text(const std::vector<Word>& words);

// The span from the first to the last word; words must not be empty.
Span span_of(const std::vector<Word>& words);

}  // namespace il2search::syntax
