// Printing a compiled query.
#include "query/match/match_tree.h"

#include <algorithm>

#include "schema/value_slots.h"

namespace il2search::plan {
namespace {

std::string join(const std::vector<std::string>& parts, std::string_view separator) {
  std::string out;
  for (const std::string& part : parts) out += (out.empty() ? "" : std::string(separator)) + part;
  return out;
}

std::string_view name_of(MatchOp op) {
  switch (op) {
    case MatchOp::all: return "all";
    case MatchOp::any: return "any";
    case MatchOp::without: return "without";
    case MatchOp::maybe: return "maybe";
  }
  return "";
}

std::string printed(const MatchNothing&) { return "nothing"; }
std::string printed(const MatchEverything&) { return "everything"; }

std::string printed(const MatchTerms& terms) {
  const TermList& list = *terms.list;
  std::string out = join(list.terms, " | ");
  if (list.times > 1) out.append(" * ").append(std::to_string(list.times));
  return out;
}

std::string printed(const MatchSet& set) {
  std::uint64_t documents = 0;
  for (const DocidSet& of_segment : *set.sets) documents += of_segment.size();
  return std::string("set of ").append(std::to_string(documents));
}

std::string printed(const Date& date) {
  std::string out = std::to_string(date.year);
  if (date.month != 0) out.append("/").append(std::to_string(date.month));
  if (date.day != 0) out.append("/").append(std::to_string(date.day));
  return out;
}

std::string printed(const MatchValues& range) {
  return "slot " + std::to_string(static_cast<unsigned>(range.slot)) + ": " + printed(unpack_date(range.from)) +
         " to " + printed(unpack_date(range.to));
}

std::string printed(const MatchPhrase& phrase) { return "phrase(" + print(phrase.child.front()) + ")"; }

std::string printed(const MatchGroup& group) {
  std::vector<std::string> children;
  for (const MatchTree& child : group.children) children.push_back(print(child));
  return std::string(name_of(group.op)) + "(" + join(children, ", ") + ")";
}

bool is_leaf(const MatchTree& tree) {
  return !std::holds_alternative<MatchGroup>(tree.value) && !std::holds_alternative<MatchPhrase>(tree.value);
}

}  // namespace

std::string print(const MatchTree& tree) {
  std::string out = std::visit([](const auto& value) { return printed(value); }, tree.value);
  if (is_leaf(tree) && !tree.is_ranked) out = std::string("[").append(out).append("]");
  if (tree.scale != 1) {
    std::string scale = std::to_string(tree.scale);
    scale.erase(scale.find_last_not_of('0') + 1);
    out.append(" * ").append(scale);
  }
  return out;
}

std::size_t leaves(const MatchTree& tree) {
  if (const auto* terms = std::get_if<MatchTerms>(&tree.value)) return terms->list->terms.size();
  if (const auto* phrase = std::get_if<MatchPhrase>(&tree.value)) return 1 + leaves(phrase->child.front());
  const auto* group = std::get_if<MatchGroup>(&tree.value);
  if (group == nullptr) return 1;
  std::size_t sum = 0;
  for (const MatchTree& child : group->children) sum += leaves(child);
  return sum;
}

}  // namespace il2search::plan
