// JSON -> Document: a record of the jsonl format. The opposite is to_json() (il2search/json.h). One table of members
// (document_members.h) drives both, so that they agree and nothing is lost.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <il2search/document.h>

#include "base/json/json_stream.h"

namespace il2search {

// A document, or what is wrong with the record: the path of a member and the error.
struct JsonRecord {
  std::optional<Document> document;
  std::string problem;
};

// Reads one JSON object. Besides what to_json() writes it accepts an abstract, a journal, authors, entities and the
// like as plain strings; one value where a list is expected; numbers for ids, volume, issue and pages; dates as text or
// as {year, month, day}. Unknown members go to Document::extra. Entity ids are normalised. A missing id is derived from
// pmid, pmcid or doi, and may stay empty. Throws nothing but std::bad_alloc. Cost: a tree in memory of about ten times
// the text.
JsonRecord document_from_json(std::string_view text, const JsonCaps& caps = {});

}  // namespace il2search
