// The fields and tags of the query language, for `il2search --fields` and for editors.
#pragma once

#include <string>
#include <vector>

#include <il2search/export.h>

namespace il2search {

struct FieldInfo {
  std::string name;                  // "title": for title:lupus and lupus[title]
  std::vector<std::string> aliases;  // other names of the field, including PubMed's tags
  std::string kind;                  // "text", "name", "person", "identifier", "entity", "date", "flag", "setting"
  std::string description;
  std::string example;
};

// All fields, in the order of docs/fields.md.
IL2SEARCH_EXPORT std::vector<FieldInfo> fields();

}  // namespace il2search
