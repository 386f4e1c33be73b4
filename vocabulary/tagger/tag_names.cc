// Choosing concepts and names. Every rule here has its reason and its gain in docs/tagger.md.
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

#include "vocabulary/tagger/tag_stop_list.h"
#include "vocabulary/tagger/tag_variants.h"

namespace il2search {
namespace {

constexpr std::string_view kMesh = "MESH";
constexpr std::string_view kCharacteristic = "MONDO:0021125";  // "disease characteristic"

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

bool stands_in(const Concept& entry, char category) {
  return std::any_of(entry.tree_numbers.begin(), entry.tree_numbers.end(),
                     [&](const std::string& number) { return number.starts_with(category); });
}

// Whether all places of a heading in the category of this letter are below these.
bool stands_only_below(const Concept& entry, char category, std::span<const std::string_view> trees) {
  return std::all_of(entry.tree_numbers.begin(), entry.tree_numbers.end(), [&](const std::string& number) {
    return !number.starts_with(category) || below_any(number, trees);
  });
}

// Branches of MeSH's category D whose headings are not substances of a known structure: actions and uses, proteins
// (which are genes here), nucleic acids, mixtures, materials.
constexpr std::string_view kNoChemicals[] = {"D27",     "D26",         "D25",         "D23", "D20", "D13.444",
                                             "D12.776", "D12.644.276", "D12.644.360", "D08", "D05"};
constexpr std::string_view kProteins[] = {"D12.776", "D12.644", "D08", "D23.529"};
// Each single antibody is a drug: the headings two steps below this one.
constexpr std::string_view kMonoclonalAntibodies = "D12.776.124.486.485.114.224";
// Processes and attributes that diseases have: recurrence, emergencies, death, chromosome aberrations.
constexpr std::string_view kNoDiseases[] = {"C23.550.291", "C23.550.210", "C23.550.260"};

// The two top levels of chemicals are classes: elements, peptides, nucleotides.
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
  const auto steps = [](std::string_view number) { return std::count(number.begin(), number.end(), '.'); };
  return std::any_of(entry.tree_numbers.begin(), entry.tree_numbers.end(), [&](const std::string& number) {
    return below(number, kMonoclonalAntibodies) && steps(number) >= steps(kMonoclonalAntibodies) + 2;
  });
}

// A heading of category D that is no single substance.
bool is_no_substance(const Concept& entry) {
  if (!stands_in(entry, 'D') || is_drug_antibody(entry)) return false;
  return is_general_heading(entry) || stands_only_below(entry, 'D', kNoChemicals);
}

bool is_no_disease(const Concept& entry) { return stands_in(entry, 'C') && stands_only_below(entry, 'C', kNoDiseases); }

// The matches are sorted by id, and each id is there once.
std::string mesh_match(const std::vector<BridgeMatch>& matches) {
  for (const MappingPredicate wanted : {MappingPredicate::exact, MappingPredicate::xref}) {
    const auto found = std::find_if(matches.begin(), matches.end(), [&](const BridgeMatch& match) {
      return match.predicate == wanted && match.id.starts_with("MESH:");
    });
    if (found != matches.end()) return found->id;
  }
  return {};
}

// Broader and related names of an ontology mean something else; MeSH's entry terms are what a heading is used for.
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
    find_other_headings();
    add_targets();
    count_aliases();
    note_other_names();
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
    int origin;  // 0: MeSH, or a gene; 1: what MeSH has too; 2: other
  };

  std::string target_id(const Concept& entry) const {
    if (entry.type != EntityType::disease || entry.vocabulary == kMesh) return entry.id;
    // Numbers of concepts begin with 1.
    std::string match = mesh_match(matches_[static_cast<std::size_t>(&entry - concepts_.data()) + 1]);
    return match.empty() ? entry.id : match;
  }

  // Mondo's words for what diseases are like ("rare", "inherited") are concepts, but no diseases.
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

  void find_other_headings() {
    for (const Concept& entry : concepts_) {
      if (entry.vocabulary == kMesh && is_no_substance(entry)) no_substances_.insert(entry.id);
    }
  }

  // The type that a concept is tagged as, if it is.
  std::optional<EntityType> tagged_type(const Concept& entry) const {
    if (entry.obsolete) return std::nullopt;
    if (entry.type == EntityType::gene && !is_pseudogene(entry)) return entry.type;
    if (entry.type == EntityType::disease && !is_left_out_disease(entry)) return entry.type;
    if (entry.type == EntityType::chemical && !is_left_out_chemical(entry)) return entry.type;
    return std::nullopt;
  }

  bool is_left_out_disease(const Concept& entry) const {
    return is_no_disease(entry) || characteristics_.contains(entry.id) ||
           entry.label.find("susceptibility") != std::string::npos;
  }

  // A supplementary concept is what all the headings are that it is mapped to.
  bool is_left_out_chemical(const Concept& entry) const {
    if (no_substances_.contains(entry.id)) return true;
    return !entry.mapped_to.empty() &&
           std::all_of(entry.mapped_to.begin(), entry.mapped_to.end(),
                       [&](const std::string& heading) { return no_substances_.contains(heading); });
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

  // What MeSH calls things that are neither diseases nor proteins: a gene's alias that is one of these is a coincidence
  // ("cAMP"), a disease's name that is a part of the body a slip ("pituitary").
  void note_other_names() {
    for (const Concept& entry : concepts_) {
      if (entry.vocabulary != kMesh || entry.type == EntityType::disease || stands_below(entry, kProteins)) continue;
      note_other_name(entry.label, entry.type);
      for (const ConceptName& name : entry.names) note_other_name(name.text, entry.type);
    }
  }

  void note_other_name(const std::string& name, EntityType type) {
    const std::string small = small_letters(name);
    other_names_.insert(small);
    if (type == EntityType::anatomy) body_parts_.insert(small);
  }

  void count_aliases() {
    for (const Concept& entry : concepts_) {
      if (entry.type != EntityType::gene || entry.obsolete || is_pseudogene(entry)) continue;
      symbols_.insert(entry.label);
      std::unordered_set<std::string> own{small_letters(entry.label)};
      for (const ConceptName& name : entry.names) own.insert(small_letters(name.text));
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
      const bool written = is_short_symbol(variant);
      if (written && target.type == EntityType::disease && symbols_.contains(variant)) continue;
      if (target.origin > 0 && scope != NameScope::label &&
          (is_short_word(variant) || body_parts_.contains(small_letters(variant))))
        continue;
      if (target.origin == 2 && is_general_phrase(variant)) continue;
      result_.names.push_back({variant, target.index, rank_of(scope, target), written, false});
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
        (!is_symbol(text) || symbols_.contains(text) || genes_with_[small_letters(text)] > 2 ||
         other_names_.contains(small_letters(text))))
      return;
    result_.names.push_back({text, target.index, rank_of(scope, target), false, true});
  }

  void add_gene_name(const std::string& text, NameScope scope, const Target& target) {
    if (is_word(text) && !is_protein_word(text)) return add_symbol(text, NameScope::abbreviation, target);
    if (genes_with_[small_letters(text)] > 2 || is_stopped_name(text, target.type)) return;
    result_.names.push_back({text, target.index, rank_of(scope, target), false, false});
  }

  const std::vector<Concept>& concepts_;
  const std::vector<std::vector<BridgeMatch>>& matches_;
  TagNames result_;
  std::unordered_map<std::string, std::uint32_t> target_of_;
  std::unordered_map<std::string, std::uint32_t> genes_with_;
  std::unordered_set<std::string> symbols_;
  std::unordered_set<std::string> characteristics_;
  std::unordered_set<std::string_view> no_substances_;
  std::unordered_set<std::string> other_names_;
  std::unordered_set<std::string> body_parts_;
};

}  // namespace

TagNames collect_tag_names(const std::vector<Concept>& concepts, const std::vector<std::vector<BridgeMatch>>& matches) {
  return TagNameCollector(concepts, matches).collect();
}

}  // namespace il2search
