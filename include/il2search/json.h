// Documents, results and concepts as JSON, each on one line without blanks: for scripts, for storing, and for the jsonl
// format that il2index reads. The members are listed in docs/cli.md and docs/formats.md. The text is valid UTF-8, bytes
// that are not become U+FFFD, and can be printed on a terminal: control characters (text.h: terminal_safe()) are escaped
// as \uXXXX. All functions are safe to call from many threads.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <il2search/concept.h>
#include <il2search/diagnostic.h>
#include <il2search/document.h>
#include <il2search/export.h>
#include <il2search/searcher.h>

namespace il2search {

// Everything in the document; members that hold their default are left out. Read as jsonl it gives an equal document.
IL2SEARCH_EXPORT std::string to_json(const Document& document);

// What `il2search --format json` and `--format jsonl` print. topic becomes the first member unless it is empty: the name
// of a query among many.
IL2SEARCH_EXPORT std::string to_json(const Results& results, std::string_view topic = {});
IL2SEARCH_EXPORT std::string to_json(const Hit& hit, std::string_view topic = {});

// What `il2search --lint` prints: a list.
IL2SEARCH_EXPORT std::string to_json(const std::vector<Diagnostic>& diagnostics);

// What `il2search --concept` and `--complete` print: {"concepts":[…]} and {"complete":"…","completions":[…]}.
IL2SEARCH_EXPORT std::string to_json(const std::vector<ConceptView>& concepts);
IL2SEARCH_EXPORT std::string to_json(std::string_view beginning, const std::vector<Completion>& completions);

}  // namespace il2search
