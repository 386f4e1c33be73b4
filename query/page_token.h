// Paging tokens: where the next page begins, and of which search.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include <il2search/searcher.h>

#include "query/query_data.h"

namespace il2search {

struct PageToken {
  std::uint64_t generation = 0;
  std::size_t offset = 0;
};

// `generation-offset-checksum`; the checksum covers the query and every option that decides what is found and in which
// order.
std::string make_token(const PageToken& token, const Query::Data& query, const SearchOptions& options);

// Error{invalid_argument} if the text is not a token, or belongs to another search.
PageToken read_token(std::string_view text, const Query::Data& query, const SearchOptions& options);

}  // namespace il2search
