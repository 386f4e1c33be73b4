// Fields: see fields.h.
#include "query/syntax/fields.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <variant>

#include "base/ascii.h"
#include "query/syntax/parser.h"
#include "query/syntax/shapes.h"

namespace il2search::syntax {
namespace {

// `Title / Abstract` -> `title/abstract`: lower case, single blanks, none at the ends or around a slash.
std::string canonical(std::string_view typed) {
  std::string name;
  for (const char c : ascii::to_lower(typed)) {
    if (!ascii::is_blank(c)) {
      if (c == '/' && !name.empty() && name.back() == ' ') name.pop_back();
      name += c;
    } else if (!name.empty() && name.back() != ' ' && name.back() != '/') {
      name += ' ';
    }
  }
  if (!name.empty() && name.back() == ' ') name.pop_back();
  return name;
}

void put_distance(Node& node, unsigned distance, DiagnosticSink& diagnostics) {
  if (distance > kMaxDistance) reject_distance(node.span, diagnostics);
  if (Phrase* const phrase = std::get_if<Phrase>(&node.value)) {
    if (phrase->within && *phrase->within != distance) {
      diagnostics.error("two-distances", node.span, "The phrase has two different distances.", "Keep one of them.");
    }
    phrase->within = distance;
  } else if (std::holds_alternative<WordRun>(node.value)) {
    diagnostics.error("proximity-needs-quotes", node.span, "Words with a distance must be in quotes.",
                      "Write \"" + shortened(node.raw, 40) + "\"~" + std::to_string(distance) + ".");
  }
}

// `(2019:2023)[dp]`: only the field shows that the run in the parentheses is a range.
void read_as_range(Node& node) {
  const WordRun* const run = std::get_if<WordRun>(&node.value);
  if (run == nullptr || run->words.size() != 1 || run->words.front().truncated) return;
  if (std::optional<Range> range = range_of(run->words.front().text)) node.value = std::move(*range);
}

}  // namespace

FieldRef make_field(std::string_view query, const Token& token) {
  FieldRef field;
  field.span = token.span;
  field.prefix_form = token.kind == TokenKind::prefix;
  const std::string_view text = query.substr(token.inner.start, token.inner.end - token.inner.start);
  std::size_t start = std::min(text.find(':'), text.size());
  field.name = canonical(text.substr(0, start));
  while (start < text.size()) {
    const std::size_t end = std::min(text.find(':', start + 1), text.size());
    field.modifiers.push_back(canonical(text.substr(start + 1, end - start - 1)));
    start = end;
  }
  return field;
}

void reject_distance(Span span, DiagnosticSink& diagnostics) {
  const std::string most = std::to_string(kMaxDistance);
  diagnostics.error("distance-too-large", span, "A distance must not exceed " + most + " words.",
                    "Join the words by AND to find them at any distance.");
}

void reject_second_field(Span second, DiagnosticSink& diagnostics) {
  diagnostics.error("two-fields", second, "The term already has a field.",
                    "Give it one field, or join two terms, as in lupus[ti] OR lupus[mh].");
}

void put_field(Node& node, FieldRef field, DiagnosticSink& diagnostics) {
  node.span = {std::min(node.span.start, field.span.start), std::max(node.span.end, field.span.end)};
  if (node.field) return reject_second_field(field.span, diagnostics);
  for (const std::string& modifier : field.modifiers) {
    if (const std::optional<unsigned> distance = distance_of(modifier)) put_distance(node, *distance, diagnostics);
  }
  node.field = std::move(field);
  read_as_range(node);
}

}  // namespace il2search::syntax
