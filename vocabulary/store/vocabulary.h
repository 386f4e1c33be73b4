// Vocabulary: the compiled vocabularies of one generation, for lookup.
//
//   label, synonym -> concepts     ancestors, descendants, levels     exact matches in other vocabularies
//   id -> concept                  completion                         suggestions for near misses
//
// In a folder of its own beside the segments (INDEX/vocabulary/<hash>/; files: docs/index-format.md). Concepts have
// numbers from 1, ordered by id, so that sets of them are sorted lists of numbers.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <il2search/concept.h>
#include <il2search/document.h>

#include "text/analyzer.h"

namespace il2search {

using ConceptNumber = std::uint32_t;  // 0: none
inline constexpr std::uint32_t kAllLevels = UINT32_MAX;

struct NameMatch {
  ConceptNumber number = 0;
  NameScope scope = NameScope::exact;
};

struct Descendant {
  ConceptNumber number = 0;
  std::uint32_t level = 0;  // 1: a child; the shortest way counts
};

// What a list shows of a concept, without decoding the rest.
struct ConceptHead {
  std::string_view id;
  std::string_view label;
  EntityType type = EntityType::other;
  bool obsolete = false;
};

// A concept of another vocabulary with the same meaning, and which mapping says so. The concept need not be loaded.
struct BridgeMatch {
  std::string id;
  ConceptNumber number = 0;  // 0: not loaded
  MappingPredicate predicate = MappingPredicate::exact;
  std::string source;
};

// A name that begins as asked.
struct NameCompletion {
  std::string name;
  ConceptNumber number = 0;
  NameScope scope = NameScope::exact;
};

// Opening maps files and opens one Xapian database: under a millisecond. Not safe from two threads at once (Xapian);
// open one a thread. Views that it returns live as long as it does. Error{index_corrupt, index_incompatible (names
// normalised by another analyzer), io}.
class Vocabulary {
 public:
  explicit Vocabulary(const std::string& folder);
  ~Vocabulary();
  Vocabulary(const Vocabulary&) = delete;
  Vocabulary& operator=(const Vocabulary&) = delete;

  std::uint32_t size() const;

  // By CURIE in canonical form; 0 when it is not loaded. A binary search: no Xapian.
  ConceptNumber find(std::string_view curie) const;
  std::string_view id(ConceptNumber number) const;
  ConceptHead head(ConceptNumber number) const;
  Concept full_concept(ConceptNumber number) const;  // decodes; some microseconds

  // The concepts with this name, compared by Analyzer::normalize_name() with plurals folded as the tagger does: labels
  // first, then exact names, abbreviations, narrow, broad and related ones; equal scopes by number. Obsolete concepts
  // come last. `vocabulary` ("MESH") or empty for all. About ten microseconds.
  std::vector<NameMatch> find_name(std::string_view name, Analyzer& analyzer, std::string_view vocabulary = {}) const;

  // The number of words of the longest name, for looking up runs of words; 0 when there is no name at all.
  std::uint32_t longest_name() const;

  std::vector<ConceptNumber> parents(ConceptNumber number) const;
  std::vector<ConceptNumber> children(ConceptNumber number) const;
  // Everything narrower, without the concept itself, sorted by number: MeSH by tree numbers (what stands below one of
  // the heading's own), OBO by is_a; supplementary concepts are children of the headings that they map to.
  std::vector<Descendant> descendants(ConceptNumber number, std::uint32_t levels = kAllLevels) const;
  // Everything broader, without the concept itself, sorted by number.
  std::vector<ConceptNumber> ancestors(ConceptNumber number) const;
  // The MeSH headings at this tree number and below: "C05.550", or "C" for a whole category. Sorted.
  std::vector<ConceptNumber> in_tree(std::string_view tree_number) const;

  // What means the same elsewhere, by predicates exact and xref, in both directions (who maps to this one counts too);
  // sorted by id. `close_too`: also by close, broad, narrow and related.
  std::vector<BridgeMatch> matches(ConceptNumber number, bool close_too = false) const;
  // The concepts that say they mean this id, which is not itself loaded.
  std::vector<BridgeMatch> matches_of_foreign(std::string_view curie, bool close_too = false) const;

  // What stands for an obsolete concept: replaced_by, followed to live ones. Empty when nothing does.
  std::vector<ConceptNumber> successors(ConceptNumber number) const;

  // Names of live concepts that begin with this text (normalised), shortest first, each concept once, at most `limit`.
  // Of more than 2000 names of the vocabulary that begin so, the first by the alphabet are taken; after 100,000 of all
  // vocabularies it gives up.
  std::vector<NameCompletion> complete(std::string_view beginning, std::size_t limit, Analyzer& analyzer,
                                       std::string_view vocabulary = {}) const;
  // Names of live concepts near a mistyped one, nearest first, at most `limit`. Some milliseconds.
  std::vector<NameCompletion> suggest(std::string_view name, std::size_t limit, Analyzer& analyzer,
                                      std::string_view vocabulary = {}) const;

  struct Impl;

 private:
  std::unique_ptr<Impl> impl_;
};

// Whether an entity without id is a heading or substance of PubMed, which MeSH may have under that name.
bool may_be_heading(const Entity& entity);

// The MeSH heading or substance with this label, or else with this exact name; 0 if there is none or if there are
// several, because a guess would pass for a fact. Subheadings do not count. About ten microseconds.
ConceptNumber find_heading(std::string_view name, const Vocabulary& vocabulary, Analyzer& analyzer);

}  // namespace il2search
