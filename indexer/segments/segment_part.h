// From the terms of documents to a segment:
//
//   DocumentTerms … -> [BatchBuilder] -> BuiltBatch … -> [PartBuilder] -> SegmentPart -> [finish_segment()] -> BuiltSegment
//
// A batch is inverted by one thread, within its processor's cache. A part has batches in a row: their records are in the
// record files of a folder, their postings wait as sorted runs. Parts are appended to each other, and merged once into the
// tables of a segment.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/string_table.h"
#include "indexer/documents/document_terms.h"
#include "indexer/segments/merge_segments.h"
#include "postings/posting_spool.h"
#include "postings/run_builder.h"

namespace il2search {

// Records in memory, in the order of their documents.
class RecordBuffer {
 public:
  // A record of which the caller appends the bytes.
  template <class Append> void append_with(Append append) {
    append(bytes_);
    ends_.push_back(bytes_.size());
  }
  void append(std::string_view record) {
    bytes_ += record;
    ends_.push_back(bytes_.size());
  }
  template <class Use> void for_each(Use use) const {
    std::size_t begin = 0;
    for (const std::size_t end : ends_) {
      use(std::string_view(bytes_).substr(begin, end - begin));
      begin = end;
    }
  }

 private:
  std::string bytes_;
  std::vector<std::size_t> ends_;
};

struct BuiltBatch {
  PostingRun postings;
  RecordBuffer heads;
  RecordBuffer texts;
  RecordBuffer tokens;  // with the numbers of `words`, from 1
  StringTable words;

  std::uint32_t documents() const { return postings.documents; }
};

// Keeps its memory from one batch to the next. For one thread at a time. Error{out_of_memory}.
class BatchBuilder {
 public:
  // Adds the document with the next docid. Terms must not contain NUL nor exceed kMaxTermBytes.
  void add(const DocumentTerms& document);
  // The batch of all documents since the last call.
  BuiltBatch finish();

 private:
  RunBuilder postings_;
  RecordBuffer heads_;
  RecordBuffer texts_;
  RecordBuffer tokens_;
  StringTable words_;
  std::vector<std::uint32_t> numbers_;  // of the words of one document, in words_
};

struct SegmentPart {
  std::vector<std::string> folders;  // with record files, in order
  PostingSpool postings;
  std::uint32_t documents = 0;

  // The documents of the other part come after those of this one.
  void append(SegmentPart more);
};

// For one thread at a time. Error{io, out_of_memory}; after an error the folder is unusable.
class PartBuilder {
 public:
  // Creates the folder. Postings take at most about `memory_limit` bytes of memory: see PostingSpool.
  PartBuilder(const std::string& folder, std::uint64_t memory_limit);
  ~PartBuilder();
  PartBuilder(PartBuilder&&) noexcept;

  void append(BuiltBatch&& batch);
  SegmentPart finish();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// Makes a segment of a part; the result does not depend on how its documents were divided into batches and parts. Uses up
// the folders of the part. `folder` is created if there are several.
BuiltSegment finish_segment(const SegmentPart& part, const std::string& folder, PairOptions pairs = {});

}  // namespace il2search
