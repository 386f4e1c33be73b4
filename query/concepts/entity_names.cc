// Ids to labels, headings to ids.
#include "query/concepts/entity_names.h"

#include <string>
#include <string_view>
#include <utility>

#include <il2search/text.h>

namespace il2search {
namespace {

// Some sources repeat the id where a name should be, with or without its vocabulary.
bool is_unnamed(const Entity& entity) {
  const std::string_view local = std::string_view(entity.id).substr(entity.id.find(':') + 1);
  return entity.name.empty() || entity.name == local || normalize_curie(entity.name) == entity.id;
}

}  // namespace

Entity with_known_names(Entity entity, const Vocabulary& vocabulary, Analyzer& analyzer) {
  if (entity.id.empty() && may_be_heading(entity)) {
    if (const ConceptNumber number = find_heading(entity.name, vocabulary, analyzer); number != 0) {
      entity.id = vocabulary.id(number);
      entity.vocabulary = "MESH";
    }
  } else if (!entity.id.empty() && is_unnamed(entity)) {
    const ConceptNumber number = vocabulary.find(entity.id);
    if (number != 0 && !vocabulary.head(number).label.empty()) entity.name = vocabulary.head(number).label;
  }
  return entity;
}

}  // namespace il2search
