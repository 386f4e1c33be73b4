// Stage 2, rewrite(): the passes that plan.h lists, in one walk from the leaves up. Pure.
#include "query/plan/plan.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <unordered_map>
#include <utility>

namespace il2search::plan {
namespace {

bool is_nothing(const Node& node) { return std::holds_alternative<Nothing>(node.value); }
bool is_everything(const Node& node) { return std::holds_alternative<Everything>(node.value); }

Node with_span(Node node, Span span) {
  node.span = span;
  return node;
}

std::vector<Node> flattened(std::vector<Node> children, Op op) {
  std::vector<Node> out;
  out.reserve(children.size());
  for (Node& child : children) {
    auto* group = std::get_if<Group>(&child.value);
    if (group != nullptr && group->op == op && child.scale == 1) {
      std::move(group->children.begin(), group->children.end(), std::back_inserter(out));
    } else {
      out.push_back(std::move(child));
    }
  }
  return out;
}

// Lists that only filter, and about which there is nothing to report, can share one node.
bool can_merge(const Node& node) {
  const auto* terms = std::get_if<Terms>(&node.value);
  return terms != nullptr && !terms->weighted && !terms->demand.any() && node.kind == Kind::plain;
}

void merge_lists(std::vector<Node>& children) {
  const auto first = std::find_if(children.begin(), children.end(), can_merge);
  if (first == children.end()) return;
  auto& into = std::get<Terms>(first->value);
  const auto rest = std::remove_if(std::next(first), children.end(), [&](Node& node) {
    if (!can_merge(node)) return false;
    auto& terms = std::get<Terms>(node.value);
    std::move(terms.terms.begin(), terms.terms.end(), std::back_inserter(into.terms));
    std::move(terms.beginnings.begin(), terms.beginnings.end(), std::back_inserter(into.beginnings));
    return true;
  });
  children.erase(rest, children.end());
}

// Equal for nodes that are the same word; "" for nodes that are not ranked lists of terms.
std::string word_key(const Node& node) {
  const auto* terms = std::get_if<Terms>(&node.value);
  if (terms == nullptr || !terms->weighted || node.scale != 1) return {};
  std::string key{static_cast<char>('0' + static_cast<int>(node.kind)), node.optional ? '?' : '!'};
  for (const std::string& term : terms->terms) key.append(term) += '\0';
  for (const std::string& beginning : terms->beginnings) key.append(beginning) += '*';
  return key;
}

// A repeated word counts for more than one word, but not for two different words.
void merge_repeated(std::vector<Node>& children) {
  std::vector<Node> once;
  once.reserve(children.size());
  std::unordered_map<std::string, std::size_t> indexes;
  for (Node& child : children) {
    const std::string key = word_key(child);
    const auto [known, is_new] = indexes.emplace(key, once.size());
    if (is_new || key.empty()) once.push_back(std::move(child));
    else std::get<Terms>(once[known->second].value).times += std::get<Terms>(child.value).times;
  }
  children = std::move(once);
}

Node any(std::vector<Node> children, Span span) {
  children = flattened(std::move(children), Op::any);
  std::erase_if(children, is_nothing);
  merge_repeated(children);
  if (std::any_of(children.begin(), children.end(), is_everything)) return with_span(Node{Everything{}}, span);
  merge_lists(children);
  return with_span(any_of(std::move(children)), span);
}

Node all(std::vector<Node> children, Span span) {
  children = flattened(std::move(children), Op::all);
  if (std::any_of(children.begin(), children.end(), is_nothing)) return with_span(Node{Nothing{}}, span);
  std::erase_if(children, is_everything);
  if (children.empty()) return with_span(Node{Everything{}}, span);
  merge_repeated(children);
  const auto optional =
      std::stable_partition(children.begin(), children.end(), [](const Node& n) { return !n.optional; });
  if (optional == children.begin() || optional == children.end()) return with_span(all_of(std::move(children)), span);
  std::vector<Node> maybe(std::make_move_iterator(optional), std::make_move_iterator(children.end()));
  children.erase(optional, children.end());
  Group group{Op::maybe, {}};
  group.children.push_back(all_of(std::move(children)));
  std::move(maybe.begin(), maybe.end(), std::back_inserter(group.children));
  return with_span(Node{std::move(group)}, span);
}

Node without(std::vector<Node> children, Span span) {
  // (a NOT b) NOT c is a without b and c.
  if (auto* inner = std::get_if<Group>(&children.front().value); inner != nullptr && inner->op == Op::without) {
    std::vector<Node> joined = std::move(inner->children);
    std::move(std::next(children.begin()), children.end(), std::back_inserter(joined));
    children = std::move(joined);
  }
  if (is_nothing(children.front())) return with_span(Node{Nothing{}}, span);
  children.erase(std::remove_if(std::next(children.begin()), children.end(), is_nothing), children.end());
  if (children.size() == 1) return with_span(std::move(children.front()), span);
  return with_span(Node{Group{Op::without, std::move(children)}}, span);
}

}  // namespace

Node rewrite(Node node) {
  auto* group = std::get_if<Group>(&node.value);
  if (group == nullptr) return node;
  std::vector<Node> children = std::move(group->children);
  for (Node& child : children) child = rewrite(std::move(child));
  const bool optional = node.optional;
  const double scale = node.scale;
  Node out{Nothing{}};
  switch (group->op) {
    case Op::any: out = any(std::move(children), node.span); break;
    case Op::all: out = all(std::move(children), node.span); break;
    case Op::without: out = without(std::move(children), node.span); break;
    case Op::maybe:
      merge_repeated(children);
      group->children = std::move(children);
      return node;
  }
  out.optional = out.optional || optional;
  out.scale *= scale;
  return out;
}

}  // namespace il2search::plan
