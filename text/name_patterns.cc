// Hand-written matchers rather than regular expressions: the patterns are short, and they run on every text.
#include "text/name_patterns.h"

#include <algorithm>

#include "base/ascii.h"

namespace il2search {
namespace {

constexpr std::size_t kMaxVariantBytes = 60;

using ascii::is_digit;
using ascii::is_letter;
using ascii::is_word_byte;

std::size_t count_digits(std::string_view text) {
  std::size_t count = 0;
  while (count < text.size() && is_digit(text[count])) ++count;
  return count;
}

bool starts_with_any(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return ascii::starts_with_ignoring_case(text, word); });
}

// The length of the variant's characters at the start of the text, up to the last letter, digit, '*' or '='.
std::size_t variant_length(std::string_view text, std::string_view marks) {
  std::size_t end = 0;
  for (std::size_t at = 0; at < std::min(text.size(), kMaxVariantBytes); ++at) {
    const char c = text[at];
    if (ascii::is_letter_or_digit(c) || c == '*' || c == '=') {
      end = at + 1;
    } else if (marks.find(c) == std::string_view::npos) {
      break;
    }
  }
  return end;
}

// c. g. m. n. r.: a position and a change.
bool is_nucleotide_change(std::string_view body) {
  if (body.empty() || !(is_digit(body[0]) || body[0] == '-' || body[0] == '*')) return false;
  if (count_digits(body.substr(is_digit(body[0]) ? 0 : 1)) == 0) return false;
  for (std::size_t at = 1; at < body.size(); ++at) {
    if (body[at] == '>' && at + 1 < body.size() && is_letter(body[at - 1]) && is_letter(body[at + 1])) return true;
    if (is_digit(body[at - 1]) && starts_with_any(body.substr(at), {"del", "ins", "dup", "inv", "="})) return true;
  }
  return false;
}

// p.: one or three letters, a position, and a change: V600E, Val600Glu, Gly12*, Phe508del, Arg97fs.
bool is_protein_change(std::string_view body) {
  std::size_t letters = 0;
  while (letters < body.size() && is_letter(body[letters])) ++letters;
  if (letters != 1 && letters != 3) return false;
  const auto digits = count_digits(body.substr(letters));
  const auto change = body.substr(letters + digits);
  return digits > 0 && !change.empty() &&
         (is_letter(change[0]) || change[0] == '*' || change[0] == '=' || change[0] == '_');
}

}  // namespace

std::size_t match_variant(std::string_view text) {
  if (text.size() < 5 || text[1] != '.') return 0;
  const bool protein = ascii::to_lower(text[0]) == 'p';
  if (!protein && std::string_view("cgmnr").find(ascii::to_lower(text[0])) == std::string_view::npos) return 0;
  const std::size_t begin = text[2] == '(' ? 3 : 2;
  const auto rest = text.substr(begin);
  const auto body = rest.substr(0, variant_length(rest, protein ? "_" : ">_+-"));
  if (!(protein ? is_protein_change(body) : is_nucleotide_change(body))) return 0;
  const auto end = begin + body.size();
  return begin == 3 && end < text.size() && text[end] == ')' ? end + 1 : end;
}

std::size_t match_allele(std::string_view text) {
  auto end = count_digits(text);
  if (end == 0 || end > 4) return 0;
  while (end + 1 < text.size() && text[end] == ':' && is_digit(text[end + 1])) {
    end += 1 + count_digits(text.substr(end + 1));
  }
  if (end < text.size() && is_letter(text[end]) && !(end + 1 < text.size() && is_word_byte(text[end + 1]))) ++end;
  const bool ends = end == text.size() || !is_word_byte(text[end]);
  return ends && end <= 20 ? end : 0;
}

ChargeInParentheses match_charge(std::string_view text) {
  if (text.size() < 3 || text[0] != '(') return {};
  const auto digits = count_digits(text.substr(1, 2));
  const auto rest = text.substr(1 + digits);
  if (rest.size() < 2 || rest[1] != ')') return {};
  const char sign = rest[0] == '\x02' ? '-' : rest[0];
  if (sign != '+' && sign != '-') return {};
  return {digits, sign};
}

bool takes_minus(std::string_view base) {
  static constexpr std::string_view kBases[] = {"ar",  "br",  "cl",  "cmv", "ckit", "dr",    "ebv", "er",
                                                "gfp", "hbv", "hcv", "her", "hiv",  "hladr", "hpv", "kit",
                                                "lin", "no",  "oh",  "pr",  "rh",   "tcr"};
  return std::find(std::begin(kBases), std::end(kBases), base) != std::end(kBases);
}

char sign_word(std::string_view text) {
  constexpr std::size_t kLength = 8;  // of both words
  if (text.size() < kLength || (text.size() > kLength && is_word_byte(text[kLength]))) return 0;
  if (starts_with_any(text, {"positive"})) return '+';
  return starts_with_any(text, {"negative"}) ? '-' : '\0';
}

}  // namespace il2search
