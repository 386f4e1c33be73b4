// Leaves: the clauses without parentheses. Each reader consumes its tokens from the cursor, but no prefix or tag except
// those of PubMed's builder ranges.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "query/syntax/diagnostic_sink.h"
#include "query/syntax/lexer.h"
#include "query/syntax/tree.h"

namespace il2search::syntax {

// The tokens of a query and how far they are read.
struct Cursor {
  std::string_view query;
  std::vector<Token> tokens;
  std::size_t at = 0;  // the next token

  bool done() const { return at >= tokens.size(); }
  bool is_kind(std::size_t index, TokenKind kind) const { return index < tokens.size() && tokens[index].kind == kind; }
  bool next_is(TokenKind kind) const { return is_kind(at, kind); }
  std::string_view text_of(Span span) const { return query.substr(span.start, span.end - span.start); }
  std::string_view text_at(std::size_t index) const { return text_of(tokens[index].inner); }
};

// A clause without a node is punctuation, which is ignored, or a hole: an error that is already reported. A hole still
// is the operand of the operators around it.
struct Clause {
  std::optional<Node> node = {};
  bool hole = false;
  std::size_t depth = 0;  // of the Booleans in it
};

// The clause that starts with the word at the cursor: an identifier, a range, or a run of words. prefixed: it follows a
// prefix, which applies to this word only.
Clause read_words(Cursor& cursor, bool prefixed, DiagnosticSink& diagnostics);

// The phrase at the cursor.
Clause read_phrase(Cursor& cursor, DiagnosticSink& diagnostics);

// PubMed's builder form, `"2019/01/01"[dp] : "2020/12/31"[dp]`. left is the clause just read, with its field. If the
// cursor is at the other side, reads it and turns left into a range.
void read_builder_range(Cursor& cursor, Node& left, DiagnosticSink& diagnostics);

// How many terms a leaf counts towards kMaxTerms.
std::size_t count_terms(const Node& leaf);

}  // namespace il2search::syntax
