// A compiled vocabulary in a temporary folder, for tests that build their parts by hand.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "tests/storage/test_index.h"
#include "vocabulary/store/compiler.h"
#include "vocabulary/store/vocabulary.h"

namespace il2search {

// Compiles and opens; keeps the warnings.
class CompiledVocabulary {
 public:
  explicit CompiledVocabulary(std::vector<VocabularyPart> parts) {
    CompileOptions options;
    options.on_warning = [this](const std::string& text) { warnings.push_back(text); };
    compile_vocabulary(std::move(parts), folder(), options);
    vocabulary_ = std::make_unique<Vocabulary>(folder());
  }

  std::string folder() const { return scratch_.path() + "/v"; }
  const Vocabulary& operator*() const { return *vocabulary_; }
  const Vocabulary* operator->() const { return vocabulary_.get(); }

  std::vector<std::string> ids(const std::vector<ConceptNumber>& numbers) const {
    std::vector<std::string> all;
    for (const ConceptNumber n : numbers) all.emplace_back(vocabulary_->id(n));
    return all;
  }
  // "MESH:D1 1" for id and level.
  std::vector<std::string> below(const std::string& id, std::uint32_t levels = kAllLevels) const {
    std::vector<std::string> all;
    for (const Descendant& d : vocabulary_->descendants(vocabulary_->find(id), levels))
      all.push_back(std::string(vocabulary_->id(d.number)) + " " + std::to_string(d.level));
    return all;
  }
  std::vector<std::string> named(const std::string& name, const std::string& vocabulary = "") {
    std::vector<std::string> all;
    for (const NameMatch& m : vocabulary_->find_name(name, analyzer, vocabulary))
      all.push_back(std::string(vocabulary_->id(m.number)) + " " + to_string(m.scope));
    return all;
  }
  // "MESH:D1 exact source".
  std::vector<std::string> matched(const std::string& id, bool close_too = false) const {
    return described(vocabulary_->matches(vocabulary_->find(id), close_too));
  }
  static std::vector<std::string> described(const std::vector<BridgeMatch>& matches) {
    std::vector<std::string> all;
    for (const BridgeMatch& m : matches)
      all.push_back(m.id + " " + to_string(m.predicate) + " " + m.source + (m.number == 0 ? " foreign" : ""));
    return all;
  }
  static std::vector<std::string> names(const std::vector<NameCompletion>& completions) {
    std::vector<std::string> all;
    for (const NameCompletion& c : completions) all.push_back(c.name);
    return all;
  }

  std::vector<std::string> warnings;
  Analyzer analyzer;

 private:
  test::TestFolder scratch_;
  std::unique_ptr<Vocabulary> vocabulary_;
};

// --- Concepts by hand.

inline Concept make_concept(const std::string& id, const std::string& label, std::vector<ConceptName> names = {}) {
  Concept data;
  data.id = id;
  data.vocabulary = id.substr(0, id.find(':'));
  data.label = label;
  data.names = std::move(names);
  return data;
}

inline Concept heading(const std::string& id, const std::string& label, std::vector<std::string> tree_numbers) {
  Concept data = make_concept(id, label);
  data.tree_numbers = std::move(tree_numbers);
  return data;
}

inline Concept child_of(const std::string& id, std::vector<std::string> parents) {
  Concept data = make_concept(id, "label of " + id);
  data.parents = std::move(parents);
  return data;
}

inline VocabularyPart make_part(const std::string& name, std::vector<Concept> concepts) {
  VocabularyPart part;
  part.name = name;
  part.version = "2026";
  part.source = name + ".txt";
  part.concepts = std::move(concepts);
  return part;
}

}  // namespace il2search
