// Hierarchy: the ancestors and descendants of concepts, by tree numbers, is_a and the headings of supplementary concepts.
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>
#include <utility>
#include <vector>

#include "vocabulary/store/compile_stages.h"

namespace il2search {

// A node of MeSH's trees: a tree number and the heading that has it.
struct TreeNode {
  std::string_view tree_number;
  ConceptNumber number = 0;
};

// The nodes at a tree number and below it, as a range of nodes sorted by tree number. The letter of a category gives the
// whole category. `tree_number_at` returns the tree number of a node by its index.
template <class TreeNumberAt>
std::pair<std::size_t, std::size_t> find_subtree(std::size_t nodes, std::string_view tree_number,
                                                 TreeNumberAt tree_number_at) {
  const auto first_at_least = [&](std::string_view bound) {
    std::size_t low = 0;
    std::size_t high = nodes;
    while (low < high) {
      const std::size_t middle = low + (high - low) / 2;
      if (tree_number_at(middle) < bound) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  // "C05.116" and all others with a dot follow directly after "C05", because the dot is the lowest byte of tree numbers.
  const bool is_category = tree_number.size() == 1;
  std::string end(tree_number);
  if (is_category) ++end.back();
  else end += '/';
  return {first_at_least(tree_number), first_at_least(end)};
}

// The table must outlive it. Building reports is_a cycles, whose closing edge is left out, and parents that are not in the
// table. It calls the checkpoint from time to time, which may throw. Error{broken_file} if a concept is more than
// kMaxLevels below a root, or if tree numbers multiply: many headings at one number and many below it. Not safe from two
// threads at once.
class Hierarchy {
 public:
  // MeSH has 13 levels, the taxonomy of NCBI about 40. Every concept is stored with all its descendants, so that a chain
  // of N concepts takes N * N / 2 pairs.
  static constexpr std::uint32_t kMaxLevels = 1000;

  Hierarchy(const ConceptTable& table, WarningLog& log, const std::function<void()>& checkpoint);

  const std::vector<TreeNode>& nodes() const { return nodes_; }  // sorted by tree number
  // By tree numbers, is_a, and the headings that supplementary concepts map to; sorted by number.
  const std::vector<ConceptNumber>& parents(ConceptNumber number) const { return parents_[number]; }
  const std::vector<ConceptNumber>& children(ConceptNumber number) const { return children_[number]; }

  // All descendants, without the concept itself, sorted by number; the level is that of the shortest path. Linear in the
  // result.
  std::vector<Descendant> descendants(ConceptNumber number);

 private:
  using Edges = std::vector<std::vector<ConceptNumber>>;  // by number

  void collect_nodes();
  void add_edges(WarningLog& log, const std::function<void()>& checkpoint);
  void break_cycles(Edges& up, WarningLog& log, const std::function<void()>& checkpoint) const;
  void check_level(ConceptNumber number, std::uint32_t level) const;
  void add_tree_parents();
  std::vector<Descendant> below_in_trees(ConceptNumber number) const;

  const ConceptTable& table_;
  std::vector<TreeNode> nodes_;
  Edges down_;  // edges that are followed level by level: is_a, and headings of supplementary concepts
  Edges parents_;
  Edges children_;
  std::vector<std::uint32_t> visited_;  // by number: the last walk that visited it
  std::uint32_t walk_ = 0;
};

}  // namespace il2search
