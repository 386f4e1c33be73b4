// Leaves: see leaves.h. Ranges come first, then identifiers, words and phrases.
#include "query/syntax/leaves.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "query/syntax/characters.h"
#include "query/syntax/fields.h"
#include "query/syntax/shapes.h"
#include "query/syntax/word_reader.h"

namespace il2search::syntax {
namespace {

constexpr bool kHole = true;

// --- ranges

// `value : value` as three words before a tag.
bool is_triple(const Cursor& cursor, std::size_t index) {
  const bool kinds = cursor.is_kind(index, TokenKind::word) && cursor.is_kind(index + 1, TokenKind::word) &&
                     cursor.is_kind(index + 2, TokenKind::word) && cursor.is_kind(index + 3, TokenKind::tag);
  return kinds && cursor.text_at(index + 1) == ":" && is_range_value(cursor.text_at(index)) &&
         is_range_value(cursor.text_at(index + 2));
}

// The text of a leaf that can be the left side of a range; empty for any other leaf.
std::string_view single_value(const Node& node) {
  const std::vector<Word>* words = nullptr;
  if (const Phrase* const phrase = std::get_if<Phrase>(&node.value)) words = &phrase->words;
  if (const WordRun* const run = std::get_if<WordRun>(&node.value)) words = &run->words;
  const bool single = words != nullptr && words->size() == 1 && !node.grouped && !words->front().truncated;
  return single && is_range_value(words->front().text) ? std::string_view(words->front().text) : std::string_view();
}

// right: the token of the right side, which a tag follows.
void make_range(Cursor& cursor, Node& left, std::size_t right, std::string to, DiagnosticSink& diagnostics) {
  FieldRef tag = make_field(cursor.query, cursor.tokens[right + 1]);
  cursor.at = right + 2;
  if (left.field && (left.field->name != tag.name || left.field->modifiers != tag.modifiers)) {
    diagnostics.error("two-fields", tag.span, "The two sides of the range have different fields.",
                      "Write the same field after both.");
  }
  left.raw = cursor.text_of({left.span.start, cursor.tokens[right].span.end});
  left.value = Range{std::string(single_value(left)), std::move(to)};
  left.span.end = tag.span.end;
  left.field = std::move(tag);
}

// Whether the word at index starts a range: it has the shape of one and a field, or it is `value : value` with a tag.
bool starts_range(const Cursor& cursor, std::size_t index, bool prefixed) {
  if (!prefixed && is_triple(cursor, index)) return true;
  const bool has_field = prefixed || cursor.is_kind(index + 1, TokenKind::tag);
  return has_field && range_of(cursor.text_at(index)).has_value();
}

// The range at the cursor, for which starts_range() holds, without its field.
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

// --- identifiers and words

Clause read_curie(Cursor& cursor, std::string_view text) {
  const std::size_t start = cursor.tokens[cursor.at++].span.start;
  Node node;
  node.value = Curie{std::string(text)};
  node.raw = text;
  node.span = {start, start + text.size()};
  return {std::move(node)};
}

WordRun read_run(Cursor& cursor, std::size_t count, DiagnosticSink& diagnostics) {
  WordRun run;
  for (; count > 0; --count) {
    std::optional<Word> word = make_word(cursor.query, cursor.tokens[cursor.at++].span, diagnostics);
    if (!word) continue;
    warn_of_foreign_marks(*word, diagnostics);
    run.words.push_back(std::move(*word));
  }
  return run;
}

// Words without letters or digits are ignored; for the punctuation of a sentence that needs no notice.
void note_ignored(const Cursor& cursor, Span span, DiagnosticSink& diagnostics) {
  const std::string_view text = cursor.text_of(span);
  if (text == "-" || text.find_first_not_of(".,;:!? ") == std::string_view::npos) return;
  diagnostics.notice("ignored-punctuation", span, "The punctuation " + quoted(text) + " is ignored.", "");
}

// `lupus -"class IV"`: a lone minus, which is the last word read, directly before a quote or parenthesis.
void note_minus(const Cursor& cursor, DiagnosticSink& diagnostics) {
  const Span last = cursor.tokens[cursor.at - 1].span;
  const bool glued = !cursor.done() && cursor.tokens[cursor.at].span.start == last.end;
  if (glued && cursor.text_of(last) == "-")
    warn_of_minus(last, "what follows, as in lupus NOT review[pt]", diagnostics);
}

// `"hip pain" ~3`: the blank separates the distance from its phrase.
void note_loose_distance(const Cursor& cursor, std::size_t first, DiagnosticSink& diagnostics) {
  if (first == 0 || !cursor.is_kind(first - 1, TokenKind::phrase) || !distance_of(cursor.text_at(first))) return;
  diagnostics.warning("stray-tilde", cursor.tokens[first].span, "~ has no effect after a blank.",
                      "Write it directly after the quote, as in \"hip pain\"~3.");
}

Clause read_run_clause(Cursor& cursor, std::size_t count, DiagnosticSink& diagnostics) {
  const std::size_t first = cursor.at;
  note_loose_distance(cursor, first, diagnostics);
  WordRun run = read_run(cursor, count, diagnostics);
  note_minus(cursor, diagnostics);
  if (run.words.empty()) return {std::nullopt, kHole};
  if (!has_text(run.words)) {
    note_ignored(cursor, {cursor.tokens[first].span.start, cursor.tokens[cursor.at - 1].span.end}, diagnostics);
    return {};
  }
  Node node;
  node.span = span_of(run.words);
  node.raw = cursor.text_of(node.span);
  node.value = std::move(run);
  return {std::move(node)};
}

// Whether the word at index belongs to the run before it.
bool continues_run(const Cursor& cursor, std::size_t index) {
  return cursor.is_kind(index, TokenKind::word) && curie_of(cursor.text_at(index)).empty() &&
         !starts_range(cursor, index, false);
}

}  // namespace

Clause read_words(Cursor& cursor, bool prefixed, DiagnosticSink& diagnostics) {
  const std::string_view curie = curie_of(cursor.text_at(cursor.at));
  if (!curie.empty()) return read_curie(cursor, curie);
  if (starts_range(cursor, cursor.at, prefixed)) return {read_range(cursor)};
  std::size_t count = 1;
  while (!prefixed && continues_run(cursor, cursor.at + count)) ++count;
  return read_run_clause(cursor, count, diagnostics);
}

Clause read_phrase(Cursor& cursor, DiagnosticSink& diagnostics) {
  const Token& token = cursor.tokens[cursor.at++];
  Phrase phrase{make_words(cursor.query, token.inner, diagnostics), token.within};
  if (!has_text(phrase.words)) {
    const bool closed = token.inner.end < token.span.end;
    const bool blank = trim_separators(cursor.text_of(token.inner)).empty();
    if (closed && (blank || !phrase.words.empty())) {  // otherwise an unclosed quote or a lone star is reported already
      diagnostics.error("empty-phrase", token.span, "There is no word between the quotes.",
                        "Write words between the quotes, or remove them.");
    }
    return {std::nullopt, kHole};
  }
  Node node;
  node.value = std::move(phrase);
  node.raw = cursor.text_of(token.inner);
  node.span = token.span;
  return {std::move(node)};
}

void read_builder_range(Cursor& cursor, Node& left, DiagnosticSink& diagnostics) {
  if (!cursor.next_is(TokenKind::word) || single_value(left).empty()) return;
  const bool apart = cursor.text_at(cursor.at) == ":";
  const std::size_t right = apart ? cursor.at + 1 : cursor.at;
  const bool value = cursor.is_kind(right, TokenKind::word) || (apart && cursor.is_kind(right, TokenKind::phrase));
  if (!value || !cursor.is_kind(right + 1, TokenKind::tag) || cursor.tokens[right].within) return;
  std::string_view to = trim_separators(cursor.text_at(right));
  if (!apart && !to.starts_with(':')) return;
  if (!apart) to.remove_prefix(1);
  if (is_range_value(to)) make_range(cursor, left, right, std::string(to), diagnostics);
}

std::size_t count_terms(const Node& leaf) {
  if (const WordRun* const run = std::get_if<WordRun>(&leaf.value)) return run->words.size();
  if (const Phrase* const phrase = std::get_if<Phrase>(&leaf.value)) return phrase->words.size();
  return 1;
}

}  // namespace il2search::syntax
