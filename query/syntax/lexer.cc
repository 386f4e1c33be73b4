// Lexer: see lexer.h. One pass; a table of the parentheses that close within their word is made before it.
#include "query/syntax/lexer.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>

#include "query/syntax/chars.h"
#include "query/syntax/fields.h"
#include "query/syntax/parser.h"
#include "query/syntax/shapes.h"

namespace il2search::syntax {
namespace {

constexpr std::size_t kMaxTagBytes = 100;
constexpr std::size_t kMaxGluedBytes = 40;   // of the bracket in `benzo[a]pyrene`
constexpr std::size_t kMaxPrefixBytes = 64;  // of a field's name; the look back from a colon must be short

// For every "(" that closes before a blank, quote, bracket or bar: the offset of its ")"; 0 elsewhere.
std::vector<std::uint32_t> closing_parentheses(std::string_view text) {
  std::vector<std::uint32_t> close_of(text.size(), 0);
  std::vector<std::size_t> open;
  for (std::size_t at = 0; at < text.size();) {
    const Char c = char_at(text, at);
    if (c.code == U'(') {
      open.push_back(at);
    } else if (c.code == U')' && !open.empty()) {
      close_of[open.back()] = static_cast<std::uint32_t>(at);
      open.pop_back();
    } else if (is_blank(c.code) || is_quote(c.code) || c.code == U'[' || c.code == U']' || c.code == U'|') {
      open.clear();
    }
    at += c.bytes;
  }
  return close_of;
}

class Lexer {
 public:
  Lexer(std::string_view text, DiagnosticSink& problems)
      : text_(text), problems_(problems), close_of_(closing_parentheses(text)) {}

  Lexed run();

 private:
  void step();
  void phrase();
  void unclosed_phrase(Span opening);
  std::optional<unsigned> distance();
  void bracket();
  void tag(std::size_t close);
  void closing_bracket();
  void skip_marks(std::string_view marks);
  void operator_sign(TokenKind kind);
  void word();
  void push(TokenKind kind, std::size_t start, Span inner);

  std::size_t part_of_word(std::size_t start) const;
  std::size_t glued_parenthesis(std::size_t start) const;
  std::size_t glued_bracket() const;
  std::size_t glued_ampersand() const;
  bool starts_operator(std::size_t at) const;
  bool ends_prefix(std::size_t start) const;
  bool behind_prefix() const;
  bool behind_operand() const;
  std::size_t next_closing_bracket();
  bool letter_or_digit_at(std::size_t at) const;

  void count_quote(const Char& c);
  void warn_of_quotes();

  std::string_view text_;
  DiagnosticSink& problems_;
  std::vector<std::uint32_t> close_of_;
  Lexed lexed_;
  std::size_t at_ = 0;
  std::size_t closing_bracket_ = 0;  // the last answer of next_closing_bracket()
  std::size_t typographic_quotes_ = 0;
  Span first_typographic_quote_;
};

Lexed Lexer::run() {
  while (at_ < text_.size()) step();
  if (typographic_quotes_ > 0) warn_of_quotes();
  return std::move(lexed_);
}

void Lexer::step() {
  const Char c = char_at(text_, at_);
  if (is_blank(c.code)) {
    at_ += c.bytes;
  } else if (is_quote(c.code)) {
    phrase();
  } else if (c.code == U'(' || c.code == U')') {
    ++at_;
    push(c.code == U'(' ? TokenKind::open : TokenKind::close, at_ - 1, {at_ - 1, at_});
    if (c.code == U')') skip_marks(".,;");
  } else if (c.code == U'[') {
    bracket();
  } else if (c.code == U']') {
    closing_bracket();
  } else if (c.code == U'&' || c.code == U'|') {
    operator_sign(c.code == U'&' ? TokenKind::and_ : TokenKind::or_);
  } else {
    word();
  }
}

void Lexer::push(TokenKind kind, std::size_t start, Span inner) {
  lexed_.tokens.push_back({kind, {start, at_}, inner});
}

bool Lexer::letter_or_digit_at(std::size_t at) const {
  return at < text_.size() && is_letter_or_digit(char_at(text_, at).code);
}

bool Lexer::behind_prefix() const { return !lexed_.tokens.empty() && lexed_.tokens.back().kind == TokenKind::prefix; }

bool Lexer::behind_operand() const {
  if (lexed_.tokens.empty()) return false;
  const TokenKind kind = lexed_.tokens.back().kind;
  return kind == TokenKind::word || kind == TokenKind::phrase || kind == TokenKind::close || kind == TokenKind::tag;
}

// A doubled sign, as programmers write it, is one operator.
void Lexer::operator_sign(TokenKind kind) {
  const std::size_t start = at_++;
  if (at_ < text_.size() && text_[at_] == text_[start]) ++at_;
  push(kind, start, {start, at_});
}

// --- phrases

void Lexer::phrase() {
  const std::size_t start = at_;
  const Char opening = char_at(text_, at_);
  count_quote(opening);
  at_ += opening.bytes;
  const std::size_t inner = at_;
  while (at_ < text_.size()) {
    const Char c = char_at(text_, at_);
    const Span words{inner, at_};
    if (is_quote(c.code)) count_quote(c);
    at_ += c.bytes;
    if (!is_quote(c.code)) continue;
    const std::optional<unsigned> within = distance();
    push(TokenKind::phrase, start, words);
    lexed_.tokens.back().within = within;
    return skip_marks(".,;");
  }
  unclosed_phrase({start, inner});
}

// The rest of the query becomes the phrase; what it swallows is not reported as missing once more.
void Lexer::unclosed_phrase(Span opening) {
  lexed_.unclosed_quote = true;
  const std::string rest = shortened(trimmed(text_.substr(opening.end)), 40);
  problems_.error("unclosed-quote", opening, "The quote that opens here is never closed.",
                  "close it: \"" + rest + "\"");
  push(TokenKind::phrase, opening.start, {opening.end, at_});
}

// The "~N" directly behind a closing quote.
std::optional<unsigned> Lexer::distance() {
  if (at_ >= text_.size() || text_[at_] != '~') return std::nullopt;
  const std::size_t start = at_++;
  while (at_ < text_.size() && is_digit(text_[at_])) ++at_;
  const std::optional<unsigned> distance = distance_of(text_.substr(start, at_ - start));
  if (!distance) {
    problems_.error("distance-missing", {start, at_}, "A ~ behind a phrase needs a number.",
                    "say how many other words may stand between: \"hip pain\"~3");
  } else if (*distance > kMaxDistance) {
    refuse_distance({start, at_}, problems_);
  }
  return distance;
}

void Lexer::count_quote(const Char& c) {
  if (c.code == U'"') return;
  if (typographic_quotes_++ == 0) first_typographic_quote_ = {at_, at_ + c.bytes};
}

void Lexer::warn_of_quotes() {
  const char* marks =
      typographic_quotes_ == 1 ? " typographic quotation mark was" : " typographic quotation marks were";
  problems_.warning("typographic-quotes", first_typographic_quote_,
                    std::to_string(typographic_quotes_) + marks + " read as plain quotes.", "type \" instead");
}

// --- brackets

void Lexer::bracket() {
  if (glued_bracket() > 0) return word();
  const std::size_t close = next_closing_bracket();
  if (behind_operand() && close < text_.size()) return tag(close);
  if (behind_operand()) {
    problems_.error("unclosed-tag", {at_, at_ + 1}, "The bracket that opens here is never closed.",
                    "type ] behind the name of the field, as in lupus[ti]");
  }
  ++at_;  // `[Title].` with nothing before it is text; so is what stands in an unclosed bracket
}

void Lexer::tag(std::size_t close) {
  const std::size_t start = at_;
  const Span inner{start + 1, close};
  const std::string_view name = text_.substr(inner.start, inner.end - inner.start);
  if (name.size() > kMaxTagBytes || !is_tag_text(name)) {
    ++at_;  // text in brackets, such as [Ca2+]: its words stay
    return;
  }
  at_ = close + 1;
  if (!has_letter_or_digit(name)) {
    problems_.error("empty-tag", {start, at_}, "The brackets name no field.",
                    "name one, as in lupus[ti], or remove them");
    return;
  }
  push(TokenKind::tag, start, inner);
  skip_marks(".,;");
}

// Stray, or of text in brackets.
void Lexer::closing_bracket() {
  ++at_;
  skip_marks(".,;:");
}

// The marks of a sentence behind a bracket, quote or parenthesis, as in `[Title].` and `"lupus", "sle"`, belong to no
// word. A colon can make a range there.
void Lexer::skip_marks(std::string_view marks) {
  while (at_ < text_.size() && marks.find(text_[at_]) != std::string_view::npos) ++at_;
}

// Asked for rising offsets, so that all calls together read the text once.
std::size_t Lexer::next_closing_bracket() {
  if (closing_bracket_ < at_ || closing_bracket_ == 0) closing_bracket_ = std::min(text_.find(']', at_), text_.size());
  return closing_bracket_;
}

// The bytes of `[a]` in `benzo[a]pyrene` or `[18F]FDG`: a short bracket without blanks, with text directly behind it.
std::size_t Lexer::glued_bracket() const {
  for (std::size_t end = at_ + 1; end < text_.size() && end - at_ <= kMaxGluedBytes;) {
    const Char c = char_at(text_, end);
    if (c.code == U']') {
      const std::size_t behind = end + 1;
      const bool minus = behind < text_.size() && text_[behind] == '-';
      const bool text_behind = letter_or_digit_at(minus ? behind + 1 : behind) && !starts_operator(behind);
      return text_behind && end > at_ + 1 ? behind - at_ : 0;
    }
    const bool mark = std::u32string_view(U"([|)").find(c.code) != std::u32string_view::npos;
    if (mark || is_blank(c.code) || is_quote(c.code)) return 0;
    end += c.bytes;
  }
  return 0;
}

// AND, OR or NOT glued to what is before it, as in `lupus[ti]AND (…`.
bool Lexer::starts_operator(std::size_t at) const {
  for (const std::string_view name : {"AND", "OR", "NOT"}) {
    if (text_.substr(at, name.size()) == name && !letter_or_digit_at(at + name.size())) return true;
  }
  return false;
}

// --- words

void Lexer::word() {
  const std::size_t start = at_;
  while (at_ < text_.size()) {
    if (text_[at_] == ':' && ends_prefix(start)) {
      ++at_;
      return push(TokenKind::prefix, start, {start, at_ - 1});
    }
    const std::size_t bytes = part_of_word(start);
    if (bytes == 0) break;
    at_ += bytes;
  }
  const std::string_view text = text_.substr(start, at_ - start);
  TokenKind kind = TokenKind::word;
  if (!behind_prefix() && text == "AND") kind = TokenKind::and_;
  if (!behind_prefix() && text == "OR") kind = TokenKind::or_;
  if (!behind_prefix() && text == "NOT") kind = TokenKind::not_;
  push(kind, start, {start, at_});
}

// How many bytes at at_ belong to the word that started at `start`; 0 where it ends.
std::size_t Lexer::part_of_word(std::size_t start) const {
  const Char c = char_at(text_, at_);
  if (is_blank(c.code) || is_quote(c.code)) return 0;
  switch (c.code) {
    case U'(': return glued_parenthesis(start);
    case U'[': return glued_bracket();
    case U'&': return glued_ampersand();
    case U')':
    case U']':
    case U'|': return 0;
    default: return c.bytes;
  }
}

// `(2+)` of `Ca(2+)`; not the group of `AND(…)`.
std::size_t Lexer::glued_parenthesis(std::size_t start) const {
  const std::size_t close = close_of_[at_];
  if (at_ == start || close <= at_ + 1 || is_operator_word(text_.substr(start, at_ - start))) return 0;
  const char before = text_[at_ - 1];
  const bool glues = is_ascii_letter(before) || is_digit(before) || static_cast<unsigned char>(before) >= 0x80 ||
                     std::string_view("-+'/)]").find(before) != std::string_view::npos;
  return glues ? close - at_ + 1 : 0;
}

// The sign in `R&D`; with a blank on either side it is an operator.
std::size_t Lexer::glued_ampersand() const {
  const bool before = is_ascii_letter(text_[at_ - 1]) || is_digit(text_[at_ - 1]);
  return before && letter_or_digit_at(at_ + 1) ? 1 : 0;
}

// Whether the colon at at_ makes a field of the text before it: something must stand behind it, and `http://` is none.
bool Lexer::ends_prefix(std::size_t start) const {
  if (behind_prefix() || at_ - start > kMaxPrefixBytes) return false;
  if (!is_field_name(text_.substr(start, at_ - start))) return false;
  const std::size_t behind = at_ + 1;
  if (behind >= text_.size() || text_.substr(behind, 2) == "//") return false;
  const Char c = char_at(text_, behind);
  return !is_blank(c.code) && std::u32string_view(U":)[]&|").find(c.code) == std::u32string_view::npos;
}

}  // namespace

Lexed lex(std::string_view text, DiagnosticSink& problems) { return Lexer(text, problems).run(); }

}  // namespace il2search::syntax
