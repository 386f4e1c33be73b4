// Analyzer: splits a text at blanks into spans of ASCII and spans that need ICU, and scans both. tokenize().
//
//   text -> spans -> [fold_unicode] -> CompoundScanner -> WordCutter: lexicon, spelling, stem
#include "text/analyzer.h"

#include <algorithm>
#include <limits>

#include <il2search/text.h>

#include "base/ascii.h"
#include "base/utf8.h"
#include "text/compound_scanner.h"
#include "text/unicode_fold.h"
#include "text/word_cutter.h"

namespace il2search {
namespace {

// A span ends here even without a blank; no word is as long.
constexpr std::size_t kMaxSpanBytes = 64 * 1024;

// Unlike ascii::is_blank(): every control character separates words.
bool is_separator(char c) { return static_cast<unsigned char>(c) <= ' '; }

// Where the word that contains `at` begins, but not before `least`.
std::size_t word_begin(std::string_view text, std::size_t at, std::size_t least) {
  least = std::max(least, at - std::min(at, kMaxSpanBytes));
  while (at > least && !is_separator(text[at - 1])) --at;
  return at;
}

std::size_t word_end(std::string_view text, std::size_t at) {
  const auto most = std::min(text.size(), at + kMaxSpanBytes);
  while (at < most && !is_separator(text[at])) ++at;
  if (at == most) {
    while (at < text.size() && is_utf8_continuation(text[at])) ++at;
  }
  return at;
}

const char* to_string(TokenKind kind) {
  switch (kind) {
    case TokenKind::part: return "part";
    case TokenKind::joined: return "joined";
    case TokenKind::whole: return "whole";
    case TokenKind::sign: return "sign";
  }
  return "part";
}

}  // namespace

struct Analyzer::Impl {
  WordCutter cutter;
  CompoundScanner scanner{cutter};
  Folded folded;

  void scan(std::string_view text);
  void scan_folded(std::string_view text, std::size_t begin, std::size_t end);
};

void Analyzer::Impl::scan(std::string_view text) {
  text = text.substr(0, std::numeric_limits<std::uint32_t>::max());
  for (std::size_t at = 0; at < text.size();) {
    const auto non_ascii = find_non_ascii(text, at);
    const auto plain_end = non_ascii == text.size() ? non_ascii : word_begin(text, non_ascii, at);
    if (plain_end > at) {
      scanner.scan(text.substr(at, plain_end - at), static_cast<std::uint32_t>(at), text.substr(plain_end));
    }
    at = plain_end;
    if (at == text.size()) break;
    const auto end = word_end(text, non_ascii);
    scan_folded(text, at, end);
    at = end;
  }
}

// Tokens of folded text have offsets into it, which are mapped back to the original.
void Analyzer::Impl::scan_folded(std::string_view text, std::size_t begin, std::size_t end) {
  fold_unicode(text.substr(begin, end - begin), static_cast<std::uint32_t>(begin), folded);
  auto& tokens = scanner.tokens();
  const auto first = tokens.size();
  scanner.scan(folded.bytes, 0, text.substr(end));
  for (auto i = first; i < tokens.size(); ++i) {
    tokens[i].start = folded.start[tokens[i].start];
    tokens[i].end = folded.end[tokens[i].end - 1];
  }
}

Analyzer::Analyzer() : impl_(std::make_unique<Impl>()) {}
Analyzer::~Analyzer() = default;
Analyzer::Analyzer(Analyzer&&) noexcept = default;
Analyzer& Analyzer::operator=(Analyzer&&) noexcept = default;

const std::vector<Token>& Analyzer::analyze(std::string_view text) {
  impl_->cutter.begin_text();
  impl_->scanner.begin_text();
  impl_->scan(text);
  return impl_->scanner.tokens();
}

std::vector<std::span<const Token>> Analyzer::analyze_all(std::span<const std::string_view> texts) {
  std::vector<std::size_t> ends;
  ends.reserve(texts.size());
  impl_->cutter.begin_text();
  impl_->scanner.begin_text();
  for (const auto text : texts) {
    impl_->scanner.continue_with_next_text();
    impl_->scan(text);
    ends.push_back(impl_->scanner.tokens().size());
  }
  std::vector<std::span<const Token>> lists;
  lists.reserve(texts.size());
  const std::span<const Token> all = impl_->scanner.tokens();
  std::size_t begin = 0;
  for (const auto end : ends) {
    lists.push_back(all.subspan(begin, end - begin));
    begin = end;
  }
  return lists;
}

std::string_view Analyzer::stem(std::string_view part) { return impl_->cutter.stem(part); }

std::uint64_t Analyzer::dropped() const noexcept { return impl_->scanner.dropped(); }

std::string Analyzer::normalize_name(std::string_view text) {
  std::string name;
  for (const auto& token : analyze(text)) {
    if (token.kind != TokenKind::part) continue;
    if (!name.empty()) name += ' ';
    name += token.term;
  }
  return name;
}

std::vector<TokenInfo> tokenize(std::string_view text) {
  Analyzer analyzer;
  std::vector<TokenInfo> infos;
  for (const auto& token : analyzer.analyze(text)) {
    infos.push_back({std::string(token.term), std::string(token.stem), to_string(token.kind), token.position,
                     Span{token.start, token.end}});
  }
  return infos;
}

}  // namespace il2search
