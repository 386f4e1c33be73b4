// Ranges of dates as Xapian queries.
#pragma once

#include <xapian.h>

#include "query/plan/plan.h"

namespace il2search::plan {

// The documents whose date lies in the range: year terms where it is a few whole years, else a range of values.
Xapian::Query date_query(const DateRange& range);

}  // namespace il2search::plan
