// Concepts of the loaded vocabularies: as their source gives them, and as a search shows them with their neighbours and
// the number of their documents. Plain values; searcher.h finds them, vocabulary.h loads them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <il2search/document.h>
#include <il2search/export.h>

namespace il2search {

// How well a name fits its concept: the scopes of OBO synonyms. An abbreviation is an exact name that is short for
// another one; a gene's symbol is its label, its other symbols are abbreviations.
enum class NameScope : std::uint8_t { label, exact, abbreviation, narrow, broad, related };

struct ConceptName {
  std::string text;
  NameScope scope = NameScope::exact;

  bool operator==(const ConceptName&) const = default;
};

// How a concept of another vocabulary relates to this one: the mapping relations of SKOS. broad: the other concept is the
// broader one. xref: an ontology's cross reference, which does not say how; it counts as exact unless a mapping set says
// otherwise.
enum class MappingPredicate : std::uint8_t { exact, xref, close, broad, narrow, related };

struct ConceptMapping {
  std::string id;  // CURIE of the other concept, which need not be loaded
  MappingPredicate predicate = MappingPredicate::exact;
  std::string source;  // where the mapping comes from: "mondo", or the name of a mapping set

  bool operator==(const ConceptMapping&) const = default;
};

// "exact", "abbreviation"; "exact", "xref": the words of JSON and of `--explain`.
IL2SEARCH_EXPORT const char* to_string(NameScope scope) noexcept;
IL2SEARCH_EXPORT const char* to_string(MappingPredicate predicate) noexcept;

// One concept as its source gives it. Identifiers are CURIEs in canonical form.
struct Concept {
  std::string id;
  std::string vocabulary;  // "MESH", "MONDO", "NCBIGene", "HP": the prefix of the CURIE
  EntityType type = EntityType::other;
  std::string label;
  std::vector<ConceptName> names;         // other than the label, each once
  std::vector<std::string> parents;       // is_a; for MeSH by tree number
  std::vector<std::string> tree_numbers;  // MeSH
  std::vector<std::string> mapped_to;     // headings of a MeSH supplementary concept
  std::vector<ConceptMapping> mappings;
  bool obsolete = false;
  std::vector<std::string> replaced_by;  // of an obsolete concept: its replacements
  std::vector<std::string> consider;     // of an obsolete concept: possible replacements
  std::string definition;                // or scope note

  bool operator==(const Concept&) const = default;
};

// A concept in a list: a parent, a child, the other side of a mapping, a completion.
struct ConceptSummary {
  std::string id;
  std::string label;  // empty if the concept is not loaded
  EntityType type = EntityType::other;
  std::uint64_t documents = 0;      // that carry the concept or an exact match of it in another vocabulary
  std::uint64_t all_documents = 0;  // the same, narrower concepts included
};

struct MappedConcept {
  ConceptSummary other;  // without all_documents
  MappingPredicate predicate = MappingPredicate::exact;
  std::string source;
};

// A concept with its place in the hierarchy: what `il2search --concept` shows.
struct ConceptView {
  Concept data;
  std::uint64_t documents = 0;  // as in ConceptSummary
  std::uint64_t all_documents = 0;
  // The paths from the top of its tree down to it, without the concept itself; at most 20, shortest first.
  std::vector<std::vector<ConceptSummary>> paths;
  std::vector<ConceptSummary> children;  // by label; only the first 200 have counts
  std::size_t descendants = 0;
  std::vector<MappedConcept> mappings;     // including those that other concepts state about this one
  std::vector<ConceptSummary> successors;  // of an obsolete concept: its replacements that are not obsolete themselves
};

// A name that starts with what was typed, or resembles it, and its concept.
struct Completion {
  std::string name;  // a label or synonym
  NameScope scope = NameScope::label;
  ConceptSummary found;  // without all_documents, which would take too long to count while somebody types
};

struct CompletionOptions {
  std::size_t limit = 10;  // at most 1,000
  std::string vocabulary;  // "MESH", in any spelling that normalize_curie() accepts; empty: all
};

}  // namespace il2search
