// SegmentBuilder: the terms of documents -> one segment folder, and merge_segments(): segments -> one segment.
//
// A builder makes a micro-segment of up to about a thousand documents, whose inverted postings fit the processor's cache.
#pragma once

#include <cstdint>
#include <functional>
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

  // Adds the document with the next docid, from 1. Terms must not contain NUL nor exceed kMaxTermBytes.
  void add(const DocumentTerms& document);

  std::uint32_t documents() const;
  BuiltSegment finish();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// A segment, and those of its documents that a merge leaves out.
struct MergeInput {
  std::string folder;
  std::vector<std::uint32_t> deleted{};  // docids, sorted
};

// Merges at most kMergeFanIn segments into a new folder, with their live documents in the order of the inputs. Nothing is
// analysed again. Keeps the inputs. Error{index_corrupt, io, out_of_memory}; Error{cancelled} if `cancelled`, which is asked
// often, returns true.
inline constexpr std::size_t kMergeFanIn = 64;
BuiltSegment merge_segments(const std::vector<MergeInput>& inputs, const std::string& folder,
                            const std::function<bool()>& cancelled = {});

}  // namespace il2search
