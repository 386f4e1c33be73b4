// Choosing concepts and names. Every rule here has its reason and its gain in docs/tagger.md.
#include "vocabulary/tag_names.h"

#include <algorithm>
#include <map>
#include <optional>
#include <span>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "vocabulary/tag_stop_list.h"
#include "vocabulary/tag_variants.h"

namespace il2search {
namespace {

constexpr std::string_view kMesh = "MESH";

bool below(std::string_view number, std::string_view tree) {
  return number.starts_with(tree) && (number.size() == tree.size() || number[tree.size()] == '.');
}

bool below_any(std::string_view number, std::span<const std::string_view> trees) {
  return std::any_of(trees.begin(), trees.end(), [&](std::string_view tree) { return below(number, tree); });
}

bool stands_below(const Concept& entry, std::span<const std::string_view> trees) {
  return std::any_of(entry.tree_numbers.begin(), entry.tree_numbers.end(),
                     [&](const std::string& number) { return below_any(number, trees); });
}

// Whether all places of a heading in the category of this letter are below these.
bool stands_only_below(const Concept& entry, char category, std::span<const std::string_view> trees) {
  return std::all_of(entry.tree_numbers.begin(), entry.tree_numbers.end(), [&](const std::string& number) {
    return number.front() != category || below_any(number, trees);
  });
}

// Branches of MeSH's category D whose headings are not substances of a known structure: actions and uses, proteins
// (which are genes here), nucleic acids, mixtures, materials.
constexpr std::string_view kNoChemicals[] = {"D27", "D26", "D25", "D23", "D20", "D13.444", "D12.776", "D08", "D05"};
// Behaviour and feelings that are symptoms: anxiety, depression, agitation.
constexpr std::string_view kSymptoms[] = {"F01.145.126", "F01.470.132"};

// Processes and attributes that diseases have: recurrence, emergencies, death, chromosome aberrations.
constexpr std::string_view kNoDiseases[] = {"C23.550.291", "C23.550.210", "C23.550.260"};

bool is_general_heading(const Concept& entry) {
  return std::any_of(entry.tree_numbers.begin(), entry.tree_numbers.end(), [](const std::string& number) {
    return number.size() == 3 && (number[0] == 'D');
  });
}

// The type that a concept is tagged as, if it is.
std::optional<EntityType> tagged_type(const Concept& entry) {
  if (entry.obsolete) return std::nullopt;
  if (entry.vocabulary == kMesh && stands_below(entry, kSymptoms)) return EntityType::disease;
  if (entry.type == EntityType::gene) return entry.type;
  if (entry.type == EntityType::disease) {
    if (!entry.tree_numbers.empty() && stands_only_below(entry, 'C', kNoDiseases)) return std::nullopt;
    return entry.type;
  }
  if (entry.type != EntityType::chemical) return std::nullopt;
  if (is_general_heading(entry) || stands_only_below(entry, 'D', kNoChemicals)) return std::nullopt;
  return EntityType::chemical;
}

std::string mesh_match(const Concept& entry) {
  for (const MappingPredicate wanted : {MappingPredicate::exact, MappingPredicate::xref}) {
    std::string best;
    for (const ConceptMapping& mapping : entry.mappings) {
      if (mapping.predicate != wanted || !mapping.id.starts_with("MESH:")) continue;
      if (best.empty() || mapping.id < best) best = mapping.id;
    }
    if (!best.empty()) return best;
  }
  return {};
}

// Broader and related names of an ontology mean something else; MeSH's entry terms are what a heading is used for.
bool is_name_of(const Concept& entry, NameScope scope) {
  if (entry.vocabulary == kMesh) return true;
  return scope != NameScope::broad && scope != NameScope::related && scope != NameScope::narrow;
}

class TagNameCollector {
 public:
  explicit TagNameCollector(const std::vector<Concept>& concepts) : concepts_(concepts) {}

  TagNames collect() {
    find_characteristics();
    add_targets();
    count_aliases();
    for (const Concept& entry : concepts_) {
      const auto type = tagged_type(entry);
      if (!type || is_left_out(entry)) continue;
      const std::string id = target_id(entry);
      const int origin = entry.type != EntityType::disease || entry.vocabulary == kMesh ? 0 : id == entry.id ? 2 : 1;
      const Target target{target_of_.at(id), *type, origin};
      if (*type == EntityType::gene) add_gene(entry, target);
      else add_names(entry, target);
    }
    return std::move(result_);
  }

 private:
  struct Target {
    std::uint32_t index;
    EntityType type;
    int origin;  // 0: MeSH itself, 1: what MeSH has too, 2: other
  };

  static std::string target_id(const Concept& entry) {
    if (entry.type != EntityType::disease || entry.vocabulary == kMesh) return entry.id;
    std::string match = mesh_match(entry);
    return match.empty() ? entry.id : match;
  }

  // Mondo's words for what diseases are like ("rare", "inherited") are concepts, but no diseases.
  void find_characteristics() {
    characteristics_.emplace("MONDO:0021125");
    for (bool grown = true; grown;) {
      grown = false;
      for (const Concept& entry : concepts_) {
        const bool below = std::any_of(entry.parents.begin(), entry.parents.end(),
                                       [&](const std::string& parent) { return characteristics_.contains(parent); });
        grown = (below && characteristics_.insert(entry.id).second) || grown;
      }
    }
  }

  bool is_left_out(const Concept& entry) const {
    return characteristics_.contains(entry.id) || entry.label.find("susceptibility") != std::string::npos;
  }

  void add_targets() {
    std::map<std::string, TagTarget> targets;
    for (const Concept& entry : concepts_) {
      const auto type = tagged_type(entry);
      if (!type || is_left_out(entry)) continue;
      const std::string id = target_id(entry);
      TagTarget& target = targets[id];
      if (target.id.empty() || id == entry.id) target = {id, entry.label, *type};
    }
    for (auto& [id, target] : targets) {
      target_of_.emplace(id, static_cast<std::uint32_t>(result_.targets.size()));
      result_.targets.push_back(std::move(target));
    }
  }

  void count_aliases() {
    for (const Concept& entry : concepts_) {
      if (entry.type != EntityType::gene || entry.obsolete) continue;
      ++genes_with_[entry.label];
      symbols_.insert(entry.label);
      for (const ConceptName& name : entry.names) ++genes_with_[name.text];
    }
  }

  void add_names(const Concept& entry, const Target& target) {
    add_name(entry.label, NameScope::label, target);
    for (const ConceptName& name : entry.names) {
      if (is_name_of(entry, name.scope)) add_name(name.text, name.scope, target);
    }
  }

  static std::uint8_t rank_of(NameScope scope, const Target& target) {
    const int by_scope = scope == NameScope::label ? 0 : scope == NameScope::exact ? 1 : scope == NameScope::abbreviation ? 2 : 3;
    return static_cast<std::uint8_t>(by_scope + target.origin * 10);
  }

  void add_name(const std::string& text, NameScope scope, const Target& target) {
    for (const std::string& variant : name_variants(text, target.type)) {
      if (is_stopped_name(variant, target.type)) continue;
      const bool written = is_short_symbol(variant);
      if (written && target.type == EntityType::disease && symbols_.contains(variant)) continue;
      if (target.origin > 0 && is_short_word(variant) && scope != NameScope::label) continue;
      result_.names.push_back(
          {variant, target.index, rank_of(scope, target), written, false, target.type == EntityType::chemical});
    }
  }

  void add_gene(const Concept& entry, const Target& target) {
    add_symbol(entry.label, NameScope::label, target);
    for (const ConceptName& name : entry.names) {
      if (name.scope == NameScope::abbreviation) add_symbol(name.text, name.scope, target);
      else if (is_name_of(entry, name.scope)) add_gene_name(name.text, name.scope, target);
    }
  }

  void add_symbol(const std::string& text, NameScope scope, const Target& target) {
    if (is_stopped_symbol(text)) return;
    if (scope != NameScope::label && (text.size() < 3 || symbols_.contains(text) || genes_with_[text] > 2)) return;
    result_.names.push_back({text, target.index, rank_of(scope, target), false, true, false});
  }

  void add_gene_name(const std::string& text, NameScope scope, const Target& target) {
    if (genes_with_[text] > 2) return;
    for (const std::string& variant : name_variants(text, target.type)) {
      if (is_stopped_name(variant, target.type)) continue;
      const bool written = is_short_symbol(variant);
      result_.names.push_back({variant, target.index, rank_of(scope, target), written, false, true});
    }
  }

  const std::vector<Concept>& concepts_;
  TagNames result_;
  std::unordered_map<std::string, std::uint32_t> target_of_;
  std::unordered_map<std::string, std::uint32_t> genes_with_;
  std::unordered_set<std::string> symbols_;
  std::unordered_set<std::string> characteristics_;
};

}  // namespace

TagNames collect_tag_names(const std::vector<Concept>& concepts) { return TagNameCollector(concepts).collect(); }

}  // namespace il2search
