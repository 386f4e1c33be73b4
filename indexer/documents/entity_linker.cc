// EntityLinker: tags, and ids of headings by name.
#include "indexer/documents/entity_linker.h"

namespace il2search {
namespace {

constexpr std::size_t kMaxKnownIds = 100'000;  // MeSH has 30,000 headings

}  // namespace

SharedVocabulary open_shared_vocabulary(const std::string& folder) {
  if (folder.empty()) return {};
  return {folder, std::make_shared<const TagDictionary>(folder + "/" + kTagDictionaryFile)};
}

EntityLinker::EntityLinker(const SharedVocabulary& shared) {
  if (shared.folder.empty()) return;
  vocabulary_ = std::make_unique<Vocabulary>(shared.folder);
  tagger_ = std::make_unique<Tagger>(shared.dictionary);
}

void EntityLinker::tag(Document& document, const AnalyzedDocument& analyzed) {
  if (tagger_) tagger_->tag(document, analyzed);
  else remove_tags(document);
}

std::vector<std::string> EntityLinker::heading_ids(const Document& document) {
  std::vector<std::string> ids;
  if (!vocabulary_) return ids;
  for (std::size_t i = 0; i < document.entities.size(); ++i) {
    const Entity& entity = document.entities[i];
    if (!entity.id.empty() || entity.name.empty() || !may_be_heading(entity)) continue;
    ids.resize(document.entities.size());
    ids[i] = heading_id(entity.name);
  }
  return ids;
}

const std::string& EntityLinker::heading_id(const std::string& name) {
  if (known_ids_.size() >= kMaxKnownIds) known_ids_.clear();
  const auto [known, is_new] = known_ids_.try_emplace(name);
  if (is_new) {
    if (const ConceptNumber heading = find_heading(name, *vocabulary_, analyzer_); heading != 0)
      known->second = vocabulary_->id(heading);
  }
  return known->second;
}

}  // namespace il2search
