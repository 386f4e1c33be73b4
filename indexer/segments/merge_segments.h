// merge_segments(): segments -> one segment of their live documents.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "postings/merge_postings.h"

namespace il2search {

// A finished segment folder that is not yet part of an index. Its files are not synced: adopt_segment() does that.
struct BuiltSegment {
  std::string folder;
  std::uint32_t documents = 0;
};

// A segment, and those of its documents that a merge leaves out.
struct MergeInput {
  std::string folder;
  std::vector<std::uint32_t> deleted{};  // docids, sorted
};

// Merges at most kMergeFanIn segments into a new folder, with their live documents in the order of the inputs. Nothing is
// analysed again; pairs are posted if `options` has them, whose `tokens` are ignored. Keeps the inputs. Error{index_corrupt, io, out_of_memory, cancelled}.
inline constexpr std::size_t kMergeFanIn = 64;
BuiltSegment merge_segments(const std::vector<MergeInput>& inputs, const std::string& folder,
                            MergeOptions options = {});

}  // namespace il2search
