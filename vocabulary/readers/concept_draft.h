// ConceptDraft: one concept while a reader gathers it. What all formats share is here: identifiers in canonical form,
// each name once, caps, text that is clean.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <il2search/concept.h>

#include "vocabulary/readers/part_report.h"

namespace il2search {

// The identifier as a CURIE in canonical form: what normalize_curie() (text.h) knows, `OMIMPS:123456` as
// `OMIM:PS123456`, a prefix given twice once, addresses that end in PREFIX_ID. Empty where the text is no CURIE: a
// prefix of letters, digits, ".", "_" and "-", and a local part without blanks and colons; at most 200 bytes.
std::string canonical_id(std::string_view text);

// "MONDO" of "MONDO:0000001".
std::string_view prefix_of_curie(std::string_view curie);

// What a vocabulary names, by its prefix; `other` where nothing is known.
EntityType entity_type_of_prefix(std::string_view prefix);

bool same_ignoring_case(std::string_view a, std::string_view b);

// What a concept of a file holds at most; what is over it is left out with a problem. The lists are names, tree numbers,
// and identifiers of every kind.
inline constexpr std::size_t kMaxConceptNameBytes = 1000;
inline constexpr std::size_t kMaxDefinitionBytes = 20000;
inline constexpr std::size_t kMaxConceptList = 2000;

// Gathers one concept after the other. Not safe from two threads at once.
class ConceptDraft {
 public:
  // The report must outlive the draft.
  explicit ConceptDraft(const PartReport& report) : report_(report) {}

  // Forgets everything; problems are reported at this place from now on.
  void begin(const PartPlace& place);
  // DiagnosticSink are reported at this place, within the same concept.
  void at(const PartPlace& place) { place_ = place; }

  // Each takes what the file gives; nothing is taken of an empty text. Over the caps (1000 bytes a name, 2000 names,
  // parents or mappings, 20000 bytes a definition) it is left out with a problem.
  void set_id(std::string_view curie);  // canonical already; sets vocabulary and type
  void set_label(std::string_view text);
  void set_definition(std::string_view text);
  void add_name(std::string_view text, NameScope scope);
  void add_parent(std::string_view id);
  void add_replacement(std::string_view id);
  void add_consideration(std::string_view id);
  // Nothing for what is no CURIE and for literature (PMID, PMCID, DOI), which is no concept.
  void add_mapping(std::string_view id, MappingPredicate predicate);
  void set_obsolete(bool obsolete) { draft_.obsolete = obsolete; }

  const std::string& id() const { return draft_.id; }
  // The concept, without its label among the names and without itself among what it points at.
  Concept take();

  void warn(std::string_view message) const { report_.warn(place_, draft_.id, message); }
  void left_out(std::string_view message) const { report_.left_out(place_, draft_.id, message); }

 private:
  std::string clean(std::string_view text);
  void add_id(std::vector<std::string>& to, std::string_view id, std::string_view what);
  template <class List> bool is_overfull(const List& list, std::string_view what) const;
  template <class List> bool has_room(const List& list, std::string_view what);

  const PartReport& report_;
  PartPlace place_;
  Concept draft_;
  bool replaced_bytes_ = false;
  std::vector<std::string_view> overfull_;  // what was reported to be too many
};

}  // namespace il2search
