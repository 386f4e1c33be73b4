// merge_postings(): inputs -> the tables of one segment. The only function that writes tables.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "postings/posting_input.h"

namespace il2search {

// Writes postlist.glass and iamglass into the folder, with the documents of all inputs one after the other. A surface form
// is posted once. The same documents give the same table, however they are divided into inputs. Not synced. Keeps one
// posting list at a time in memory. Error{index_corrupt, io, out_of_memory}; Error{invalid_argument} for more than 2^32 - 1
// documents or occurrences of a term; Error{cancelled} if `cancelled`, which is asked often and may be empty, returns true.
void merge_postings(const std::vector<std::unique_ptr<PostingInput>>& inputs, const std::string& folder,
                    const std::function<bool()>& cancelled = {});

}  // namespace il2search
