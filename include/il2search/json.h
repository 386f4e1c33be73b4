// Documents as JSON text: for storing them elsewhere, for scripts, for the jsonl format that il2index reads back.
#pragma once

#include <string>

#include <il2search/document.h>

namespace il2search {

// One line of JSON with a member for everything that the document holds; members that are empty are left out.
// Reading the line with the jsonl format gives an equal document. Members: docs/formats.md. Safe from many threads.
std::string to_json(const Document& document);

}  // namespace il2search
