// SegmentBuilder: the terms of documents -> one segment folder. The only place that writes postings, so that another
// way of writing them needs no change elsewhere.
//
// A builder makes a micro-segment of up to about a thousand documents: small enough that Xapian's inverter stays in the
// processor's cache. merge_segments() then makes one segment of many.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "indexer/document_terms.h"

namespace il2search {

// A finished segment folder that is not part of an index yet.
struct BuiltSegment {
  std::string folder;
  std::uint32_t documents = 0;
};

// One thread at a time. Errors: Error{io, out_of_memory}; after one of them the folder is useless.
class SegmentBuilder {
 public:
  // Creates the folder. Nothing in it is synced: adopt_segment() does that once, for the merged segment.
  explicit SegmentBuilder(const std::string& folder);
  ~SegmentBuilder();
  SegmentBuilder(SegmentBuilder&&) noexcept;

  // Gives the document the next docid, from 1. Terms hold no NUL and at most kMaxTermBytes bytes, so that
  // Xapian cannot refuse the document and with it everything since its last commit.
  void add(const DocumentTerms& document);

  std::uint32_t documents() const;
  BuiltSegment finish();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// Merges segments, at most kMergeFanIn, into a new folder, documents in the order of the inputs. The inputs stay.
inline constexpr std::size_t kMergeFanIn = 64;
BuiltSegment merge_segments(const std::vector<BuiltSegment>& inputs, const std::string& folder);

}  // namespace il2search
