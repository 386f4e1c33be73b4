// Packed dates compare as bytes; those without month or day need care at both ends.
#include "query/plan/date_query.h"

#include <string>
#include <vector>

#include "query/plan/dates.h"
#include "schema/date_value.h"

namespace il2search::plan {
namespace {

constexpr int kMaxYearTerms = 50;

// The lowest packed date that is not before this one: a year alone counts as its 1 January, a month as its first day.
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

Xapian::Query date_query(const DateRange& range) {
  const bool closed = range.from.known() && range.to.known();
  if (range.year_terms && closed && begins_year(range.from) && ends_year(range.to) &&
      range.to.year - range.from.year < kMaxYearTerms) {
    std::vector<std::string> years;
    for (int year = range.from.year; year <= range.to.year; ++year) {
      years.push_back(std::string(prefix::year) + std::to_string(year));
    }
    if (years.size() == 1) return Xapian::Query(years.front());
    return {Xapian::Query::OP_OR, years.begin(), years.end()};
  }
  const auto slot = static_cast<Xapian::valueno>(range.slot);
  const Date earliest{1, 0, 0};
  const Date latest{9999, 12, 31};
  const std::string from = pack_date(range.from.known() ? first_day(range.from) : earliest);
  const std::string to = pack_date(range.to.known() ? last_day(range.to) : latest);
  Xapian::Query query(Xapian::Query::OP_VALUE_RANGE, slot, from, to);
  // A document dated by its year or month alone counts as the last day of it from above: it is not before a day in
  // the midst of that year or month.
  std::vector<Xapian::Query> partial;
  const auto leave_out = [&](const Date& date) {
    const std::string packed = pack_date(date);
    if (packed >= from) partial.emplace_back(Xapian::Query::OP_VALUE_RANGE, slot, packed, packed);
  };
  if (range.to.known() && !ends_year(range.to)) leave_out({range.to.year, 0, 0});
  if (range.to.known() && !ends_month(range.to)) leave_out({range.to.year, range.to.month, 0});
  if (partial.empty()) return query;
  const Xapian::Query left_out =
      partial.size() == 1 ? partial.front() : Xapian::Query(Xapian::Query::OP_OR, partial.begin(), partial.end());
  return {Xapian::Query::OP_AND_NOT, query, left_out};
}

}  // namespace il2search::plan
