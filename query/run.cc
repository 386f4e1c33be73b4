// Enquire, with what it needs around it: the dead list, the deadline, the order.
#include "query/run.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "query/plan/sources.h"
#include "query/ranking.h"

namespace il2search {
namespace {

// Below so many postings at most, a search ends long before any sensible time limit.
constexpr std::uint64_t kShortSearch = 1'000'000;

constexpr Xapian::valueno slot(Slot s) { return static_cast<Xapian::valueno>(s); }

bool needs_deadline(const Xapian::Query& query, const plan::IndexView& index, const Budget& budget) {
  if (budget.can_be_cancelled()) return true;
  return std::uint64_t{index.documents()} * query.get_length() > kShortSearch;
}

Xapian::Query with_deadline(const Xapian::Query& query, const plan::IndexView& index, Budget& budget) {
  if (!needs_deadline(query, index, budget)) return query;
  plan::DeadlineSource source(index.snapshot(), budget);
  return {Xapian::Query::OP_FILTER, query, Xapian::Query(&source)};
}

void set_weights(Xapian::Enquire& enquire, bool weighted) {
  if (weighted) enquire.set_weighting_scheme(Xapian::BM25Weight(kBm25K1, 0, 1, kBm25B, kBm25MinNormalizedLength));
  else enquire.set_weighting_scheme(Xapian::BoolWeight());
}

// Keys that sort ascending: the value (or its inverse), documents without one last, then the id.
std::unique_ptr<Xapian::MultiValueKeyMaker> key_maker(Sort sort, bool reverse) {
  auto keys = std::make_unique<Xapian::MultiValueKeyMaker>();
  const bool newest_first = sort == Sort::date;
  const bool descending = newest_first != reverse;
  const std::string last = descending ? std::string() : std::string(32, '\xff');
  switch (sort) {
    case Sort::date: keys->add_value(slot(Slot::published), descending, last); break;
    case Sort::title: keys->add_value(slot(Slot::title_key), descending, last); break;
    case Sort::journal: keys->add_value(slot(Slot::journal_key), descending, last); break;
    default: break;
  }
  keys->add_value(slot(Slot::id), sort == Sort::id && reverse);
  return keys;
}

class Runner {
 public:
  Runner(const plan::Compiled& compiled, const PageRequest& request, plan::IndexView& index, Budget& budget)
      : compiled_(compiled), request_(request), index_(index), enquire_(index.database()) {
    enquire_.set_query(with_deadline(without_dead(compiled.query, index), index, budget));
    set_weights(enquire_, compiled.weighted);
  }

  Page run() {
    if (request_.sort == Sort::relevance && compiled_.weighted) return request_.reverse ? worst_first() : best_first();
    const Sort sort = request_.sort == Sort::relevance ? Sort::id : request_.sort;
    const auto keys = key_maker(sort, request_.reverse);
    if (sort == Sort::id) enquire_.set_sort_by_value(slot(Slot::id), request_.reverse);
    else enquire_.set_sort_by_key(keys.get(), false);
    return page(match(request_.offset, request_.limit + 1), 0);
  }

 private:
  Xapian::MSet match(std::size_t first, std::size_t count) {
    const auto documents = static_cast<Xapian::doccount>(index_.documents());
    const auto clamp = [&](std::size_t n) {
      return static_cast<Xapian::doccount>(std::min<std::size_t>(n, documents));
    };
    const Xapian::doccount at_least = request_.exact_total ? documents : std::min(documents, kExactTotal + 1);
    return enquire_.get_mset(clamp(first), clamp(count), at_least);
  }

  // One document before the page and one behind it show whether equal scores lie across its edges. Only then is the
  // search repeated with the id as second key, which costs a value of each candidate.
  Page best_first() {
    const std::size_t before = request_.offset > 0 ? 1 : 0;
    Xapian::MSet found = match(request_.offset - before, before + request_.limit + 1);
    const auto tied = [&](std::size_t i) {
      return i > 0 && i < found.size() &&
             found[static_cast<Xapian::doccount>(i - 1)].get_weight() ==
                 found[static_cast<Xapian::doccount>(i)].get_weight();
    };
    if ((before == 1 && tied(1)) || tied(before + request_.limit)) {
      enquire_.set_sort_by_relevance_then_value(slot(Slot::id), false);
      found = match(request_.offset - before, before + request_.limit + 1);
    }
    return page(found, before);
  }

  Page worst_first() {
    enquire_.set_sort_by_relevance_then_value(slot(Slot::id), false);
    const Xapian::MSet found = enquire_.get_mset(0, index_.documents());
    Page out = page(found, 0, found.size());
    std::stable_sort(out.documents.begin(), out.documents.end(),
                     [](const RankedDocument& a, const RankedDocument& b) { return a.score < b.score; });
    const std::size_t from = std::min(request_.offset, out.documents.size());
    const std::size_t to = std::min(from + request_.limit, out.documents.size());
    out.more = to < out.documents.size();
    out.documents = {out.documents.begin() + static_cast<std::ptrdiff_t>(from),
                     out.documents.begin() + static_cast<std::ptrdiff_t>(to)};
    return out;
  }

  Page page(const Xapian::MSet& found, std::size_t from) { return page(found, from, request_.limit); }

  Page page(const Xapian::MSet& found, std::size_t from, std::size_t limit) {
    Page out;
    out.total = found.get_matches_estimated();
    out.total_is_exact = found.get_matches_lower_bound() == found.get_matches_upper_bound();
    const std::size_t to = std::min<std::size_t>(found.size(), from + limit);
    out.more = found.size() > to;
    for (std::size_t i = from; i < to; ++i) {
      const auto item = found[static_cast<Xapian::doccount>(i)];
      out.documents.push_back({*item, item.get_weight()});
    }
    for (const plan::WordUse& word : compiled_.words) {
      const bool absent = std::all_of(word.terms.begin(), word.terms.end(),
                                      [&](const std::string& term) { return found.get_termfreq(term) == 0; });
      if (absent) out.absent_words.push_back(word.span);
    }
    return out;
  }

  const plan::Compiled& compiled_;
  const PageRequest& request_;
  plan::IndexView& index_;
  Xapian::Enquire enquire_;
};

// Collects docids of one segment while the matcher meets them.
class DocidSpy final : public Xapian::MatchSpy {
 public:
  void operator()(const Xapian::Document& document, double) override { docids.push_back(document.get_docid()); }
  std::vector<std::uint32_t> docids;
};

}  // namespace

Xapian::Query without_dead(const Xapian::Query& query, plan::IndexView& index) {
  if (!index.has_dead()) return query;
  plan::DeadSource source(index.snapshot());
  return {Xapian::Query::OP_AND_NOT, query, Xapian::Query(&source)};
}

Page run(const plan::Compiled& compiled, const PageRequest& request, plan::IndexView& index, Budget& budget) {
  budget.check();
  if (index.documents() == 0) return {};
  return Runner(compiled, request, index, budget).run();
}

bool matches_anything(const Xapian::Query& query, plan::IndexView& index) {
  Xapian::Enquire enquire(index.database());
  enquire.set_query(query);
  set_weights(enquire, false);
  return !enquire.get_mset(0, 1).empty();
}

std::vector<std::uint32_t> matches_of_segment(const plan::Compiled& compiled, std::size_t segment,
                                              plan::IndexView& index) {
  const Xapian::Database& database = index.segments()[segment];
  Xapian::Enquire enquire(database);
  enquire.set_query(without_dead(compiled.query, index));
  set_weights(enquire, false);
  DocidSpy spy;
  enquire.add_matchspy(&spy);
  enquire.get_mset(0, 1, database.get_doccount());
  std::sort(spy.docids.begin(), spy.docids.end());
  return std::move(spy.docids);
}

}  // namespace il2search
