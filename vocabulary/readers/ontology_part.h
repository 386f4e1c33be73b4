// OntologyPart: the terms of an ontology -> VocabularyPart. OBO and obographs JSON share it.
//
// It keeps the ontology's own terms: merged files hold terms of many others, which come better from their own files.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "vocabulary/readers/part_report.h"

namespace il2search {

// "2024-01-03" of "http://purl.obolibrary.org/obo/mondo/releases/2024-01-03/mondo.obo"; other texts as they are, clean
// and at most 100 bytes.
std::string release_of(std::string_view version);

// Letters, digits, "_", "-" and "." of the text, "_" for each run of others, at most 80 bytes: what may stand in the name
// of a part.
std::string part_name_of(std::string_view text);

// --- The words that ontologies and mapping sets use: OBO, obographs and SSSOM name the same things as tags, CURIEs or
// whole addresses.

// "EXACT", "exact_synonym", "hasExactSynonym"; nothing for other words.
std::optional<NameScope> name_scope_of(std::string_view word);

// Whether a type of synonyms, by its id or name, stands for abbreviations or acronyms.
bool is_abbreviation_type(std::string_view type);

// "skos:exactMatch", its address or the word alone, owl:equivalentClass, oboInOwl:hasDbXref …; nothing for others.
std::optional<MappingPredicate> mapping_predicate_of(std::string_view property);

// IAO's "term replaced by", as CURIE or address.
bool is_replacement_property(std::string_view property);

// What a cross reference is by the source given with it: MONDO:equivalentTo is exact, no source that says so is xref,
// and nothing is a reference to what is obsolete.
std::optional<MappingPredicate> xref_predicate(std::string_view sources);

// Not safe from two threads at once.
class OntologyPart {
 public:
  // The report must outlive it.
  explicit OntologyPart(const PartReport& report) : report_(report) {}

  // The header's name or address of the ontology; the first one counts.
  void set_name(std::string_view ontology);
  void set_version(std::string_view version);
  // A concept with an id; a second one with the same id is a problem.
  void add(Concept term, const PartPlace& place);
  // An id that the term had before, or that of a term merged into it.
  void add_alternative(std::string alternative, const std::string& id, const PartPlace& place);
  // The term's parent, after all terms were added; nothing where the term is not there.
  void add_parent(const std::string& id, const std::string& parent);

  // The part: "mondo", else "obo-" and the ontology's name. Error{broken_file} without a term.
  VocabularyPart take();

 private:
  void add_alternatives();
  std::string own_prefix() const;
  void keep_own_terms(const std::string& prefix);
  void drop_foreign_parents(const std::string& prefix);

  struct Alternative {
    std::string id;
    std::string of;
    PartPlace place;
  };

  const PartReport& report_;
  VocabularyPart part_;
  std::string name_;
  std::vector<PartPlace> places_;  // of each concept
  std::unordered_map<std::string, std::size_t> ids_;
  std::vector<Alternative> alternatives_;
  std::size_t foreign_terms_ = 0;
  std::size_t foreign_parents_ = 0;
};

}  // namespace il2search
