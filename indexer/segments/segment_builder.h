// SegmentBuilder: the terms of documents -> one segment folder. The only code that writes postings, so that another way of
// writing them needs no change elsewhere.
//
// A builder creates a micro-segment of up to about a thousand documents, so that Xapian's inverter fits the processor's
// cache. merge_segments() combines them.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "indexer/documents/document_terms.h"

namespace il2search {

// A finished segment folder that is not yet part of an index.
struct BuiltSegment {
  std::string folder;
  std::uint32_t documents = 0;
};

// For one thread at a time. Throws Error{io, out_of_memory}; after an error the folder is unusable.
class SegmentBuilder {
 public:
  // Creates the folder. Its files are not synced: adopt_segment() does that once, for the merged segment.
  explicit SegmentBuilder(const std::string& folder);
  ~SegmentBuilder();
  SegmentBuilder(SegmentBuilder&&) noexcept;

  // Adds the document with the next docid, from 1. Terms must not contain NUL nor exceed kMaxTermBytes: if Xapian rejects a
  // document, all documents since the last commit are lost.
  void add(const DocumentTerms& document);

  std::uint32_t documents() const;
  BuiltSegment finish();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// Merges at most kMergeFanIn segments into a new folder, with the documents in the order of the inputs. Keeps the inputs.
inline constexpr std::size_t kMergeFanIn = 64;
BuiltSegment merge_segments(const std::vector<BuiltSegment>& inputs, const std::string& folder);

}  // namespace il2search
