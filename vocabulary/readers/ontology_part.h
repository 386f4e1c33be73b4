// OntologyPart: the terms of an ontology -> VocabularyPart, for OBO and obographs JSON; and the words that ontologies and
// mapping sets use.
//
// Only the ontology's own terms are kept. Merged files have terms of many other ontologies, which are better read from the
// files of those.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "vocabulary/readers/part_report.h"

namespace il2search {

// "2024-01-03" for "http://purl.obolibrary.org/obo/mondo/releases/2024-01-03/mondo.obo". Other texts stay as they are,
// without control characters and cut to 100 bytes.
std::string release_of(std::string_view version);

// The text as the name of a part: letters, digits, "_", "-" and ".", with "_" for each sequence of other characters; at
// most 80 bytes.
std::string part_name_of(std::string_view text);

// --- Words for scopes, relations and properties, which OBO, obographs and SSSOM write as tags, CURIEs or URLs.

// "EXACT", "exact_synonym", "hasExactSynonym"; nullopt for other words.
std::optional<NameScope> name_scope_of(std::string_view word);

// Whether a synonym type, given by its id or name, is that of abbreviations or acronyms.
bool is_abbreviation_type(std::string_view type);

// "skos:exactMatch", its URL or only the word, owl:equivalentClass, oboInOwl:hasDbXref …; nullopt for others.
std::optional<MappingPredicate> mapping_predicate_of(std::string_view property);

// IAO's "term replaced by", as a CURIE or URL.
bool is_replacement_property(std::string_view property);

// The predicate of a cross reference, by the sources given with it: exact for MONDO:equivalentTo, xref for sources that do
// not tell, nullopt for references to obsolete concepts.
std::optional<MappingPredicate> xref_predicate(std::string_view sources);

// Not safe from two threads at once.
class OntologyPart {
 public:
  // The report must outlive it.
  explicit OntologyPart(const PartReport& report) : report_(report) {}

  // The ontology's name or URL in the header; the first one counts.
  void set_name(std::string_view ontology);
  void set_version(std::string_view version);
  // Adds a concept that has an id. Duplicate ids are reported and left out.
  void add(Concept term, const RecordPosition& position);
  // Adds a former id of the term, or the id of a term that was merged into it.
  void add_alternative(std::string alternative, const std::string& id, const RecordPosition& position);
  // Adds a parent of the term. Call it after all terms were added; ignored for unknown terms.
  void add_parent(const std::string& id, const std::string& parent);

  // Returns the part, named "mondo" or "obo-" and the ontology's name. Error{broken_file} without a term.
  VocabularyPart finish();

 private:
  void add_alternatives();
  std::string own_prefix() const;
  void keep_own_terms(const std::string& prefix);
  void drop_foreign_parents(const std::string& prefix);

  struct Alternative {
    std::string id;
    std::string of;
    RecordPosition position;
  };

  const PartReport& report_;
  VocabularyPart part_;
  std::string name_;
  std::vector<RecordPosition> positions_;  // by concept
  std::unordered_map<std::string, std::size_t> ids_;
  std::vector<Alternative> alternatives_;
  std::size_t foreign_terms_ = 0;
  std::size_t foreign_parents_ = 0;
};

}  // namespace il2search
