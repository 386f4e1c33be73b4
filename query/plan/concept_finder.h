// Concepts: what an identifier, a name or a tree number of a query means in the loaded vocabularies. Part of resolve().
//
//   asked for -> the concept and its matches elsewhere -> everything narrower -> the matches of all those
//
// Documents carry identifiers of whichever vocabulary their source prefers; the last step makes them meet.
// ConceptFinder (concept_finder.cc) chooses concepts, ConceptCollector (concept_collector.cc) gathers their identifiers.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "query/budget.h"
#include "query/plan/plan.h"
#include "query/syntax/diagnostic_sink.h"
#include "text/analyzer.h"
#include "vocabulary/store/vocabulary.h"

namespace il2search::plan {

// What documents may carry for a concept.
struct ConceptIds {
  std::vector<std::string> ids;       // CURIEs, sorted bytewise, each once
  std::vector<std::string> headings;  // MeSH's labels: of all concepts if they are few, otherwise of those asked for
  bool known = false;                 // a vocabulary has the concept
};

struct ConceptOptions {
  bool close_matches = false;  // also follow matches that are not exact
  bool explain = false;        // take notes
};

// From the concepts that a query asks for to every identifier that documents may carry for them. Not safe from two
// threads at once. The vocabulary and the budget must outlive it.
class ConceptCollector {
 public:
  // levels: of narrower concepts; 0: none.
  ConceptCollector(const Vocabulary& vocabulary, std::uint32_t levels, const ConceptOptions& options, Budget& budget)
      : vocabulary_(vocabulary), levels_(levels), options_(options), budget_(budget) {}

  // The concept, its matches, and what is narrower than either.
  void add(ConceptNumber asked);
  // An identifier that no vocabulary has, and the concepts that are mapped to it, as if the query asked for them.
  void add_foreign(const std::string& curie);
  // These concepts, without narrower ones.
  void add_list(const std::vector<ConceptNumber>& numbers);

  // All of them and their matches; call it once. Throws Error{timed_out, cancelled, out_of_memory}.
  ConceptIds collect();
  std::vector<std::string> release_notes();

 private:
  void follow(const BridgeMatch& match);
  void explode(ConceptNumber root);
  void bridge();
  void note(ConceptNumber asked);
  void note_match(const BridgeMatch& match);

  const Vocabulary& vocabulary_;
  const std::uint32_t levels_;
  const ConceptOptions options_;
  Budget& budget_;
  std::vector<ConceptNumber> asked_;
  std::vector<ConceptNumber> numbers_;
  std::vector<std::string> foreign_;
  std::vector<std::string> notes_;
  std::vector<std::string> noted_matches_;
  std::size_t unnoted_matches_ = 0;
};

// Returns the vocabularies, or nullptr if none is loaded. Called only when a query asks for a concept.
using VocabularyOpener = std::function<const Vocabulary*()>;

// For one query. Not safe from two threads at once; what it is given must outlive it.
class ConceptFinder {
 public:
  ConceptFinder(VocabularyOpener opener, const ConceptOptions& options, Analyzer& analyzer, Budget& budget,
                syntax::DiagnosticSink& diagnostics)
      : opener_(std::move(opener)),
        options_(options),
        analyzer_(analyzer),
        budget_(budget),
        diagnostics_(diagnostics) {}

  // levels: how far down narrower concepts count; 0: not at all. The identifier itself is always among the ids. Notes
  // what replaced an obsolete one. Throws Error{timed_out, cancelled, out_of_memory (too many ids for one query)}.
  ConceptIds by_id(const std::string& curie, std::uint32_t levels, Span span);

  // The concepts with the best name among those that the field can hold; no ids if no concept fits. Warns if there are
  // several, and notes if the name is only a narrower, broader or related one.
  ConceptIds by_name(std::string_view name, FieldId field, std::uint32_t levels, Span span);

  // `C05.550`, `C`: the headings at this place of MeSH's tree and below it. Nothing if the text is not a tree number or
  // no heading has it.
  std::optional<ConceptIds> by_tree_number(std::string_view text, std::uint32_t levels);

  // Concepts that term mapping found. Reports nothing to the user, who did not ask for a concept; `note` is for
  // --explain.
  ConceptIds of_concepts(const std::vector<ConceptNumber>& concepts, std::uint32_t levels, std::string note);
  const Vocabulary* vocabulary() const { return opener_(); }

  // Whether the query asks for an entity, other than by words that happen to name one.
  void note_asked() { asked_ = true; }
  bool asked() const { return asked_; }

  // With ConceptOptions::explain: a line for each concept found and for the first mappings that were followed.
  std::vector<std::string> release_notes() { return std::move(notes_); }

 private:
  ConceptCollector collector(const Vocabulary& vocabulary, std::uint32_t levels) const {
    return {vocabulary, levels, options_, budget_};
  }
  ConceptIds collected(ConceptCollector& collector);
  void add_with_successors(const Vocabulary& vocabulary, ConceptNumber number, ConceptCollector& collector, Span span);
  std::vector<NameMatch> best_names(const Vocabulary& vocabulary, std::string_view name, FieldId field);
  void note_loose_name(const Vocabulary& vocabulary, std::string_view name, const NameMatch& match, Span span);
  void warn_of_ambiguous_name(const Vocabulary& vocabulary, std::string_view name, const std::vector<NameMatch>& found,
                              Span span);

  VocabularyOpener opener_;
  const ConceptOptions options_;
  Analyzer& analyzer_;
  Budget& budget_;
  syntax::DiagnosticSink& diagnostics_;
  std::vector<std::string> notes_;
  bool asked_ = false;
};

// "did you mean …?" with up to three names similar to the text, or "" if no name is.
std::string similar_names(const std::string& text, FieldId field, const Vocabulary& vocabulary, Analyzer& analyzer);

}  // namespace il2search::plan
