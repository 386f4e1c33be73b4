// Parser: tokens -> tree; see parser.h and the grammar in tree.h. One level of recursion a parenthesis, at most
// kMaxDepth; each token is looked at a fixed number of times.
#include "query/syntax/parser.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>

#include "query/syntax/chain.h"
#include "query/syntax/chars.h"
#include "query/syntax/fields.h"
#include "query/syntax/lexer.h"
#include "query/syntax/problems.h"
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
  Parser(std::string_view query, Lexed lexed, Problems& problems)
      : query_(query), tokens_(std::move(lexed.tokens)), unclosed_quote_(lexed.unclosed_quote), problems_(problems) {}

  Tree run();

 private:
  // The clauses up to a ")" or the end. hole: a clause stood here that an error was already reported for.
  struct Sequence {
    Chain chain;
    bool hole = false;
    std::size_t depth = 0;  // of the deepest clause
    bool empty() const { return chain.clauses.empty() && !hole; }
  };
  // A clause may come to nothing: punctuation (nothing to say) or an error (a hole).
  struct Clause {
    std::optional<Node> node = {};
    bool hole = false;
    std::size_t depth = 0;
  };

  Sequence sequence();
  void add(Sequence& sequence, std::optional<Joint>& joint, Clause clause);
  void stray_close();
  std::optional<Joint> joint(bool behind_operand, std::optional<Joint> pending);
  std::optional<Node> finish(Sequence& sequence, std::size_t& depth);

  Clause clause();
  void note_reach(const FieldRef& prefix);
  Clause with_fields(Clause clause, std::optional<FieldRef> prefix);
  Clause group();
  Clause phrase();
  Clause words(bool one);
  Clause curie(std::string_view text);
  Clause word_run(std::size_t count);
  std::optional<Clause> range_at(std::size_t at, bool prefixed);
  void take_builder_range(Node& left);
  void make_range(Node& left, std::size_t right, std::string to);
  bool starts_other_leaf(std::size_t at) const;

  std::size_t triple_at(std::size_t at) const;
  bool is_kind(std::size_t at, TokenKind kind) const { return at < tokens_.size() && tokens_[at].kind == kind; }
  std::string_view text_of(Span span) const { return query_.substr(span.start, span.end - span.start); }
  std::string_view text_at(std::size_t at) const { return text_of(tokens_[at].inner); }
  void count_terms(std::size_t terms);
  void too_deep(Span span);

  std::string_view query_;
  std::vector<Token> tokens_;
  bool unclosed_quote_;
  Problems& problems_;
  std::size_t at_ = 0;    // the next token
  std::size_t open_ = 0;  // groups around it
  std::size_t terms_ = 0;
  bool aborted_ = false;  // over a cap: the tree will be empty, so nothing more is worth reading
};

// --- caps

void Parser::count_terms(std::size_t terms) {
  terms_ += terms;
  if (terms_ <= kMaxTerms || aborted_) return;
  aborted_ = true;
  problems_.error("too-many-terms", {0, query_.size()},
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
  std::size_t depth = 0;
  Sequence all = sequence();
  std::optional<Node> root = finish(all, depth);
  if (aborted_) return {};
  return {std::move(root)};
}

Parser::Sequence Parser::sequence() {
  Sequence sequence;
  std::optional<Joint> pending;
  while (at_ < tokens_.size() && !aborted_) {
    if (is_kind(at_, TokenKind::close)) {
      if (open_ > 0) break;
      stray_close();
    } else if (is_operator(tokens_[at_].kind)) {
      pending = joint(!sequence.empty(), pending);
    } else {
      add(sequence, pending, clause());
    }
  }
  if (pending && !aborted_) {
    problems_.error("operator-without-operand", pending->span,
                    "Nothing stands behind " + std::string(text_of(pending->span)) + ".",
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
  problems_.error("unopened-parenthesis", tokens_[at_].span, "This parenthesis closes none.",
                  "remove it, or open one before it");
  ++at_;
}

// Reads one operator. pending: the operator directly before it, if there is one; `AND NOT` is NOT.
std::optional<Joint> Parser::joint(bool behind_operand, std::optional<Joint> pending) {
  const Token& token = tokens_[at_++];
  const Joint read{operator_of(token.kind), true, token.span};
  const std::string name(text_of(token.span));
  const bool is_not = read.op == Operator::not_;
  if (pending && pending->op == Operator::and_ && is_not) {
    return Joint{Operator::not_, true, {pending->span.start, token.span.end}};
  }
  if (is_not && (!behind_operand || (pending && pending->op == Operator::or_))) {
    problems_.error("nothing-to-subtract", token.span, "NOT has nothing to subtract from.",
                    "write what to find before it: lupus NOT review[pt]");
  } else if (pending || !behind_operand) {
    const std::string place = pending ? "Two operators stand in a row before " : "Nothing stands before ";
    problems_.error("operator-without-operand", token.span, place + (pending ? "the next term." : name + "."),
                    pending ? "keep one of them" : "write what it should join, or remove it");
  }
  return behind_operand ? std::optional<Joint>(pending ? pending : read) : std::nullopt;
}

// The node of a whole sequence, with what is to be said of it as a whole. depth: in and out, of Booleans below.
std::optional<Node> Parser::finish(Sequence& sequence, std::size_t& depth) {
  depth = sequence.depth;
  if (sequence.chain.clauses.empty() || aborted_) return std::nullopt;
  drop_lowercase_operators(sequence.chain, problems_);
  warn_of_mixed_operators(sequence.chain, query_, problems_);
  Folded folded = fold(std::move(sequence.chain));
  depth += folded.depth;
  if (depth > kMaxDepth) too_deep(folded.node.span);
  return std::move(folded.node);
}

// --- clauses

Parser::Clause Parser::clause() {
  std::optional<FieldRef> prefix;
  if (is_kind(at_, TokenKind::tag)) {  // behind a clause that has a tag already, or that came to nothing
    refuse_second_field(tokens_[at_++].span, problems_);
    return {};
  }
  if (is_kind(at_, TokenKind::prefix)) prefix = make_field(query_, tokens_[at_++]);
  if (is_kind(at_, TokenKind::open)) return with_fields(group(), std::move(prefix));
  if (is_kind(at_, TokenKind::phrase)) return with_fields(phrase(), std::move(prefix));
  if (!prefix) return with_fields(words(false), std::nullopt);
  note_reach(*prefix);
  return with_fields(words(true), std::move(prefix));
}

// `title:lupus nephritis` reads as if title held for both words; identifiers and numbers cannot be meant so.
void Parser::note_reach(const FieldRef& prefix) {
  const std::string_view word = text_at(at_);
  const bool alone = !is_kind(at_ + 1, TokenKind::word) || std::any_of(word.begin(), word.end(), is_digit);
  if (alone || is_operator_word(text_at(at_ + 1)) || !has_letter_or_digit(text_at(at_ + 1))) return;
  const std::string both = shortened(word, 40) + " " + shortened(text_at(at_ + 1), 40);
  problems_.notice(
      "prefix-reach", prefix.span, prefix.name + ": holds for " + quoted(word) + " alone.",
      "to have it hold for more type " + prefix.name + ":(" + both + ") or " + prefix.name + ":\"" + both + "\"");
}

Parser::Clause Parser::with_fields(Clause clause, std::optional<FieldRef> prefix) {
  if (aborted_) return clause;
  if (clause.node && prefix) put_field(*clause.node, std::move(*prefix), problems_);
  if (is_kind(at_, TokenKind::tag)) {
    const Token& tag = tokens_[at_++];
    if (clause.node) put_field(*clause.node, make_field(query_, tag), problems_);
  }
  if (clause.node) take_builder_range(*clause.node);
  return clause;
}

Parser::Clause Parser::group() {
  const Span open = tokens_[at_++].span;
  if (++open_ > kMaxDepth) too_deep(open);
  Clause result;
  Sequence inside = sequence();
  const bool empty = inside.empty();
  result.node = finish(inside, result.depth);
  result.hole = !result.node;
  --open_;
  const bool closed = is_kind(at_, TokenKind::close);
  const Span span{open.start, closed ? tokens_[at_].span.end : query_.size()};
  if (closed) ++at_;
  if (aborted_) return {};
  if (!closed && !unclosed_quote_) {
    problems_.error("unclosed-parenthesis", open, "The parenthesis that opens here is never closed.",
                    "type ) where the group ends");
  } else if (empty && closed) {
    problems_.error("empty-group", span, "There is nothing in the parentheses.",
                    "write something in them, or remove them");
  }
  if (!result.node) return result;
  const WordRun* const run = std::get_if<WordRun>(&result.node->value);
  if (run != nullptr && !result.node->field && !result.node->grouped) warn_of_words_like_operators(*run, problems_);
  result.node->grouped = true;
  result.node->span = span;
  return result;
}

Parser::Clause Parser::phrase() {
  const Token& token = tokens_[at_++];
  Phrase value{make_words(query_, token.inner, problems_), token.within};
  if (!has_text(value.words)) {
    const bool closed = token.inner.end < token.span.end;
    const bool blank = trimmed(text_of(token.inner)).empty();
    if (closed && (blank || !value.words.empty())) {  // else an unclosed quote or a lone star is reported already
      problems_.error("empty-phrase", token.span, "There is no word between the quotes.",
                      "write words in them, or remove the quotes");
    }
    return {std::nullopt, true, 0};
  }
  count_terms(value.words.size());
  Node node;
  node.value = std::move(value);
  node.raw = text_of(token.inner);
  node.span = token.span;
  return {std::move(node), false, 0};
}

// The clause that starts with a word: an identifier, a range, or a run. one: only the word itself (behind a prefix).
Parser::Clause Parser::words(bool one) {
  const std::string_view identifier = curie_of(text_at(at_));
  if (!identifier.empty()) return curie(identifier);
  if (std::optional<Clause> range = range_at(at_, one)) return std::move(*range);
  std::size_t count = 1;
  while (!one && is_kind(at_ + count, TokenKind::word) && !starts_other_leaf(at_ + count)) ++count;
  return word_run(count);
}

bool Parser::starts_other_leaf(std::size_t at) const {
  if (!curie_of(text_at(at)).empty() || triple_at(at) > 0) return true;
  return is_kind(at + 1, TokenKind::tag) && range_of(text_at(at)).has_value();
}

Parser::Clause Parser::curie(std::string_view text) {
  const Span span{tokens_[at_].span.start, tokens_[at_].span.start + text.size()};
  ++at_;
  count_terms(1);
  Node node;
  node.value = Curie{std::string(text)};
  node.raw = text;
  node.span = span;
  return {std::move(node), false, 0};
}

Parser::Clause Parser::word_run(std::size_t count) {
  WordRun run;
  const std::size_t first = at_;
  at_ += count;
  const Span span{tokens_[first].span.start, tokens_[at_ - 1].span.end};
  for (std::size_t i = first; i < at_; ++i) {
    std::optional<Word> word = make_word(query_, tokens_[i].span, problems_);
    if (!word) continue;
    warn_of_foreign_marks(*word, problems_);
    run.words.push_back(std::move(*word));
  }
  if (run.words.empty()) return {std::nullopt, true, 0};
  if (!has_text(run.words)) {
    problems_.notice("ignored-punctuation", span, "The punctuation " + quoted(text_of(span)) + " was left out.", "");
    return {};
  }
  count_terms(run.words.size());
  Node node;
  node.span = span_of(run.words);
  node.raw = text_of(node.span);
  node.value = std::move(run);
  return {std::move(node), false, 0};
}

// --- ranges

// The number of word tokens at `at` that are `value : value` before a tag: 3 or 0.
std::size_t Parser::triple_at(std::size_t at) const {
  const bool shape = is_kind(at, TokenKind::word) && is_kind(at + 1, TokenKind::word) &&
                     is_kind(at + 2, TokenKind::word) && is_kind(at + 3, TokenKind::tag);
  return shape && text_at(at + 1) == ":" && is_range_value(text_at(at)) && is_range_value(text_at(at + 2)) ? 3 : 0;
}

// The range that starts at a word, if one does: with a tag behind it, or with a prefix before it.
std::optional<Parser::Clause> Parser::range_at(std::size_t at, bool prefixed) {
  const bool tagged = is_kind(at + 1, TokenKind::tag);
  std::optional<Range> value;
  std::size_t count = 1;
  if (prefixed || tagged) value = range_of(text_at(at));
  if (!value && !prefixed && triple_at(at) > 0) {
    count = 3;
    value = Range{std::string(text_at(at)), std::string(text_at(at + 2))};
  }
  if (!value) return std::nullopt;
  Node node;
  node.span = {tokens_[at].span.start, tokens_[at + count - 1].span.end};
  node.raw = text_of(node.span);
  node.value = std::move(*value);
  at_ = at + count;
  count_terms(1);
  return Clause{std::move(node), false, 0};
}

// The one value of a leaf that could be the left side of a range in PubMed's builder form.
std::string_view single_value(const Node& node) {
  const std::vector<Word>* words = nullptr;
  if (const Phrase* const phrase = std::get_if<Phrase>(&node.value)) words = &phrase->words;
  if (const WordRun* const run = std::get_if<WordRun>(&node.value)) words = &run->words;
  const bool single = words != nullptr && words->size() == 1 && !node.grouped && !words->front().truncated;
  return single && is_range_value(words->front().text) ? std::string_view(words->front().text) : std::string_view();
}

// `"2019/01/01"[dp] : "2020/12/31"[dp]`: the left side is read; makes a range of it when the right one is there.
void Parser::take_builder_range(Node& left) {
  if (!is_kind(at_, TokenKind::word) || single_value(left).empty()) return;
  const bool apart = text_at(at_) == ":";
  const std::size_t right = apart ? at_ + 1 : at_;
  const bool value = is_kind(right, TokenKind::word) || (apart && is_kind(right, TokenKind::phrase));
  if (!value || !is_kind(right + 1, TokenKind::tag) || tokens_[right].within) return;
  std::string_view to = trimmed(text_at(right));
  if (!apart && !to.starts_with(':')) return;
  if (!apart) to.remove_prefix(1);
  if (is_range_value(to)) make_range(left, right, std::string(to));
}

// right: the token of the right side; its tag follows.
void Parser::make_range(Node& left, std::size_t right, std::string to) {
  FieldRef tag = make_field(query_, tokens_[right + 1]);
  at_ = right + 2;
  if (left.field && (left.field->name != tag.name || left.field->modifiers != tag.modifiers)) {
    problems_.error("two-fields", tag.span, "The two sides of the range have different fields.",
                    "give both the same field");
  }
  left.raw = text_of({left.span.start, tokens_[right].span.end});
  left.value = Range{std::string(single_value(left)), std::move(to)};
  left.span.end = tag.span.end;
  left.field = std::move(tag);
}

// --- the whole

// What every query must be, whatever its language: false, with the error, when it is not.
bool readable(std::string_view query, Problems& problems) {
  if (query.size() > kMaxQueryBytes) {
    problems.error("too-long", {kMaxQueryBytes, query.size()},
                   "The query is longer than " + std::to_string(kMaxQueryBytes) + " bytes.",
                   "split it into several queries");
    return false;
  }
  const std::optional<Span> invalid = find_invalid_utf8(query);
  if (!invalid) return true;
  problems.error("invalid-utf8", *invalid, "The text is not valid UTF-8 from here on.", "save or type it as UTF-8");
  return false;
}

void note_nothing_to_search(const Tree& tree, std::string_view query, Problems& problems) {
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

Tree plain_tree(std::string_view query, Problems& problems) {
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
  Problems problems;
  Parsed parsed;
  if (readable(query, problems)) {
    parsed.tree = Parser(query, lex(query, problems), problems).run();
    note_nothing_to_search(parsed.tree, query, problems);
  }
  parsed.diagnostics = problems.take();
  return parsed;
}

Parsed parse_plain(std::string_view query) {
  Problems problems;
  Parsed parsed;
  if (readable(query, problems)) {
    parsed.tree = plain_tree(query, problems);
    note_nothing_to_search(parsed.tree, query, problems);
  }
  parsed.diagnostics = problems.take();
  return parsed;
}

}  // namespace il2search::syntax
