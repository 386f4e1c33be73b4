// Any text as a query of a small index, from parsing to snippets: three bytes choose options, the rest is the query. Hits
// are in order and within the limit, pages continue each other, the exact total is the number of matches, the canonical
// text finds the same, and everything can be printed.
#include <algorithm>
#include <set>

#include <il2search/json.h>

#include "base/utf8.h"
#include "cli/print_text.h"
#include "query/syntax/parser.h"
#include "tests/fuzz/sample_index.h"

namespace {

using namespace il2search;

SearchOptions options_of(fuzz::FuzzInput& input) {
  constexpr Sort kSorts[] = {Sort::relevance, Sort::date, Sort::title, Sort::journal, Sort::id};
  constexpr Match kMatches[] = {Match::automatic, Match::all, Match::any};
  const std::uint8_t order = input.byte();
  const std::uint8_t meaning = input.byte();
  const std::uint8_t page = input.byte();
  SearchOptions options;
  options.sort = kSorts[order % std::size(kSorts)];
  options.reverse = (order & 0x80) != 0;
  options.match = kMatches[meaning % std::size(kMatches)];
  options.map = (meaning & 0x08) == 0;
  options.plain = (meaning & 0x10) != 0;
  options.close_matches = (meaning & 0x20) != 0;
  if ((meaning & 0x40) != 0) options.explode_levels = meaning >> 7;
  if ((order & 0x40) != 0) options.filters = {Query::published("2019", "")};
  options.limit = 1 + page % 8;
  options.explain = (page & 0x80) != 0;
  options.time_limit = std::chrono::milliseconds(5000);
  return options;
}

void check_snippet(const Snippet& snippet) {
  std::size_t last = 0;
  for (const Span& span : snippet.highlights) {
    fuzz::require(last <= span.start && span.start < span.end, "highlights out of order", snippet.text);
    fuzz::require(span.end <= snippet.text.size(), "a highlight beyond the snippet", snippet.text);
    last = span.end;
  }
  fuzz::require(is_valid_utf8(snippet.text), "a snippet that is not UTF-8");
}

void check_diagnostics(const std::vector<Diagnostic>& diagnostics, std::string_view query) {
  for (const Diagnostic& d : diagnostics) {
    fuzz::require(d.start <= d.end && d.end <= query.size(), "a diagnostic beyond the query", d.code);
    fuzz::require(!d.code.empty() && !d.message.empty(), "a diagnostic without message", d.code);
    fuzz::require_printable_lines(cli::diagnostic_text(d, query));
  }
  fuzz::require_printable_json(to_json(diagnostics));
}

void check_page(const Results& results, const SearchOptions& options) {
  fuzz::require(results.hits.size() <= options.limit && results.hits.size() <= results.total, "too many hits");
  for (const Hit& hit : results.hits) check_snippet(hit.snippet);
  fuzz::require_printable_lines(cli::page_text(results, false));
  fuzz::require_printable_json(to_json(results));
}

std::set<std::string> ids_of_page(const Results& results) {
  std::set<std::string> ids;
  for (const Hit& hit : results.hits) ids.insert(hit.id);
  fuzz::require(ids.size() == results.hits.size(), "a hit twice on a page");
  return ids;
}

void check_next_page(std::string_view query, const Results& first, SearchOptions options) {
  if (first.next.empty()) return;
  options.after = first.next;
  const Results second = fuzz::sample_searcher().search(query, options);
  fuzz::require(!second.hits.empty() && second.hits.front().rank == first.hits.back().rank + 1, "a gap between pages");
  const std::set<std::string> seen = ids_of_page(first);
  for (const std::string& id : ids_of_page(second)) fuzz::require(seen.count(id) == 0, "a hit on two pages", id);
}

std::vector<std::string> matches(std::string_view query, const SearchOptions& options) {
  std::vector<std::string> ids;
  fuzz::sample_searcher().for_each_match(query, options, [&](std::string_view id) {
    ids.emplace_back(id);
    return true;
  });
  fuzz::require(std::is_sorted(ids.begin(), ids.end()), "matches out of order");
  return ids;
}

void check_matches(std::string_view query, SearchOptions options) {
  options.exact_total = true;
  const std::vector<std::string> ids = matches(query, options);
  fuzz::require(fuzz::sample_searcher().search(query, options).total == ids.size(), "the total is not exact", query);
  const std::string canonical = Query::parse(query).to_string();
  // Text that comes to nothing matches nothing, but a filter without text matches.
  if (options.plain || canonical.empty() || canonical.size() > syntax::kMaxQueryBytes) return;
  fuzz::require(matches(canonical, options) == ids, "the canonical text finds something else",
                std::string(query) + "\n" + canonical);
}

void check_query(std::string_view query, const SearchOptions& options) {
  const Results results = fuzz::sample_searcher().search(query, options);
  check_diagnostics(results.diagnostics, query);
  check_diagnostics(fuzz::sample_searcher().lint(query, options), query);
  check_page(results, options);
  ids_of_page(results);
  if (results.has_errors()) return;
  check_next_page(query, results, options);
  check_matches(query, options);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::FuzzInput input(fuzz::as_text(data, size));
  const SearchOptions options = options_of(input);
  fuzz::succeeds([&] { check_query(input.rest(), options); }, ErrorCode::timed_out);
  return 0;
}
