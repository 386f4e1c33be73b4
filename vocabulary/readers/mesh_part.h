// MeshPartBuilder: MeSH records as the XML and ASCII readers give them -> checked concepts.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "vocabulary/readers/part_report.h"

namespace il2search {

enum class MeshKind : std::uint8_t { descriptor, supplementary, qualifier };

// One record as it is in the file, not yet checked.
struct MeshRecord {
  std::string ui;
  std::string label;
  EntityType type = EntityType::other;  // that of a descriptor follows from its tree numbers
  std::vector<ConceptName> names;       // may have duplicates, and the label
  std::vector<std::string> tree_numbers;
  std::vector<std::string> mapped_to;  // ids, or kHeadingByName and a name
  std::string definition;
};

// Not safe from two threads at once. Memory: the part and a copy of its ids.
class MeshPartBuilder {
 public:
  // The report must outlive the builder.
  explicit MeshPartBuilder(const PartReport& report) : report_(report) {}

  // Sets the part's name; call it before the first record.
  void begin(MeshKind kind, std::string version);

  // Adds the record as a concept. A record with an invalid or duplicate UI or without a name is left out with a problem, an
  // invalid tree number or heading with a warning. Each name is kept once, with the closest of its scopes. What exceeds a
  // cap (concept_draft.h) is left out with a problem; if the record's name does, the record is.
  void add(MeshRecord record, const RecordPosition& position);

  // Returns the part. Throws Error{broken_file} if it has no concept.
  VocabularyPart finish();

 private:
  bool is_valid(const MeshRecord& record, const RecordPosition& position);
  void drop_long_texts(MeshRecord& record, const RecordPosition& position) const;
  template <class List>
  void cut_list(List& list, std::string_view what, const MeshRecord& record, const RecordPosition& position) const;
  std::vector<std::string> valid_tree_numbers(MeshRecord& record, const RecordPosition& position) const;
  std::vector<std::string> valid_headings(MeshRecord& record, const RecordPosition& position) const;

  const PartReport& report_;
  MeshKind kind_ = MeshKind::descriptor;
  VocabularyPart part_;
  std::unordered_set<std::string> ids_;
};

// The file's name without its folder, and the year in that name or "".
std::string mesh_source_name(const PartOptions& options);
std::string mesh_file_year(const PartOptions& options);

}  // namespace il2search
