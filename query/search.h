// Search: a query over one view of the index, in one thread.
//
//   Planner -> run -> hits -> Results
#pragma once

#include <functional>
#include <string_view>
#include <vector>

#include <il2search/searcher.h>

#include "query/budget.h"
#include "query/match/index_view.h"
#include "query/planner.h"
#include "query/run.h"

namespace il2search {

// What Searcher's functions do. Refers to the options and the view. Error{invalid_argument} for wrong options.
class Search {
 public:
  Search(const Query& query, const SearchOptions& options, plan::IndexView& index);

  Results results();
  std::vector<Diagnostic> diagnostics();
  void for_each_id(const std::function<bool(std::string_view id)>& sink);

 private:
  // A way to read the query and what it found.
  struct Attempt {
    Planned planned;
    Page page;
  };

  PageRequest page_request() const;
  Attempt attempt(Match match, const PageRequest& request);
  Attempt best_attempt(const PageRequest& request);
  void note_absent(Attempt& attempt);
  std::vector<Hit> hits(const Attempt& attempt, const PageRequest& request);
  std::vector<Diagnostic> all_diagnostics(syntax::DiagnosticSink& later) const;

  const Query shared_;  // keeps query_
  const Query::Data& query_;
  const SearchOptions& options_;
  plan::IndexView& index_;
  Budget budget_;
  Planner planner_;
};

}  // namespace il2search
