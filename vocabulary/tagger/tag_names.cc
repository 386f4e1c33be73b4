// Choosing concepts and names. docs/tagger.md has the reason and the gain of every rule here.
#include "vocabulary/tagger/tag_names.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <optional>
#include <span>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "base/ascii.h"
#include "vocabulary/tagger/tag_variants.h"

namespace il2search {
namespace {

constexpr std::string_view kMesh = "MESH";
constexpr std::string_view kCharacteristic = "MONDO:0021125";  // "disease characteristic"

bool is_below(std::string_view number, std::string_view tree) {
  return number.starts_with(tree) && (number.size() == tree.size() || number[tree.size()] == '.');
}

bool is_below_any(std::string_view number, std::span<const std::string_view> trees) {
  return std::any_of(trees.begin(), trees.end(), [&](std::string_view tree) { return is_below(number, tree); });
}

bool has_tree_number_below(const Concept& entry, std::span<const std::string_view> trees) {
  return std::any_of(entry.tree_numbers.begin(), entry.tree_numbers.end(),
                     [&](const std::string& number) { return is_below_any(number, trees); });
}

bool is_in_category(const Concept& entry, char category) {
  return std::any_of(entry.tree_numbers.begin(), entry.tree_numbers.end(),
                     [&](const std::string& number) { return number.starts_with(category); });
}

// Whether all tree numbers of a heading in the category are below these trees.
bool is_only_below(const Concept& entry, char category, std::span<const std::string_view> trees) {
  return std::all_of(entry.tree_numbers.begin(), entry.tree_numbers.end(), [&](const std::string& number) {
    return !number.starts_with(category) || is_below_any(number, trees);
  });
}

// Branches of MeSH's category D whose headings are not substances with a known structure: actions and uses, proteins
// (which are genes here), nucleic acids, mixtures, materials.
constexpr std::string_view kNonChemicals[] = {"D27",     "D26",         "D25",         "D23", "D20", "D13.444",
                                              "D12.776", "D12.644.276", "D12.644.360", "D08", "D05"};
constexpr std::string_view kProteins[] = {"D12.776", "D12.644", "D08", "D23.529"};
// Single antibodies are drugs: the headings at least two levels below this one.
constexpr std::string_view kMonoclonalAntibodies = "D12.776.124.486.485.114.224";
// Processes and attributes of diseases: recurrence, emergencies, death, chromosome aberrations.
constexpr std::string_view kNonDiseases[] = {"C23.550.291", "C23.550.210", "C23.550.260"};

// The two top levels of chemicals are classes of substances: elements, peptides, nucleotides.
bool is_general_heading(const Concept& entry) {
  return std::any_of(entry.tree_numbers.begin(), entry.tree_numbers.end(), [](const std::string& number) {
    return number.starts_with('D') && std::count(number.begin(), number.end(), '.') < 2;
  });
}

bool is_pseudogene(const Concept& entry) {
  return entry.type == EntityType::gene &&
         std::any_of(entry.names.begin(), entry.names.end(), [](const ConceptName& name) {
           return name.scope == NameScope::exact && name.text.find("pseudogene") != std::string::npos;
         });
}

bool is_drug_antibody(const Concept& entry) {
  const auto depth = [](std::string_view number) { return std::count(number.begin(), number.end(), '.'); };
  return std::any_of(entry.tree_numbers.begin(), entry.tree_numbers.end(), [&](const std::string& number) {
    return is_below(number, kMonoclonalAntibodies) && depth(number) >= depth(kMonoclonalAntibodies) + 2;
  });
}

// Whether a heading of category D is not a single substance.
bool is_non_substance(const Concept& entry) {
  if (!is_in_category(entry, 'D') || is_drug_antibody(entry)) return false;
  return is_general_heading(entry) || is_only_below(entry, 'D', kNonChemicals);
}

bool is_non_disease(const Concept& entry) {
  return is_in_category(entry, 'C') && is_only_below(entry, 'C', kNonDiseases);
}

// The id of the matching MeSH heading, or empty. The matches are sorted by id, each id once.
std::string mesh_match(const std::vector<BridgeMatch>& matches) {
  for (const MappingPredicate wanted : {MappingPredicate::exact, MappingPredicate::xref}) {
    const auto found = std::find_if(matches.begin(), matches.end(), [&](const BridgeMatch& match) {
      return match.predicate == wanted && match.id.starts_with("MESH:");
    });
    if (found != matches.end()) return found->id;
  }
  return {};
}

// Broad and related names of an ontology mean something else, while a MeSH heading is used for all of its entry terms.
bool is_name_of(const Concept& entry, NameScope scope) {
  if (entry.vocabulary == kMesh) return true;
  return scope != NameScope::broad && scope != NameScope::related;
}

class TagNameCollector {
 public:
  TagNameCollector(const std::vector<Concept>& concepts, const std::vector<std::vector<BridgeMatch>>& matches)
      : concepts_(concepts), matches_(matches) {}

  TagNames collect() {
    find_characteristics();
    find_non_substances();
    add_targets();
    count_aliases();
    collect_other_names();
    for (const Concept& entry : concepts_) {
      const auto type = tagged_type(entry);
      if (!type) continue;
      const std::string id = target_id(entry);
      const Target target{target_of_.at(id), *type, origin_of(entry, id)};
      if (*type == EntityType::gene) add_gene(entry, target);
      else add_names(entry, target);
    }
    return std::move(result_);
  }

 private:
  struct Target {
    std::uint32_t index;
    EntityType type;
    int origin;  // 0: MeSH or a gene; 1: another vocabulary, matched by MeSH; 2: only in another vocabulary
  };

  std::string target_id(const Concept& entry) const {
    if (entry.type != EntityType::disease || entry.vocabulary == kMesh) return entry.id;
    // Concept numbers start at 1.
    std::string match = mesh_match(matches_[static_cast<std::size_t>(&entry - concepts_.data()) + 1]);
    return match.empty() ? entry.id : match;
  }

  // Mondo has concepts for attributes of diseases ("rare", "inherited"), which are not diseases.
  void find_characteristics() {
    std::unordered_multimap<std::string_view, std::string_view> children;
    for (const Concept& entry : concepts_) {
      if (entry.vocabulary != "MONDO") continue;
      for (const std::string& parent : entry.parents) children.emplace(parent, entry.id);
    }
    std::vector<std::string_view> open{kCharacteristic};
    while (!open.empty()) {
      const std::string_view id = open.back();
      open.pop_back();
      if (!characteristics_.emplace(id).second) continue;
      const auto [first, last] = children.equal_range(id);
      std::transform(first, last, std::back_inserter(open), [](const auto& edge) { return edge.second; });
    }
  }

  void find_non_substances() {
    for (const Concept& entry : concepts_) {
      if (entry.vocabulary == kMesh && is_non_substance(entry)) non_substances_.insert(entry.id);
    }
  }

  // The type that a concept is tagged with; nullopt if it is not tagged.
  std::optional<EntityType> tagged_type(const Concept& entry) const {
    if (entry.obsolete) return std::nullopt;
    if (entry.type == EntityType::gene && !is_pseudogene(entry)) return entry.type;
    if (entry.type == EntityType::disease && !is_excluded_disease(entry)) return entry.type;
    if (entry.type == EntityType::chemical && !is_excluded_chemical(entry)) return entry.type;
    return std::nullopt;
  }

  bool is_excluded_disease(const Concept& entry) const {
    return is_non_disease(entry) || characteristics_.contains(entry.id) ||
           entry.label.find("susceptibility") != std::string::npos;
  }

  // A supplementary concept is excluded if all headings that it is mapped to are.
  bool is_excluded_chemical(const Concept& entry) const {
    if (non_substances_.contains(entry.id)) return true;
    return !entry.mapped_to.empty() &&
           std::all_of(entry.mapped_to.begin(), entry.mapped_to.end(),
                       [&](const std::string& heading) { return non_substances_.contains(heading); });
  }

  static int origin_of(const Concept& entry, const std::string& target) {
    if (entry.vocabulary == kMesh || entry.type == EntityType::gene) return 0;
    return target == entry.id ? 2 : 1;
  }

  void add_targets() {
    std::map<std::string, TagTarget> targets;
    for (const Concept& entry : concepts_) {
      const auto type = tagged_type(entry);
      if (!type) continue;
      const std::string id = target_id(entry);
      TagTarget& target = targets[id];
      if (target.id.empty() || id == entry.id) target = {id, entry.label, *type};
    }
    for (auto& [id, target] : targets) {
      target_of_.emplace(id, static_cast<std::uint32_t>(result_.targets.size()));
      result_.targets.push_back(std::move(target));
    }
  }

  // The names in MeSH of things that are neither diseases nor proteins. A gene's alias that is among them is a
  // coincidence ("cAMP"); a disease's name that is a part of the body is an error of the vocabulary ("pituitary").
  void collect_other_names() {
    for (const Concept& entry : concepts_) {
      if (entry.vocabulary != kMesh || entry.type == EntityType::disease || has_tree_number_below(entry, kProteins))
        continue;
      add_other_name(entry.label, entry.type);
      for (const ConceptName& name : entry.names) add_other_name(name.text, entry.type);
    }
  }

  void add_other_name(const std::string& name, EntityType type) {
    const std::string lower = ascii::to_lower(name);
    other_names_.insert(lower);
    if (type == EntityType::anatomy) body_parts_.insert(lower);
  }

  void count_aliases() {
    for (const Concept& entry : concepts_) {
      if (entry.type != EntityType::gene || entry.obsolete || is_pseudogene(entry)) continue;
      symbols_.insert(entry.label);
      std::unordered_set<std::string> own{ascii::to_lower(entry.label)};
      for (const ConceptName& name : entry.names) own.insert(ascii::to_lower(name.text));
      for (const std::string& name : own) ++genes_with_[name];
    }
  }

  void add_names(const Concept& entry, const Target& target) {
    add_name(entry.label, NameScope::label, target);
    for (const ConceptName& name : entry.names) {
      if (is_name_of(entry, name.scope)) add_name(name.text, name.scope, target);
    }
  }

  static std::uint8_t rank_of(NameScope scope, const Target& target) {
    const int by_scope = scope == NameScope::label          ? 0
                         : scope == NameScope::exact        ? 1
                         : scope == NameScope::abbreviation ? 2
                                                            : 3;
    return static_cast<std::uint8_t>(by_scope + std::array{0, 5, 20}[static_cast<std::size_t>(target.origin)]);
  }

  void add_name(const std::string& text, NameScope scope, const Target& target) {
    std::vector<std::string> variants = name_variants(text, target.type);
    if (target.type == EntityType::disease && target.origin < 2) append_adjectives(text, variants);
    for (const std::string& variant : variants) {
      if (is_stopped_name(variant, target.type)) continue;
      const bool exact_case = is_short_symbol(variant);
      if (exact_case && target.type == EntityType::disease && symbols_.contains(variant)) continue;
      if (target.origin > 0 && scope != NameScope::label &&
          (is_short_word(variant) || body_parts_.contains(ascii::to_lower(variant))))
        continue;
      if (target.origin == 2 && is_general_phrase(variant)) continue;
      result_.names.push_back({variant, target.index, rank_of(scope, target), exact_case, false});
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
    if (scope != NameScope::label &&
        (!is_symbol(text) || symbols_.contains(text) || genes_with_[ascii::to_lower(text)] > 2 ||
         other_names_.contains(ascii::to_lower(text))))
      return;
    result_.names.push_back({text, target.index, rank_of(scope, target), false, true});
  }

  void add_gene_name(const std::string& text, NameScope scope, const Target& target) {
    if (is_word(text) && !is_protein_word(text)) return add_symbol(text, NameScope::abbreviation, target);
    if (genes_with_[ascii::to_lower(text)] > 2 || is_stopped_name(text, target.type)) return;
    result_.names.push_back({text, target.index, rank_of(scope, target), false, false});
  }

  const std::vector<Concept>& concepts_;
  const std::vector<std::vector<BridgeMatch>>& matches_;
  TagNames result_;
  std::unordered_map<std::string, std::uint32_t> target_of_;
  std::unordered_map<std::string, std::uint32_t> genes_with_;
  std::unordered_set<std::string> symbols_;
  std::unordered_set<std::string> characteristics_;
  std::unordered_set<std::string_view> non_substances_;
  std::unordered_set<std::string> other_names_;
  std::unordered_set<std::string> body_parts_;
};

}  // namespace

TagNames collect_tag_names(const std::vector<Concept>& concepts, const std::vector<std::vector<BridgeMatch>>& matches) {
  return TagNameCollector(concepts, matches).collect();
}

}  // namespace il2search
