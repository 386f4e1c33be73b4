// Parser: tokens -> tree; see parser.h and the grammar in tree.h. It recurses once per open parenthesis, at most
// kMaxDepth times, and looks at each token a fixed number of times. It reads groups, operators and fields; the readers
// of leaves are in leaves.h.
#include "query/syntax/parser.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "base/ascii.h"
#include "query/syntax/chain.h"
#include "query/syntax/characters.h"
#include "query/syntax/diagnostic_sink.h"
#include "query/syntax/fields.h"
#include "query/syntax/leaves.h"
#include "query/syntax/lexer.h"
#include "query/syntax/shapes.h"
#include "query/syntax/word_reader.h"

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
  Parser(std::string_view query, Lexed lexed, DiagnosticSink& diagnostics)
      : cursor_{query, std::move(lexed.tokens)}, unclosed_quote_(lexed.unclosed_quote), diagnostics_(diagnostics) {}

  Tree parse();

 private:
  // The clauses up to a ")" or the end of the query.
  struct Sequence {
    Chain chain;
    bool hole = false;      // one of them is a hole
    std::size_t depth = 0;  // of the deepest clause
    bool empty() const { return chain.clauses.empty() && !hole; }
  };

  Sequence sequence();
  void add(Sequence& sequence, std::optional<Joint>& joint, Clause clause);
  void stray_close();
  std::optional<Joint> joint(bool follows_operand, std::optional<Joint> pending);
  void reject_operator(const Token& token, bool doubled);
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
  DiagnosticSink& diagnostics_;
  std::size_t open_ = 0;  // groups around the cursor
  std::size_t terms_ = 0;
  bool aborted_ = false;  // a cap is exceeded: the tree will be empty, so the rest need not be read
};

// --- caps

void Parser::count(const Node& leaf) {
  terms_ += count_terms(leaf);
  if (terms_ <= kMaxTerms || aborted_) return;
  aborted_ = true;
  diagnostics_.error("too-many-terms", {0, cursor_.query.size()},
                     "The query has more than " + std::to_string(kMaxTerms) + " terms.",
                     "Split it into several queries, or use * for words with a common beginning.");
}

void Parser::too_deep(Span span) {
  if (aborted_) return;
  aborted_ = true;
  diagnostics_.error("too-deep", span, "The query nests more than " + std::to_string(kMaxDepth) + " levels deep.",
                     "Remove parentheses. Each change of operator without parentheses counts as a level too.");
}

// --- sequences of clauses

Tree Parser::parse() {
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
    diagnostics_.error("operator-without-operand", pending->span,
                       std::string(cursor_.text_of(pending->span)) + " has no right-hand operand.",
                       "Write what it should join, or remove it.");
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
  diagnostics_.error("unopened-parenthesis", cursor_.tokens[cursor_.at++].span,
                     "This parenthesis has no opening parenthesis.", "Remove it, or write ( before it.");
}

// Reads one operator. pending: the operator directly before it, if any; `AND NOT` is NOT.
std::optional<Joint> Parser::joint(bool follows_operand, std::optional<Joint> pending) {
  const Token& token = cursor_.tokens[cursor_.at++];
  const Joint read{operator_of(token.kind), true, token.span};
  const bool is_not = read.op == Operator::not_;
  if (pending && pending->op == Operator::and_ && is_not) {
    return Joint{Operator::not_, true, {pending->span.start, token.span.end}};
  }
  if (is_not && (!follows_operand || (pending && pending->op == Operator::or_))) {
    diagnostics_.error("nothing-to-subtract", token.span, "NOT has no left-hand operand.",
                       "Write what to find before NOT, as in lupus NOT review[pt].");
  } else if (pending || !follows_operand) {
    reject_operator(token, pending.has_value());
  }
  if (!follows_operand) return std::nullopt;
  return pending ? pending : read;
}

void Parser::reject_operator(const Token& token, bool doubled) {
  const std::string name(cursor_.text_of(token.span));
  if (doubled) {
    diagnostics_.error("operator-without-operand", token.span, name + " directly follows another operator.",
                       "Keep one of the two.");
  } else {
    diagnostics_.error("operator-without-operand", token.span, name + " has no left-hand operand.",
                       "Write what it should join, or remove it.");
  }
}

// The clause made from a whole sequence, with the warnings about the sequence.
Clause Parser::finish(Sequence sequence) {
  if (sequence.chain.clauses.empty() || aborted_) return {std::nullopt, sequence.hole, 0};
  drop_lowercase_operators(sequence.chain, diagnostics_);
  warn_of_mixed_operators(sequence.chain, cursor_.query, diagnostics_);
  Folded folded = fold(std::move(sequence.chain));
  const std::size_t depth = sequence.depth + folded.depth;
  if (depth > kMaxDepth) too_deep(folded.node.span);
  return {std::move(folded.node), false, depth};
}

// --- clauses

Clause Parser::clause() {
  if (cursor_.next_is(TokenKind::tag)) {  // after a clause that already has a tag
    reject_second_field(cursor_.tokens[cursor_.at++].span, diagnostics_);
    return {};
  }
  if (!cursor_.next_is(TokenKind::prefix)) return with_fields(leaf(false), std::nullopt);
  FieldRef prefix = make_field(cursor_.query, cursor_.tokens[cursor_.at++]);
  if (cursor_.next_is(TokenKind::word)) note_reach(prefix);
  return with_fields(leaf(true), std::move(prefix));
}

// A group, a phrase or words, without their fields.
Clause Parser::leaf(bool prefixed) {
  if (cursor_.next_is(TokenKind::open)) return group();
  const bool phrase = cursor_.next_is(TokenKind::phrase);
  Clause clause = phrase ? read_phrase(cursor_, diagnostics_) : read_words(cursor_, prefixed, diagnostics_);
  if (clause.node) count(*clause.node);
  return clause;
}

// `title:lupus nephritis` looks as if title applied to both words. Nobody expects that of identifiers and numbers.
void Parser::note_reach(const FieldRef& prefix) {
  if (!cursor_.is_kind(cursor_.at + 1, TokenKind::word)) return;
  const std::string_view word = cursor_.text_at(cursor_.at);
  const std::string_view next = cursor_.text_at(cursor_.at + 1);
  if (std::any_of(word.begin(), word.end(), ascii::is_digit) || is_operator_word(next) || !has_word_character(next))
    return;
  const std::string both = shortened(word, 40) + " " + shortened(next, 40);
  diagnostics_.notice("prefix-reach", prefix.span, prefix.name + ": applies only to " + quoted(word) + ".",
                      "To apply it to more words write " + prefix.name + ":(" + both + ").");
}

Clause Parser::with_fields(Clause clause, std::optional<FieldRef> prefix) {
  if (aborted_) return clause;
  if (clause.node && prefix) put_field(*clause.node, std::move(*prefix), diagnostics_);
  if (cursor_.next_is(TokenKind::tag)) {
    const Token& tag = cursor_.tokens[cursor_.at++];
    if (clause.node) put_field(*clause.node, make_field(cursor_.query, tag), diagnostics_);
  }
  if (clause.node) read_builder_range(cursor_, *clause.node, diagnostics_);
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
  if (run != nullptr && !clause.node->field && !clause.node->grouped) warn_of_words_like_operators(*run, diagnostics_);
  clause.node->grouped = true;
  clause.node->span = span;
  return clause;
}

// After an unclosed quote, the closing parenthesis is part of the phrase and not missing.
void Parser::check_group(Span span, bool closed, bool empty) {
  if (!closed && !unclosed_quote_) {
    diagnostics_.error("unclosed-parenthesis", {span.start, span.start + 1},
                       "The parenthesis that opens here is never closed.", "Write ) where the group ends.");
  } else if (closed && empty) {
    diagnostics_.error("empty-group", span, "The parentheses are empty.", "Write a term in them, or remove them.");
  }
}

// --- the whole query

// Whether the query is short enough and valid UTF-8; reports it if not.
bool is_readable(std::string_view query, DiagnosticSink& diagnostics) {
  if (query.size() > kMaxQueryBytes) {
    diagnostics.error("too-long", {0, query.size()},
                      "The query is longer than " + std::to_string(kMaxQueryBytes) + " bytes.",
                      "Split it into several queries.");
    return false;
  }
  const std::optional<Span> invalid = find_invalid_utf8(query);
  if (!invalid) return true;
  diagnostics.error("invalid-utf8", *invalid, "The query is not valid UTF-8 from here on.", "Convert it to UTF-8.");
  return false;
}

void note_nothing_to_search(const Tree& tree, std::string_view query, DiagnosticSink& diagnostics) {
  if (tree.root || diagnostics.any_error() || trim_separators(query).empty()) return;
  diagnostics.warning("nothing-to-search", {0, query.size()}, "The query has no word to search for.",
                      "Write at least one word.");
}

Tree plain_tree(std::string_view query, DiagnosticSink& diagnostics) {
  WordRun run;
  for (const Span span : split_words(query, {0, query.size()})) {
    run.words.push_back({std::string(query.substr(span.start, span.end - span.start)), false, false, span});
  }
  if (run.words.size() > kMaxTerms) {
    diagnostics.error("too-many-terms", {0, query.size()},
                      "The query has more than " + std::to_string(kMaxTerms) + " words.", "Search for a shorter text.");
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
  DiagnosticSink diagnostics;
  Parsed parsed;
  if (is_readable(query, diagnostics)) {
    parsed.tree = Parser(query, lex(query, diagnostics), diagnostics).parse();
    note_nothing_to_search(parsed.tree, query, diagnostics);
  }
  parsed.diagnostics = diagnostics.release();
  return parsed;
}

Parsed parse_plain(std::string_view query) {
  DiagnosticSink diagnostics;
  Parsed parsed;
  if (is_readable(query, diagnostics)) {
    parsed.tree = plain_tree(query, diagnostics);
    note_nothing_to_search(parsed.tree, query, diagnostics);
  }
  parsed.diagnostics = diagnostics.release();
  return parsed;
}

}  // namespace il2search::syntax
