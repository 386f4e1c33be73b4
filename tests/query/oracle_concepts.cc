// The oracle's vocabulary: see oracle_concepts.h.
#include "tests/query/oracle_concepts.h"

#include <algorithm>

namespace il2search::oracle {
namespace {

constexpr std::size_t kNowhere = ConceptTable::kAll + 1;

// How many levels one tree number is below another.
std::size_t levels_between(const std::string& number, const std::string& top) {
  if (!number.starts_with(top + ".")) return kNowhere;
  return static_cast<std::size_t>(
      std::count(number.begin() + static_cast<std::ptrdiff_t>(top.size()), number.end(), '.'));
}

// The fewest levels between any two of their tree numbers, since a heading can have several.
std::size_t levels_between(const Concept& one, const Concept& top) {
  std::size_t least = kNowhere;
  for (const std::string& number : one.tree_numbers) {
    for (const std::string& above : top.tree_numbers) least = std::min(least, levels_between(number, above));
  }
  return least;
}

bool has(const std::vector<std::string>& list, const std::string& id) {
  return std::find(list.begin(), list.end(), id) != list.end();
}

bool is_exact(const ConceptMapping& mapping) {
  return mapping.predicate == MappingPredicate::exact || mapping.predicate == MappingPredicate::xref;
}

void add(std::set<std::string>& to, const std::set<std::string>& more) { to.insert(more.begin(), more.end()); }

}  // namespace

bool ConceptTable::is_loaded(const std::string& id) const {
  return std::any_of(concepts_.begin(), concepts_.end(), [&](const Concept& one) { return one.id == id; });
}

std::set<std::string> ConceptTable::narrower(const std::string& id, std::size_t levels) const {
  if (levels == 0) return {};
  std::set<std::string> all = narrower_headings(id, levels);
  std::set<std::string> mapped = narrower_headings(id, levels - 1);
  mapped.insert(id);
  std::set<std::string> last{id};
  for (std::size_t level = 0; level < levels && !last.empty(); ++level) {
    std::set<std::string> next;
    for (const Concept& one : concepts_) {
      const auto is_above = [&](const std::string& parent) { return has(one.parents, parent); };
      if (!all.contains(one.id) && std::any_of(last.begin(), last.end(), is_above)) next.insert(one.id);
    }
    add(all, next);
    last = std::move(next);
  }
  for (const Concept& substance : concepts_) {
    for (const std::string& heading : substance.mapped_to) {
      if (mapped.contains(heading)) all.insert(substance.id);
    }
  }
  return all;
}

std::set<std::string> ConceptTable::narrower_headings(const std::string& id, std::size_t levels) const {
  std::set<std::string> all;
  for (const Concept& top : concepts_) {
    for (const Concept& one : concepts_) {
      if (top.id == id && levels_between(one, top) <= levels) all.insert(one.id);
    }
  }
  return all;
}

// In both directions.
std::set<std::string> ConceptTable::matches(const std::string& id) const {
  std::set<std::string> found;
  for (const Concept& one : concepts_) {
    for (const ConceptMapping& mapping : one.mappings) {
      if (!is_exact(mapping)) continue;
      if (one.id == id) found.insert(mapping.id);
      if (mapping.id == id) found.insert(one.id);
    }
  }
  return found;
}

std::set<std::string> ConceptTable::ids_for(const std::string& id, std::size_t levels) const {
  std::set<std::string> roots{id};
  // An identifier that is not loaded stands for the concepts that are mapped to it.
  if (!is_loaded(id)) add(roots, matches(id));
  for (const std::string& asked : std::set<std::string>(roots)) {
    if (is_loaded(asked)) add(roots, matches(asked));
  }
  std::set<std::string> ids = roots;
  for (const std::string& root : roots) add(ids, narrower(root, levels));
  if (levels == 0) return ids;
  for (const std::string& one : std::set<std::string>(ids)) {
    if (is_loaded(one)) add(ids, matches(one));
  }
  return ids;
}

std::vector<std::string> ConceptTable::ids() const {
  std::set<std::string> all;
  for (const Concept& one : concepts_) {
    all.insert(one.id);
    for (const ConceptMapping& mapping : one.mappings) all.insert(mapping.id);
  }
  return {all.begin(), all.end()};
}

}  // namespace il2search::oracle
