// ConceptCounts: concepts in short, with the number of their documents.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <il2search/searcher.h>

#include "query/budget.h"
#include "query/plan/index_view.h"

namespace il2search {

// For one call in one thread: what was counted is kept. Counts are those of a query for the concept, with and without
// what is narrower; dead documents do not count. Throws Error{timed_out, index_corrupt}.
class ConceptCounts {
 public:
  // index and vocabulary outlive it.
  ConceptCounts(plan::IndexView& index, const Vocabulary& vocabulary, std::chrono::milliseconds time_limit)
      : index_(index), vocabulary_(vocabulary), budget_(time_limit, nullptr) {}

  ConceptSummary uncounted(ConceptNumber number) const;
  ConceptSummary with_documents(ConceptNumber number);      // all_documents stays 0
  ConceptSummary with_all_documents(ConceptNumber number);  // both
  // Of an id that is not loaded: what carries it, or a concept that says it means the same.
  ConceptSummary foreign(const std::string& id);

 private:
  plan::IndexView& index_;
  const Vocabulary& vocabulary_;
  Budget budget_;
  std::unordered_map<ConceptNumber, ConceptSummary> counted_;
};

}  // namespace il2search
