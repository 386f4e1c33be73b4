// Lexer: see lexer.h. One pass over the text, after a table of the parentheses that close within their word is made.
#include "query/syntax/lexer.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>

#include "base/ascii.h"
#include "query/syntax/characters.h"
#include "query/syntax/fields.h"
#include "query/syntax/parser.h"
#include "query/syntax/shapes.h"

namespace il2search::syntax {
namespace {

constexpr std::size_t kMaxTagBytes = 100;
constexpr std::size_t kMaxGluedBytes = 40;   // of the bracket in `benzo[a]pyrene`
constexpr std::size_t kMaxPrefixBytes = 64;  // of a field's name: bounds the look back from each colon

// For every "(" that closes before a blank, quote, bracket or bar: the offset of its ")"; 0 elsewhere.
std::vector<std::uint32_t> closing_parentheses(std::string_view text) {
  std::vector<std::uint32_t> close_of(text.size(), 0);
  std::vector<std::size_t> open;
  for (std::size_t at = 0; at < text.size();) {
    const DecodedCharacter c = decode_utf8(text, at);
    if (c.code_point == U'(') {
      open.push_back(at);
    } else if (c.code_point == U')' && !open.empty()) {
      close_of[open.back()] = static_cast<std::uint32_t>(at);
      open.pop_back();
    } else if (separates_words(c.code_point) || is_quote(c.code_point) || c.code_point == U'[' ||
               c.code_point == U']' || c.code_point == U'|') {
      open.clear();
    }
    at += c.bytes;
  }
  return close_of;
}

class Lexer {
 public:
  Lexer(std::string_view text, DiagnosticSink& diagnostics)
      : text_(text), diagnostics_(diagnostics), close_of_(closing_parentheses(text)) {}

  Lexed tokenize();

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
  bool follows_prefix() const;
  bool follows_operand() const;
  std::size_t next_closing_bracket();
  bool has_word_character_at(std::size_t at) const;

  void count_quote(const DecodedCharacter& c);
  void warn_of_quotes();

  std::string_view text_;
  DiagnosticSink& diagnostics_;
  std::vector<std::uint32_t> close_of_;
  Lexed lexed_;
  std::size_t at_ = 0;
  std::size_t closing_bracket_ = 0;  // the last answer of next_closing_bracket()
  std::size_t typographic_quotes_ = 0;
  Span first_typographic_quote_;
};

Lexed Lexer::tokenize() {
  while (at_ < text_.size()) step();
  if (typographic_quotes_ > 0) warn_of_quotes();
  return std::move(lexed_);
}

void Lexer::step() {
  const DecodedCharacter c = decode_utf8(text_, at_);
  if (separates_words(c.code_point)) {
    at_ += c.bytes;
  } else if (is_quote(c.code_point)) {
    phrase();
  } else if (c.code_point == U'(' || c.code_point == U')') {
    ++at_;
    push(c.code_point == U'(' ? TokenKind::open : TokenKind::close, at_ - 1, {at_ - 1, at_});
    if (c.code_point == U')') skip_marks(".,;");
  } else if (c.code_point == U'[') {
    bracket();
  } else if (c.code_point == U']') {
    closing_bracket();
  } else if (c.code_point == U'&' || c.code_point == U'|') {
    operator_sign(c.code_point == U'&' ? TokenKind::and_ : TokenKind::or_);
  } else {
    word();
  }
}

void Lexer::push(TokenKind kind, std::size_t start, Span inner) {
  lexed_.tokens.push_back({kind, {start, at_}, inner});
}

bool Lexer::has_word_character_at(std::size_t at) const {
  return at < text_.size() && is_word_character(decode_utf8(text_, at).code_point);
}

bool Lexer::follows_prefix() const { return !lexed_.tokens.empty() && lexed_.tokens.back().kind == TokenKind::prefix; }

bool Lexer::follows_operand() const {
  if (lexed_.tokens.empty()) return false;
  const TokenKind kind = lexed_.tokens.back().kind;
  return kind == TokenKind::word || kind == TokenKind::phrase || kind == TokenKind::close || kind == TokenKind::tag;
}

// A doubled sign (`&&`) is one operator.
void Lexer::operator_sign(TokenKind kind) {
  const std::size_t start = at_++;
  if (at_ < text_.size() && text_[at_] == text_[start]) ++at_;
  push(kind, start, {start, at_});
}

// --- phrases

void Lexer::phrase() {
  const std::size_t start = at_;
  const DecodedCharacter opening = decode_utf8(text_, at_);
  count_quote(opening);
  at_ += opening.bytes;
  const std::size_t inner = at_;
  while (at_ < text_.size()) {
    const DecodedCharacter c = decode_utf8(text_, at_);
    const Span words{inner, at_};
    if (is_quote(c.code_point)) count_quote(c);
    at_ += c.bytes;
    if (!is_quote(c.code_point)) continue;
    const std::optional<unsigned> within = distance();
    push(TokenKind::phrase, start, words);
    lexed_.tokens.back().within = within;
    return skip_marks(".,;");
  }
  unclosed_phrase({start, inner});
}

// The rest of the query becomes the phrase. A parenthesis within it is not reported as missing.
void Lexer::unclosed_phrase(Span opening) {
  lexed_.unclosed_quote = true;
  const std::string rest = shortened(trim_separators(text_.substr(opening.end)), 40);
  diagnostics_.error("unclosed-quote", opening, "The quote that opens here is never closed.",
                     "Close it: \"" + rest + "\"");
  push(TokenKind::phrase, opening.start, {opening.end, at_});
}

// The "~N" directly after a closing quote.
std::optional<unsigned> Lexer::distance() {
  if (at_ >= text_.size() || text_[at_] != '~') return std::nullopt;
  const std::size_t start = at_++;
  while (at_ < text_.size() && ascii::is_digit(text_[at_])) ++at_;
  const std::optional<unsigned> distance = distance_of(text_.substr(start, at_ - start));
  if (!distance) {
    diagnostics_.error("distance-missing", {start, at_}, "~ after a phrase must be followed by a number.",
                       "Write how many other words may come between, as in \"hip pain\"~3.");
  } else if (*distance > kMaxDistance) {
    reject_distance({start, at_}, diagnostics_);
  }
  return distance;
}

void Lexer::count_quote(const DecodedCharacter& c) {
  if (c.code_point == U'"') return;
  if (typographic_quotes_++ == 0) first_typographic_quote_ = {at_, at_ + c.bytes};
}

void Lexer::warn_of_quotes() {
  const char* marks =
      typographic_quotes_ == 1 ? " typographic quotation mark was" : " typographic quotation marks were";
  diagnostics_.warning("typographic-quotes", first_typographic_quote_,
                       std::to_string(typographic_quotes_) + marks + " read as plain quotes.", "Write \" instead.");
}

// --- brackets

void Lexer::bracket() {
  if (glued_bracket() > 0) return word();
  const std::size_t close = next_closing_bracket();
  if (follows_operand() && close < text_.size()) return tag(close);
  if (follows_operand()) {
    diagnostics_.error("unclosed-tag", {at_, at_ + 1}, "The bracket that opens here is never closed.",
                       "Write ] after the name of the field, as in lupus[ti].");
  }
  ++at_;  // `[Title].` with nothing before it is text, and so is the rest after an unclosed bracket
}

void Lexer::tag(std::size_t close) {
  const std::size_t start = at_;
  const Span inner{start + 1, close};
  const std::string_view name = text_.substr(inner.start, inner.end - inner.start);
  if (name.size() > kMaxTagBytes || !is_tag_text(name)) {
    ++at_;  // text in brackets, such as [Ca2+]: only the bracket is dropped
    return;
  }
  at_ = close + 1;
  if (!has_word_character(name)) {
    diagnostics_.error("empty-tag", {start, at_}, "The brackets are empty.",
                       "Write a field in them, as in lupus[ti], or remove them.");
    return;
  }
  push(TokenKind::tag, start, inner);
  skip_marks(".,;");
}

// A stray bracket, or the end of text in brackets.
void Lexer::closing_bracket() {
  ++at_;
  skip_marks(".,;:");
}

// Punctuation of a sentence after a bracket, quote or parenthesis, as in `[Title].` and `"lupus", "sle"`, belongs to no
// word. A colon after a quote or parenthesis is kept: it may make a range.
void Lexer::skip_marks(std::string_view marks) {
  while (at_ < text_.size() && marks.find(text_[at_]) != std::string_view::npos) ++at_;
}

// Called with increasing at_, so that all calls together read the text once.
std::size_t Lexer::next_closing_bracket() {
  if (closing_bracket_ < at_ || closing_bracket_ == 0) closing_bracket_ = std::min(text_.find(']', at_), text_.size());
  return closing_bracket_;
}

// The size of `[a]` in `benzo[a]pyrene` or `[18F]FDG`: a short bracket without blanks, directly followed by text. 0 for
// any other bracket.
std::size_t Lexer::glued_bracket() const {
  for (std::size_t end = at_ + 1; end < text_.size() && end - at_ <= kMaxGluedBytes;) {
    const DecodedCharacter c = decode_utf8(text_, end);
    if (c.code_point == U']') {
      const std::size_t after = end + 1;
      const bool minus = after < text_.size() && text_[after] == '-';
      const bool text_follows = has_word_character_at(minus ? after + 1 : after) && !starts_operator(after);
      return text_follows && end > at_ + 1 ? after - at_ : 0;
    }
    const bool mark = std::u32string_view(U"([|)").find(c.code_point) != std::u32string_view::npos;
    if (mark || separates_words(c.code_point) || is_quote(c.code_point)) return 0;
    end += c.bytes;
  }
  return 0;
}

// Whether AND, OR or NOT starts here without a blank before it, as in `lupus[ti]AND (…`.
bool Lexer::starts_operator(std::size_t at) const {
  for (const std::string_view name : {"AND", "OR", "NOT"}) {
    if (text_.substr(at, name.size()) == name && !has_word_character_at(at + name.size())) return true;
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
  if (!follows_prefix() && text == "AND") kind = TokenKind::and_;
  if (!follows_prefix() && text == "OR") kind = TokenKind::or_;
  if (!follows_prefix() && text == "NOT") kind = TokenKind::not_;
  push(kind, start, {start, at_});
}

// How many bytes at at_ belong to the word that started at `start`; 0 if the word ends here.
std::size_t Lexer::part_of_word(std::size_t start) const {
  const DecodedCharacter c = decode_utf8(text_, at_);
  if (separates_words(c.code_point) || is_quote(c.code_point)) return 0;
  switch (c.code_point) {
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
  const bool glues = ascii::is_letter_or_digit(before) || !ascii::is_ascii(before) ||
                     std::string_view("-+'/)]").find(before) != std::string_view::npos;
  return glues ? close - at_ + 1 : 0;
}

// The sign in `R&D`; with a blank on either side it is an operator.
std::size_t Lexer::glued_ampersand() const {
  return ascii::is_letter_or_digit(text_[at_ - 1]) && has_word_character_at(at_ + 1) ? 1 : 0;
}

// Whether the colon at at_ ends a prefix: the text before it is a field's name, and a value follows. `http://` is text.
bool Lexer::ends_prefix(std::size_t start) const {
  if (follows_prefix() || at_ - start > kMaxPrefixBytes) return false;
  if (!is_field_name(text_.substr(start, at_ - start))) return false;
  const std::size_t after = at_ + 1;
  if (after >= text_.size() || text_.substr(after, 2) == "//") return false;
  const DecodedCharacter c = decode_utf8(text_, after);
  return !separates_words(c.code_point) &&
         std::u32string_view(U":)[]&|").find(c.code_point) == std::u32string_view::npos;
}

}  // namespace

Lexed lex(std::string_view text, DiagnosticSink& diagnostics) { return Lexer(text, diagnostics).tokenize(); }

}  // namespace il2search::syntax
