// Writing and reading of paging tokens.
#include "query/page_token.h"

#include <charconv>
#include <optional>

#include "base/checksum.h"

namespace il2search {
namespace {

constexpr std::size_t kChecksumDigits = 12;

void add(std::string& all, std::string_view text) { all.append(std::to_string(text.size())).append(":").append(text); }

std::string checksum_of(const Query::Data& query, const SearchOptions& options) {
  std::string all;
  add(all, query.text);
  for (const Query& filter : options.filters) add(all, filter.to_string());
  all += '.';
  for (const int number :
       {static_cast<int>(options.match), static_cast<int>(query.plain), static_cast<int>(options.sort),
        static_cast<int>(options.reverse), static_cast<int>(options.close_matches), static_cast<int>(options.map)}) {
    all += std::to_string(number);
  }
  add(all, options.explode_levels ? std::to_string(*options.explode_levels) : "all");
  add(all, std::to_string(options.min_mentions));
  for (const Provenance provenance : options.provenance) add(all, to_string(provenance));
  return xxh3_hex(all).substr(0, kChecksumDigits);
}

// The number before the next hyphen, which is cut off together with it.
template <class Number> std::optional<Number> read_number(std::string_view& rest) {
  const auto dash = rest.find('-');
  if (dash == std::string_view::npos) return {};
  Number value{};
  const auto [end, error] = std::from_chars(rest.data(), rest.data() + dash, value);
  if (error != std::errc{} || end != rest.data() + dash) return {};
  rest.remove_prefix(dash + 1);
  return value;
}

}  // namespace

std::string make_token(const PageToken& token, const Query::Data& query, const SearchOptions& options) {
  return std::to_string(token.generation) + "-" + std::to_string(token.offset) + "-" + checksum_of(query, options);
}

PageToken read_token(std::string_view text, const Query::Data& query, const SearchOptions& options) {
  std::string_view rest = text;
  const auto generation = read_number<std::uint64_t>(rest);
  const auto offset = generation ? read_number<std::size_t>(rest) : std::nullopt;
  if (!offset || rest.size() != kChecksumDigits) {
    throw Error(ErrorCode::invalid_argument, "not a paging token", "use `next` of the previous page");
  }
  if (rest != checksum_of(query, options)) {
    throw Error(ErrorCode::invalid_argument, "the paging token belongs to another search",
                "repeat the query and options of the previous page");
  }
  return {*generation, *offset};
}

}  // namespace il2search
