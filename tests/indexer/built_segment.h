// Batches and segments of given documents, as a run builds them.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "indexer/segments/build_pool.h"
#include "indexer/segments/segment_part.h"
#include "tests/indexer/papers.h"

namespace il2search::test {

// Documents with these numbers as ids.
inline Batch batch_of(int first, int last, const std::string& title, std::uint32_t source = 0) {
  Batch batch;
  for (int i = first; i <= last; ++i) {
    Document document;
    document.id = pmid_id(i);
    document.title = title;
    document.abstract = {{"", "Cells of group " + std::to_string(i) + " were counted."}};
    batch.bytes += footprint(document);
    batch.documents.push_back({std::move(document), {0, source}});
  }
  return batch;
}

inline BuiltSegment build_segment(const std::string& folder, const std::vector<std::pair<Document, Origin>>& documents,
                                  PairOptions pairs = {}) {
  DocumentAnalyzer analyzer;
  BatchBuilder batch;
  for (const auto& [document, origin] : documents) batch.add(analyzer.document_terms(document, origin));
  PartBuilder part(folder, UINT64_MAX);
  part.append(batch.finish());
  return finish_segment(part.finish(), {}, std::move(pairs));
}

}  // namespace il2search::test
