// The fields of an index and the tags of the query language: one table, for `il2search --fields` and for editors.
#pragma once

#include <string>
#include <vector>

#include <il2search/export.h>

namespace il2search {

struct FieldInfo {
  std::string name;                  // `title`: for title:lupus and lupus[title]
  std::vector<std::string> aliases;  // other names that mean the same, PubMed's tags among them
  std::string kind;                  // "text", "name", "person", "identifier", "entity", "date", "flag", "setting"
  std::string description;
  std::string example;
};

// Every field, in the order in which it is documented.
IL2SEARCH_EXPORT std::vector<FieldInfo> fields();

}  // namespace il2search
