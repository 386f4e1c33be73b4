// MeshXmlRecord: what the elements of one record of MeSH's XML mean. Fed by the XML reader, emptied at a record's end.
//
//   Descriptor, Supplemental or QualifierRecord
//     UI, Name/String, TreeNumber, HeadingMappedTo/DescriptorReferredTo/DescriptorUI, Note
//     Concept (one is preferred)  ScopeNote, ConceptRelation, Term/String
//
// The terms of the preferred concept mean the record itself; those of another one are as far from it as the relation
// between the two concepts says.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/xml.h"
#include "vocabulary/readers/mesh_part.h"

namespace il2search {

// The element names that carry something: names are compared once, in mesh_element().
// clang-format off
enum class MeshElement : std::uint8_t {
  other,  // lists, which say nothing, and everything that is not read
  abbreviation, concept_1_ui, concept_2_ui, concept_record, concept_relation, concept_ui, descriptor_name,
  descriptor_record, descriptor_record_set, descriptor_referred_to, descriptor_ui, heading_mapped_to, note,
  qualifier_name, qualifier_record, qualifier_record_set, qualifier_ui, scope_note, string, supplemental_record,
  supplemental_record_name, supplemental_record_set, supplemental_record_ui, term, tree_number
};
// clang-format on

// Cost: some thirty comparisons of lengths.
MeshElement mesh_element(std::string_view name) noexcept;

// Whether the text inside the element is its value.
bool holds_mesh_text(MeshElement element) noexcept;

// The open elements. Depths are bounded by the parser's cap.
class MeshPath {
 public:
  void push(MeshElement element) { open_.push_back(element); }
  void pop() { open_.pop_back(); }
  std::size_t depth() const { return open_.size(); }
  // 0: the innermost element, 1: the one around it; `other` outside of the root.
  MeshElement up(std::size_t levels) const {
    return levels < open_.size() ? open_[open_.size() - 1 - levels] : MeshElement::other;
  }

 private:
  std::vector<MeshElement> open_;
};

// Not safe from two threads at once. Memory: one record.
class MeshXmlRecord {
 public:
  // The record begins; everything about an earlier one is forgotten.
  void begin(MeshKind kind, const XmlAttributes& attributes);
  // path.up(0) began or, with its text, ended. The record's own element is not handed in.
  void start(const MeshPath& path, const XmlAttributes& attributes);
  void value(const MeshPath& path, const std::string& text);
  // As far as it is known: for messages.
  const std::string& ui() const { return record_.ui; }
  // The record, which is empty afterwards.
  MeshRecord take();

 private:
  struct Term {
    std::string text;
    bool abbreviation = false;
  };
  struct ConceptOfRecord {
    std::string ui;
    bool preferred = false;
    std::string scope_note;
    std::vector<Term> terms;
  };
  struct Relation {
    NameScope second_to_first = NameScope::related;
    std::string first;
    std::string second;
  };

  void term_value(MeshElement element, const std::string& text);
  void heading_value(const std::string& text);
  const ConceptOfRecord* preferred_concept() const;
  void add_names(const ConceptOfRecord& preferred);

  MeshKind kind_ = MeshKind::descriptor;
  MeshRecord record_;
  std::string note_;
  std::vector<ConceptOfRecord> concepts_;
  std::vector<Relation> relations_;
};

}  // namespace il2search
