// Eight documents that together have every field: for the golden table of plans and the tests of the searcher.
#pragma once

#include <vector>

#include <il2search/document.h>

namespace il2search {

std::vector<Document> sample_documents();

}  // namespace il2search
