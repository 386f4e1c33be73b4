// Alternatives to words that name concepts.
#include "query/plan/mapped_run.h"

#include <utility>

namespace il2search::plan {
namespace {

// What a synonym counts beside the words as typed. On SciFact and Medlars 0.2 to 0.5 are alike; 1 costs half a point of
// nDCG. docs/benchmarks.md has the figures.
constexpr double kSynonymScale = 0.4;
constexpr std::size_t kMaxSynonyms = 200;  // of a whole query: further names bring in their concepts alone

// Nothing is to be said about words that nobody typed.
void make_silent(Node& node) {
  node.kind = Kind::plain;
  node.optional = false;
  if (auto* group = std::get_if<Group>(&node.value)) {
    for (Node& child : group->children) make_silent(child);
  }
}

syntax::Span span_of(const std::vector<syntax::Word>& words, const MappedStretch& stretch) {
  return {words[stretch.first].span.start, words[stretch.first + stretch.count - 1].span.end};
}

std::vector<syntax::Word> slice(const std::vector<syntax::Word>& words, std::size_t first, std::size_t end) {
  return {words.begin() + static_cast<std::ptrdiff_t>(first), words.begin() + static_cast<std::ptrdiff_t>(end)};
}

}  // namespace

Node MappedRunPlanner::run(const std::vector<syntax::Word>& words, Match match) {
  const std::vector<MappedWords> mapped = finder_.map(words, options_.levels);
  if (mapped.empty()) return words_.run(words, FieldId::text, match);
  return match == Match::any ? any_word(words, mapped) : all_words(words, mapped);
}

Node MappedRunPlanner::all_words(const std::vector<syntax::Word>& words, const std::vector<MappedWords>& mapped) {
  std::vector<Node> children;
  std::size_t next = 0;
  const auto add_plain = [&](std::size_t end) {
    if (next < end) children.push_back(words_.run(slice(words, next, end), FieldId::text, Match::all));
  };
  for (const MappedWords& name : mapped) {
    add_plain(name.stretch.first);
    next = name.stretch.first + name.stretch.count;
    std::vector<Node> either;
    either.push_back(words_.run(slice(words, name.stretch.first, next), FieldId::text, Match::all));
    either.push_back(alternatives(words, name));
    children.push_back(any_of(std::move(either)));
  }
  add_plain(words.size());
  return all_of(std::move(children));
}

Node MappedRunPlanner::any_word(const std::vector<syntax::Word>& words, const std::vector<MappedWords>& mapped) {
  std::vector<Node> either;
  either.push_back(words_.run(words, FieldId::text, Match::any));
  for (const MappedWords& name : mapped) either.push_back(alternatives(words, name));
  return any_of(std::move(either));
}

// For documents without the words alone: what holds them needs no other name for the same, and a paper that uses many
// names for one thing is no better than one that uses one.
Node MappedRunPlanner::alternatives(const std::vector<syntax::Word>& words, const MappedWords& mapped) {
  const MappedStretch& stretch = mapped.stretch;
  const syntax::Span span = span_of(words, stretch);
  std::vector<Node> either;
  for (const std::string& name : stretch.synonyms) {
    if (++looked_for_ <= kMaxSynonyms) either.push_back(synonym(name, span));
  }
  Terms concept_terms;
  for (const std::string& id : mapped.ids.ids) concept_terms.terms.push_back(std::string(prefix::entity) + id);
  concept_terms.demand = options_.demand;
  either.emplace_back(std::move(concept_terms), Kind::plain, span);
  Group others{Op::without, {}};
  others.children.push_back(any_of(std::move(either)));
  others.children.push_back(
      synonyms_.run(slice(words, stretch.first, stretch.first + stretch.count), FieldId::text, Match::all));
  make_silent(others.children.back());
  Node node{std::move(others)};
  node.span = span;
  node.scale = kSynonymScale;
  return node;
}

// Several words stand in a row, the last of them in any form, as in a word written with hyphens.
Node MappedRunPlanner::synonym(const std::string& name, syntax::Span span) {
  Node node = synonyms_.run({{name, false, false, span}}, FieldId::text, Match::all);
  make_silent(node);
  return node;
}

}  // namespace il2search::plan
