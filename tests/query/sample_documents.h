// Eight documents that between them have something of every field: for the golden table of plans and searcher tests.
#pragma once

#include <vector>

#include <il2search/document.h>

namespace il2search {

std::vector<Document> sample_documents();

}  // namespace il2search
