// Reading dates and periods.
#include "query/plan/dates.h"

#include <array>
#include <charconv>
#include <chrono>
#include <string>

namespace il2search::plan {
namespace {

std::optional<int> to_number(std::string_view digits) {
  int value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (digits.empty() || error != std::errc{} || end != digits.data() + digits.size() || digits[0] == '-') return {};
  return value;
}

// Cuts the piece before the first separator off the text.
std::string_view take_piece(std::string_view& rest) {
  const auto at = rest.find_first_of("-/.");
  const auto piece = rest.substr(0, at);
  rest = at == std::string_view::npos ? std::string_view{} : rest.substr(at + 1);
  return piece;
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

// The same day, months ago; the last of the month where it has no such day.
Date months_ago(int count) {
  Date date = days_ago(std::chrono::days{0});
  const int months = date.year * 12 + (date.month - 1) - count;
  date.year = months / 12;
  date.month = months % 12 + 1;
  const int last = days_of_month(date.year, date.month);
  if (date.day > last) date.day = last;
  return date;
}

std::string lower_ascii(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

}  // namespace

int days_of_month(int year, int month) {
  const auto last = std::chrono::year{year} / std::chrono::month{static_cast<unsigned>(month)} / std::chrono::last;
  return static_cast<int>(static_cast<unsigned>(last.day()));
}

std::optional<Date> parse_date(std::string_view text) {
  const std::string_view year = take_piece(text);
  if (year.size() != 4 || !to_number(year)) return {};
  Date date{*to_number(year), 0, 0};
  for (int* member : {&date.month, &date.day}) {
    if (text.empty()) break;
    const std::string_view piece = take_piece(text);
    const auto number = piece.size() <= 2 ? to_number(piece) : std::nullopt;
    if (!number || *number == 0) return {};
    *member = *number;
  }
  if (!text.empty() || !exists(date)) return {};
  return date;
}

std::optional<Date> parse_period(std::string_view text) {
  const std::string lower = lower_ascii(text);
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

}  // namespace il2search::plan
