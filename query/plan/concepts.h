// Concepts: what an identifier, a name or a tree number of a query stands for in the loaded vocabularies.
//
//   asked for -> roots: it and what means the same elsewhere -> everything narrower -> what means the same as those
//
// Documents carry identifiers of whatever vocabulary their source likes best; the last step makes them meet.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "query/budget.h"
#include "query/plan/concept_collector.h"
#include "query/plan/plan.h"
#include "query/plan/term_mapping.h"
#include "query/syntax/problems.h"
#include "text/analyzer.h"
#include "vocabulary/store/vocabulary.h"

namespace il2search::plan {

// Gives the vocabularies, or nullptr where none is loaded. Called only when a query asks for a concept.
using VocabularyOpener = std::function<const Vocabulary*()>;

struct ConceptOptions {
  bool close_matches = false;  // matches that are not exact count too
  bool explain = false;        // take notes
};

// Words of a run that name concepts, and what stands for these in documents.
struct MappedWords {
  MappedStretch stretch;
  ConceptIds ids;
};

// For one query. Not safe from two threads at once; what it is given must outlive it.
class ConceptFinder {
 public:
  ConceptFinder(VocabularyOpener opener, const ConceptOptions& options, Analyzer& analyzer, Budget& budget,
                syntax::DiagnosticSink& problems)
      : opener_(std::move(opener)), options_(options), analyzer_(analyzer), budget_(budget), problems_(problems) {}

  // levels: how far down narrower concepts count; 0: not at all. The identifier itself is always among the ids. Says
  // what replaced an obsolete one. Throws Error{timed_out, cancelled, out_of_memory (a query that wants too many)}.
  ConceptIds by_id(const std::string& curie, std::uint32_t levels, syntax::Span span);

  // The concepts whose name fits best among those that the field can hold; no ids where there is none. Says when there
  // are several, and when the name is only a narrower, broader or related one.
  ConceptIds by_name(std::string_view name, FieldId field, std::uint32_t levels, syntax::Span span);

  // `C05.550`, `C`: the headings there and below. Nothing where the text has another shape or no heading is there.
  std::optional<ConceptIds> by_tree_number(std::string_view text, std::uint32_t levels);

  // Where the words name concepts: see map_terms(). Says nothing, since nobody asked for a concept.
  std::vector<MappedWords> map(const std::vector<syntax::Word>& words, std::uint32_t levels);

  // Whether the query asks for an entity: by anything but words that happen to name one.
  void note_asked() { asked_ = true; }
  bool asked() const { return asked_; }

  // A line for each concept found and for the first mappings that were followed; with ConceptOptions::explain.
  std::vector<std::string> take_notes() { return std::move(notes_); }

 private:
  ConceptIds collected(ConceptCollector& collector);
  void add_with_successors(const Vocabulary& vocabulary, ConceptNumber number, ConceptCollector& collector,
                           syntax::Span span);
  std::vector<NameMatch> best_names(const Vocabulary& vocabulary, std::string_view name, FieldId field);
  void say_loose(const Vocabulary& vocabulary, std::string_view name, const NameMatch& match, syntax::Span span);
  void say_ambiguous(const Vocabulary& vocabulary, std::string_view name, const std::vector<NameMatch>& found,
                     syntax::Span span);

  VocabularyOpener opener_;
  const ConceptOptions options_;
  Analyzer& analyzer_;
  Budget& budget_;
  syntax::DiagnosticSink& problems_;
  std::vector<std::string> notes_;
  bool asked_ = false;
};

// "did you mean …?" with up to three names near the one asked for, or "" where nothing is near.
std::string near_names(const std::string& text, FieldId field, const Vocabulary& vocabulary, Analyzer& analyzer);

}  // namespace il2search::plan
