// filter_by_entities(): the documents whose stored entities meet a demand of provenance or number of mentions. An entity
// counts if the query has one of its terms, which are those that indexer/documents/document_names.cc makes. Part of compile().
#include <algorithm>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "query/plan/term_walk.h"
#include "query/plan/value_planner.h"
#include "schema/document_codec.h"
#include "vocabulary/store/vocabulary.h"

namespace il2search::plan {
namespace {

class EntityFilter {
 public:
  EntityFilter(const EntityDemand& demand, const std::vector<std::string>& terms, IndexView& index)
      : demand_(demand),
        terms_(terms.begin(), terms.end()),
        analyzer_(index.analyzer()),
        vocabulary_(index.vocabulary()) {
    by_name_ = std::any_of(terms.begin(), terms.end(), [](const std::string& term) {
      return !term.starts_with(prefix::entity) && !term.starts_with(prefix::entity_major) &&
             !term.starts_with(prefix::entity_qualified);
    });
  }

  bool matches(const Document& document) {
    std::uint64_t mentions = 0;
    for (const Entity& entity : document.entities) {
      if (demand_.provenance != 0 && (demand_.provenance & provenance_bit(entity.provenance)) == 0) continue;
      if (!is_meant(entity)) continue;
      // A source that does not count mentions has mentioned it once.
      mentions += std::max<std::uint32_t>(entity.mentions, 1);
      if (mentions >= demand_.mentions) return true;
    }
    return false;
  }

 private:
  bool is_meant(const Entity& entity) { return has_id(entity) || (by_name_ && has_name(entity)); }

  bool has_id(const Entity& entity) {
    const std::string id = entity.id.empty() ? id_of_heading(entity) : entity.id;
    if (id.empty()) return false;
    if (has(prefix::entity, id) || (entity.major && has(prefix::entity_major, id))) return true;
    return std::any_of(entity.qualifiers.begin(), entity.qualifiers.end(), [&](const Qualifier& qualifier) {
      return has(prefix::entity_qualified, id + "/" + qualifier.id);
    });
  }

  // Headings without an id were indexed with the id that the vocabulary has for their name.
  std::string id_of_heading(const Entity& entity) {
    if (vocabulary_ == nullptr || !may_be_heading(entity)) return {};
    const auto [place, is_new] = heading_ids_.try_emplace(entity.name);
    if (is_new) {
      const ConceptNumber heading = find_heading(entity.name, *vocabulary_, analyzer_);
      if (heading != 0) place->second = vocabulary_->id(heading);
    }
    return place->second;
  }

  bool has_name(const Entity& entity) {
    if (is_called(entity, entity.name)) return true;
    return std::any_of(entity.aliases.begin(), entity.aliases.end(),
                       [&](const std::string& alias) { return is_called(entity, alias); });
  }

  bool is_called(const Entity& entity, const std::string& text) {
    const std::string name = analyzer_.normalize_name(text);
    if (has(prefix::entity_name, name) || has(prefix::heading, name) || has(prefix_of(entity.type), name)) return true;
    if (entity.major && has(prefix::heading_major, name)) return true;
    return std::any_of(entity.qualifiers.begin(), entity.qualifiers.end(), [&](const Qualifier& qualifier) {
      return has(prefix::heading_qualified, name + "/" + analyzer_.normalize_name(qualifier.name));
    });
  }

  static std::string_view prefix_of(EntityType type) {
    switch (type) {
      case EntityType::gene: return prefix::gene_name;
      case EntityType::disease: return prefix::disease_name;
      case EntityType::chemical: return prefix::chemical_name;
      default: return prefix::entity_name;
    }
  }

  bool has(std::string_view prefix, std::string_view value) const {
    return terms_.contains(boolean_term(prefix, value));
  }

  const EntityDemand demand_;
  std::unordered_set<std::string> terms_;
  Analyzer& analyzer_;
  const Vocabulary* vocabulary_;
  std::unordered_map<std::string, std::string> heading_ids_;
  bool by_name_ = false;
};

}  // namespace

DocidSets filter_by_entities(const DocidSets& sets, const EntityDemand& demand,
                             const std::vector<std::string>& sorted_terms, IndexView& index, Budget& budget) {
  EntityFilter filter(demand, sorted_terms, index);
  DocidSets kept;
  for (std::size_t s = 0; s < sets.size(); ++s) {
    const Segment& segment = index.snapshot()->segments()[s];
    DocidSet set(segment.entry.documents);
    for (std::uint32_t docid = sets[s].first_from(1); docid != 0; docid = sets[s].first_from(docid + 1)) {
      budget.tick();
      if (filter.matches(decode_head(segment.heads.record(docid)))) set.add(docid);
    }
    set.finish();
    kept.push_back(std::move(set));
  }
  return kept;
}

}  // namespace il2search::plan
