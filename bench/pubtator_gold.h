// An annotated collection for the tagger: texts and the ids that annotators marked in them, from a PubTator file.
#pragma once

#include <map>
#include <string>
#include <vector>

#include <il2search/document.h>

namespace il2search::bench {

struct GoldDocument {
  std::string text;                        // title, newline, abstract
  std::map<std::string, std::string> ids;  // CURIE -> one of its mentions
};

struct GoldSet {
  std::string name;
  EntityType type = EntityType::disease;
  std::vector<GoldDocument> documents;
};

// Composite ids count as several; mentions without an id or of other types are ignored. Error{path_missing, broken_file}.
GoldSet read_gold(const std::string& name, EntityType type, const std::string& path);

}  // namespace il2search::bench
