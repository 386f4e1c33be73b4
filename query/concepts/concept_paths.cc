// The shortest ways to a concept are made of the shortest ways to its parents, so each broader concept keeps a few, the
// top ones first. A way is kept as its last step, which leads to a way of the parent: long chains stay cheap.
#include "query/concepts/concept_paths.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace il2search {
namespace {

class WayFinder {
 public:
  WayFinder(ConceptNumber goal, const Vocabulary& vocabulary, std::size_t limit)
      : vocabulary_(vocabulary), goal_(goal), limit_(limit) {
    for (const ConceptNumber broader : vocabulary.ancestors(goal)) add(broader);
    add(goal);
  }

  std::vector<ConceptPath> ways() {
    settle_all();
    std::vector<ConceptPath> found;
    for (std::size_t rank = 0; rank < nodes_[goal_].ways.size(); ++rank) {
      if (ConceptPath way = way_of(goal_, rank); !way.empty()) found.push_back(std::move(way));
    }
    return found;
  }

 private:
  // A way by its last step: to the parent, by one of the parent's ways; without a parent all of it stands in `whole`.
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
    std::vector<LastStep> ways;
  };

  void add(ConceptNumber number) {
    Node& node = nodes_[number];
    node.parents = vocabulary_.parents(number);
    node.tree_numbers = vocabulary_.full_concept(number).tree_numbers;
    for (const std::string& place : node.tree_numbers) at_place_.emplace(place, number);
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
    if (!node.tree_numbers.empty()) add_ways_by_tree(node);
    else if (node.parents.empty()) node.ways.push_back({});
    else
      for (const ConceptNumber parent : node.parents) add_ways_by(parent, node);
    std::stable_sort(node.ways.begin(), node.ways.end(),
                     [](const LastStep& a, const LastStep& b) { return a.length < b.length; });
    if (node.ways.size() > limit_) node.ways.resize(limit_);
  }

  void add_ways_by(ConceptNumber parent, Node& node) {
    const auto& ways = nodes_[parent].ways;
    for (std::size_t rank = 0; rank < ways.size(); ++rank)
      node.ways.push_back({ways[rank].length + 1, parent, rank, {}});
  }

  // Two places side by side in the tree are one way.
  void add_ways_by_tree(Node& node) const {
    for (const std::string& place : node.tree_numbers) {
      ConceptPath way = way_by_tree(place);
      const auto same = [&](const LastStep& known) { return known.whole == way; };
      if (std::any_of(node.ways.begin(), node.ways.end(), same)) continue;
      const std::size_t length = way.size();
      node.ways.push_back({length, 0, 0, std::move(way)});
    }
  }

  // C05.550.114 -> what stands at C05 and at C05.550.
  ConceptPath way_by_tree(std::string_view place) const {
    ConceptPath way;
    for (std::size_t dot = place.find('.'); dot != std::string_view::npos; dot = place.find('.', dot + 1)) {
      const auto above = at_place_.find(std::string(place.substr(0, dot)));
      if (above != at_place_.end()) way.push_back(above->second);
    }
    return way;
  }

  ConceptPath way_of(ConceptNumber number, std::size_t rank) {
    ConceptPath upwards;
    const LastStep* step = &nodes_[number].ways[rank];
    while (step->parent != 0) {
      upwards.push_back(step->parent);
      step = &nodes_[step->parent].ways[step->rank];
    }
    ConceptPath way = step->whole;
    way.insert(way.end(), upwards.rbegin(), upwards.rend());
    return way;
  }

  const Vocabulary& vocabulary_;
  ConceptNumber goal_;
  std::size_t limit_;
  std::unordered_map<ConceptNumber, Node> nodes_;
  std::unordered_map<std::string, ConceptNumber> at_place_;
};

}  // namespace

std::vector<ConceptPath> ways_to(ConceptNumber number, const Vocabulary& vocabulary, std::size_t limit) {
  return WayFinder(number, vocabulary, limit).ways();
}

}  // namespace il2search
