// Filters: what the options of a search add to its query.
#pragma once

#include <string>
#include <vector>

#include <il2search/searcher.h>

#include "schema/field_table.h"

namespace il2search {

// Refers to the options. Error{invalid_argument} for a `since` or `until` that is no date.
struct Filters {
  explicit Filters(const SearchOptions& options);
  bool empty() const { return ids.empty() && !since.known() && !until.known(); }

  struct Id {
    FieldId field;
    const std::string* value;
  };
  std::vector<Id> ids;
  Date since;
  Date until;
};

}  // namespace il2search
