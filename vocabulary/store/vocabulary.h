// Vocabulary: lookup in the compiled vocabularies of one generation.
//
//   label, synonym -> concepts     ancestors, descendants, levels     exact matches in other vocabularies
//   id -> concept                  completion                         suggestions for near misses
//
// The files are in INDEX/vocabulary/<hash>/ (docs/index-format.md). Concepts are numbered from 1 in the order of their ids,
// and sets of concepts are sorted lists of numbers.
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
  std::uint32_t level = 0;  // 1: a child; the shortest path counts
};

// The part of a concept that lists show, without decoding the rest.
struct ConceptHead {
  std::string_view id;
  std::string_view label;
  EntityType type = EntityType::other;
  bool obsolete = false;
};

// A concept of another vocabulary with the same meaning, and the mapping that states it. It need not be loaded.
struct BridgeMatch {
  std::string id;
  ConceptNumber number = 0;  // 0: not loaded
  MappingPredicate predicate = MappingPredicate::exact;
  std::string source;
};

// A name with the prefix asked for.
struct NameCompletion {
  std::string name;
  ConceptNumber number = 0;
  NameScope scope = NameScope::exact;
};

// Opening maps files and opens one Xapian database, in under a millisecond. Not safe from two threads at once (Xapian):
// open one per thread. Returned views are valid as long as the object. Error{index_corrupt, index_incompatible (names
// normalised by another analyzer), io}.
class Vocabulary {
 public:
  explicit Vocabulary(const std::string& folder);
  ~Vocabulary();
  Vocabulary(const Vocabulary&) = delete;
  Vocabulary& operator=(const Vocabulary&) = delete;

  std::uint32_t size() const;

  // By CURIE in canonical form; 0 if it is not loaded. A binary search without Xapian.
  ConceptNumber find(std::string_view curie) const;
  std::string_view id(ConceptNumber number) const;
  ConceptHead head(ConceptNumber number) const;
  Concept full_concept(ConceptNumber number) const;  // decodes; a few microseconds

  // The concepts with this name, compared by name_key(): labels first, then exact names, abbreviations, narrow, broad and
  // related names; equal scopes by number. Obsolete concepts come last. `vocabulary` is a prefix ("MESH"), or empty for
  // all. About ten microseconds.
  std::vector<NameMatch> find_name(std::string_view name, Analyzer& analyzer, std::string_view vocabulary = {}) const;

  // The number of words of the longest name, for callers that look up sequences of words; 0 without any name.
  std::uint32_t longest_name() const;

  std::vector<ConceptNumber> parents(ConceptNumber number) const;
  std::vector<ConceptNumber> children(ConceptNumber number) const;
  // All narrower concepts, without the concept itself, sorted by number: by tree numbers in MeSH (those below one of the
  // heading's own), by is_a in OBO. Supplementary concepts are children of the headings that they map to.
  std::vector<Descendant> descendants(ConceptNumber number, std::uint32_t levels = kAllLevels) const;
  // All broader concepts, without the concept itself, sorted by number.
  std::vector<ConceptNumber> ancestors(ConceptNumber number) const;
  // The MeSH headings at this tree number and below: "C05.550", or "C" for a whole category. Sorted.
  std::vector<ConceptNumber> in_tree(std::string_view tree_number) const;

  // Concepts of other vocabularies with the same meaning, by the predicates exact and xref and in both directions; sorted
  // by id. `close_too`: also by close, broad, narrow and related.
  std::vector<BridgeMatch> matches(ConceptNumber number, bool close_too = false) const;
  // The concepts mapped to an id that is not loaded.
  std::vector<BridgeMatch> matches_of_foreign(std::string_view curie, bool close_too = false) const;

  // The replacements of an obsolete concept: replaced_by, followed up to live concepts. Empty without any.
  std::vector<ConceptNumber> successors(ConceptNumber number) const;

  // Names of live concepts that start with the prefix (normalised), shortest first, each concept once, at most `limit`.
  // Examines the alphabetically first 2000 matching names of the vocabulary, and at most 100,000 of all vocabularies.
  std::vector<NameCompletion> complete(std::string_view prefix, std::size_t limit, Analyzer& analyzer,
                                       std::string_view vocabulary = {}) const;
  // Names of live concepts near a mistyped one, nearest first, at most `limit`. A few milliseconds.
  std::vector<NameCompletion> suggest(std::string_view name, std::size_t limit, Analyzer& analyzer,
                                      std::string_view vocabulary = {}) const;

  struct Impl;

 private:
  std::unique_ptr<Impl> impl_;
};

// Whether an entity without id is a heading or substance of PubMed, which MeSH may have under that name.
bool may_be_heading(const Entity& entity);

// The MeSH heading or substance with this label, or else with this exact name; 0 unless there is exactly one,
// because a guess would pass for a fact. Subheadings do not count. About ten microseconds.
ConceptNumber find_heading(std::string_view name, const Vocabulary& vocabulary, Analyzer& analyzer);

}  // namespace il2search
