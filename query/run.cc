// Runs queries with Xapian::Enquire: as one RankedSource, which does all of the following itself, if the query has that
// shape; else adds the deletion list and the deadline, checks deferred phrases. Orders ties.
//
// Deferred phrases. Postings have no positions, so a phrase is an AND of its words' postings and a look at the token stream
// of each candidate. As a posting source that look would come before ranking: the matcher asks its sources about a document
// first, and computes the score of what they let through. For a phrase that every match must hold, most of these looks are
// wasted on documents that rank too low for the page. compile() defers such a phrase: the query holds only the postings,
// and a MatchDecider, which Xapian asks only about documents whose score reaches the page, looks at the token stream.
//
// Segment marking. All segments are searched as one database, but a MatchDecider is told only the docid within a segment,
// not the segment, and each segment has its own token streams. A posting source does know its segment. So a query over
// several segments is filtered by a SegmentMarker, which lets every document pass and notes the segment whenever the
// matcher moves it to a document: whatever document the decider is asked about next is of that segment.
#include "query/run.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <optional>
#include <utility>

#include "query/match/sources.h"
#include "query/match/xapian_query.h"
#include "query/ranked/ranked_source.h"
#include "query/ranking.h"

namespace il2search {
namespace {

// A search over fewer postings than this ends long before any sensible time limit.
constexpr std::uint64_t kShortSearch = 1'000'000;

// Documents beyond each edge of a page that are examined for equal scores. A single word gives few different scores;
// several words rarely give the same one.
constexpr std::size_t kTieMarginOfOne = 20;
constexpr std::size_t kTieMarginOfSeveral = 6;

constexpr Xapian::valueno slot(Slot s) { return static_cast<Xapian::valueno>(s); }

bool needs_deadline(const plan::MatchTree& tree, const plan::IndexView& index, const Budget& budget) {
  if (budget.can_be_cancelled()) return true;
  return std::uint64_t{index.documents()} * plan::leaves(tree) > kShortSearch;
}

Xapian::Query with_deadline(const Xapian::Query& query, const plan::IndexView& index, Budget& budget) {
  plan::DeadlineSource source(index.snapshot(), budget);
  return {Xapian::Query::OP_FILTER, query, Xapian::Query(&source)};
}

// Keys that sort ascending by the value (or its inverse), documents without a value last, then by id.
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

// The query without the documents that the generation no longer shows.
Xapian::Query without_deleted(const Xapian::Query& query, const plan::IndexView& index) {
  if (index.deleted_documents() == 0) return query;
  plan::DeletedSource source(index.snapshot());
  return {Xapian::Query::OP_AND_NOT, query, Xapian::Query(&source)};
}

// Decides whether a match holds the deferred phrases of the query.
class PhraseDecider final : public Xapian::MatchDecider {
 public:
  // Null if the query has no deferred phrase.
  static std::unique_ptr<PhraseDecider> make(const plan::Compiled& compiled, Budget& budget) {
    auto decider = std::make_unique<PhraseDecider>(budget);
    for (const plan::PhraseUse& phrase : compiled.phrases) {
      if (phrase.deferred) decider->phrases_.push_back(&phrase);
    }
    return decider->phrases_.empty() ? nullptr : std::move(decider);
  }
  explicit PhraseDecider(Budget& budget) : budget_(budget) {}

  Xapian::Query marked(const Xapian::Query& query, const plan::IndexView& index) {
    const auto& segments = index.snapshot()->segments();
    segment_ = &segments.front();
    if (segments.size() == 1) return query;
    plan::SegmentMarker marker(index.snapshot(), segment_);
    return {Xapian::Query::OP_FILTER, query, Xapian::Query(&marker)};
  }
  void set_segment(const Segment& segment) { segment_ = &segment; }

  bool operator()(const Xapian::Document& document) const override {
    budget_.tick();
    return std::all_of(phrases_.begin(), phrases_.end(), [&](const plan::PhraseUse* phrase) {
      if (!phrase->matchers->matches(*segment_, document.get_docid())) return false;
      *phrase->found = true;
      return true;
    });
  }

 private:
  Budget& budget_;
  std::vector<const plan::PhraseUse*> phrases_;
  const Segment* segment_ = nullptr;
};

// The query in the shape whose best matches are found without looking at all, with its deferred phrases; nothing if it has
// another shape.
std::shared_ptr<const plan::RankedQuery> best_first_query(const plan::Compiled& compiled) {
  std::optional<plan::RankedQuery> query = plan::ranked_query(compiled.tree);
  if (!query) return nullptr;
  for (const plan::PhraseUse& phrase : compiled.phrases)
    if (phrase.deferred) query->phrases.push_back({{}, phrase.matchers, phrase.found});
  return std::make_shared<const plan::RankedQuery>(*std::move(query));
}

class Runner {
 public:
  Runner(const plan::Compiled& compiled, const PageRequest& request, plan::IndexView& index, Budget& budget)
      : compiled_(compiled), request_(request), index_(index), enquire_(index.database()) {
    const bool ranked = request.sort == Sort::relevance;
    // With any other scheme than this one, Xapian adds the scores of posting sources.
    if (!ranked) enquire_.set_weighting_scheme(Xapian::BoolWeight());
    if (ranked) best_first_query_ = best_first_query(compiled);
    if (best_first_query_) {
      plan::RankedSource source(index.snapshot(), best_first_query_, budget);
      enquire_.set_query(Xapian::Query(&source));
      return;
    }
    Xapian::Query query = without_deleted(plan::to_xapian(compiled.tree, index, budget, ranked), index);
    if (needs_deadline(compiled.tree, index, budget)) query = with_deadline(query, index, budget);
    decider_ = PhraseDecider::make(compiled, budget);
    if (decider_) query = decider_->marked(query, index);
    enquire_.set_query(query);
  }

  Page run() {
    if (request_.limit == 0) return page(match(0, 0), 0, 0);
    if (request_.sort == Sort::relevance && compiled_.tree.is_ranked)
      return request_.reverse ? worst_first() : best_first();
    const Sort sort = request_.sort == Sort::relevance ? Sort::id : request_.sort;
    const auto keys = key_maker(sort, request_.reverse);
    if (sort == Sort::id) enquire_.set_sort_by_value(slot(Slot::id), request_.reverse);
    else enquire_.set_sort_by_key(keys.get(), false);
    return page(match(request_.offset, request_.limit + 1), 0, request_.limit);
  }

 private:
  Xapian::MSet match(std::size_t first, std::size_t count) {
    const auto documents = static_cast<Xapian::doccount>(index_.documents());
    const auto clamp = [&](std::size_t n) {
      return static_cast<Xapian::doccount>(std::min<std::size_t>(n, documents));
    };
    if (best_first_query_) *best_first_query_->sample = {};
    return enquire_.get_mset(clamp(first), clamp(count), at_least(documents), nullptr, decider_.get());
  }

  // How many matches must be counted, even if they cannot reach the page: none if lists tell their number. Alternatives match at least as often as the most
  // frequent of them: if that is over the number up to which totals are exact, nothing needs to be counted.
  Xapian::doccount at_least(Xapian::doccount documents) const {
    if (request_.exact_total) return documents;
    if (best_first_query_ && plan::is_counted(*best_first_query_, *index_.snapshot())) return 0;
    if (compiled_.alternatives && any_is_frequent(kExactTotal + index_.deleted_documents())) return 0;
    return std::min(documents, kExactTotal + 1);
  }

  // Whether some word occurs in more documents.
  bool any_is_frequent(std::uint64_t enough) const {
    const auto is_frequent = [&](const std::string& term) { return index_.documents_with(term) > enough; };
    return std::any_of(compiled_.words.begin(), compiled_.words.end(), [&](const plan::WordUse& word) {
      return std::any_of(word.terms.begin(), word.terms.end(), is_frequent);
    });
  }

  // Some documents before and after the page are fetched, so that documents with equal scores across its edges can be
  // ordered by id. If a tie reaches farther than that, the search is repeated with the id as second sort key, which costs
  // a value lookup per candidate.
  Page best_first() {
    const bool one = compiled_.words.size() + compiled_.phrases.size() <= 1;
    const std::size_t margin = one ? kTieMarginOfOne : kTieMarginOfSeveral;
    const std::size_t first = request_.offset - std::min(request_.offset, margin);
    const std::size_t from = request_.offset - first;
    const std::size_t to = from + request_.limit;
    Xapian::MSet found = match(first, to + margin);
    const bool tie_goes_on = found.size() == to + margin && equal(found, to - 1, found.size() - 1);
    if (tie_goes_on || (first > 0 && equal(found, 0, from))) {
      enquire_.set_sort_by_relevance_then_value(slot(Slot::id), false);
      return page(match(first, to + 1), from, request_.limit);
    }
    Page out = page(found, 0, found.size());
    order_ties_across(out.documents, from);
    order_ties_across(out.documents, to);
    cut(out, from, request_.limit);
    return out;
  }

  // Whether documents i and j have the same score.
  static bool equal(const Xapian::MSet& found, std::size_t i, std::size_t j) {
    if (j >= found.size()) return false;
    return found[static_cast<Xapian::doccount>(i)].get_weight() == found[static_cast<Xapian::doccount>(j)].get_weight();
  }

  // Orders the documents by id whose score is the same on both sides of `edge`.
  void order_ties_across(std::vector<RankedDocument>& documents, std::size_t edge) const {
    if (edge == 0 || edge >= documents.size() || documents[edge - 1].score != documents[edge].score) return;
    const double score = documents[edge].score;
    const auto tied = [&](const RankedDocument& d) { return d.score == score; };
    const auto begin = std::find_if(documents.begin(), documents.end(), tied);
    const auto end = std::find_if_not(begin, documents.end(), tied);
    std::vector<std::pair<std::string, RankedDocument>> by_id;
    for (auto it = begin; it != end; ++it) by_id.emplace_back(id_of(it->docid), *it);
    std::sort(by_id.begin(), by_id.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    std::transform(by_id.begin(), by_id.end(), begin, [](const auto& pair) { return pair.second; });
  }

  std::string id_of(Xapian::docid docid) const {
    return index_.database().get_document(docid, Xapian::DOC_ASSUME_VALID).get_value(slot(Slot::id));
  }

  Page worst_first() {
    enquire_.set_sort_by_relevance_then_value(slot(Slot::id), false);
    const auto all = static_cast<Xapian::doccount>(index_.documents());
    const Xapian::MSet found = enquire_.get_mset(0, all, nullptr, decider_.get());
    Page out = page(found, 0, found.size());
    std::stable_sort(out.documents.begin(), out.documents.end(),
                     [](const RankedDocument& a, const RankedDocument& b) { return a.score < b.score; });
    cut(out, request_.offset, request_.limit);
    return out;
  }

  static void cut(Page& page, std::size_t from, std::size_t limit) {
    const std::size_t size = page.documents.size();
    from = std::min(from, size);
    const std::size_t to = from + std::min(limit, size - from);
    page.more = page.more || to < size;
    page.documents.erase(page.documents.begin() + static_cast<std::ptrdiff_t>(to), page.documents.end());
    page.documents.erase(page.documents.begin(), page.documents.begin() + static_cast<std::ptrdiff_t>(from));
  }

  // To two digits, so that an estimate does not look exact.
  static std::size_t rounded(double estimate) {
    double unit = 1;
    while (estimate >= 100 * unit) unit *= 10;
    return static_cast<std::size_t>(std::lround(estimate / unit) * std::lround(unit));
  }

  // The number of matches, from a sample if there is one. Xapian takes clauses for independent of each other.
  std::size_t estimated(const Xapian::MSet& found) const {
    const auto of_sample = best_first_query_ ? best_first_query_->sample->estimate() : std::nullopt;
    if (!of_sample) return found.get_matches_estimated();
    return std::min<std::size_t>(rounded(*of_sample), found.get_matches_upper_bound());
  }

  Page page(const Xapian::MSet& found, std::size_t from, std::size_t limit) {
    Page out;
    out.total = found.get_matches_estimated();
    out.total_is_exact = found.get_matches_lower_bound() == found.get_matches_upper_bound();
    if (!out.total_is_exact) out.total = std::max<std::size_t>(estimated(found), found.get_matches_lower_bound());
    const std::size_t to = std::min<std::size_t>(found.size(), from + limit);
    out.more = found.size() > to;
    for (std::size_t i = from; i < to; ++i) {
      const auto item = found[static_cast<Xapian::doccount>(i)];
      out.documents.push_back({*item, item.get_weight()});
    }
    for (const plan::WordUse& word : compiled_.words) {
      const bool absent = std::all_of(word.terms.begin(), word.terms.end(),
                                      [&](const std::string& term) { return !index_.exists(term); });
      if (absent) out.absent_words.push_back(word.span);
    }
    return out;
  }

  const plan::Compiled& compiled_;
  const PageRequest& request_;
  plan::IndexView& index_;
  std::shared_ptr<const plan::RankedQuery> best_first_query_;  // nullptr: of another shape
  std::unique_ptr<PhraseDecider> decider_;
  Xapian::Enquire enquire_;
};

// Collects docids of one segment while the matcher meets them.
class DocidSpy final : public Xapian::MatchSpy {
 public:
  void operator()(const Xapian::Document& document, double) override { docids.push_back(document.get_docid()); }
  std::vector<std::uint32_t> docids;
};

}  // namespace

Page run(const plan::Compiled& compiled, const PageRequest& request, plan::IndexView& index, Budget& budget) {
  budget.check();
  if (index.documents() == 0) return {};
  return Runner(compiled, request, index, budget).run();
}

bool matches_anything(const plan::Compiled& compiled, plan::IndexView& index, Budget& budget) {
  return run(compiled, {0, 1, Sort::id, false, false}, index, budget).total > 0;
}

bool occurs(const plan::PhraseUse& phrase, plan::IndexView& index, Budget& budget) {
  plan::PhraseSource source(index.snapshot(), phrase.matchers, phrase.found, budget);
  Xapian::Enquire enquire(index.database());
  enquire.set_query(
      {Xapian::Query::OP_FILTER, plan::to_xapian(phrase.postings, index, budget, false), Xapian::Query(&source)});
  enquire.set_weighting_scheme(Xapian::BoolWeight());
  return !enquire.get_mset(0, 1).empty();
}

std::vector<std::uint32_t> matches_of_segment(const plan::Compiled& compiled, std::size_t segment,
                                              plan::IndexView& index, Budget& budget) {
  const Xapian::Database& database = index.segments()[segment];
  Xapian::Enquire enquire(database);
  enquire.set_query(without_deleted(plan::to_xapian(compiled.tree, index, budget, false), index));
  enquire.set_weighting_scheme(Xapian::BoolWeight());
  const auto decider = PhraseDecider::make(compiled, budget);
  if (decider) decider->set_segment(index.snapshot()->segments()[segment]);
  DocidSpy spy;
  enquire.add_matchspy(&spy);
  const Xapian::doccount all = database.get_doccount();
  enquire.get_mset(0, 1, all, nullptr, decider.get());
  std::sort(spy.docids.begin(), spy.docids.end());
  return std::move(spy.docids);
}

}  // namespace il2search
