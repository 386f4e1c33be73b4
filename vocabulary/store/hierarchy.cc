// Building the hierarchy and walking down.
#include "vocabulary/store/hierarchy.h"

#include <algorithm>
#include <string>

#include <il2search/error.h>
#include <il2search/text.h>

namespace il2search {
namespace {

constexpr std::uint64_t kMaxTreeParents = 10'000'000;  // pairs of a node and a parent heading; MeSH has 60,000
constexpr std::uint64_t kStepsPerCheckpoint = 4096;

std::uint32_t depth_of(std::string_view tree_number) {
  return static_cast<std::uint32_t>(std::count(tree_number.begin(), tree_number.end(), '.'));
}

void sort_unique(std::vector<ConceptNumber>& numbers) {
  std::sort(numbers.begin(), numbers.end());
  numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
}

// A concept on the path of a depth-first search, and the index of its next edge.
struct OpenConcept {
  ConceptNumber number = 0;
  std::size_t next = 0;
};

std::string describe_cycle(const ConceptTable& table, const std::vector<OpenConcept>& path, ConceptNumber closing) {
  constexpr std::size_t kShownIds = 10;
  const auto first = std::find_if(path.begin(), path.end(), [&](const OpenConcept& c) { return c.number == closing; });
  std::string text = "is_a cycle: ";
  std::size_t shown = 0;
  for (auto c = first; c != path.end() && shown < kShownIds; ++c, ++shown) text += table.at(c->number).id + " -> ";
  if (static_cast<std::size_t>(path.end() - first) > kShownIds) text += "… -> ";
  return text + table.at(closing).id + "; the last link is left out";
}

}  // namespace

Hierarchy::Hierarchy(const ConceptTable& table, WarningLog& log, const std::function<void()>& checkpoint)
    : table_(table),
      down_(std::size_t{table.size()} + 1),
      parents_(down_.size()),
      children_(down_.size()),
      visited_(down_.size(), 0) {
  collect_nodes();
  add_edges(log, checkpoint);
  add_tree_parents();
  for (std::vector<ConceptNumber>& numbers : parents_) sort_unique(numbers);
  for (ConceptNumber n = 1; n <= table.size(); ++n)
    for (const ConceptNumber parent : parents_[n]) children_[parent].push_back(n);
}

void Hierarchy::collect_nodes() {
  for (ConceptNumber n = 1; n <= table_.size(); ++n)
    for (const std::string& tree_number : table_.at(n).tree_numbers) nodes_.push_back({tree_number, n});
  std::sort(nodes_.begin(), nodes_.end(), [](const TreeNode& a, const TreeNode& b) {
    return a.tree_number != b.tree_number ? a.tree_number < b.tree_number : a.number < b.number;
  });
}

void Hierarchy::add_edges(WarningLog& log, const std::function<void()>& checkpoint) {
  Edges up(down_.size());
  for (ConceptNumber n = 1; n <= table_.size(); ++n) {
    const Concept& data = table_.at(n);
    for (const std::string& id : data.parents) {
      const ConceptNumber parent = table_.find(id);
      if (parent != 0) up[n].push_back(parent);
      else log.note("parents that are not loaded", [&] { return data.id + ": its parent " + id + " is not loaded"; });
    }
    sort_unique(up[n]);
  }
  break_cycles(up, log, checkpoint);
  for (ConceptNumber n = 1; n <= table_.size(); ++n) {
    for (const std::string& id : table_.at(n).mapped_to) {
      const ConceptNumber heading = table_.find(id);
      // Supplementary concepts are leaves.
      if (heading != 0 && table_.at(heading).mapped_to.empty()) up[n].push_back(heading);
    }
    sort_unique(up[n]);
    for (const ConceptNumber parent : up[n]) down_[parent].push_back(n);
  }
  parents_ = std::move(up);
}

void Hierarchy::check_level(ConceptNumber number, std::uint32_t level) const {
  if (level <= kMaxLevels) return;
  throw Error(ErrorCode::broken_file,
              "the hierarchy of the vocabularies is deeper than " + std::to_string(kMaxLevels) +
                  " levels: " + terminal_safe(table_.at(number).id, false),
              "look at its parents in the source file; a chain as long as this is an error there");
}

// A depth-first search over all edges, which removes edges back to a concept on the current path. A concept is left after
// all its parents, so that its level, counted along the longest path, is known then.
void Hierarchy::break_cycles(Edges& up, WarningLog& log, const std::function<void()>& checkpoint) const {
  enum class State : std::uint8_t { unseen, open, done };
  std::vector<State> state(up.size(), State::unseen);
  std::vector<OpenConcept> path;
  std::vector<std::uint32_t> level(up.size(), 0);
  std::uint64_t steps = 0;
  for (ConceptNumber root = 1; root <= table_.size(); ++root) {
    if (state[root] != State::unseen) continue;
    path.push_back({root, 0});
    state[root] = State::open;
    while (!path.empty()) {
      if (++steps % kStepsPerCheckpoint == 0) checkpoint();
      const OpenConcept here = path.back();
      std::vector<ConceptNumber>& edges = up[here.number];
      if (here.next == edges.size()) {
        for (const ConceptNumber parent : edges) level[here.number] = std::max(level[here.number], level[parent] + 1);
        check_level(here.number, level[here.number]);
        state[here.number] = State::done;
        path.pop_back();
        continue;
      }
      const ConceptNumber parent = edges[here.next];
      if (state[parent] == State::open) {
        log.note("is_a cycles", [&] { return describe_cycle(table_, path, parent); });
        edges.erase(edges.begin() + static_cast<std::ptrdiff_t>(here.next));
        continue;
      }
      ++path.back().next;
      if (state[parent] == State::done) continue;
      state[parent] = State::open;
      path.push_back({parent, 0});
    }
  }
}

// The parents of a node are the headings at the longest proper prefix of its tree number that exists. Headings that share
// a tree number multiply: each heading at a number is a parent of all those below it.
void Hierarchy::add_tree_parents() {
  std::uint64_t pairs = 0;
  const auto before = [](const TreeNode& node, std::string_view wanted) { return node.tree_number < wanted; };
  for (const TreeNode& node : nodes_) {
    std::string_view above = node.tree_number;
    for (std::size_t dot = above.rfind('.'); dot != std::string_view::npos; dot = above.rfind('.')) {
      above = above.substr(0, dot);
      auto found = std::lower_bound(nodes_.begin(), nodes_.end(), above, before);
      if (found == nodes_.end() || found->tree_number != above) continue;
      for (; found != nodes_.end() && found->tree_number == above; ++found) {
        if (++pairs > kMaxTreeParents)
          throw Error(ErrorCode::broken_file, "too many headings share the same tree numbers: " + std::string(above));
        if (found->number != node.number) parents_[node.number].push_back(found->number);
      }
      break;
    }
  }
}

std::vector<Descendant> Hierarchy::below_in_trees(ConceptNumber number) const {
  std::vector<Descendant> below;
  for (const std::string& tree_number : table_.at(number).tree_numbers) {
    const std::uint32_t depth = depth_of(tree_number);
    const auto [first, last] =
        find_subtree(nodes_.size(), tree_number, [&](std::size_t i) { return nodes_[i].tree_number; });
    for (std::size_t i = first; i < last; ++i) {
      const std::uint32_t level = depth_of(nodes_[i].tree_number) - depth;
      if (level > 0) below.push_back({nodes_[i].number, level});
    }
  }
  std::sort(below.begin(), below.end(), [](const Descendant& a, const Descendant& b) { return a.level < b.level; });
  return below;
}

// Level by level: the headings that the trees have there, and the children of the level above.
std::vector<Descendant> Hierarchy::descendants(ConceptNumber number) {
  const std::vector<Descendant> in_trees = below_in_trees(number);
  auto next_in_trees = in_trees.begin();
  ++walk_;
  visited_[number] = walk_;
  std::vector<Descendant> found;
  const auto visit = [&](ConceptNumber n, std::uint32_t level) {
    if (visited_[n] == walk_) return;
    visited_[n] = walk_;
    found.push_back({n, level});
  };
  std::vector<ConceptNumber> above{number};
  for (std::uint32_t level = 1; !above.empty() || next_in_trees != in_trees.end(); ++level) {
    const std::size_t before = found.size();
    for (; next_in_trees != in_trees.end() && next_in_trees->level == level; ++next_in_trees)
      visit(next_in_trees->number, level);
    for (const ConceptNumber n : above)
      for (const ConceptNumber child : down_[n]) visit(child, level);
    above.clear();
    for (std::size_t i = before; i < found.size(); ++i) above.push_back(found[i].number);
  }
  std::sort(found.begin(), found.end(), [](const Descendant& a, const Descendant& b) { return a.number < b.number; });
  return found;
}

}  // namespace il2search
