// Query: building trees from literal text, and joining trees.
#include <il2search/query.h>

#include <algorithm>
#include <optional>
#include <utility>

#include <il2search/error.h>
#include <il2search/text.h>

#include "base/ascii.h"
#include "base/utf8.h"
#include "query/plan/dates.h"
#include "query/query_data.h"
#include "query/syntax/characters.h"
#include "query/syntax/diagnostic_sink.h"
#include "query/syntax/leaves.h"
#include "query/syntax/print.h"
#include "query/syntax/shapes.h"

namespace il2search {
namespace {

using syntax::Boolean;
using syntax::Node;
using syntax::Operator;

Query make_query(std::string text, syntax::Parsed parsed, bool plain = false) {
  return Query(std::make_shared<const Query::Data>(Query::Data{std::move(text), std::move(parsed), plain}));
}

// --- literal text

// The text with a blank in place of each character that `is_special` holds for.
template <class IsSpecial> std::string blanked(std::string_view text, IsSpecial is_special) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const DecodedCharacter c = decode_utf8(text, at);
    if (is_special(c.code_point)) out += ' ';
    else out.append(text.substr(at, c.bytes));
    at += c.bytes;
  }
  return out;
}

std::vector<std::string> split(std::string_view text) {
  const std::string spaced = blanked(text, syntax::separates_words);
  std::vector<std::string> words;
  for (std::size_t at = spaced.find_first_not_of(' '); at != std::string::npos;
       at = spaced.find_first_not_of(' ', at)) {
    const std::size_t end = std::min(spaced.find(' ', at), spaced.size());
    words.push_back(spaced.substr(at, end - at));
    at = end;
  }
  return words;
}

bool is_plain_word(const std::vector<syntax::Word>& words, std::string_view text) {
  return words.size() == 1 && words.front().text == text && !words.front().truncated && !words.front().wildcard;
}

// Whether the query language reads a word as nothing but this word.
bool reads_as_itself(const std::string& word) {
  const syntax::Parsed parsed = syntax::parse(word);
  if (!parsed.ok() || !parsed.tree.root || parsed.tree.root->field) return false;
  const auto* run = std::get_if<syntax::WordRun>(&parsed.tree.root->value);
  return run != nullptr && is_plain_word(run->words, word);
}

// The same for a word between quotes.
bool reads_as_itself_quoted(const std::string& word) {
  const syntax::Parsed parsed = syntax::parse("\"" + word + "\"");
  if (!parsed.ok() || !parsed.tree.root) return false;
  const auto* phrase = std::get_if<syntax::Phrase>(&parsed.tree.root->value);
  return phrase != nullptr && is_plain_word(phrase->words, word);
}

// The words of the text. One that means something is cut at the characters that do, where the analyzer would cut it too;
// operators become words in lower case.
template <class ReadsAsItself> std::string literal(std::string_view text, ReadsAsItself reads_as_itself) {
  const auto is_special = [](char32_t c) {
    return syntax::is_quote(c) || (c < 0x80 && !syntax::is_word_character(c) && c != '-' && c != '\'');
  };
  std::string out;
  const auto add = [&](const std::string& word) {
    if (!out.empty()) out += ' ';
    out += syntax::is_operator_word(word) ? ascii::to_lower(word) : word;
  };
  for (const std::string& word : split(text)) {
    if (syntax::is_operator_word(word) || reads_as_itself(word)) add(word);
    else
      for (const std::string& piece : split(blanked(word, is_special))) add(piece);
  }
  return out;
}

std::string literal_phrase(std::string_view text) {
  const std::string valid = replace_invalid_utf8(text);
  return "\"" + literal(blanked(valid, syntax::is_quote), reads_as_itself_quoted) + "\"";
}

// --- combining

std::size_t depth_of(const Node& node) {
  const auto* boolean = std::get_if<Boolean>(&node.value);
  if (boolean == nullptr) return 0;
  std::size_t deepest = 0;
  for (const Node& child : boolean->children) deepest = std::max(deepest, depth_of(child));
  return deepest + 1;
}

std::size_t terms_of(const Node& node) {
  const auto* boolean = std::get_if<Boolean>(&node.value);
  if (boolean == nullptr) return syntax::count_terms(node);
  std::size_t terms = 0;
  for (const Node& child : boolean->children) terms += terms_of(child);
  return terms;
}

void shift(Span& span, std::size_t by) {
  span.start += by;
  span.end += by;
}

void shift(std::vector<syntax::Word>& words, std::size_t by) {
  for (syntax::Word& word : words) shift(word.span, by);
}

void shift(Node& node, std::size_t by) {
  shift(node.span, by);
  if (node.field) shift(node.field->span, by);
  if (auto* run = std::get_if<syntax::WordRun>(&node.value)) shift(run->words, by);
  if (auto* phrase = std::get_if<syntax::Phrase>(&node.value)) shift(phrase->words, by);
  if (auto* boolean = std::get_if<Boolean>(&node.value)) {
    for (Node& child : boolean->children) shift(child, by);
  }
}

const char* name_of(Operator op) {
  if (op == Operator::and_) return " AND ";
  return op == Operator::or_ ? " OR " : " NOT ";
}

// A Boolean of this operator that was written without field and parentheses.
bool is_bare(const Node& node, Operator op) {
  const auto* boolean = std::get_if<Boolean>(&node.value);
  return boolean != nullptr && boolean->op == op && !node.field && !node.grouped;
}

// Joins two queries. a AND b joined with c by AND is one Boolean of three, so that long chains stay flat; the right side
// of a NOT is kept together, since a NOT (b NOT c) is not a NOT b NOT c.
class Joiner {
 public:
  explicit Joiner(Operator op) : op_(op) {}

  Query join(const Query::Data& left, const Query::Data& right) {
    std::vector<Node> children;
    add(left, true, children);
    text_ += name_of(op_);
    add(right, op_ != Operator::not_, children);
    syntax::Parsed parsed;
    if (is_within_limits(children)) parsed.tree = tree_of(std::move(children));
    parsed.diagnostics = diagnostics_.release();
    return make_query(std::move(text_), std::move(parsed));
  }

 private:
  void add(const Query::Data& part, bool flatten, std::vector<Node>& children) {
    const std::optional<Node>& root = part.parsed.tree.root;
    const bool parentheses = needs_parentheses(part, flatten);
    if (parentheses) text_ += '(';
    const std::size_t offset = text_.size();
    text_ += part.text;
    if (parentheses) text_ += ')';
    add_diagnostics(part.parsed.diagnostics, offset);
    if (!root) return;
    Node node = *root;
    shift(node, offset);
    if (flatten && is_bare(node, op_)) {
      auto& inner = std::get<Boolean>(node.value).children;
      std::move(inner.begin(), inner.end(), std::back_inserter(children));
    } else {
      children.push_back(std::move(node));
    }
  }

  bool needs_parentheses(const Query::Data& part, bool flatten) const {
    const std::optional<Node>& root = part.parsed.tree.root;
    if (!root || !part.parsed.ok()) return true;
    if (!std::holds_alternative<Boolean>(root->value) || root->field || root->grouped) return false;
    return !(flatten && is_bare(*root, op_));
  }

  void add_diagnostics(const std::vector<Diagnostic>& diagnostics, std::size_t offset) {
    for (const Diagnostic& d : diagnostics) {
      const Span span{d.start + offset, d.end + offset};
      switch (d.severity) {
        case Severity::error: diagnostics_.error(d.code, span, d.message, d.hint); break;
        case Severity::warning: diagnostics_.warning(d.code, span, d.message, d.hint); break;
        case Severity::notice: diagnostics_.notice(d.code, span, d.message, d.hint); break;
      }
    }
  }

  // The limits of parse(), which also keep walks over the tree and repeated doubling in bounds.
  bool is_within_limits(const std::vector<Node>& children) {
    std::size_t depth = 0;
    std::size_t terms = 0;
    for (const Node& child : children) {
      depth = std::max(depth, depth_of(child) + 1);
      terms += terms_of(child);
    }
    if (text_.size() > syntax::kMaxQueryBytes) {
      text_ = syntax::shortened(text_, syntax::kMaxQueryBytes - 3);
      diagnostics_ = {};
      refuse("too-long", "longer than " + std::to_string(syntax::kMaxQueryBytes) + " bytes");
    } else if (terms > syntax::kMaxTerms) {
      refuse("too-many-terms", "of more than " + std::to_string(syntax::kMaxTerms) + " terms");
    } else if (depth > syntax::kMaxDepth) {
      refuse("too-deep", "nested more than " + std::to_string(syntax::kMaxDepth) + " levels deep");
    } else {
      return true;
    }
    return false;
  }

  void refuse(std::string_view code, const std::string& what) {
    diagnostics_.error(code, {0, text_.size()}, "The combined query is " + what + ".", "split it into several queries");
  }

  syntax::Tree tree_of(std::vector<Node> children) const {
    if (children.empty()) return {};
    if (children.size() == 1) return {std::move(children.front())};
    Node node;
    node.value = Boolean{op_, std::move(children)};
    node.span = {0, text_.size()};
    return {std::move(node)};
  }

  Operator op_;
  std::string text_;
  syntax::DiagnosticSink diagnostics_;
};

// Nothing to search and nothing to report: such a part is neutral.
bool is_neutral(const Query& query) { return query.empty() && !query.has_errors(); }

Query combined(const Query& left, Operator op, const Query& right) {
  if (is_neutral(right)) return left;
  if (is_neutral(left) && op != Operator::not_) return right;
  if (!is_neutral(left)) return Joiner(op).join(left.data(), right.data());
  std::string text = "NOT (" + right.text() + ")";
  syntax::Parsed parsed;
  parsed.diagnostics.push_back({"nothing-to-subtract", Severity::error, 0, 3, "NOT has nothing to subtract from.",
                                "combine it with a query that is not empty"});
  return make_query(std::move(text), std::move(parsed));
}

Date date_of(std::string_view text, const char* name) {
  if (text.empty()) return {};
  if (const auto date = plan::parse_date(text)) return *date;
  throw Error(ErrorCode::invalid_argument,
              std::string(name) + " is not a date: " + terminal_safe(syntax::quoted(text), false),
              "write 2023, 2023-05 or 2023-05-31");
}

}  // namespace

Query plain_query(std::string_view text) { return make_query(std::string(text), syntax::parse_plain(text), true); }

Query::Query() : Query(std::make_shared<const Data>()) {}
Query::Query(std::shared_ptr<const Data> data) noexcept : data_(std::move(data)) {}

Query Query::parse(std::string_view text) { return make_query(std::string(text), syntax::parse(text)); }

// What is said of words in lower case that look like operators is said to people who type.
Query Query::words(std::string_view text) {
  std::string words = literal(replace_invalid_utf8(text), reads_as_itself);
  syntax::Parsed parsed = syntax::parse(words);
  if (parsed.ok()) parsed.diagnostics.clear();
  return make_query(std::move(words), std::move(parsed));
}

Query Query::phrase(std::string_view text) { return parse(literal_phrase(text)); }

Query Query::field(std::string_view name, std::string_view value) {
  const std::string phrase = literal_phrase(value);
  if (syntax::is_field_name(name)) return parse(std::string(name) + ":" + phrase);
  const bool is_tag = syntax::has_word_character(replace_invalid_utf8(name)) && syntax::is_tag_text(name);
  if (is_tag) return parse(phrase + "[" + std::string(name) + "]");
  throw Error(ErrorCode::invalid_argument, "not the name of a field: " + terminal_safe(syntax::quoted(name), false),
              "il2search --fields lists them");
}

Query Query::published(std::string_view since, std::string_view until) {
  const Date from = date_of(since, "since");
  const Date to = date_of(until, "until");
  if (!from.known() && !to.known()) return {};
  return parse("date:" + il2search::to_string(from) + ".." + il2search::to_string(to));
}

Query Query::and_(const Query& other) const { return combined(*this, Operator::and_, other); }
Query Query::or_(const Query& other) const { return combined(*this, Operator::or_, other); }
Query Query::without(const Query& other) const { return combined(*this, Operator::not_, other); }

bool Query::empty() const noexcept { return !data_->parsed.tree.root; }
const std::string& Query::text() const noexcept { return data_->text; }
std::string Query::to_string() const { return syntax::print(data_->parsed.tree); }
const std::vector<Diagnostic>& Query::diagnostics() const noexcept { return data_->parsed.diagnostics; }
bool Query::has_errors() const noexcept { return !data_->parsed.ok(); }

bool operator==(const Query& a, const Query& b) {
  return syntax::same_meaning(a.data_->parsed.tree, b.data_->parsed.tree);
}

}  // namespace il2search
