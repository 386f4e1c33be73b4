// From stored records to plain values: hits of a page, single documents.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include <il2search/searcher.h>

#include "query/match/index_view.h"
#include "query/run.h"
#include "query/snippet.h"

namespace il2search {

struct HitOptions {
  std::size_t offset = 0;
  bool entities = true;
  bool equal_by_id = true;             // order equal scores by id
  Highlighter* highlighter = nullptr;  // null: no snippets
};

// Entities that their source left without name or id get those of the loaded vocabularies. About 2 microseconds per hit,
// 0.1 ms with a snippet, 1 microsecond per entity. Throws Error{index_corrupt}.
std::vector<Hit> make_hits(const std::vector<RankedDocument>& documents, const HitOptions& options,
                           plan::IndexView& index);

// The document with this id, else the first by id that has it among its other identifiers. Error{index_corrupt}.
std::optional<Document> find_document(std::string_view id, plan::IndexView& index);

}  // namespace il2search
