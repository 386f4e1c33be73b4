// The analyzer's outside: parts a text into stretches of ASCII and stretches that need ICU, and has both scanned.
//
//   text -> stretches (between blanks) -> [fold_unicode] -> CompoundScanner -> WordCutter: lexicon, spelling, stem
#include "text/analyzer.h"

#include <algorithm>
#include <cstring>
#include <limits>

#include "text/compound_scanner.h"
#include "text/unicode_fold.h"
#include "text/word_cutter.h"

namespace il2search {
namespace {

// A stretch is cut here even without a blank; no word is as long.
constexpr std::size_t kMaxStretch = 64 * 1024;

bool is_blank(char c) { return static_cast<unsigned char>(c) <= ' '; }
bool is_ascii(char c) { return static_cast<unsigned char>(c) < 0x80; }
bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

// The first byte >= 0x80 from `at` on, or text.size().
std::size_t find_non_ascii(std::string_view text, std::size_t at) {
  constexpr std::uint64_t kHighBits = 0x8080808080808080u;
  for (; at + 8 <= text.size(); at += 8) {
    std::uint64_t bytes = 0;
    std::memcpy(&bytes, text.data() + at, 8);
    if ((bytes & kHighBits) != 0) break;
  }
  while (at < text.size() && is_ascii(text[at])) ++at;
  return at;
}

// Where the word that holds `at` begins, not before `least`.
std::size_t word_begin(std::string_view text, std::size_t at, std::size_t least) {
  least = std::max(least, at - std::min(at, kMaxStretch));
  while (at > least && !is_blank(text[at - 1])) --at;
  return at;
}

std::size_t word_end(std::string_view text, std::size_t at) {
  const auto most = std::min(text.size(), at + kMaxStretch);
  while (at < most && !is_blank(text[at])) ++at;
  if (at == most) {
    while (at < text.size() && is_continuation(text[at])) ++at;
  }
  return at;
}

}  // namespace

struct Analyzer::Impl {
  WordCutter cutter;
  CompoundScanner scanner{cutter};
  Folded folded;

  void scan_folded(std::string_view text, std::size_t begin, std::size_t end);
};

// Tokens of folded text have offsets into it: lead them back to the original.
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
  text = text.substr(0, std::numeric_limits<std::uint32_t>::max());
  impl_->cutter.begin_text();
  impl_->scanner.begin_text();
  for (std::size_t at = 0; at < text.size();) {
    const auto non_ascii = find_non_ascii(text, at);
    const auto plain_end = non_ascii == text.size() ? non_ascii : word_begin(text, non_ascii, at);
    if (plain_end > at) {
      impl_->scanner.scan(text.substr(at, plain_end - at), static_cast<std::uint32_t>(at), text.substr(plain_end));
    }
    at = plain_end;
    if (at == text.size()) break;
    const auto end = word_end(text, non_ascii);
    impl_->scan_folded(text, at, end);
    at = end;
  }
  return impl_->scanner.tokens();
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

}  // namespace il2search
