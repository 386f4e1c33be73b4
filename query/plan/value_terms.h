// What the planners of values share: how text becomes a term of the index, and terms become a node.
#pragma once

#include <string>
#include <string_view>

#include "query/plan/plan.h"

namespace il2search::plan {

// A value as typed, without a truncation star.
struct Value {
  std::string_view text;
  bool quoted = false;
  bool truncated = false;
  syntax::Span span;
  std::optional<std::uint32_t> levels;  // of narrower concepts, where the value itself says so
};

bool is_digits(std::string_view text);
char to_lower(char c);
std::string to_lower(std::string_view text);  // ASCII
std::string_view trimmed_value(std::string_view text);

// prefix + value, cut where the indexer cuts long terms.
std::string boolean_term(std::string_view prefix, std::string_view value);
void add_term(Terms& terms, std::string_view prefix, std::string_view value, bool truncated);

// The terms as a leaf; each once where they are few.
Node node_of(Terms terms, Kind kind, syntax::Span span);

}  // namespace il2search::plan
