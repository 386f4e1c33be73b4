// Inputs -> the tables of one segment. No other functions write tables.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "postings/pair_postings.h"
#include "postings/posting_input.h"

namespace il2search {

using PostingInputs = std::vector<std::unique_ptr<PostingInput>>;

struct MergeOptions {
  std::function<bool()> cancelled;  // asked often; true ends the merge with Error{cancelled}
  // Called often, with how much of the tables of the inputs was read.
  std::function<void(std::uint64_t bytes)> on_progress;
  std::optional<PairOptions> pairs{};  // else no pairs are posted
};

// Both write the documents of all inputs one after the other into the folder. The same documents give the same files,
// however they are divided into inputs. Not synced. Error{index_corrupt, io, out_of_memory}; Error{invalid_argument} for
// more than 2^32 - 2 documents; Error{cancelled}.

// postings.data, postings.terms and postings.lengths: see storage/posting_file.h. Keeps two bytes per document in memory.
void merge_postings(const PostingInputs& inputs, const std::string& folder, const MergeOptions& options = {});

// The values, as the table of a Xapian database without terms: postlist.glass and iamglass.
void merge_values(const PostingInputs& inputs, const std::string& folder);

}  // namespace il2search
