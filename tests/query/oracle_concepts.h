// The oracle's vocabulary: hierarchies and matches directly from the list of concepts, by walking it again and again.
#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <vector>

#include <il2search/concept.h>

namespace il2search::oracle {

class ConceptTable {
 public:
  static constexpr std::size_t kAll = 1000;  // levels

  explicit ConceptTable(std::vector<Concept> concepts) : concepts_(std::move(concepts)) {}

  // What documents may carry for this identifier, including this many levels of narrower concepts.
  std::set<std::string> ids_for(const std::string& id, std::size_t levels) const;

  std::vector<std::string> ids() const;  // of all concepts and of the targets of their mappings

 private:
  bool is_loaded(const std::string& id) const;
  std::set<std::string> narrower_headings(const std::string& id, std::size_t levels) const;
  std::set<std::string> narrower(const std::string& id, std::size_t levels) const;
  std::set<std::string> matches(const std::string& id) const;

  std::vector<Concept> concepts_;
};

}  // namespace il2search::oracle
