// interpreted(): what was searched, in the query language: Results::interpreted.
#pragma once

#include <string>

#include "query/filters.h"
#include "query/plan/value_planner.h"
#include "query/syntax/tree.h"

namespace il2search {

struct Understood {
  const syntax::Node* root = nullptr;  // without settings; may be null
  bool any_word = false;               // plain words were joined by OR
  const Filters& filters;
  const plan::EntityOptions& subjects;
};

// Filters and settings included, whether the query says them or an option does: searched again, it finds the same.
std::string interpreted(const Understood& query);

}  // namespace il2search
