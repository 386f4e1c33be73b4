// merge_parts(): the concepts of all parts -> one table, each concept once.
#include <algorithm>
#include <numeric>
#include <string>
#include <unordered_set>

#include "text/analyzer.h"
#include "vocabulary/readers/concept_draft.h"
#include "vocabulary/readers/mesh_types.h"
#include "vocabulary/store/compile_stages.h"
#include "vocabulary/store/name_key.h"

namespace il2search {
namespace {

constexpr std::string_view kMesh = "MESH";
constexpr std::size_t kLookupsPerCheckpoint = 4096;

template <class T> void unite(std::vector<T>& into, std::vector<T>&& more) {
  for (T& element : more)
    if (std::find(into.begin(), into.end(), element) == into.end()) into.push_back(std::move(element));
}

// Removes duplicate names, keeping the closest scope, and names equal to the label. Keeps the order.
void remove_duplicate_names(Concept& data) {
  std::unordered_map<std::string_view, std::size_t> seen;
  std::vector<bool> is_kept(data.names.size(), true);
  for (std::size_t i = 0; i < data.names.size(); ++i) {
    ConceptName& name = data.names[i];
    const auto [first, is_new] = seen.emplace(name.text, i);
    is_kept[i] = is_new && !name.text.empty() && name.text != data.label;
    if (!is_new) data.names[first->second].scope = std::min(data.names[first->second].scope, name.scope);
  }
  std::vector<ConceptName> names;
  for (std::size_t i = 0; i < is_kept.size(); ++i)
    if (is_kept[i]) names.push_back(std::move(data.names[i]));
  data.names = std::move(names);
}

void merge_concept(Concept& into, Concept&& more) {
  if (into.label.empty()) into.label = std::move(more.label);
  else if (!more.label.empty() && more.label != into.label) into.names.push_back({more.label, NameScope::exact});
  if (into.type == EntityType::other) into.type = more.type;
  if (into.definition.empty()) into.definition = std::move(more.definition);
  // A concept that one source has retired may still be live in another.
  into.obsolete = into.obsolete && more.obsolete;
  into.names.insert(into.names.end(), std::make_move_iterator(more.names.begin()),
                    std::make_move_iterator(more.names.end()));
  unite(into.parents, std::move(more.parents));
  unite(into.tree_numbers, std::move(more.tree_numbers));
  unite(into.mapped_to, std::move(more.mapped_to));
  unite(into.mappings, std::move(more.mappings));
  unite(into.replaced_by, std::move(more.replaced_by));
  unite(into.consider, std::move(more.consider));
}

ConceptTable unite_parts(std::vector<VocabularyPart>& parts, WarningLog& log) {
  std::vector<Concept*> all;
  for (VocabularyPart& part : parts)
    for (Concept& data : part.concepts) all.push_back(&data);
  std::stable_sort(all.begin(), all.end(), [](const Concept* a, const Concept* b) { return a->id < b->id; });
  std::vector<Concept> merged;
  merged.reserve(all.size());
  for (Concept* data : all) {
    if (merged.empty() || merged.back().id != data->id) {
      merged.push_back(std::move(*data));
    } else {
      log.count("concepts in several files, merged");
      merge_concept(merged.back(), std::move(*data));
    }
  }
  for (VocabularyPart& part : parts) part.concepts = {};
  for (Concept& data : merged) remove_duplicate_names(data);
  return ConceptTable(std::move(merged));
}

// Finds MeSH headings by label: by the exact text, and by key if that finds nothing.
class HeadingNames {
 public:
  explicit HeadingNames(const ConceptTable& table) : table_(table) {
    for (ConceptNumber n = 1; n <= table.size(); ++n)
      if (is_heading(table.at(n))) exact_.emplace(table.at(n).label, n);
  }

  ConceptNumber find(std::string_view label) {
    if (const auto found = exact_.find(label); found != exact_.end()) return found->second;
    if (keys_.empty()) index_keys();
    const auto found = keys_.find(name_key(label, analyzer_));
    return found == keys_.end() ? 0 : found->second;
  }

 private:
  // Descriptors and qualifiers. Supplementary concepts are named like substances and are not headings.
  static bool is_heading(const Concept& data) {
    return data.vocabulary == kMesh && !data.id.starts_with("MESH:C") && !data.label.empty();
  }

  // Labels are added first, so that they win over equal entry terms of other headings.
  void index_keys() {
    for (const auto& [label, number] : exact_) keys_.emplace(name_key(label, analyzer_), number);
    for (const auto& [label, number] : exact_)
      for (const ConceptName& name : table_.at(number).names)
        if (name.scope == NameScope::exact) keys_.emplace(name_key(name.text, analyzer_), number);
  }

  const ConceptTable& table_;
  Analyzer analyzer_;
  std::unordered_map<std::string_view, ConceptNumber> exact_;
  std::unordered_map<std::string, ConceptNumber> keys_;
};

void attach_tree_numbers(const std::vector<VocabularyPart>& parts, ConceptTable& table, HeadingNames& names,
                         WarningLog& log, const std::function<void()>& checkpoint) {
  std::unordered_set<ConceptNumber> named;
  std::size_t rows = 0;
  for (const VocabularyPart& part : parts) {
    for (const TreeRow& row : part.tree_numbers) {
      if (++rows % kLookupsPerCheckpoint == 0) checkpoint();
      ConceptNumber number = table.find(row.id);
      if (number == 0) number = names.find(row.heading);
      if (number == 0) {
        log.note("tree numbers of headings that are not loaded",
                 [&] { return part.source + ": no heading " + row.heading + " for tree number " + row.tree_number; });
        continue;
      }
      std::vector<std::string>& numbers = table.at(number).tree_numbers;
      if (named.insert(number).second) numbers.clear();
      if (numbers.size() < kMaxConceptList) numbers.push_back(row.tree_number);
      else
        log.note("headings with too many tree numbers", [&] {
          return part.source + ": more than " + std::to_string(kMaxConceptList) + " tree numbers of " +
                 table.at(number).id + ", left out: " + row.tree_number;
        });
    }
  }
  for (const ConceptNumber number : named) {
    std::vector<std::string>& numbers = table.at(number).tree_numbers;
    std::sort(numbers.begin(), numbers.end());
    numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
  }
}

// Replaces the headings of supplementary concepts by their ids and removes those that are not loaded.
void resolve_headings(ConceptTable& table, HeadingNames& names, WarningLog& log,
                      const std::function<void()>& checkpoint) {
  std::size_t lookups = 0;
  for (ConceptNumber n = 1; n <= table.size(); ++n) {
    Concept& data = table.at(n);
    std::vector<std::string> ids;
    std::unordered_set<ConceptNumber> known{n};
    for (const std::string& heading : data.mapped_to) {
      if (++lookups % kLookupsPerCheckpoint == 0) checkpoint();
      const ConceptNumber found = heading.starts_with(kHeadingByName)
                                      ? names.find(std::string_view(heading).substr(kHeadingByName.size()))
                                      : table.find(heading);
      if (found == 0)
        log.note("mapped headings that are not loaded", [&] { return data.id + ": no heading " + heading; });
      else if (known.insert(found).second) ids.push_back(table.at(found).id);
    }
    data.mapped_to = std::move(ids);
  }
}

// find_subtree() relies on the order of tree numbers, which only valid ones have.
void drop_invalid_tree_numbers(ConceptTable& table, WarningLog& log) {
  for (ConceptNumber n = 1; n <= table.size(); ++n) {
    std::erase_if(table.at(n).tree_numbers, [&](const std::string& tree_number) {
      if (is_mesh_tree_number(tree_number)) return false;
      log.note("invalid tree numbers", [&] { return table.at(n).id + ": invalid tree number: " + tree_number; });
      return true;
    });
  }
}

void type_headings(ConceptTable& table) {
  for (ConceptNumber n = 1; n <= table.size(); ++n) {
    Concept& data = table.at(n);
    if (data.type == EntityType::other && data.vocabulary == kMesh && !data.tree_numbers.empty())
      data.type = mesh_type(data.tree_numbers);
  }
}

}  // namespace

ConceptTable merge_parts(std::vector<VocabularyPart>& parts, WarningLog& log, const std::function<void()>& checkpoint) {
  ConceptTable table = unite_parts(parts, log);
  checkpoint();
  HeadingNames names(table);
  attach_tree_numbers(parts, table, names, log, checkpoint);
  checkpoint();
  drop_invalid_tree_numbers(table, log);
  resolve_headings(table, names, log, checkpoint);
  type_headings(table);
  return table;
}

}  // namespace il2search
