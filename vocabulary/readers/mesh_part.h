// MeshPartBuilder: where the XML and the ASCII reader of MeSH meet. Records as they were read -> checked concepts.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "vocabulary/readers/part_report.h"

namespace il2search {

enum class MeshKind : std::uint8_t { descriptor, supplementary, qualifier };

// One record as its file gives it, nothing checked yet.
struct MeshRecord {
  std::string ui;
  std::string label;
  EntityType type = EntityType::other;  // a descriptor's is found by its tree numbers
  std::vector<ConceptName> names;       // may repeat each other and the label
  std::vector<std::string> tree_numbers;
  std::vector<std::string> mapped_to;  // ids, or names behind kHeadingByName
  std::string definition;
};

// Not safe from two threads at once. Memory: the part and its ids a second time.
class MeshPartBuilder {
 public:
  // The report must outlive the builder.
  explicit MeshPartBuilder(const PartReport& report) : report_(report) {}

  // Names the part; before the first record.
  void begin(MeshKind kind, std::string version);

  // Keeps the record as a concept. One without a sound UI, without a name or with a UI that was there already is left
  // out with a problem; a tree number or heading that is none is left out with a warning. Each name is kept once, under the
  // nearest of its scopes. What is over a cap (concept_draft.h) is left out with a problem, and with its name the record.
  void add(MeshRecord record, const PartPlace& place);

  // The part. Throws Error{broken_file} when it holds no concept.
  VocabularyPart take();

 private:
  bool is_sound(const MeshRecord& record, const PartPlace& place);
  void drop_long_texts(MeshRecord& record, const PartPlace& place) const;
  template <class List>
  void cut_list(List& list, std::string_view what, const MeshRecord& record, const PartPlace& place) const;
  std::vector<std::string> sound_tree_numbers(MeshRecord& record, const PartPlace& place) const;
  std::vector<std::string> sound_headings(MeshRecord& record, const PartPlace& place) const;

  const PartReport& report_;
  MeshKind kind_ = MeshKind::descriptor;
  VocabularyPart part_;
  std::unordered_set<std::string> ids_;
};

// The file's name without folder, and the year in it or "".
std::string mesh_source_name(const PartOptions& options);
std::string mesh_file_year(const PartOptions& options);

}  // namespace il2search
