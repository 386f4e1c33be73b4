// Tokens for paging: where the next page begins, and for which search.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include <il2search/searcher.h>

namespace il2search {

struct PageToken {
  std::uint64_t generation = 0;
  std::size_t offset = 0;
};

// `generation-offset-checksum`, where the checksum covers the query and every option that decides what is found and in
// which order.
std::string make_token(const PageToken& token, std::string_view query, const SearchOptions& options);

// Error{invalid_argument} when the text is no token, or one of another search.
PageToken read_token(std::string_view text, std::string_view query, const SearchOptions& options);

}  // namespace il2search
