// ConceptTable: the concepts of a vocabulary that is being compiled, each once, in the order of their numbers.
#pragma once

#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "vocabulary/store/vocabulary.h"

namespace il2search {

// The concept with number n is at(n); ids are in bytewise order. Concepts may be changed in place, except for their ids.
class ConceptTable {
 public:
  // Sorted by id, each id once.
  explicit ConceptTable(std::vector<Concept> sorted) : concepts_(std::move(sorted)) {
    numbers_.reserve(concepts_.size());
    for (const Concept& data : concepts_) numbers_.emplace(data.id, static_cast<ConceptNumber>(numbers_.size() + 1));
  }

  ConceptNumber size() const { return static_cast<ConceptNumber>(concepts_.size()); }
  Concept& at(ConceptNumber number) { return concepts_[number - 1]; }
  const Concept& at(ConceptNumber number) const { return concepts_[number - 1]; }
  const std::vector<Concept>& all() const { return concepts_; }

  // 0 for an unknown id.
  ConceptNumber find(std::string_view id) const {
    const auto found = numbers_.find(id);
    return found == numbers_.end() ? 0 : found->second;
  }

 private:
  std::vector<Concept> concepts_;
  std::unordered_map<std::string_view, ConceptNumber> numbers_;  // views of the ids
};

// "MESH" for "MESH:D008180"; the whole text if it has no colon.
inline std::string_view vocabulary_of(std::string_view curie) { return curie.substr(0, curie.find(':')); }

}  // namespace il2search
