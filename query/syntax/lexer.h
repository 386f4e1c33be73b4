// Lexer: the text of a query -> tokens. It separates syntax from text: whether a parenthesis or bracket belongs to a
// chemical name, whether a colon ends a prefix, whether a bracket is a tag.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "query/syntax/diagnostic_sink.h"
#include "query/syntax/tree.h"

namespace il2search::syntax {

enum class TokenKind { word, phrase, open, close, and_, or_, not_, prefix, tag };

struct Token {
  TokenKind kind = TokenKind::word;
  Span span;                            // the whole token: with quotes and distance, brackets, colon
  Span inner;                           // phrase, tag: between the marks; prefix: the name; otherwise the span
  std::optional<unsigned> within = {};  // phrase: the N of "..."~N
};

struct Lexed {
  std::vector<Token> tokens;
  bool unclosed_quote = false;
};

// Linear time. The text must be valid UTF-8; parentheses need not match. Reports faulty quotes, distances and tags.
Lexed lex(std::string_view text, DiagnosticSink& diagnostics);

}  // namespace il2search::syntax
