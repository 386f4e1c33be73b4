// JSON -> Document: a record of the jsonl format. The other direction is to_json() (il2search/json.h). Both are driven by
// one table of members (document_members.h), so that they cannot drift apart and nothing is lost.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <il2search/document.h>

#include "base/json_stream.h"

namespace il2search {

// Either a document or what is wrong with the record, in one sentence that names the member.
struct JsonRecord {
  std::optional<Document> document;
  std::string problem;
};

// Reads one JSON object. Accepted beside what to_json() writes: an abstract, a journal, authors, entities and
// the like as plain strings; one value where a list is expected; numbers for ids, volume, issue and pages; dates as
// text or as {year, month, day}. Members that the model does not know go to Document::extra. Entity ids are normalised.
// Document::id is filled from pmid, pmcid or doi where it is missing, and may stay empty. Never throws for any input
// but std::bad_alloc. Cost: one tree in memory, about ten times the text.
JsonRecord document_from_json(std::string_view text, const JsonCaps& caps = {});

}  // namespace il2search
