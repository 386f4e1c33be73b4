// What a Query holds. Internal: the public header names the type only.
#pragma once

#include <string>

#include <il2search/query.h>

#include "query/syntax/parser.h"

namespace il2search {

struct Query::Data {
  std::string text;
  syntax::Parsed parsed;  // spans and diagnostics refer to `text`
  bool plain = false;     // read by parse_plain(): no word of it is a filter

  bool is_blank() const { return !parsed.tree.root && parsed.diagnostics.empty(); }
};

// The whole text as plain words (SearchOptions::plain). Such a query is run, never combined: its words may look like
// operators.
Query plain_query(std::string_view text);

}  // namespace il2search
