// Documents and results as JSON text: for storing them elsewhere, for scripts, for the jsonl format that il2index reads back.
// What could steer a terminal (text.h: terminal_safe()) is escaped as \uXXXX, so that the text can be printed as it is.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <il2search/diagnostic.h>
#include <il2search/document.h>
#include <il2search/export.h>
#include <il2search/searcher.h>

namespace il2search {

// One line of JSON with a member for everything that the document holds; members that are empty are left out.
// Reading the line with the jsonl format gives an equal document. Members: docs/formats.md. Safe from many threads.
IL2SEARCH_EXPORT std::string to_json(const Document& document);

// Results as one line: the object that `il2search --format json` prints, docs/cli.md. Always valid UTF-8; bytes of the
// query or of documents that are not become U+FFFD. A hit alone, and diagnostics as a list, have the same form as there.
IL2SEARCH_EXPORT std::string to_json(const Results& results);
IL2SEARCH_EXPORT std::string to_json(const Hit& hit);
IL2SEARCH_EXPORT std::string to_json(const std::vector<Diagnostic>& diagnostics);

// Likewise what `il2search --concept` and `--complete` print: {"concepts": […]} and {"complete": "…", "completions": […]}.
IL2SEARCH_EXPORT std::string to_json(const std::vector<ConceptView>& concepts);
IL2SEARCH_EXPORT std::string to_json(std::string_view beginning, const std::vector<Completion>& completions);

}  // namespace il2search
