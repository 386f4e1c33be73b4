// Headings by name.
#include "vocabulary/store/headings.h"

#include <vector>

namespace il2search {

bool may_be_heading(const Entity& entity) {
  const bool substance = entity.provenance == Provenance::listed && entity.type == EntityType::chemical;
  return !entity.name.empty() && (entity.provenance == Provenance::indexed || substance);
}

ConceptNumber find_heading(std::string_view name, const Vocabulary& vocabulary, Analyzer& analyzer) {
  std::vector<NameMatch> matches = vocabulary.find_name(name, analyzer, "MESH");
  std::erase_if(matches, [&](const NameMatch& match) { return vocabulary.id(match.number).starts_with("MESH:Q"); });
  if (matches.empty() || matches.front().scope > NameScope::exact) return 0;
  const bool ambiguous = matches.size() > 1 && matches[1].scope == matches[0].scope;
  return ambiguous ? 0 : matches.front().number;
}

}  // namespace il2search
