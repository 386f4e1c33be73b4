// Elements -> MeshRecord.
//
// Left out on purpose: registry numbers (CAS, UNII) and the chemical names of CAS, which texts do not use and which do not
// map to a vocabulary; see-also references; indexing hints; qualifiers of mapped headings.
#include "vocabulary/readers/mesh_record.h"

#include <unordered_map>
#include <utility>

#include "vocabulary/readers/mesh_types.h"

namespace il2search {
namespace {

using M = MeshElement;

struct MeshElementRow {
  std::string_view name;
  MeshElement element;
};

// The most frequent ones first.
constexpr MeshElementRow kMeshElements[] = {
    {"String", M::string},
    {"Term", M::term},
    {"TreeNumber", M::tree_number},
    {"ConceptUI", M::concept_ui},
    {"Concept", M::concept_record},
    {"DescriptorUI", M::descriptor_ui},
    {"DescriptorName", M::descriptor_name},
    {"DescriptorReferredTo", M::descriptor_referred_to},
    {"QualifierUI", M::qualifier_ui},
    {"QualifierName", M::qualifier_name},
    {"Abbreviation", M::abbreviation},
    {"ConceptRelation", M::concept_relation},
    {"Concept1UI", M::concept_1_ui},
    {"Concept2UI", M::concept_2_ui},
    {"ScopeNote", M::scope_note},
    {"HeadingMappedTo", M::heading_mapped_to},
    {"Note", M::note},
    {"DescriptorRecord", M::descriptor_record},
    {"SupplementalRecord", M::supplemental_record},
    {"SupplementalRecordUI", M::supplemental_record_ui},
    {"SupplementalRecordName", M::supplemental_record_name},
    {"QualifierRecord", M::qualifier_record},
    {"DescriptorRecordSet", M::descriptor_record_set},
    {"SupplementalRecordSet", M::supplemental_record_set},
    {"QualifierRecordSet", M::qualifier_record_set},
};

bool is_record_element(M element) {
  return element == M::descriptor_record || element == M::supplemental_record || element == M::qualifier_record;
}

bool is_record_ui(M element) {
  return element == M::descriptor_ui || element == M::supplemental_record_ui || element == M::qualifier_ui;
}

bool is_record_name(M element) {
  return element == M::descriptor_name || element == M::supplemental_record_name || element == M::qualifier_name;
}

}  // namespace

MeshElement mesh_element(std::string_view name) noexcept {
  for (const MeshElementRow& row : kMeshElements) {
    if (row.name == name) return row.element;
  }
  return M::other;
}

bool holds_mesh_text(MeshElement element) noexcept {
  switch (element) {
    case M::abbreviation:
    case M::concept_1_ui:
    case M::concept_2_ui:
    case M::concept_ui:
    case M::descriptor_ui:
    case M::note:
    case M::qualifier_ui:
    case M::scope_note:
    case M::string:
    case M::supplemental_record_ui:
    case M::tree_number: return true;
    default: return false;
  }
}

void MeshXmlRecord::begin(MeshKind kind, const XmlAttributes& attributes) {
  *this = MeshXmlRecord();
  kind_ = kind;
  if (kind == MeshKind::supplementary) record_.type = mesh_class_type(attributes.get("SCRClass"));
}

void MeshXmlRecord::start(const MeshPath& path, const XmlAttributes& attributes) {
  switch (path.up(0)) {
    case M::concept_record:
      concepts_.emplace_back();
      concepts_.back().preferred = attributes.get("PreferredConceptYN") == "Y";
      break;
    case M::concept_relation:
      relations_.emplace_back();
      relations_.back().second_to_first = mesh_relation_scope(attributes.get("RelationName"));
      break;
    case M::term:
      if (!concepts_.empty())
        concepts_.back().terms.push_back({"", is_mesh_abbreviation(attributes.get("LexicalTag"))});
      break;
    default: break;
  }
}

void MeshXmlRecord::value(const MeshPath& path, const std::string& text) {
  const M element = path.up(0);
  const M parent = path.up(1);
  if (parent == M::term) return term_value(element, text);
  if (is_record_element(parent)) {
    if (is_record_ui(element)) record_.ui = text;
    if (element == M::note) note_ = text;
  } else if (element == M::string) {
    if (is_record_name(parent) && is_record_element(path.up(2))) record_.label = text;
  } else if (element == M::tree_number) {
    if (is_record_element(path.up(2))) record_.tree_numbers.push_back(text);
  } else if (element == M::descriptor_ui) {
    if (parent == M::descriptor_referred_to && path.up(2) == M::heading_mapped_to) heading_value(text);
  } else if (parent == M::concept_record && !concepts_.empty()) {
    if (element == M::concept_ui) concepts_.back().ui = text;
    if (element == M::scope_note) concepts_.back().scope_note = text;
  } else if (parent == M::concept_relation && !relations_.empty()) {
    if (element == M::concept_1_ui) relations_.back().first = text;
    if (element == M::concept_2_ui) relations_.back().second = text;
  }
}

void MeshXmlRecord::term_value(M element, const std::string& text) {
  if (concepts_.empty() || concepts_.back().terms.empty()) return;
  std::vector<Term>& terms = concepts_.back().terms;
  if (element == M::string) {
    terms.back().text = text;
  } else if (element == M::abbreviation && kind_ == MeshKind::qualifier) {
    record_.names.push_back({text, NameScope::abbreviation});  // the two-letter code of a subheading
  }
}

// An asterisk before the UI marks a major topic, which matters only to indexers.
void MeshXmlRecord::heading_value(const std::string& text) {
  record_.mapped_to.push_back("MESH:" + text.substr(text.starts_with('*') ? 1 : 0));
}

const MeshXmlRecord::ConceptOfRecord* MeshXmlRecord::preferred_concept() const {
  for (const ConceptOfRecord& candidate : concepts_) {
    if (candidate.preferred) return &candidate;
  }
  return concepts_.empty() ? nullptr : &concepts_.front();
}

// A concept without a stated relation to the preferred one counts as related: terms with the same meaning would be in the
// preferred concept.
void MeshXmlRecord::add_names(const ConceptOfRecord& preferred) {
  std::unordered_map<std::string_view, NameScope> scopes;
  for (const Relation& relation : relations_) {
    if (relation.first == preferred.ui) scopes.emplace(relation.second, relation.second_to_first);
    if (relation.second == preferred.ui) scopes.emplace(relation.first, inverse_mesh_scope(relation.second_to_first));
  }
  for (ConceptOfRecord& one : concepts_) {
    const bool own = &one == &preferred || one.preferred;
    const auto known = scopes.find(one.ui);
    const NameScope scope = known != scopes.end() ? known->second : NameScope::related;
    for (Term& term : one.terms) {
      const NameScope own_scope = term.abbreviation ? NameScope::abbreviation : NameScope::exact;
      record_.names.push_back({std::move(term.text), own ? own_scope : scope});
    }
  }
}

MeshRecord MeshXmlRecord::finish() {
  const ConceptOfRecord* preferred = preferred_concept();
  if (preferred != nullptr) {
    record_.definition = preferred->scope_note;
    add_names(*preferred);
  }
  if (record_.definition.empty()) record_.definition = std::move(note_);
  return std::exchange(record_, {});
}

}  // namespace il2search
