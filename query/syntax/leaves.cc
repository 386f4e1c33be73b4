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

WordRun read_run(Cursor& cursor, std::size_t count, Problems& problems) {
  WordRun run;
  for (; count > 0; --count) {
    std::optional<Word> word = make_word(cursor.query, cursor.tokens[cursor.at++].span, problems);
    if (!word) continue;
    warn_of_foreign_marks(*word, problems);
    run.words.push_back(std::move(*word));
  }
  return run;
}

Clause read_run_clause(Cursor& cursor, std::size_t count, Problems& problems) {
  const std::size_t first = cursor.at;
  WordRun run = read_run(cursor, count, problems);
  if (run.words.empty()) return {std::nullopt, kHole};
  if (!has_text(run.words)) {
    const Span span{cursor.tokens[first].span.start, cursor.tokens[cursor.at - 1].span.end};
    problems.notice("ignored-punctuation", span, "The punctuation " + quoted(cursor.text_of(span)) + " was left out.",
                    "");
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

Clause read_words(Cursor& cursor, bool prefixed, Problems& problems) {
  const std::string_view curie = curie_of(cursor.text_at(cursor.at));
  if (!curie.empty()) return read_curie(cursor, curie);
  if (starts_range(cursor, cursor.at, prefixed)) return {read_range(cursor)};
  std::size_t count = 1;
  while (!prefixed && continues_run(cursor, cursor.at + count)) ++count;
  return read_run_clause(cursor, count, problems);
}

Clause read_phrase(Cursor& cursor, Problems& problems) {
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
