// Printing plans, and the small constructors that every stage uses.
#include "query/plan/plan.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace il2search::plan {
namespace {

constexpr std::array kProvenances = {Provenance::indexed, Provenance::annotated, Provenance::tagged,
                                     Provenance::listed};
constexpr std::size_t kShownTerms = 10;  // of a list

void append_list(std::string& out, bool& first, std::string_view text, std::string_view suffix = {}) {
  if (!first) out += " | ";
  first = false;
  out.append(text).append(suffix);
}

std::string print(const Terms& terms) {
  std::string out;
  bool first = true;
  const std::size_t shown = std::min(terms.terms.size(), kShownTerms);
  for (std::size_t i = 0; i < shown; ++i) append_list(out, first, terms.terms[i]);
  if (shown < terms.terms.size()) append_list(out, first, std::to_string(terms.terms.size() - shown) + " more");
  for (const std::string& beginning : terms.beginnings) append_list(out, first, beginning, "*");
  if (terms.times > 1) out += "#" + std::to_string(terms.times);
  if (terms.terms.size() + terms.beginnings.size() != 1) out = "{" + out + "}";
  if (terms.demand.provenance != 0) out += "@" + to_string(terms.demand.provenance);
  if (terms.demand.mentions > 1) out += "@" + std::to_string(terms.demand.mentions) + " mentions";
  return out;
}

std::string print(const PhraseWord& word) {
  switch (word.form) {
    case WordForm::exact: return word.text;
    case WordForm::inflected: return word.text + "~";
    case WordForm::beginning: return word.text + "*";
    case WordForm::pattern: return word.text + (word.truncated ? "*" : "");
  }
  return word.text;
}

// The regions' numbers, or nothing for the regions that words without a field search.
std::string print_regions(RegionSet regions) {
  if (regions == kCombinedRegions) return {};
  std::string out = "@";
  for (unsigned bit = 0; bit < 32; ++bit) {
    if ((regions >> bit & 1) == 0) continue;
    if (out.size() > 1) out += '.';
    out += std::to_string(bit);
  }
  return out;
}

std::string print(const Sequence& sequence) {
  std::string out = sequence.within ? "near" + std::to_string(*sequence.within) : "phrase";
  out += print_regions(sequence.scope.regions) + "(";
  for (std::size_t u = 0; u < sequence.units.size(); ++u) {
    if (u > 0) out += ", ";
    for (std::size_t p = 0; p < sequence.units[u].size(); ++p) {
      if (p > 0) out += ' ';
      out += print(sequence.units[u][p]);
    }
  }
  return out + ")";
}

std::string print(const DateRange& range) {
  return "date" + std::to_string(static_cast<unsigned>(range.slot)) + "(" + to_string(range.from) + ".." +
         to_string(range.to) + ")";
}

std::string print(const Everything&) { return "everything"; }
std::string print(const Nothing&) { return "nothing"; }

const char* name_of(Op op) {
  switch (op) {
    case Op::all: return "all(";
    case Op::any: return "any(";
    case Op::without: return "without(";
    case Op::maybe: return "maybe(";
  }
  return "all(";
}

std::string print(const Group& group) {
  std::string out = name_of(group.op);
  for (std::size_t i = 0; i < group.children.size(); ++i) {
    if (i > 0) out += ", ";
    out += plan::print(group.children[i]);
  }
  return out + ")";
}

Node group_of(Op op, std::vector<Node> children) {
  if (children.empty()) return Node{Nothing{}};
  if (children.size() == 1) return std::move(children.front());
  Node node{Group{op, std::move(children)}};
  const auto& inside = std::get<Group>(node.value).children;
  node.span = {inside.front().span.start, inside.back().span.end};
  return node;
}

}  // namespace

ProvenanceSet provenance_bit(std::string_view name) {
  for (const Provenance provenance : kProvenances) {
    if (name == il2search::to_string(provenance)) return provenance_bit(provenance);
  }
  return 0;
}

std::string to_string(ProvenanceSet set) {
  std::string out;
  for (const Provenance provenance : kProvenances) {
    if ((set & provenance_bit(provenance)) == 0) continue;
    out += (out.empty() ? "" : ",") + std::string(il2search::to_string(provenance));
  }
  return out;
}

std::string print(const Node& node) {
  std::string text = std::visit([](const auto& value) { return print(value); }, node.value);
  if (node.scale == 1) return text;
  return std::to_string(std::lround(node.scale * 100)) + "%*" + text;
}

Node all_of(std::vector<Node> children) { return group_of(Op::all, std::move(children)); }
Node any_of(std::vector<Node> children) { return group_of(Op::any, std::move(children)); }

}  // namespace il2search::plan
