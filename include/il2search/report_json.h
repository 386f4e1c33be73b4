// Status and reports as JSON: the output of `il2index status --json`, `generations --json` and `vocabulary --json`, and the
// file of `--report`.
#pragma once

#include <string>
#include <vector>

#include <il2search/export.h>
#include <il2search/index_writer.h>
#include <il2search/maintenance.h>
#include <il2search/vocabulary.h>

namespace il2search {

// One object on one line, with the members of the struct.
IL2SEARCH_EXPORT std::string to_json(const IndexStatus& status);
IL2SEARCH_EXPORT std::string to_json(const RepairReport& report);
// An object with the list as its member `generations`.
IL2SEARCH_EXPORT std::string to_json(const std::vector<GenerationStatus>& generations);
IL2SEARCH_EXPORT std::string to_json(const UpdateReport& report);
IL2SEARCH_EXPORT std::string to_json(const VocabularyReport& report);

}  // namespace il2search
