// EntityLinker: tags, and ids of headings.
#include "indexer/entity_linker.h"

namespace il2search {
namespace {

constexpr std::size_t kMostRemembered = 100'000;  // names: MeSH has 30,000 headings

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

void EntityLinker::tag(Document& document) {
  if (tagger_) tagger_->tag(document);
  else remove_tags(document);
}

std::string_view EntityLinker::heading_id(std::string_view name) {
  if (!vocabulary_ || name.empty()) return {};
  if (heading_ids_.size() >= kMostRemembered) heading_ids_.clear();
  const auto [place, is_new] = heading_ids_.try_emplace(std::string(name));
  if (is_new) {
    if (const ConceptNumber heading = find_heading(name, *vocabulary_, analyzer_); heading != 0)
      place->second = vocabulary_->id(heading);
  }
  return place->second;
}

}  // namespace il2search
