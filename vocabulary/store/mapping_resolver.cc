// resolve_mappings() and collect_matches(): cross references and mapping sets -> what each concept is elsewhere.
#include <algorithm>
#include <string>
#include <unordered_set>

#include "vocabulary/store/compile_stages.h"

namespace il2search {
namespace {

constexpr std::string_view kSetPrefix = "sssom-";

// Pairs of an id and a vocabulary that a mapping set maps it into.
class MappedPairs {
 public:
  void add(std::string_view a, std::string_view b) {
    pairs_.insert(key(a, vocabulary_of(b)));
    pairs_.insert(key(b, vocabulary_of(a)));
  }
  bool has(std::string_view id, std::string_view vocabulary) const { return pairs_.contains(key(id, vocabulary)); }

 private:
  static std::string key(std::string_view id, std::string_view vocabulary) {
    std::string text(id);
    text += '\n';
    text += vocabulary;
    return text;
  }
  std::unordered_set<std::string> pairs_;
};

std::string set_name(const VocabularyPart& part) {
  return part.name.starts_with(kSetPrefix) ? part.name.substr(kSetPrefix.size()) : part.name;
}

// Drops untyped cross references where a mapping set has a better statement.
void drop_outdated_references(ConceptTable& table, const MappedPairs& pairs) {
  for (ConceptNumber n = 1; n <= table.size(); ++n) {
    Concept& data = table.at(n);
    std::erase_if(data.mappings, [&](const ConceptMapping& mapping) {
      return mapping.predicate == MappingPredicate::xref &&
             (pairs.has(data.id, vocabulary_of(mapping.id)) || pairs.has(mapping.id, data.vocabulary));
    });
  }
}

using VocabularyNames = std::unordered_set<std::string>;

VocabularyNames loaded_vocabularies(const ConceptTable& table) {
  VocabularyNames names;
  for (ConceptNumber n = 1; n <= table.size(); ++n) names.insert(table.at(n).vocabulary);
  return names;
}

// Mapping sets are meant to have rows whose other side belongs to a vocabulary that is not loaded. An id that is missing
// from a loaded vocabulary, however, is a mistake or belongs to a newer release.
void count_unknown(const std::string& id, const std::string& source, const VocabularyNames& loaded, WarningLog& log) {
  const std::string vocabulary(vocabulary_of(id));
  if (loaded.contains(vocabulary)) log.count("rows of " + source + " with ids missing from the loaded " + vocabulary);
}

void add_row(ConceptTable& table, const MappingRow& row, const std::string& source, const VocabularyNames& loaded,
             WarningLog& log) {
  const ConceptNumber subject = table.find(row.subject);
  const ConceptNumber object = table.find(row.object);
  if (subject != 0) table.at(subject).mappings.push_back({row.object, row.predicate, source});
  else if (object != 0) table.at(object).mappings.push_back({row.subject, inverse(row.predicate), source});
  if (subject == 0 && object == 0) return log.count("rows of " + source + " between concepts that are not loaded");
  if (subject == 0) count_unknown(row.subject, source, loaded, log);
  if (object == 0) count_unknown(row.object, source, loaded, log);
}

// Sorts matches of the same id by what they say: the closest predicate first.
bool is_closer(const BridgeMatch& a, const BridgeMatch& b) {
  if (a.id != b.id) return a.id < b.id;
  if (a.predicate != b.predicate) return a.predicate < b.predicate;
  return a.source < b.source;
}

}  // namespace

MappingPredicate inverse(MappingPredicate predicate) noexcept {
  if (predicate == MappingPredicate::broad) return MappingPredicate::narrow;
  if (predicate == MappingPredicate::narrow) return MappingPredicate::broad;
  return predicate;
}

void resolve_mappings(ConceptTable& table, const std::vector<VocabularyPart>& parts, WarningLog& log) {
  MappedPairs pairs;
  for (const VocabularyPart& part : parts)
    for (const MappingRow& row : part.mappings) pairs.add(row.subject, row.object);
  drop_outdated_references(table, pairs);
  const VocabularyNames loaded = loaded_vocabularies(table);
  for (const VocabularyPart& part : parts) {
    const std::string source = set_name(part);
    for (const MappingRow& row : part.mappings) add_row(table, row, source, loaded, log);
  }
}

std::vector<std::vector<BridgeMatch>> collect_matches(const ConceptTable& table) {
  std::vector<std::vector<BridgeMatch>> matches(std::size_t{table.size()} + 1);
  for (ConceptNumber n = 1; n <= table.size(); ++n) {
    const Concept& data = table.at(n);
    if (data.obsolete) continue;
    for (const ConceptMapping& mapping : data.mappings) {
      const ConceptNumber other = table.find(mapping.id);
      if (other == n || (other != 0 && table.at(other).obsolete)) continue;
      matches[n].push_back({mapping.id, other, mapping.predicate, mapping.source});
      if (other != 0) matches[other].push_back({data.id, n, inverse(mapping.predicate), mapping.source});
    }
  }
  for (std::vector<BridgeMatch>& list : matches) {
    std::sort(list.begin(), list.end(), is_closer);
    const auto same_id = [](const BridgeMatch& a, const BridgeMatch& b) { return a.id == b.id; };
    list.erase(std::unique(list.begin(), list.end(), same_id), list.end());
  }
  return matches;
}

}  // namespace il2search
