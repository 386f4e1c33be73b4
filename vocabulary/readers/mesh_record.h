// MeshXmlRecord: the meaning of the elements of one record of MeSH's XML. The XML reader feeds it, and empties it at the end
// of each record.
//
//   Descriptor, Supplemental or QualifierRecord
//     UI, Name/String, TreeNumber, HeadingMappedTo/DescriptorReferredTo/DescriptorUI, Note
//     Concept (one is preferred)  ScopeNote, ConceptRelation, Term/String
//
// The terms of the preferred concept are exact names of the record; those of another concept have the scope that follows
// from its relation to the preferred one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/xml/xml.h"
#include "vocabulary/readers/mesh_part.h"

namespace il2search {

// The elements that are read. Names are compared only once, in mesh_element().
// clang-format off
enum class MeshElement : std::uint8_t {
  other,  // lists, and everything that is not read
  abbreviation, concept_1_ui, concept_2_ui, concept_record, concept_relation, concept_ui, descriptor_name,
  descriptor_record, descriptor_record_set, descriptor_referred_to, descriptor_ui, heading_mapped_to, note,
  qualifier_name, qualifier_record, qualifier_record_set, qualifier_ui, scope_note, string, supplemental_record,
  supplemental_record_name, supplemental_record_set, supplemental_record_ui, term, tree_number
};
// clang-format on

// Cost: about thirty comparisons of lengths.
MeshElement mesh_element(std::string_view name) noexcept;

// Whether the text in the element is a value.
bool holds_mesh_text(MeshElement element) noexcept;

// The open elements. The parser caps their number.
class MeshPath {
 public:
  void push(MeshElement element) { open_.push_back(element); }
  void pop() { open_.pop_back(); }
  std::size_t depth() const { return open_.size(); }
  // 0: the innermost element, 1: its parent; `other` outside the root.
  MeshElement up(std::size_t levels) const {
    return levels < open_.size() ? open_[open_.size() - 1 - levels] : MeshElement::other;
  }

 private:
  std::vector<MeshElement> open_;
};

// Not safe from two threads at once. Memory: one record.
class MeshXmlRecord {
 public:
  // Starts a new record.
  void begin(MeshKind kind, const XmlAttributes& attributes);
  // path.up(0) has started, or has ended with this text. Not called for the element of the record itself.
  void start(const MeshPath& path, const XmlAttributes& attributes);
  void value(const MeshPath& path, const std::string& text);
  // Empty before it is read. For messages.
  const std::string& ui() const { return record_.ui; }
  // Returns the record and starts an empty one.
  MeshRecord finish();

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
