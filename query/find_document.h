// A document by any of its identifiers.
#pragma once

#include <optional>
#include <string_view>

#include <il2search/document.h>

#include "query/plan/index_view.h"

namespace il2search {

// The live document with this id, else the first by id that carries it as another identifier. Error{index_corrupt}.
std::optional<Document> find_document(std::string_view id, plan::IndexView& index);

}  // namespace il2search
