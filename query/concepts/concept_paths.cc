// The shortest paths to a concept extend the shortest paths to its parents. So each broader concept, from the top down,
// keeps its `limit` shortest ones. A path is stored as its last step, which refers to a path of the parent: long chains stay
// cheap.
#include "query/concepts/concept_paths.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace il2search {
namespace {

class PathFinder {
 public:
  PathFinder(ConceptNumber goal, const Vocabulary& vocabulary, std::size_t limit)
      : vocabulary_(vocabulary), goal_(goal), limit_(limit) {
    for (const ConceptNumber broader : vocabulary.ancestors(goal)) add(broader);
    add(goal);
  }

  std::vector<ConceptPath> paths() {
    settle_all();
    std::vector<ConceptPath> found;
    for (std::size_t rank = 0; rank < nodes_[goal_].paths.size(); ++rank) {
      if (ConceptPath path = path_of(goal_, rank); !path.empty()) found.push_back(std::move(path));
    }
    return found;
  }

 private:
  // A path by its last step: from a path of the parent. Without a parent, `whole` has all of it.
  struct LastStep {
    std::size_t length = 0;
    ConceptNumber parent = 0;
    std::size_t rank = 0;
    ConceptPath whole;
  };
  struct Node {
    std::vector<ConceptNumber> parents;
    std::vector<ConceptNumber> children;  // towards the goal
    std::vector<std::string> tree_numbers;
    std::size_t unsettled_parents = 0;
    std::vector<LastStep> paths;
  };

  void add(ConceptNumber number) {
    Node& node = nodes_[number];
    node.parents = vocabulary_.parents(number);
    node.tree_numbers = vocabulary_.full_concept(number).tree_numbers;
    for (const std::string& tree_number : node.tree_numbers) by_tree_number_.emplace(tree_number, number);
  }

  void settle_all() {
    std::vector<ConceptNumber> ready;
    for (auto& [number, node] : nodes_) {
      std::erase_if(node.parents, [&](ConceptNumber parent) { return nodes_.count(parent) == 0; });
      node.unsettled_parents = node.parents.size();
      for (const ConceptNumber parent : node.parents) nodes_[parent].children.push_back(number);
      if (node.parents.empty()) ready.push_back(number);
    }
    while (!ready.empty()) {
      Node& node = nodes_[ready.back()];
      ready.pop_back();
      settle(node);
      for (const ConceptNumber child : node.children) {
        if (--nodes_[child].unsettled_parents == 0) ready.push_back(child);
      }
    }
  }

  void settle(Node& node) {
    if (!node.tree_numbers.empty()) add_paths_by_tree(node);
    else if (node.parents.empty()) node.paths.push_back({});
    else
      for (const ConceptNumber parent : node.parents) add_paths_by(parent, node);
    std::stable_sort(node.paths.begin(), node.paths.end(),
                     [](const LastStep& a, const LastStep& b) { return a.length < b.length; });
    if (node.paths.size() > limit_) node.paths.resize(limit_);
  }

  void add_paths_by(ConceptNumber parent, Node& node) {
    const auto& known = nodes_[parent].paths;
    for (std::size_t rank = 0; rank < known.size(); ++rank)
      node.paths.push_back({known[rank].length + 1, parent, rank, {}});
  }

  // Two tree numbers below the same headings are one path.
  void add_paths_by_tree(Node& node) const {
    for (const std::string& tree_number : node.tree_numbers) {
      ConceptPath path = path_by_tree(tree_number);
      const auto same = [&](const LastStep& known) { return known.whole == path; };
      if (std::any_of(node.paths.begin(), node.paths.end(), same)) continue;
      const std::size_t length = path.size();
      node.paths.push_back({length, 0, 0, std::move(path)});
    }
  }

  // C05.550.114 -> the headings at C05 and C05.550.
  ConceptPath path_by_tree(std::string_view tree_number) const {
    ConceptPath path;
    for (std::size_t dot = tree_number.find('.'); dot != std::string_view::npos; dot = tree_number.find('.', dot + 1)) {
      const auto above = by_tree_number_.find(std::string(tree_number.substr(0, dot)));
      if (above != by_tree_number_.end()) path.push_back(above->second);
    }
    return path;
  }

  ConceptPath path_of(ConceptNumber number, std::size_t rank) {
    ConceptPath upwards;
    const LastStep* step = &nodes_[number].paths[rank];
    while (step->parent != 0) {
      upwards.push_back(step->parent);
      step = &nodes_[step->parent].paths[step->rank];
    }
    ConceptPath path = step->whole;
    path.insert(path.end(), upwards.rbegin(), upwards.rend());
    return path;
  }

  const Vocabulary& vocabulary_;
  ConceptNumber goal_;
  std::size_t limit_;
  std::unordered_map<ConceptNumber, Node> nodes_;
  std::unordered_map<std::string, ConceptNumber> by_tree_number_;
};

}  // namespace

std::vector<ConceptPath> paths_to(ConceptNumber number, const Vocabulary& vocabulary, std::size_t limit) {
  return PathFinder(number, vocabulary, limit).paths();
}

}  // namespace il2search
