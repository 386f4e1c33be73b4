// Parser: tokens -> tree; see parser.h and the grammar in tree.h. One level of recursion a parenthesis, at most
// kMaxDepth; each token is looked at a fixed number of times. Here are the query, groups, operators and fields; the
// readers of what they join are in leaves.h and ranges.h.
#include "query/syntax/parser.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "query/syntax/chain.h"
#include "query/syntax/chars.h"
#include "query/syntax/cursor.h"
#include "query/syntax/fields.h"
#include "query/syntax/leaves.h"
#include "query/syntax/lexer.h"
#include "query/syntax/problems.h"
#include "query/syntax/ranges.h"
#include "query/syntax/shapes.h"
#include "query/syntax/words.h"

namespace il2search::syntax {
namespace {

Operator operator_of(TokenKind kind) {
  if (kind == TokenKind::or_) return Operator::or_;
  return kind == TokenKind::not_ ? Operator::not_ : Operator::and_;
}

bool is_operator(TokenKind kind) {
  return kind == TokenKind::and_ || kind == TokenKind::or_ || kind == TokenKind::not_;
}

class Parser {
 public:
  Parser(std::string_view query, Lexed lexed, DiagnosticSink& problems)
      : cursor_{query, std::move(lexed.tokens)}, unclosed_quote_(lexed.unclosed_quote), problems_(problems) {}

  Tree run();

 private:
  // The clauses up to a ")" or the end.
  struct Sequence {
    Chain chain;
    bool hole = false;      // one of them is a hole
    std::size_t depth = 0;  // of the deepest clause
    bool empty() const { return chain.clauses.empty() && !hole; }
  };

  Sequence sequence();
  void add(Sequence& sequence, std::optional<Joint>& joint, Clause clause);
  void stray_close();
  std::optional<Joint> joint(bool behind_operand, std::optional<Joint> pending);
  void refuse_operator(const Token& token, bool doubled);
  Clause finish(Sequence sequence);

  Clause clause();
  Clause leaf(bool prefixed);
  Clause group();
  void check_group(Span span, bool closed, bool empty);
  Clause with_fields(Clause clause, std::optional<FieldRef> prefix);
  void note_reach(const FieldRef& prefix);

  void count(const Node& leaf);
  void too_deep(Span span);

  Cursor cursor_;
  bool unclosed_quote_;
  DiagnosticSink& problems_;
  std::size_t open_ = 0;  // groups around the cursor
  std::size_t terms_ = 0;
  bool aborted_ = false;  // over a cap: the tree will be empty, so nothing more is worth reading
};

// --- caps

void Parser::count(const Node& leaf) {
  terms_ += count_terms(leaf);
  if (terms_ <= kMaxTerms || aborted_) return;
  aborted_ = true;
  problems_.error("too-many-terms", {0, cursor_.query.size()},
                  "The query has more than " + std::to_string(kMaxTerms) + " terms.",
                  "split it into several queries, or use * for words that start alike");
}

void Parser::too_deep(Span span) {
  if (aborted_) return;
  aborted_ = true;
  problems_.error("too-deep", span, "The query nests more than " + std::to_string(kMaxDepth) + " levels deep.",
                  "remove parentheses; without them, every change between AND, OR and NOT counts as a level");
}

// --- sequences of clauses

Tree Parser::run() {
  Clause all = finish(sequence());
  if (aborted_) return {};
  return {std::move(all.node)};
}

Parser::Sequence Parser::sequence() {
  Sequence sequence;
  std::optional<Joint> pending;
  while (!cursor_.done() && !aborted_) {
    if (cursor_.next_is(TokenKind::close)) {
      if (open_ > 0) break;
      stray_close();
    } else if (is_operator(cursor_.tokens[cursor_.at].kind)) {
      pending = joint(!sequence.empty(), pending);
    } else {
      add(sequence, pending, clause());
    }
  }
  if (pending && !aborted_) {
    problems_.error("operator-without-operand", pending->span,
                    "Nothing stands behind " + std::string(cursor_.text_of(pending->span)) + ".",
                    "write what it should join, or remove it");
  }
  return sequence;
}

void Parser::add(Sequence& sequence, std::optional<Joint>& joint, Clause clause) {
  if (!clause.node && !clause.hole) return;
  if (clause.node) {
    if (!sequence.chain.clauses.empty()) sequence.chain.joints.push_back(joint.value_or(Joint{}));
    sequence.chain.clauses.push_back(std::move(*clause.node));
    sequence.depth = std::max(sequence.depth, clause.depth);
  }
  sequence.hole = sequence.hole || clause.hole;
  joint.reset();
}

void Parser::stray_close() {
  problems_.error("unopened-parenthesis", cursor_.tokens[cursor_.at++].span, "This parenthesis closes none.",
                  "remove it, or open one before it");
}

// Reads one operator. pending: the operator directly before it, if there is one; `AND NOT` is NOT.
std::optional<Joint> Parser::joint(bool behind_operand, std::optional<Joint> pending) {
  const Token& token = cursor_.tokens[cursor_.at++];
  const Joint read{operator_of(token.kind), true, token.span};
  const bool is_not = read.op == Operator::not_;
  if (pending && pending->op == Operator::and_ && is_not) {
    return Joint{Operator::not_, true, {pending->span.start, token.span.end}};
  }
  if (is_not && (!behind_operand || (pending && pending->op == Operator::or_))) {
    problems_.error("nothing-to-subtract", token.span, "NOT has nothing to subtract from.",
                    "write what to find before it: lupus NOT review[pt]");
  } else if (pending || !behind_operand) {
    refuse_operator(token, pending.has_value());
  }
  if (!behind_operand) return std::nullopt;
  return pending ? pending : read;
}

void Parser::refuse_operator(const Token& token, bool doubled) {
  const std::string name(cursor_.text_of(token.span));
  if (doubled) {
    problems_.error("operator-without-operand", token.span, "Another operator stands directly before " + name + ".",
                    "keep one of them");
  } else {
    problems_.error("operator-without-operand", token.span, "Nothing stands before " + name + ".",
                    "write what it should join, or remove it");
  }
}

// The clause that a whole sequence makes, with what is to be said of it as a whole.
Clause Parser::finish(Sequence sequence) {
  if (sequence.chain.clauses.empty() || aborted_) return {std::nullopt, sequence.hole, 0};
  drop_lowercase_operators(sequence.chain, problems_);
  warn_of_mixed_operators(sequence.chain, cursor_.query, problems_);
  Folded folded = fold(std::move(sequence.chain));
  const std::size_t depth = sequence.depth + folded.depth;
  if (depth > kMaxDepth) too_deep(folded.node.span);
  return {std::move(folded.node), false, depth};
}

// --- clauses

Clause Parser::clause() {
  if (cursor_.next_is(TokenKind::tag)) {  // behind a clause that has a tag already
    refuse_second_field(cursor_.tokens[cursor_.at++].span, problems_);
    return {};
  }
  if (!cursor_.next_is(TokenKind::prefix)) return with_fields(leaf(false), std::nullopt);
  FieldRef prefix = make_field(cursor_.query, cursor_.tokens[cursor_.at++]);
  if (cursor_.next_is(TokenKind::word)) note_reach(prefix);
  return with_fields(leaf(true), std::move(prefix));
}

// A group, phrase or words, without their fields.
Clause Parser::leaf(bool prefixed) {
  if (cursor_.next_is(TokenKind::open)) return group();
  const bool phrase = cursor_.next_is(TokenKind::phrase);
  Clause clause = phrase ? read_phrase(cursor_, problems_) : read_words(cursor_, prefixed, problems_);
  if (clause.node) count(*clause.node);
  return clause;
}

// `title:lupus nephritis` reads as if title held for both words; identifiers and numbers cannot be meant so.
void Parser::note_reach(const FieldRef& prefix) {
  if (!cursor_.is_kind(cursor_.at + 1, TokenKind::word)) return;
  const std::string_view word = cursor_.text_at(cursor_.at);
  const std::string_view next = cursor_.text_at(cursor_.at + 1);
  if (std::any_of(word.begin(), word.end(), is_digit) || is_operator_word(next) || !has_letter_or_digit(next)) return;
  const std::string both = shortened(word, 40) + " " + shortened(next, 40);
  problems_.notice("prefix-reach", prefix.span, prefix.name + ": holds for " + quoted(word) + " alone.",
                   "to have it hold for more type " + prefix.name + ":(" + both + ")");
}

Clause Parser::with_fields(Clause clause, std::optional<FieldRef> prefix) {
  if (aborted_) return clause;
  if (clause.node && prefix) put_field(*clause.node, std::move(*prefix), problems_);
  if (cursor_.next_is(TokenKind::tag)) {
    const Token& tag = cursor_.tokens[cursor_.at++];
    if (clause.node) put_field(*clause.node, make_field(cursor_.query, tag), problems_);
  }
  if (clause.node) take_builder_range(cursor_, *clause.node, problems_);
  return clause;
}

Clause Parser::group() {
  const Span open = cursor_.tokens[cursor_.at++].span;
  if (++open_ > kMaxDepth) too_deep(open);
  Sequence inside = sequence();
  --open_;
  const bool empty = inside.empty();
  Clause clause = finish(std::move(inside));
  clause.hole = !clause.node;
  const bool closed = cursor_.next_is(TokenKind::close);
  const Span span{open.start, closed ? cursor_.tokens[cursor_.at++].span.end : cursor_.query.size()};
  if (aborted_) return {};
  check_group(span, closed, empty);
  if (!clause.node) return clause;
  const WordRun* const run = std::get_if<WordRun>(&clause.node->value);
  if (run != nullptr && !clause.node->field && !clause.node->grouped) warn_of_words_like_operators(*run, problems_);
  clause.node->grouped = true;
  clause.node->span = span;
  return clause;
}

// An unclosed quote has swallowed the parenthesis that would be missed.
void Parser::check_group(Span span, bool closed, bool empty) {
  if (!closed && !unclosed_quote_) {
    problems_.error("unclosed-parenthesis", {span.start, span.start + 1},
                    "The parenthesis that opens here is never closed.", "type ) where the group ends");
  } else if (closed && empty) {
    problems_.error("empty-group", span, "There is nothing in the parentheses.",
                    "write something in them, or remove them");
  }
}

// --- the whole

// What every query must be, whatever its language: false, with the error, when it is not.
bool readable(std::string_view query, DiagnosticSink& problems) {
  if (query.size() > kMaxQueryBytes) {
    problems.error("too-long", {0, query.size()},
                   "The query is longer than " + std::to_string(kMaxQueryBytes) + " bytes.",
                   "split it into several queries");
    return false;
  }
  const std::optional<Span> invalid = find_invalid_utf8(query);
  if (!invalid) return true;
  problems.error("invalid-utf8", *invalid, "The text is not valid UTF-8 from here on.", "save or type it as UTF-8");
  return false;
}

void note_nothing_to_search(const Tree& tree, std::string_view query, DiagnosticSink& problems) {
  if (tree.root || problems.any_error() || trimmed(query).empty()) return;
  problems.warning("nothing-to-search", {0, query.size()}, "The query holds no word to search.",
                   "write at least one word");
}

WordRun plain_run(std::string_view query) {
  WordRun run;
  for (std::size_t at = 0, start = 0; at <= query.size();) {
    const Char c = at < query.size() ? char_at(query, at) : Char{U' ', 1};
    if (is_blank(c.code)) {
      if (at > start) run.words.push_back({std::string(query.substr(start, at - start)), false, false, {start, at}});
      start = at + c.bytes;
    }
    at += c.bytes;
  }
  return run;
}

Tree plain_tree(std::string_view query, DiagnosticSink& problems) {
  WordRun run = plain_run(query);
  if (run.words.size() > kMaxTerms) {
    problems.error("too-many-terms", {0, query.size()},
                   "The query has more than " + std::to_string(kMaxTerms) + " terms.", "search a shorter text");
    return {};
  }
  if (!has_text(run.words)) return {};
  Node node;
  node.span = span_of(run.words);
  node.raw = query.substr(node.span.start, node.span.end - node.span.start);
  node.value = std::move(run);
  return {std::move(node)};
}

}  // namespace

bool Parsed::ok() const {
  return std::none_of(diagnostics.begin(), diagnostics.end(),
                      [](const Diagnostic& d) { return d.severity == Severity::error; });
}

Parsed parse(std::string_view query) {
  DiagnosticSink problems;
  Parsed parsed;
  if (readable(query, problems)) {
    parsed.tree = Parser(query, lex(query, problems), problems).run();
    note_nothing_to_search(parsed.tree, query, problems);
  }
  parsed.diagnostics = problems.take();
  return parsed;
}

Parsed parse_plain(std::string_view query) {
  DiagnosticSink problems;
  Parsed parsed;
  if (readable(query, problems)) {
    parsed.tree = plain_tree(query, problems);
    note_nothing_to_search(parsed.tree, query, problems);
  }
  parsed.diagnostics = problems.take();
  return parsed;
}

}  // namespace il2search::syntax
