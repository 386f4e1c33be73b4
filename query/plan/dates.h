// Dates in queries. resolve() reads what people type; compile() turns a range into years or values.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <il2search/document.h>

#include "query/match/match_tree.h"
#include "query/plan/plan.h"

namespace il2search::plan {

// "2019", "2019-06", "2019/6", "2019-06-30", "2019/06/30"; nothing for other text and for days that do not exist.
std::optional<Date> parse_date(std::string_view text);

// The first day of "last 90 days", "last 2 weeks", "last month", "last 5 years", counted back from today (UTC).
std::optional<Date> parse_period(std::string_view text);

// The terms of the years, if the range is a few whole years of a field that has such terms.
std::vector<std::string> year_terms(const DateRange& range);

// The documents with a date in the range.
MatchTree date_values(const DateRange& range);

}  // namespace il2search::plan
