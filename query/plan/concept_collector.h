// ConceptCollector: from the concepts that a query asks for to every identifier that stands for them in documents.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "query/budget.h"
#include "vocabulary/store/vocabulary.h"

namespace il2search::plan {

// What stands for a concept in documents.
struct ConceptIds {
  std::vector<std::string> ids;       // CURIEs, sorted bytewise, each once
  std::vector<std::string> headings;  // MeSH's labels: of what was asked for; of all, where they are few
  bool known = false;                 // a vocabulary has it
};

// Not safe from two threads at once. The vocabulary and the budget must outlive it.
class ConceptCollector {
 public:
  struct Options {
    std::uint32_t levels = kAllLevels;  // of narrower concepts; 0: none
    bool close_matches = false;
    bool explain = false;
  };
  ConceptCollector(const Vocabulary& vocabulary, const Options& options, Budget& budget)
      : vocabulary_(vocabulary), options_(options), budget_(budget) {}

  // The concept, its matches, and what is narrower than either.
  void add(ConceptNumber asked);
  // An identifier that no vocabulary has: itself, and the concepts that say they mean it as if they were asked for.
  void add_foreign(const std::string& curie);
  // These concepts, without what is narrower.
  void add_list(const std::vector<ConceptNumber>& numbers);

  // All of them and what matches them; call it once. Throws Error{timed_out, cancelled, out_of_memory}.
  ConceptIds take();
  std::vector<std::string> take_notes();

 private:
  void follow(const BridgeMatch& match);
  void explode(ConceptNumber root);
  void bridge();
  void note(ConceptNumber asked);
  void note_match(const BridgeMatch& match);

  const Vocabulary& vocabulary_;
  const Options options_;
  Budget& budget_;
  std::vector<ConceptNumber> asked_;
  std::vector<ConceptNumber> numbers_;
  std::vector<std::string> foreign_;
  std::vector<std::string> notes_;
  std::vector<std::string> noted_;  // mappings
  std::size_t more_mappings_ = 0;
};

}  // namespace il2search::plan
