// MeshXmlRecord: what the elements of one record of MeSH's XML mean. Fed by the XML reader, emptied at a record's end.
//
//   Descriptor, Supplemental or QualifierRecord
//     UI, Name/String, TreeNumber, HeadingMappedTo/DescriptorReferredTo/DescriptorUI, Note
//     Concept (one is preferred)  ScopeNote, ConceptRelation, Term/String
//
// The terms of the preferred concept mean the record itself; those of another one are as far from it as the relation
// between the two concepts says.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/xml.h"
#include "vocabulary/readers/mesh_elements.h"
#include "vocabulary/readers/mesh_part.h"

namespace il2search {

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
