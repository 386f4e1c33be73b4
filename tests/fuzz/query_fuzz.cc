// Fuzz target of the query parser. For any text, parsing ends, spans are within the text and nest, and a query without
// errors has the same meaning after it is printed and parsed again.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "query/syntax/parser.h"
#include "query/syntax/print.h"
#include "tests/query/syntax_support.h"

namespace {

using il2search::syntax::parse;
using il2search::syntax::parse_plain;
using il2search::syntax::Parsed;

void require(bool holds, const char* what, const std::string& detail) {
  if (holds) return;
  std::fprintf(stderr, "%s: %s\n", what, detail.c_str());
  std::abort();
}

void check_spans(std::string_view query, const Parsed& parsed) {
  const std::string errors = il2search::syntax::span_errors(query, parsed);
  require(errors.empty(), "invalid spans", errors);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string query(data, data + size);
  const Parsed parsed = parse(query);
  check_spans(query, parsed);
  check_spans(query, parse_plain(query));
  const std::string printed = il2search::syntax::print(parsed.tree);
  // The printed text may be longer than a query may be.
  if (!parsed.ok() || printed.size() > il2search::syntax::kMaxQueryBytes) return 0;
  const Parsed again = parse(printed);
  require(again.ok(), "the printed query has an error", printed);
  require(il2search::syntax::same_meaning(again.tree, parsed.tree), "the printed query has another meaning", printed);
  return 0;
}
