// MeshPartBuilder: the checks of a MeSH record, whatever its format.
#include "vocabulary/readers/mesh_part.h"

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "vocabulary/readers/concept_draft.h"
#include "vocabulary/readers/mesh_types.h"

namespace il2search {
namespace {

constexpr std::string_view kMeshPrefix = "MESH:";

const char* mesh_part_name(MeshKind kind) {
  switch (kind) {
    case MeshKind::descriptor: return "mesh";
    case MeshKind::supplementary: return "mesh-supplementary";
    case MeshKind::qualifier: return "mesh-qualifiers";
  }
  return "mesh";
}

// Each name once, in the order of first occurrence, with its closest scope: NameScope is ordered from close to far.
std::vector<ConceptName> distinct_mesh_names(std::vector<ConceptName> names, const std::string& label) {
  std::vector<ConceptName> kept;
  kept.reserve(names.size());  // the map's views stay valid
  std::unordered_map<std::string_view, std::size_t> indexes;
  for (ConceptName& name : names) {
    if (name.text.empty() || name.text == label) continue;
    const auto known = indexes.find(name.text);
    if (known != indexes.end()) {
      NameScope& scope = kept[known->second].scope;
      scope = std::min(scope, name.scope);
      continue;
    }
    kept.push_back(std::move(name));
    indexes.emplace(kept.back().text, kept.size() - 1);
  }
  kept.shrink_to_fit();
  return kept;
}

std::vector<std::string> distinct_texts(std::vector<std::string> texts) {
  std::unordered_set<std::string> seen;
  const auto is_known = [&](const std::string& text) { return !seen.insert(text).second; };
  texts.erase(std::remove_if(texts.begin(), texts.end(), is_known), texts.end());
  return texts;
}

}  // namespace

void MeshPartBuilder::begin(MeshKind kind, std::string version) {
  kind_ = kind;
  part_.name = mesh_part_name(kind);
  part_.version = std::move(version);
  part_.source = mesh_source_name(report_.options());
}

void MeshPartBuilder::add(MeshRecord record, const RecordPosition& position) {
  if (!is_valid(record, position)) return;
  drop_long_texts(record, position);
  std::vector<std::string> headings = valid_headings(record, position);
  Concept data;
  data.id = "MESH:" + record.ui;
  data.vocabulary = "MESH";
  data.tree_numbers = valid_tree_numbers(record, position);
  data.type = kind_ == MeshKind::descriptor ? mesh_type(data.tree_numbers) : record.type;
  data.names = distinct_mesh_names(std::move(record.names), record.label);
  cut_list(data.names, "names", record, position);
  data.label = std::move(record.label);
  data.mapped_to = std::move(headings);
  data.definition = std::move(record.definition);
  part_.concepts.push_back(std::move(data));
}

bool MeshPartBuilder::is_valid(const MeshRecord& record, const RecordPosition& position) {
  std::string why;
  if (record.ui.empty()) {
    why = "the record has no UI";
  } else if (!is_mesh_ui(record.ui)) {
    why = "invalid MeSH UI: " + quoted_input(record.ui);
  } else if (record.label.empty()) {
    why = "the record has no name";
  } else if (record.label.size() > kMaxConceptNameBytes) {
    why = "the record's name is over " + std::to_string(kMaxConceptNameBytes) + " bytes: " + quoted_input(record.label);
  } else if (!ids_.insert(record.ui).second) {
    why = "duplicate UI, only the first record is kept";
  }
  if (why.empty()) return true;
  report_.left_out(position, is_mesh_ui(record.ui) ? "MESH:" + record.ui : "", why);
  return false;
}

void MeshPartBuilder::drop_long_texts(MeshRecord& record, const RecordPosition& position) const {
  std::erase_if(record.names, [&](const ConceptName& name) {
    if (name.text.size() <= kMaxConceptNameBytes) return false;
    report_.left_out(position, "MESH:" + record.ui,
                     "a name is over " + std::to_string(kMaxConceptNameBytes) + " bytes: " + quoted_input(name.text));
    return true;
  });
  if (record.definition.size() <= kMaxDefinitionBytes) return;
  report_.left_out(position, "MESH:" + record.ui,
                   "a definition is over " + std::to_string(kMaxDefinitionBytes) + " bytes");
  record.definition.clear();
}

template <class List>
void MeshPartBuilder::cut_list(List& list, std::string_view what, const MeshRecord& record,
                               const RecordPosition& position) const {
  if (list.size() <= kMaxConceptList) return;
  report_.left_out(
      position, "MESH:" + record.ui,
      "more than " + std::to_string(kMaxConceptList) + " " + std::string(what) + ", the rest are left out");
  list.resize(kMaxConceptList);
}

std::vector<std::string> MeshPartBuilder::valid_tree_numbers(MeshRecord& record, const RecordPosition& position) const {
  std::vector<std::string> valid;
  for (std::string& number : record.tree_numbers) {
    if (is_mesh_tree_number(number)) {
      valid.push_back(std::move(number));
    } else {
      report_.warn(position, "MESH:" + record.ui, "invalid tree number, left out: " + quoted_input(number));
    }
  }
  valid = distinct_texts(std::move(valid));
  cut_list(valid, "tree numbers", record, position);
  return valid;
}

std::vector<std::string> MeshPartBuilder::valid_headings(MeshRecord& record, const RecordPosition& position) const {
  std::vector<std::string> valid;
  for (std::string& heading : record.mapped_to) {
    const std::string_view id = heading;
    const bool by_name = id.starts_with(kHeadingByName) && id.size() > kHeadingByName.size() &&
                         id.size() <= kHeadingByName.size() + kMaxConceptNameBytes;
    if (by_name || (id.starts_with(kMeshPrefix) && is_mesh_ui(id.substr(kMeshPrefix.size())))) {
      valid.push_back(std::move(heading));
    } else {
      report_.warn(position, "MESH:" + record.ui, "invalid mapped heading, left out: " + quoted_input(heading));
    }
  }
  valid = distinct_texts(std::move(valid));
  cut_list(valid, "mapped headings", record, position);
  return valid;
}

VocabularyPart MeshPartBuilder::finish() {
  if (part_.concepts.empty()) report_.broken("no valid MeSH record");
  return std::move(part_);
}

std::string mesh_source_name(const PartOptions& options) {
  return options.file.substr(options.file.find_last_of('/') + 1);
}

std::string mesh_file_year(const PartOptions& options) { return mesh_year(mesh_source_name(options)); }

}  // namespace il2search
