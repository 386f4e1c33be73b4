// MeshPartBuilder: the checks that a record of MeSH passes in whatever format it came.
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

// Each text once, in the order of its first appearance, under its nearest scope: NameScope is ordered so.
std::vector<ConceptName> distinct_mesh_names(std::vector<ConceptName> names, const std::string& label) {
  std::vector<ConceptName> kept;
  kept.reserve(names.size());  // the map's views stay valid
  std::unordered_map<std::string_view, std::size_t> places;
  for (ConceptName& name : names) {
    if (name.text.empty() || name.text == label) continue;
    const auto known = places.find(name.text);
    if (known != places.end()) {
      NameScope& scope = kept[known->second].scope;
      scope = std::min(scope, name.scope);
      continue;
    }
    kept.push_back(std::move(name));
    places.emplace(kept.back().text, kept.size() - 1);
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

void MeshPartBuilder::add(MeshRecord record, const PartPlace& place) {
  if (!is_sound(record, place)) return;
  drop_long_texts(record, place);
  std::vector<std::string> headings = sound_headings(record, place);
  Concept sound;
  sound.id = "MESH:" + record.ui;
  sound.vocabulary = "MESH";
  sound.tree_numbers = sound_tree_numbers(record, place);
  sound.type = kind_ == MeshKind::descriptor ? mesh_type(sound.tree_numbers) : record.type;
  sound.names = distinct_mesh_names(std::move(record.names), record.label);
  cut_list(sound.names, "names", record, place);
  sound.label = std::move(record.label);
  sound.mapped_to = std::move(headings);
  sound.definition = std::move(record.definition);
  part_.concepts.push_back(std::move(sound));
}

bool MeshPartBuilder::is_sound(const MeshRecord& record, const PartPlace& place) {
  std::string why;
  if (record.ui.empty()) {
    why = "the record has no UI";
  } else if (!is_mesh_ui(record.ui)) {
    why = "the record's UI is none of MeSH: " + quoted_input(record.ui);
  } else if (record.label.empty()) {
    why = "the record has no name";
  } else if (record.label.size() > kMaxConceptNameBytes) {
    why = "the record's name is over " + std::to_string(kMaxConceptNameBytes) + " bytes: " + quoted_input(record.label);
  } else if (!ids_.insert(record.ui).second) {
    why = "the UI stands in the file already; the first record with it is kept";
  }
  if (why.empty()) return true;
  report_.left_out(place, is_mesh_ui(record.ui) ? "MESH:" + record.ui : "", why);
  return false;
}

void MeshPartBuilder::drop_long_texts(MeshRecord& record, const PartPlace& place) const {
  std::erase_if(record.names, [&](const ConceptName& name) {
    if (name.text.size() <= kMaxConceptNameBytes) return false;
    report_.left_out(place, "MESH:" + record.ui,
                     "a name is over " + std::to_string(kMaxConceptNameBytes) + " bytes: " + quoted_input(name.text));
    return true;
  });
  if (record.definition.size() <= kMaxDefinitionBytes) return;
  report_.left_out(place, "MESH:" + record.ui,
                   "a definition is over " + std::to_string(kMaxDefinitionBytes) + " bytes");
  record.definition.clear();
}

template <class List>
void MeshPartBuilder::cut_list(List& list, std::string_view what, const MeshRecord& record,
                               const PartPlace& place) const {
  if (list.size() <= kMaxConceptList) return;
  report_.left_out(place, "MESH:" + record.ui,
                   "over " + std::to_string(kMaxConceptList) + " " + std::string(what) + ", the rest left out");
  list.resize(kMaxConceptList);
}

std::vector<std::string> MeshPartBuilder::sound_tree_numbers(MeshRecord& record, const PartPlace& place) const {
  std::vector<std::string> sound;
  for (std::string& number : record.tree_numbers) {
    if (is_mesh_tree_number(number)) {
      sound.push_back(std::move(number));
    } else {
      report_.warn(place, "MESH:" + record.ui, "no tree number, left out: " + quoted_input(number));
    }
  }
  sound = distinct_texts(std::move(sound));
  cut_list(sound, "tree numbers", record, place);
  return sound;
}

std::vector<std::string> MeshPartBuilder::sound_headings(MeshRecord& record, const PartPlace& place) const {
  std::vector<std::string> sound;
  for (std::string& heading : record.mapped_to) {
    const std::string_view id = heading;
    const bool by_name = id.starts_with(kHeadingByName) && id.size() > kHeadingByName.size() &&
                         id.size() <= kHeadingByName.size() + kMaxConceptNameBytes;
    if (by_name || (id.starts_with(kMeshPrefix) && is_mesh_ui(id.substr(kMeshPrefix.size())))) {
      sound.push_back(std::move(heading));
    } else {
      report_.warn(place, "MESH:" + record.ui, "no heading to map to, left out: " + quoted_input(heading));
    }
  }
  sound = distinct_texts(std::move(sound));
  cut_list(sound, "headings to map to", record, place);
  return sound;
}

VocabularyPart MeshPartBuilder::take() {
  if (part_.concepts.empty()) report_.broken("no sound record of MeSH");
  return std::move(part_);
}

std::string mesh_source_name(const PartOptions& options) {
  return options.file.substr(options.file.find_last_of('/') + 1);
}

std::string mesh_file_year(const PartOptions& options) { return mesh_year(mesh_source_name(options)); }

}  // namespace il2search
