// Fuzz target of the query parser and of Query. For any text, parsing ends, spans are within the text and nest, a query without
// errors has the same meaning after it is printed and parsed again, and literal text has no syntax in it.
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include <il2search/query.h>

#include "query/query_data.h"
#include "query/syntax/parser.h"
#include "query/syntax/print.h"
#include "tests/fuzz/fuzz_input.h"
#include "tests/query/syntax_support.h"

namespace {

using il2search::Query;
using il2search::fuzz::require;
using il2search::syntax::parse;
using il2search::syntax::parse_plain;
using il2search::syntax::Parsed;

constexpr std::size_t kPieceBytes = 200;

void check_spans(std::string_view query, const Parsed& parsed) {
  const std::string errors = il2search::syntax::span_errors(query, parsed);
  require(errors.empty(), "invalid spans", errors);
}

// The query is one leaf of this kind, or nothing.
template <class Leaf> void check_literal(const Query& query) {
  const auto& root = query.data().parsed.tree.root;
  require(!root || std::holds_alternative<Leaf>(root->value), "literal text with syntax in it", query.text());
  require(Query::parse(query.to_string()) == query, "literal text that is not printed as itself", query.text());
}

void check_combined(const std::string& text) {
  const std::size_t half = text.size() / 2;
  const Query left = Query::parse(text.substr(0, half));
  const Query right = Query::parse(text.substr(half));
  for (const Query& query : {left.and_(right), left.or_(right), left.without(right)}) {
    check_spans(query.text(), query.data().parsed);
    if (query.has_errors() || query.to_string().size() > il2search::syntax::kMaxQueryBytes) continue;
    require(Query::parse(query.to_string()) == query, "the combined query reads otherwise", query.text());
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string query(data, data + size);
  const Parsed parsed = parse(query);
  check_spans(query, parsed);
  check_spans(query, parse_plain(query));
  // Literal text is parsed word by word: a piece is enough.
  const std::string piece = query.substr(size == 0 ? 0 : std::hash<std::string>{}(query) % size, kPieceBytes);
  check_literal<il2search::syntax::WordRun>(Query::words(piece));
  check_literal<il2search::syntax::Phrase>(Query::field("tiab", piece));
  check_combined(piece);
  const std::string printed = il2search::syntax::print(parsed.tree);
  // The printed text may be longer than a query may be.
  if (!parsed.ok() || printed.size() > il2search::syntax::kMaxQueryBytes) return 0;
  const Parsed again = parse(printed);
  require(again.ok(), "the printed query has an error", printed);
  require(il2search::syntax::same_meaning(again.tree, parsed.tree), "the printed query has another meaning", printed);
  return 0;
}
