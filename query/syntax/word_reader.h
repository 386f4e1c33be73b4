// Words: from the text of a word or phrase to Word values, with stars and question marks interpreted.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "query/syntax/diagnostic_sink.h"
#include "query/syntax/tree.h"

namespace il2search::syntax {

// The spans of the query between separators.
std::vector<Span> split_words(std::string_view query, Span within);

// The word at this span of the query. Nothing, and an error, for a star without a word.
std::optional<Word> make_word(std::string_view query, Span span, DiagnosticSink& diagnostics);

// The words of a phrase.
std::vector<Word> make_words(std::string_view query, Span span, DiagnosticSink& diagnostics);

// Warns of marks that have a meaning in other search languages but not here: `-word`, `word~2`, `#1`, `TITLE:x`.
void warn_of_foreign_marks(const Word& word, DiagnosticSink& diagnostics);

// Warns of a minus sign. instead: what to write after NOT.
void warn_of_minus(Span span, const std::string& instead, DiagnosticSink& diagnostics);

// Whether any of the words has a letter or digit.
bool has_text(const std::vector<Word>& words);

// The span from the first to the last word; words must not be empty.
Span span_of(const std::vector<Word>& words);

}  // namespace il2search::syntax
