// merge_postings(): inputs -> the tables of one segment. The only function that writes tables.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "postings/posting_input.h"

namespace il2search {

struct MergeOptions {
  std::function<bool()> cancelled;  // asked often; true ends the merge with Error{cancelled}
  // Called often, with how much of the tables of the inputs was read.
  std::function<void(std::uint64_t bytes)> on_progress;
};

// Writes postlist.glass and iamglass into the folder, with the documents of all inputs one after the other. The same
// documents give the same table, however they are divided into inputs. Not synced. Keeps one posting list at a time in
// memory. Error{index_corrupt, io, out_of_memory}; Error{invalid_argument} for more than 2^32 - 1
// documents or occurrences of a term; Error{cancelled}.
void merge_postings(const std::vector<std::unique_ptr<PostingInput>>& inputs, const std::string& folder,
                    const MergeOptions& options = {});

}  // namespace il2search
