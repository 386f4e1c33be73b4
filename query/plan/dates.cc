// Reading dates and periods, and ranges of packed dates. Packed dates compare as bytes (schema/value_slots.h); a date
// without month or day sorts before the days of its year or month, so both ends of a range need care.
#include "query/plan/dates.h"

#include <charconv>
#include <chrono>
#include <string>
#include <vector>

#include "base/ascii.h"
#include "schema/value_slots.h"

namespace il2search::plan {
namespace {

// The last day of the month.
int days_of_month(int year, int month) {
  const auto last = std::chrono::year{year} / std::chrono::month{static_cast<unsigned>(month)} / std::chrono::last;
  return static_cast<int>(static_cast<unsigned>(last.day()));
}

std::optional<int> to_number(std::string_view digits) {
  int value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (digits.empty() || error != std::errc{} || end != digits.data() + digits.size() || digits[0] == '-') return {};
  return value;
}

// Removes the text before the first separator, and the separator, from `rest`.
std::string_view next_number(std::string_view& rest) {
  const auto at = rest.find_first_of("-/.");
  const auto number = rest.substr(0, at);
  rest = at == std::string_view::npos ? std::string_view{} : rest.substr(at + 1);
  return number;
}

bool exists(const Date& date) {
  if (date.year < 1000 || date.month < 0 || date.month > 12) return false;
  if (date.month == 0) return date.day == 0;
  return date.day >= 0 && date.day <= days_of_month(date.year, date.month);
}

Date days_ago(std::chrono::days count) {
  const auto today = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
  const std::chrono::year_month_day day{today - count};
  return {static_cast<int>(day.year()), static_cast<int>(static_cast<unsigned>(day.month())),
          static_cast<int>(static_cast<unsigned>(day.day()))};
}

// The same day, months ago, or the last day of that month if it is shorter.
Date months_ago(int count) {
  Date date = days_ago(std::chrono::days{0});
  const int months = date.year * 12 + (date.month - 1) - count;
  date.year = months / 12;
  date.month = months % 12 + 1;
  const int last = days_of_month(date.year, date.month);
  if (date.day > last) date.day = last;
  return date;
}

constexpr int kMaxYearTerms = 50;

// The lowest packed date that is not before this one. A year or month without a day counts as its first day.
Date first_day(const Date& date) {
  if (date.day > 1 || date.month == 0) return date;
  return date.month == 1 ? Date{date.year, 0, 0} : Date{date.year, date.month, 0};
}

Date last_day(const Date& date) {
  if (date.month == 0) return {date.year, 12, 31};
  return {date.year, date.month, date.day == 0 ? 31 : date.day};
}

bool ends_month(const Date& date) { return date.day == 0 || date.day == days_of_month(date.year, date.month); }
bool ends_year(const Date& date) { return date.month == 0 || (date.month == 12 && ends_month(date)); }
bool begins_year(const Date& date) { return date.month == 0 || (date.month == 1 && date.day <= 1); }

}  // namespace

std::optional<Date> parse_date(std::string_view text) {
  const std::string_view year = next_number(text);
  if (year.size() != 4 || !to_number(year)) return {};
  Date date{*to_number(year), 0, 0};
  for (int* member : {&date.month, &date.day}) {
    if (text.empty()) break;
    const std::string_view digits = next_number(text);
    const auto number = digits.size() <= 2 ? to_number(digits) : std::nullopt;
    if (!number || *number == 0) return {};
    *member = *number;
  }
  if (!text.empty() || !exists(date)) return {};
  return date;
}

std::optional<Date> parse_period(std::string_view text) {
  const std::string lower = ascii::to_lower(text);
  std::string_view rest = lower;
  if (!rest.starts_with("last ")) return {};
  rest.remove_prefix(5);
  int count = 1;
  if (const auto blank = rest.find(' '); blank != std::string_view::npos) {
    const auto number = to_number(rest.substr(0, blank));
    if (!number || *number < 1 || *number > 36'500) return {};
    count = *number;
    rest.remove_prefix(blank + 1);
  }
  if (rest.ends_with('s')) rest.remove_suffix(1);
  if (rest == "day") return days_ago(std::chrono::days{count});
  if (rest == "week") return days_ago(std::chrono::days{7 * count});
  if (rest == "month" && count <= 12'000) return months_ago(count);
  if (rest == "year" && count <= 1000) return months_ago(12 * count);
  return {};
}

std::vector<std::string> year_terms(const DateRange& range) {
  const bool closed = range.from.known() && range.to.known();
  if (!range.year_terms || !closed || !begins_year(range.from) || !ends_year(range.to)) return {};
  if (range.to.year - range.from.year >= kMaxYearTerms) return {};
  std::vector<std::string> years;
  for (int year = range.from.year; year <= range.to.year; ++year) {
    years.push_back(std::string(prefix::year) + std::to_string(year));
  }
  return years;
}

MatchTree date_values(const DateRange& range) {
  const Date earliest{1, 0, 0};
  const Date latest{9999, 12, 31};
  const std::string from = pack_date(range.from.known() ? first_day(range.from) : earliest);
  const std::string to = pack_date(range.to.known() ? last_day(range.to) : latest);
  // At the upper end a document without a day counts as the last day of its year or month: `..2021/05/04` leaves out
  // documents that are dated "2021" or "2021-05".
  std::vector<MatchTree> range_and_left_out{{MatchValues{range.slot, from, to}}};
  const auto leave_out = [&](const Date& date) {
    const std::string packed = pack_date(date);
    if (packed >= from) range_and_left_out.push_back({MatchValues{range.slot, packed, packed}});
  };
  if (range.to.known() && !ends_year(range.to)) leave_out({range.to.year, 0, 0});
  if (range.to.known() && !ends_month(range.to)) leave_out({range.to.year, range.to.month, 0});
  if (range_and_left_out.size() == 1) return std::move(range_and_left_out.front());
  return {MatchGroup{MatchOp::without, std::move(range_and_left_out)}};
}

}  // namespace il2search::plan
