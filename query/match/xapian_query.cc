// One function per kind of node.
#include "query/match/xapian_query.h"

#include <algorithm>

#include "query/match/sources.h"

namespace il2search::plan {
namespace {

using Queries = std::vector<Xapian::Query>;
using Op = Xapian::Query::op;

Xapian::Query join(Op op, const Queries& queries) {
  if (queries.size() == 1) return queries.front();
  return Xapian::Query(op, queries.begin(), queries.end());
}

class Converter {
 public:
  Converter(const IndexView& index, Budget& budget, bool ranked) : index_(index), budget_(budget), ranked_(ranked) {}

  Xapian::Query convert(const MatchTree& tree) const {
    Xapian::Query query = std::visit([&](const auto& value) { return convert(value); }, tree.value);
    if (tree.scale == 1 || !tree.is_ranked || !ranked_) return query;
    return {Op::OP_SCALE_WEIGHT, query, tree.scale};
  }

 private:
  Xapian::Query convert(const MatchNothing&) const { return {}; }
  // Not Xapian's MatchAll, which is one object for all threads with a reference count that is not thread-safe.
  Xapian::Query convert(const MatchEverything&) const { return Xapian::Query(std::string()); }

  // A query holds a clone of its source.
  Xapian::Query convert(const MatchTerms& terms) const {
    TermSource source(index_.snapshot(), terms.list, ranked_);
    return Xapian::Query(&source);
  }
  Xapian::Query convert(const MatchSet& set) const {
    SetSource source(index_.snapshot(), set.sets);
    return Xapian::Query(&source);
  }
  Xapian::Query convert(const MatchValues& range) const {
    return {Op::OP_VALUE_RANGE, static_cast<Xapian::valueno>(range.slot), range.from, range.to};
  }
  Xapian::Query convert(const MatchPhrase& phrase) const {
    PhraseSource source(index_.snapshot(), phrase.matchers, phrase.found, budget_);
    return {Op::OP_FILTER, convert(phrase.child.front()), Xapian::Query(&source)};
  }

  Xapian::Query convert(const MatchGroup& group) const {
    switch (group.op) {
      case MatchOp::all: return all(group.children);
      case MatchOp::any: return any(group.children);
      case MatchOp::without: return first_and_rest(Op::OP_AND_NOT, group.children);
      case MatchOp::maybe: break;
    }
    // Operands that only rank are left out where nothing is ranked. They would cost time, and worse: an AND_MAYBE in an
    // AND on the right of AND_NOT makes Xapian 1.4 lose matches of that AND.
    if (!ranked_ || !group.children.front().is_ranked) return convert(group.children.front());
    return first_and_rest(Op::OP_AND_MAYBE, group.children);
  }

  Xapian::Query all(const std::vector<MatchTree>& children) const {
    Queries ranked;
    Queries filters;
    for (const MatchTree& child : children) (child.is_ranked ? ranked : filters).push_back(convert(child));
    if (ranked.empty()) return join(Op::OP_AND, filters);
    const Xapian::Query query = join(Op::OP_AND, ranked);
    return filters.empty() ? query : Xapian::Query(Op::OP_FILTER, query, join(Op::OP_AND, filters));
  }

  Xapian::Query any(const std::vector<MatchTree>& children) const {
    Queries queries;
    for (const MatchTree& child : children) queries.push_back(convert(child));
    return join(Op::OP_OR, queries);
  }

  // What is on the right of NOT is not ranked.
  Xapian::Query first_and_rest(Op op, const std::vector<MatchTree>& children) const {
    const Converter unranked(index_, budget_, false);
    Queries rest;
    for (std::size_t i = 1; i < children.size(); ++i)
      rest.push_back(op == Op::OP_AND_NOT ? unranked.convert(children[i]) : convert(children[i]));
    return {op, convert(children.front()), join(Op::OP_OR, rest)};
  }

  const IndexView& index_;
  Budget& budget_;
  const bool ranked_;
};

}  // namespace

Xapian::Query to_xapian(const MatchTree& tree, const IndexView& index, Budget& budget, bool ranked) {
  return Converter(index, budget, ranked).convert(tree);
}

}  // namespace il2search::plan
