// Ranges: see ranges.h.
#include "query/syntax/ranges.h"

#include <string>
#include <string_view>
#include <utility>

#include "query/syntax/chars.h"
#include "query/syntax/fields.h"
#include "query/syntax/shapes.h"

namespace il2search::syntax {
namespace {

// `value : value` as three words before a tag.
bool is_triple(const Cursor& cursor, std::size_t index) {
  const bool kinds = cursor.is_kind(index, TokenKind::word) && cursor.is_kind(index + 1, TokenKind::word) &&
                     cursor.is_kind(index + 2, TokenKind::word) && cursor.is_kind(index + 3, TokenKind::tag);
  return kinds && cursor.text_at(index + 1) == ":" && is_range_value(cursor.text_at(index)) &&
         is_range_value(cursor.text_at(index + 2));
}

// The one value of a leaf that could be the left side of a range; empty where it is none.
std::string_view single_value(const Node& node) {
  const std::vector<Word>* words = nullptr;
  if (const Phrase* const phrase = std::get_if<Phrase>(&node.value)) words = &phrase->words;
  if (const WordRun* const run = std::get_if<WordRun>(&node.value)) words = &run->words;
  const bool single = words != nullptr && words->size() == 1 && !node.grouped && !words->front().truncated;
  return single && is_range_value(words->front().text) ? std::string_view(words->front().text) : std::string_view();
}

// right: the token of the right side; its tag follows.
void make_range(Cursor& cursor, Node& left, std::size_t right, std::string to, DiagnosticSink& problems) {
  FieldRef tag = make_field(cursor.query, cursor.tokens[right + 1]);
  cursor.at = right + 2;
  if (left.field && (left.field->name != tag.name || left.field->modifiers != tag.modifiers)) {
    problems.error("two-fields", tag.span, "The two sides of the range have different fields.",
                   "give both the same field");
  }
  left.raw = cursor.text_of({left.span.start, cursor.tokens[right].span.end});
  left.value = Range{std::string(single_value(left)), std::move(to)};
  left.span.end = tag.span.end;
  left.field = std::move(tag);
}

}  // namespace

bool starts_range(const Cursor& cursor, std::size_t index, bool prefixed) {
  if (!prefixed && is_triple(cursor, index)) return true;
  const bool has_field = prefixed || cursor.is_kind(index + 1, TokenKind::tag);
  return has_field && range_of(cursor.text_at(index)).has_value();
}

Node read_range(Cursor& cursor) {
  const std::size_t first = cursor.at;
  std::optional<Range> value = range_of(cursor.text_at(first));
  cursor.at += value ? 1 : 3;
  if (!value) value = Range{std::string(cursor.text_at(first)), std::string(cursor.text_at(first + 2))};
  Node node;
  node.span = {cursor.tokens[first].span.start, cursor.tokens[cursor.at - 1].span.end};
  node.raw = cursor.text_of(node.span);
  node.value = std::move(*value);
  return node;
}

void take_builder_range(Cursor& cursor, Node& left, DiagnosticSink& problems) {
  if (!cursor.next_is(TokenKind::word) || single_value(left).empty()) return;
  const bool apart = cursor.text_at(cursor.at) == ":";
  const std::size_t right = apart ? cursor.at + 1 : cursor.at;
  const bool value = cursor.is_kind(right, TokenKind::word) || (apart && cursor.is_kind(right, TokenKind::phrase));
  if (!value || !cursor.is_kind(right + 1, TokenKind::tag) || cursor.tokens[right].within) return;
  std::string_view to = trimmed(cursor.text_at(right));
  if (!apart && !to.starts_with(':')) return;
  if (!apart) to.remove_prefix(1);
  if (is_range_value(to)) make_range(cursor, left, right, std::string(to), problems);
}

}  // namespace il2search::syntax
