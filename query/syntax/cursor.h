// Cursor: the tokens of a query and how far they are read. What the parser and the readers of leaves pass around.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "query/syntax/lexer.h"
#include "query/syntax/tree.h"

namespace il2search::syntax {

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

// A clause may come to nothing: punctuation, or an error that is reported already (a hole: something stood here, so
// that the operators around it have their operand).
struct Clause {
  std::optional<Node> node = {};
  bool hole = false;
  std::size_t depth = 0;  // of the Booleans in it
};

}  // namespace il2search::syntax
