// ConceptCounts: summaries of concepts, with the number of their documents.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <unordered_map>

#include <il2search/searcher.h>

#include "query/match/index_view.h"

namespace il2search {

// For one call in one thread; remembers what it counted. The counts are those of a query for the id, with and without
// narrower concepts, and cost a walk over the postings. Deleted documents do not count. Throws Error{timed_out,
// index_corrupt, out_of_memory}.
class ConceptCounts {
 public:
  // The index and its vocabulary must outlive it.
  ConceptCounts(plan::IndexView& index, const Vocabulary& vocabulary, std::chrono::milliseconds time_limit)
      : index_(index), vocabulary_(vocabulary), end_(std::chrono::steady_clock::now() + time_limit) {}

  ConceptSummary uncounted(ConceptNumber number) const;
  ConceptSummary with_documents(ConceptNumber number) const;  // all_documents stays 0
  ConceptSummary with_all_documents(ConceptNumber number);    // both
  ConceptSummary foreign(const std::string& id) const;        // of an id that is not loaded; all_documents stays 0

 private:
  std::uint64_t documents_of(const std::string& id, std::uint32_t levels) const;

  plan::IndexView& index_;
  const Vocabulary& vocabulary_;
  std::chrono::steady_clock::time_point end_;
  std::unordered_map<ConceptNumber, ConceptSummary> counted_;
};

}  // namespace il2search
