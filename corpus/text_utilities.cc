// Scanning of small pieces of text, without regular expressions.
#include "corpus/text_utilities.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "base/ascii.h"
#include "base/blanks.h"
#include "corpus/pubmed/pubmed_dates.h"

namespace il2search {
namespace {

// Runs of letters and runs of digits.
std::vector<std::string_view> date_words(std::string_view text) {
  std::vector<std::string_view> words;
  for (std::size_t at = 0; at < text.size() && words.size() < 16;) {
    const auto same_kind = ascii::is_digit(text[at]) ? ascii::is_digit : ascii::is_letter;
    std::size_t end = at;
    while (end < text.size() && same_kind(text[end])) ++end;
    if (end > at) words.push_back(text.substr(at, end - at));
    at = std::max(end, at + 1);
  }
  return words;
}

bool is_year(std::string_view word) {
  return word.size() == 4 && ascii::is_digit(word[0]) && (word[0] == '1' || word[0] == '2');
}

bool is_day(std::string_view word) { return !word.empty() && word.size() <= 2 && ascii::is_digit(word[0]); }

bool is_month(std::string_view word) {
  if (word.empty() || (ascii::is_digit(word[0]) && word.size() > 2)) return false;
  return parse_month(word) != 0;
}

// The date of the year words[year]: month and day are both before it or both after it.
Date around_year(const std::vector<std::string_view>& words, std::size_t year) {
  const auto word = [&](std::size_t i) { return i < words.size() ? words[i] : std::string_view(); };
  const std::string_view before = year >= 1 ? words[year - 1] : std::string_view();
  const std::string_view before2 = year >= 2 ? words[year - 2] : std::string_view();
  if (is_month(word(year + 1)))
    return date_from_parts(word(year), word(year + 1), is_day(word(year + 2)) ? word(year + 2) : "");
  if (is_month(before) && is_day(before2)) return date_from_parts(word(year), before, before2);
  if (is_day(before) && !before2.empty() && ascii::is_letter(before2[0]) && is_month(before2)) {
    return date_from_parts(word(year), before2, before);
  }
  if (is_month(before)) return date_from_parts(word(year), before, "");
  return date_from_parts(word(year), "", "");
}

}  // namespace

Lines lines_of(std::string_view text) {
  Lines lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of("\n\f"), text.size());
    std::string_view line = text.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    lines.push_back(line);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

std::optional<std::string_view> list_item(std::string_view line) {
  constexpr std::array<std::string_view, 7> kBullets = {"-", "*", "+", "\u2022", "\u00b7", "\u2013", "\u25cf"};
  const std::string_view text = trim_blanks(line);
  for (const std::string_view bullet : kBullets) {
    if (!text.starts_with(bullet)) continue;
    const std::string_view rest = text.substr(bullet.size());
    // Pages saved from a browser have a no-break space after the bullet.
    if (rest.starts_with(' ') || rest.starts_with('\t') || rest.starts_with("\u00a0")) return trim_blanks(rest);
  }
  return std::nullopt;
}

std::string_view first_address(std::string_view text) {
  const std::size_t start = std::min(text.find("http://"), text.find("https://"));
  if (start == std::string_view::npos) return {};
  std::string_view address = text.substr(start, text.find_first_of(" \t\r\n\f<>\"|", start) - start);
  while (!address.empty() && std::string_view(".,;:)]}*_").find(address.back()) != std::string_view::npos) {
    address.remove_suffix(1);
  }
  return address;
}

Date find_date(std::string_view text) {
  const std::vector<std::string_view> words = date_words(text);
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (is_year(words[i])) return around_year(words, i);
  }
  return {};
}

}  // namespace il2search
