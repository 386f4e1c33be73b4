// ConceptDraft: one concept while a reader collects it. Here is what all formats share: canonical identifiers, names
// without duplicates, caps, clean text.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <il2search/concept.h>

#include "vocabulary/readers/part_report.h"

namespace il2search {

// The identifier as a CURIE in canonical form: what normalize_curie() (text.h) recognises, `OMIMPS:123456` as
// `OMIM:PS123456`, a repeated prefix once, URLs that end with PREFIX_ID. Empty if the text is not a CURIE: a prefix of
// letters, digits, ".", "_" and "-", and a local part without blanks and colons; at most 200 bytes.
std::string canonical_id(std::string_view text);

// "MONDO" of "MONDO:0000001".
std::string_view prefix_of_curie(std::string_view curie);

// The type of what a vocabulary names, by its prefix; `other` for unknown prefixes.
EntityType entity_type_of_prefix(std::string_view prefix);

// Caps of one concept; what exceeds them is left out with a problem. The lists are names, tree numbers, and identifiers of
// every kind.
inline constexpr std::size_t kMaxConceptNameBytes = 1000;
inline constexpr std::size_t kMaxDefinitionBytes = 20000;
inline constexpr std::size_t kMaxConceptList = 2000;

// Collects one concept at a time. Not safe from two threads at once.
class ConceptDraft {
 public:
  // The report must outlive the draft.
  explicit ConceptDraft(const PartReport& report) : report_(report) {}

  // Starts a new concept; problems are reported at this position from now on.
  void begin(const RecordPosition& position);
  // Reports further problems of the same concept at this position.
  void at(const RecordPosition& position) { position_ = position; }

  // Each takes the text as the file has it and ignores an empty one. What exceeds a cap is left out with a problem.
  void set_id(std::string_view curie);  // in canonical form; also sets vocabulary and type
  void set_label(std::string_view text);
  void set_definition(std::string_view text);
  void add_name(std::string_view text, NameScope scope);
  void add_parent(std::string_view id);
  void add_replacement(std::string_view id);
  void add_consideration(std::string_view id);
  // Ignores what is not a CURIE, and identifiers of publications (PMID, PMCID, DOI), which are not concepts.
  void add_mapping(std::string_view id, MappingPredicate predicate);
  void set_obsolete(bool obsolete) { draft_.obsolete = obsolete; }

  const std::string& id() const { return draft_.id; }
  // Returns the concept, without its label among the names and without links to itself.
  Concept finish();

  void warn(std::string_view message) const { report_.warn(position_, draft_.id, message); }
  void left_out(std::string_view message) const { report_.left_out(position_, draft_.id, message); }

 private:
  std::string clean(std::string_view text);
  void add_id(std::vector<std::string>& to, std::string_view id, std::string_view what);
  template <class List> bool is_overfull(const List& list, std::string_view what) const;
  template <class List> bool has_space(const List& list, std::string_view what);

  const PartReport& report_;
  RecordPosition position_;
  Concept draft_;
  bool replaced_bytes_ = false;
  std::vector<std::string_view> overfull_;  // the lists reported as too long
};

}  // namespace il2search
