// Terms as the indexer lays them down.
#include "query/plan/value_terms.h"

#include <algorithm>
#include <utility>

namespace il2search::plan {
namespace {

// Each term once; the order is kept.
void make_unique(std::vector<std::string>& terms) {
  std::vector<std::string> once;
  for (std::string& term : terms) {
    if (std::find(once.begin(), once.end(), term) == once.end()) once.push_back(std::move(term));
  }
  terms = std::move(once);
}

}  // namespace

bool is_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

char to_lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::string to_lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), [](char c) { return to_lower(c); });
  return out;
}

std::string_view trimmed_value(std::string_view text) {
  while (!text.empty() && static_cast<unsigned char>(text.front()) <= ' ') text.remove_prefix(1);
  while (!text.empty() && static_cast<unsigned char>(text.back()) <= ' ') text.remove_suffix(1);
  return text;
}

std::string boolean_term(std::string_view prefix, std::string_view value) {
  std::string out(prefix);
  out += value;
  if (out.size() <= kMaxTermBytes) return out;
  std::size_t end = kMaxTermBytes;
  while (end > 0 && (static_cast<unsigned char>(out[end]) & 0xC0) == 0x80) --end;
  out.resize(end);
  return out;
}

void add_term(Terms& terms, std::string_view prefix, std::string_view value, bool truncated) {
  (truncated ? terms.beginnings : terms.terms).push_back(boolean_term(prefix, value));
}

Node node_of(Terms terms, Kind kind, syntax::Span span) {
  if (terms.terms.size() > 1 && terms.terms.size() < 20) make_unique(terms.terms);
  Node node{std::move(terms)};
  node.kind = kind;
  node.span = span;
  return node;
}

}  // namespace il2search::plan
