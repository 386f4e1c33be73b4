// The many ways in which NLM writes a date.
//
//   date  := yyyymmdd | words and numbers in any order
// The first number of four digits is the year; the first name of a month, season or quarter gives the month; a number
// up to 31 directly after the month gives the day. If there are only numbers, the order is year, month, day.
#include "corpus/pubmed/pubmed_dates.h"

#include <array>
#include <cstddef>

#include "base/ascii.h"

namespace il2search {
namespace {

constexpr std::array<std::string_view, 12> kMonths = {"january",   "february", "march",    "april",
                                                      "may",       "june",     "july",     "august",
                                                      "september", "october",  "november", "december"};
constexpr std::size_t kMinNameBytes = 3;

// Whether `word` is `name` or an abbreviation of it.
bool abbreviates(std::string_view word, std::string_view name) {
  return word.size() >= kMinNameBytes && ascii::equals_ignoring_case(word, name.substr(0, word.size()));
}

// The value of at most nine digits; -1 for other texts.
int number(std::string_view text) {
  if (!ascii::is_number(text) || text.size() > 9) return -1;
  int value = 0;
  for (const char c : text) value = value * 10 + (c - '0');
  return value;
}

bool is_year(std::string_view digits) { return digits.size() == 4 && number(digits) >= 1000 && number(digits) < 3000; }

int days_in(int year, int month) {
  constexpr std::array<int, 12> kDays = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return month == 2 && leap ? 29 : kDays[static_cast<std::size_t>(month - 1)];
}

Date checked(int year, int month, int day) {
  Date date;
  date.year = year;
  if (month < 1 || month > 12) return date;
  date.month = month;
  if (day >= 1 && day <= days_in(year, month)) date.day = day;
  return date;
}

// "1st Quart", "2d Quarter", "Fourth Quarter": the ordinal before the word says which.
int quarter_month(std::string_view ordinal) {
  constexpr std::array<std::string_view, 4> kOrdinals = {"first", "second", "third", "fourth"};
  for (std::size_t i = 0; i < kOrdinals.size(); ++i) {
    const bool by_digit = !ordinal.empty() && ordinal[0] == static_cast<char>('1' + static_cast<int>(i));
    if (by_digit || abbreviates(ordinal, kOrdinals[i])) return static_cast<int>(3 * i) + 1;
  }
  return 0;
}

// Splits a text into runs of letters and runs of digits.
class Words {
 public:
  explicit Words(std::string_view text) : text_(text) {}

  // Empty at the end.
  std::string_view next() {
    while (at_ < text_.size() && !ascii::is_letter_or_digit(text_[at_])) ++at_;
    const std::size_t start = at_;
    if (at_ == text_.size()) return {};
    const auto same_kind = ascii::is_digit(text_[at_]) ? ascii::is_digit : ascii::is_letter;
    while (at_ < text_.size() && same_kind(text_[at_])) ++at_;
    return text_.substr(start, at_ - start);
  }

 private:
  std::string_view text_;
  std::size_t at_ = 0;
};

// Collects year, month and day from the words of a date; the first of each counts.
struct DateParts {
  int year = 0;
  int month = 0;
  int day = 0;
  bool named_month = false;
  std::string_view before;  // the previous number or word: "1" of "1st Quart"

  void add(std::string_view word) {
    if (ascii::is_digit(word[0])) {
      add_number(word);
    } else if (word != "st" && word != "nd" && word != "d" && word != "rd" && word != "th") {
      add_name(word);
    }
  }

 private:
  bool month_possible_ = false;  // as a number, directly after the year
  bool day_possible_ = false;

  void add_number(std::string_view digits) {
    const int value = number(digits);
    if (year == 0 && is_year(digits)) {
      year = value;
      month_possible_ = true;
      day_possible_ = false;
    } else if (digits.size() <= 2 && value >= 1) {
      add_small_number(value);
    } else {
      day_possible_ = false;
    }
    before = digits;
  }

  void add_small_number(int value) {
    if (month == 0 && month_possible_ && value <= 12) {
      month = value;
      day_possible_ = true;
    } else if (day_possible_ && day == 0) {
      day = value;
      day_possible_ = false;
    }
  }

  void add_name(std::string_view word) {
    int found = parse_month(word);
    const bool is_month = found != 0;
    if (found == 0) found = parse_season(word);
    if (found == 0 && abbreviates(word.substr(0, 5), "quart")) found = quarter_month(before);
    month_possible_ = false;
    day_possible_ = is_month && !named_month;
    if (found != 0 && !named_month) {
      month = found;
      named_month = true;
      if (is_month && before.size() <= 2 && !before.empty() && year == 0) day = number(before);
    }
    before = word;
  }
};

// yyyymmdd without separators.
bool is_compact(std::string_view text) {
  return text.size() >= 8 && number(text.substr(0, 8)) >= 0 && is_year(text.substr(0, 4));
}

}  // namespace

int parse_month(std::string_view text) noexcept {
  const int value = number(text);
  if (value >= 0) return value <= 12 ? value : 0;
  if (text == "Sept") return 9;
  for (std::size_t i = 0; i < kMonths.size(); ++i) {
    if (abbreviates(text, kMonths[i])) return static_cast<int>(i) + 1;
  }
  return 0;
}

int parse_season(std::string_view text) noexcept {
  if (abbreviates(text, "winter")) return 1;
  if (abbreviates(text, "spring")) return 4;
  if (abbreviates(text, "summer")) return 7;
  if (abbreviates(text, "fall") || abbreviates(text, "autumn")) return 10;
  return 0;
}

Date date_from_parts(std::string_view year, std::string_view month, std::string_view day) noexcept {
  if (!is_year(year)) return {};
  return checked(number(year), parse_month(month), number(day));
}

Date parse_pubmed_date(std::string_view text) noexcept {
  if (is_compact(text)) return date_from_parts(text.substr(0, 4), text.substr(4, 2), text.substr(6, 2));
  Words words(text);
  DateParts parts;
  for (std::string_view word = words.next(); !word.empty(); word = words.next()) parts.add(word);
  return parts.year == 0 ? Date{} : checked(parts.year, parts.month, parts.day);
}

}  // namespace il2search
