// Segments of given documents, as a run builds them.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "indexer/segments/segment_part.h"

namespace il2search::test {

inline BuiltSegment build_segment(const std::string& folder,
                                  const std::vector<std::pair<Document, Origin>>& documents) {
  DocumentAnalyzer analyzer;
  BatchBuilder batch;
  for (const auto& [document, origin] : documents) batch.add(analyzer.document_terms(document, origin));
  PartBuilder part(folder, UINT64_MAX);
  part.append(batch.finish());
  return finish_segment(part.finish(), {});
}

}  // namespace il2search::test
