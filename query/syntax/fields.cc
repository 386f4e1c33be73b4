// Fields: see fields.h.
#include "query/syntax/fields.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <variant>

#include "query/syntax/chars.h"
#include "query/syntax/parser.h"
#include "query/syntax/shapes.h"

namespace il2search::syntax {
namespace {

// `Title / Abstract` -> `title/abstract`: lower case, blanks squeezed to one, none at the ends or beside a slash.
std::string canonical(std::string_view typed) {
  std::string name;
  for (const char c : ascii_lower(typed)) {
    const bool blank = c == ' ' || c == '\t' || c == '\r' || c == '\n';
    if (!blank) {
      if (c == '/' && !name.empty() && name.back() == ' ') name.pop_back();
      name += c;
    } else if (!name.empty() && name.back() != ' ' && name.back() != '/') {
      name += ' ';
    }
  }
  if (!name.empty() && name.back() == ' ') name.pop_back();
  return name;
}

void put_distance(Node& node, unsigned distance, DiagnosticSink& problems) {
  if (distance > kMaxDistance) refuse_distance(node.span, problems);
  if (Phrase* const phrase = std::get_if<Phrase>(&node.value)) {
    if (phrase->within && *phrase->within != distance) {
      problems.error("two-distances", node.span, "The phrase has two different distances.", "give one of them");
    }
    phrase->within = distance;
  } else if (std::holds_alternative<WordRun>(node.value)) {
    problems.error("proximity-needs-quotes", node.span, "A distance needs the words in quotes.",
                   "type \"" + shortened(node.raw, 40) + "\"~" + std::to_string(distance));
  }
}

// `(2019:2023)[dp]`: with its field the run in the parentheses turns out to be a range.
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

void refuse_distance(Span span, DiagnosticSink& problems) {
  const std::string most = std::to_string(kMaxDistance);
  problems.error("distance-too-large", span, "A distance is at most " + most + " words.",
                 "join the words by AND to find them at any distance");
}

void refuse_second_field(Span second, DiagnosticSink& problems) {
  problems.error("two-fields", second, "A second field is given for one term.",
                 "give one field, or join two terms: lupus[ti] OR lupus[mh]");
}

void put_field(Node& node, FieldRef field, DiagnosticSink& problems) {
  node.span = {std::min(node.span.start, field.span.start), std::max(node.span.end, field.span.end)};
  if (node.field) return refuse_second_field(field.span, problems);
  for (const std::string& modifier : field.modifiers) {
    if (const std::optional<unsigned> distance = distance_of(modifier)) put_distance(node, *distance, problems);
  }
  node.field = std::move(field);
  read_as_range(node);
}

}  // namespace il2search::syntax
