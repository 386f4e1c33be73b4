// The stages of compile_vocabulary() that work on the table of concepts, and the log that they share.
//
//   parts -> merge_parts() -> ConceptTable -> resolve_mappings() -> Hierarchy (hierarchy.h), collect_matches() -> files
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include <il2search/text.h>

#include "vocabulary/readers/part.h"
#include "vocabulary/store/concept_table.h"

namespace il2search {

// Warnings of bounded length about what does not fit together: the first 20 of a kind, then how many more there were.
// Not safe from two threads at once.
class WarningLog {
 public:
  explicit WarningLog(std::function<void(const std::string&)> sink) : sink_(std::move(sink)) {}

  // kind: the name of the total, "parents that are not loaded". `message` returns the text and is called only for
  // warnings that are shown.
  template <class Message> void note(const std::string& kind, const Message& message) {
    if (++counts_[kind] <= kShown) send(message());
  }
  // Only counts, for what is common and harmless.
  void count(const std::string& kind, std::uint64_t n = 1) { totals_[kind] += n; }

  // Sends the totals. Call it once, at the end.
  void finish() {
    for (const auto& [kind, n] : counts_)
      if (n > kShown) send(kind + ": " + std::to_string(n - kShown) + " more");
    for (const auto& [kind, n] : totals_)
      if (n > 0) send(kind + ": " + std::to_string(n));
  }

 private:
  static constexpr std::uint64_t kShown = 20;

  void send(const std::string& message) const {
    if (sink_) sink_(terminal_safe(message, false));
  }

  std::function<void(const std::string&)> sink_;
  std::map<std::string, std::uint64_t> counts_;
  std::map<std::string, std::uint64_t> totals_;
};

// Moves the concepts out of the parts, which must be in their final order. Where two parts give a concept the same id,
// its lists are united and the earlier part's label, type and definition win (the other label stays as an exact name).
// Tree numbers of mtrees are then given to their headings, found by id or by name, in place of those that the headings
// had. Headings without a type get one by their tree numbers, and `name:` references to headings are resolved.
ConceptTable merge_parts(std::vector<VocabularyPart>& parts, WarningLog& log, const std::function<void()>& checkpoint);

// Adds the rows of mapping sets to their subjects (to their objects, inverted, where only these are loaded). Drops an
// ontology's untyped cross reference where a mapping set knows better: where it has a row between that concept and the
// other vocabulary, or between that id and another concept of the same vocabulary. Rows with neither side loaded stay in
// their part and are counted in a warning.
void resolve_mappings(ConceptTable& table, const std::vector<VocabularyPart>& parts, WarningLog& log);

// By concept number from 1 (element 0 is empty): the concepts of other vocabularies with the same meaning, in both
// directions, one match per id (the closest predicate), sorted by id. Obsolete concepts are left out.
std::vector<std::vector<BridgeMatch>> collect_matches(const ConceptTable& table);

// A mapping as seen from the other side: broad and narrow change places.
MappingPredicate inverse(MappingPredicate predicate) noexcept;

}  // namespace il2search
