// Hierarchy: what is above and below each concept, from tree numbers, is_a and the headings of supplementary concepts.
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>
#include <utility>
#include <vector>

#include "vocabulary/store/compile_stages.h"

namespace il2search {

// A place of a heading in MeSH's trees.
struct TreePlace {
  std::string_view tree_number;
  ConceptNumber number = 0;
};

// The places that stand at a tree number and below it, as a range of places sorted by tree number. A whole category
// is asked for by its letter. Works over anything that gives the tree number of a place by its index.
template <class TreeNumberAt>
std::pair<std::size_t, std::size_t> find_subtree(std::size_t places, std::string_view tree_number,
                                                 TreeNumberAt tree_number_at) {
  const auto first_at_least = [&](std::string_view bound) {
    std::size_t low = 0;
    std::size_t high = places;
    while (low < high) {
      const std::size_t middle = low + (high - low) / 2;
      if (tree_number_at(middle) < bound) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  // Behind "C05" come "C05.116" and all others with the dot, before any other number: the dot is the lowest byte that
  // tree numbers have.
  const bool category = tree_number.size() == 1;
  std::string end(tree_number);
  if (category) ++end.back();
  else end += '/';
  return {first_at_least(tree_number), first_at_least(end)};
}

// Needs the table to live as long. Building reports cycles of is_a, whose closing edge is left out, and parents that are
// not in the table; it calls the checkpoint now and then, which may throw. Error{broken_file} for tree numbers that
// multiply: many headings at one and many below it. One thread.
class Hierarchy {
 public:
  Hierarchy(const ConceptTable& table, WarningLog& log, const std::function<void()>& checkpoint);

  const std::vector<TreePlace>& places() const { return places_; }  // sorted by tree number
  // Sorted by number: by tree number, is_a, and the headings that a supplementary concept maps to.
  const std::vector<ConceptNumber>& parents(ConceptNumber number) const { return parents_[number]; }
  const std::vector<ConceptNumber>& children(ConceptNumber number) const { return children_[number]; }

  // Everything below, without the concept itself, sorted by number; the level is that of the shortest way. Time grows
  // with the result.
  std::vector<Descendant> descendants(ConceptNumber number);

 private:
  using Edges = std::vector<std::vector<ConceptNumber>>;  // by number

  void collect_places();
  void add_edges(WarningLog& log, const std::function<void()>& checkpoint);
  void break_cycles(Edges& up, WarningLog& log, const std::function<void()>& checkpoint) const;
  void add_tree_parents();
  std::vector<Descendant> below_in_trees(ConceptNumber number) const;

  const ConceptTable& table_;
  std::vector<TreePlace> places_;
  Edges down_;  // edges that are followed from level to level: is_a, and headings of supplementary concepts
  Edges parents_;
  Edges children_;
  std::vector<std::uint32_t> visited_;  // by number: the last walk that met it
  std::uint32_t walk_ = 0;
};

}  // namespace il2search
