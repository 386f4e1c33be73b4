// Leaves: see leaves.h.
#include "query/syntax/leaves.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "query/syntax/chars.h"
#include "query/syntax/ranges.h"
#include "query/syntax/shapes.h"
#include "query/syntax/words.h"

namespace il2search::syntax {
namespace {

constexpr bool kHole = true;

Clause read_curie(Cursor& cursor, std::string_view text) {
  const std::size_t start = cursor.tokens[cursor.at++].span.start;
  Node node;
  node.value = Curie{std::string(text)};
  node.raw = text;
  node.span = {start, start + text.size()};
  return {std::move(node)};
}

WordRun read_run(Cursor& cursor, std::size_t count, DiagnosticSink& problems) {
  WordRun run;
  for (; count > 0; --count) {
    std::optional<Word> word = make_word(cursor.query, cursor.tokens[cursor.at++].span, problems);
    if (!word) continue;
    warn_of_foreign_marks(*word, problems);
    run.words.push_back(std::move(*word));
  }
  return run;
}

// What is left out of a query because it holds no letter or digit; marks of sentences go without saying.
void note_left_out(const Cursor& cursor, Span span, DiagnosticSink& problems) {
  const std::string_view text = cursor.text_of(span);
  if (text == "-" || text.find_first_not_of(".,;:!? ") == std::string_view::npos) return;
  problems.notice("ignored-punctuation", span, "The punctuation " + quoted(text) + " was left out.", "");
}

// `lupus -"class IV"`: a lone minus, the last word read, with a quote or parenthesis glued to it.
void note_minus(const Cursor& cursor, DiagnosticSink& problems) {
  const Span last = cursor.tokens[cursor.at - 1].span;
  const bool glued = !cursor.done() && cursor.tokens[cursor.at].span.start == last.end;
  if (glued && cursor.text_of(last) == "-") warn_of_minus(last, "what follows, as in lupus NOT review[pt]", problems);
}

// `"hip pain" ~3`: the blank takes the distance from its phrase.
void note_loose_distance(const Cursor& cursor, std::size_t first, DiagnosticSink& problems) {
  if (first == 0 || !cursor.is_kind(first - 1, TokenKind::phrase) || !distance_of(cursor.text_at(first))) return;
  problems.warning("stray-tilde", cursor.tokens[first].span, "A ~ apart from its phrase has no effect.",
                   "type it directly behind the quote: \"hip pain\"~3");
}

Clause read_run_clause(Cursor& cursor, std::size_t count, DiagnosticSink& problems) {
  const std::size_t first = cursor.at;
  note_loose_distance(cursor, first, problems);
  WordRun run = read_run(cursor, count, problems);
  note_minus(cursor, problems);
  if (run.words.empty()) return {std::nullopt, kHole};
  if (!has_text(run.words)) {
    note_left_out(cursor, {cursor.tokens[first].span.start, cursor.tokens[cursor.at - 1].span.end}, problems);
    return {};
  }
  Node node;
  node.span = span_of(run.words);
  node.raw = cursor.text_of(node.span);
  node.value = std::move(run);
  return {std::move(node)};
}

// Whether the word at index goes on with the run before it.
bool continues_run(const Cursor& cursor, std::size_t index) {
  return cursor.is_kind(index, TokenKind::word) && curie_of(cursor.text_at(index)).empty() &&
         !starts_range(cursor, index, false);
}

}  // namespace

Clause read_words(Cursor& cursor, bool prefixed, DiagnosticSink& problems) {
  const std::string_view curie = curie_of(cursor.text_at(cursor.at));
  if (!curie.empty()) return read_curie(cursor, curie);
  if (starts_range(cursor, cursor.at, prefixed)) return {read_range(cursor)};
  std::size_t count = 1;
  while (!prefixed && continues_run(cursor, cursor.at + count)) ++count;
  return read_run_clause(cursor, count, problems);
}

Clause read_phrase(Cursor& cursor, DiagnosticSink& problems) {
  const Token& token = cursor.tokens[cursor.at++];
  Phrase phrase{make_words(cursor.query, token.inner, problems), token.within};
  if (!has_text(phrase.words)) {
    const bool closed = token.inner.end < token.span.end;
    const bool blank = trimmed(cursor.text_of(token.inner)).empty();
    if (closed && (blank || !phrase.words.empty())) {  // else an unclosed quote or a lone star is reported already
      problems.error("empty-phrase", token.span, "There is no word between the quotes.",
                     "write words in them, or remove the quotes");
    }
    return {std::nullopt, kHole};
  }
  Node node;
  node.value = std::move(phrase);
  node.raw = cursor.text_of(token.inner);
  node.span = token.span;
  return {std::move(node)};
}

std::size_t count_terms(const Node& leaf) {
  if (const WordRun* const run = std::get_if<WordRun>(&leaf.value)) return run->words.size();
  if (const Phrase* const phrase = std::get_if<Phrase>(&leaf.value)) return phrase->words.size();
  return 1;
}

}  // namespace il2search::syntax
