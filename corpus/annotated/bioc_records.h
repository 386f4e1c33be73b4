// BiocRecords: the last hop of both BioC readers, BiocDocument -> Document with its id, and what is reported on the way.
#pragma once

#include <optional>
#include <string>
#include <utility>

#include "corpus/annotated/annotations.h"
#include "corpus/annotated/bioc_document.h"
#include "corpus/reader.h"

namespace il2search {

class BiocRecords {
 public:
  explicit BiocRecords(ReaderOptions options) : options_(std::move(options)) {}

  // The document, or nothing when it must be left out, which is reported as its warnings are.
  std::optional<Document> make(BiocDocument source, const RecordPosition& place);
  const ReaderOptions& options() const { return options_; }

 private:
  ReaderOptions options_;
  SeenDocuments seen_;
};

}  // namespace il2search
