// Names -> MeshElement.
#include "vocabulary/readers/mesh_elements.h"

namespace il2search {
namespace {

using M = MeshElement;

struct MeshElementRow {
  std::string_view name;
  MeshElement element;
};

// Those that stand in the files most often come first.
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

}  // namespace il2search
