// Dates as people type them in queries and options.
#pragma once

#include <optional>
#include <string_view>

#include <il2search/document.h>

namespace il2search::plan {

// "2019", "2019-06", "2019/6", "2019-06-30", "2019/06/30"; nothing for any other text or a day that does not exist.
std::optional<Date> parse_date(std::string_view text);

// The first day of "last 90 days", "last 2 weeks", "last month", "last 5 years", counted back from today (UTC).
std::optional<Date> parse_period(std::string_view text);

// The last day of a month.
int days_of_month(int year, int month);

}  // namespace il2search::plan
