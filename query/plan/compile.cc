// The last step before the matcher.
#include "query/plan/compile.h"

#include <algorithm>
#include <utility>

#include "query/plan/dates.h"
#include "query/plan/expansion.h"
#include "query/plan/sources.h"
#include "schema/date_value.h"
#include "schema/token_stream.h"

namespace il2search::plan {
namespace {

constexpr std::size_t kMaxAlternatives = 50;  // more terms than this are walked into a set of docids
constexpr std::size_t kMaxNames = 100'000;    // that a truncated name or author may stand for
constexpr int kMaxYearTerms = 50;

// A query and whether it is ranked.
struct Part {
  Xapian::Query query;
  bool weighted = false;
};
using Queries = std::vector<Xapian::Query>;

Xapian::Query join(Xapian::Query::op op, const Queries& queries) {
  if (queries.size() == 1) return queries.front();
  return Xapian::Query(op, queries.begin(), queries.end());
}

// Xapian's MatchAll is one object shared by all threads, and its reference count is not safe; this one is our own.
Xapian::Query match_all() { return Xapian::Query(std::string()); }

std::string quoted(std::string_view query_text, syntax::Span span) {
  const std::size_t start = std::min(span.start, query_text.size());
  return syntax::quoted(query_text.substr(start, std::min(span.end, query_text.size()) - start));
}

// The lowest packed date that is not before this one: a year alone counts as its 1 January, a month as its first day.
Date first_day(const Date& date) {
  if (date.day > 1 || date.month == 0) return date;
  return date.month == 1 ? Date{date.year, 0, 0} : Date{date.year, date.month, 0};
}

Date last_day(const Date& date) {
  if (date.month == 0) return {date.year, 12, 31};
  return {date.year, date.month, date.day == 0 ? 31 : date.day};
}

bool ends_month(const Date& date) { return date.day == 0 || date.day == days_of_month(date.year, date.month); }
bool ends_year(const Date& date) { return date.month == 0 || (date.month == 12 && ends_month(date)); }
bool begins_year(const Date& date) { return date.month == 0 || (date.month == 1 && date.day <= 1); }

bool is_word(const Node& node) { return node.kind == Kind::word && std::holds_alternative<Terms>(node.value); }

bool is_any_word(const Node& node) {
  const auto* group = std::get_if<Group>(&node.value);
  if (group == nullptr) return is_word(node);
  return group->op == Op::any && std::all_of(group->children.begin(), group->children.end(), is_word);
}

class Compiler {
 public:
  Compiler(std::string_view text, IndexView& index, Budget& budget, syntax::Problems& problems)
      : text_(text), index_(index), budget_(budget), problems_(problems) {}

  // top: every match of the whole query matches this node.
  Part part(const Node& node, bool top) {
    const bool outer = std::exchange(top_, top);
    Part result = std::visit([&](const auto& value) { return compile(value, node); }, node.value);
    top_ = outer;
    return result;
  }

  Compiled take(Part root, bool alternatives) {
    out_.query = std::move(root.query);
    out_.weighted = root.weighted;
    out_.alternatives = alternatives;
    return std::move(out_);
  }

 private:
  Part compile(const Everything&, const Node&) { return {match_all(), false}; }
  Part compile(const Nothing&, const Node&) { return {Xapian::Query(), false}; }

  Part compile(const Terms& terms, const Node& node) {
    if (node.kind == Kind::word) out_.words.push_back({terms.terms, node.span});
    std::vector<std::string> found;
    if (terms.beginnings.empty() && node.kind != Kind::heading && node.kind != Kind::id && node.kind != Kind::name) {
      return repeated(terms);
    }
    for (const std::string& term : terms.terms) {
      if (index_.exists(term)) found.push_back(term);
    }
    for (const std::string& beginning : terms.beginnings) add_names(beginning, found, node.span);
    if (found.empty()) say_unknown(node);
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return any_term(found, terms.weighted);
  }

  void add_names(const std::string& beginning, std::vector<std::string>& found, syntax::Span span) {
    std::vector<std::string> names = index_.terms_beginning(beginning, kMaxNames + 1, budget_);
    if (names.size() > kMaxNames) {
      say_capped(span, kMaxNames);
      names.pop_back();
    }
    std::move(names.begin(), names.end(), std::back_inserter(found));
  }

  Part any_term(const std::vector<std::string>& terms, bool weighted) {
    if (terms.empty()) return {Xapian::Query(), weighted};
    if (terms.size() == 1) return {Xapian::Query(terms.front()), weighted};
    if (terms.size() > kMaxAlternatives) return {set_of(terms), false};
    return {Xapian::Query(weighted ? Xapian::Query::OP_SYNONYM : Xapian::Query::OP_OR, terms.begin(), terms.end()),
            weighted};
  }

  // Of several terms for one word Xapian keeps no count: the factor is what BM25 gives a count with k3 = 1.
  Part repeated(const Terms& terms) {
    if (terms.times == 1 || !terms.weighted) return any_term(terms.terms, terms.weighted);
    if (terms.terms.size() == 1) return {Xapian::Query(terms.terms.front(), terms.times), true};
    Part part = any_term(terms.terms, true);
    const double factor = 2.0 * terms.times / (1.0 + terms.times);
    if (part.weighted) part.query = Xapian::Query(Xapian::Query::OP_SCALE_WEIGHT, part.query, factor);
    return part;
  }

  // The documents of all these terms, walked segment by segment.
  Xapian::Query set_of(const std::vector<std::string>& terms) {
    auto sets = std::make_shared<DocidSets>();
    const auto& segments = index_.segments();
    for (std::size_t s = 0; s < segments.size(); ++s) {
      DocidSet set(index_.snapshot()->segments()[s].entry.documents);
      for (const std::string& term : terms) {
        budget_.tick();
        for (auto it = segments[s].postlist_begin(term); it != segments[s].postlist_end(term); ++it) set.add(*it);
      }
      set.finish();
      budget_.charge(set.bytes());
      sets->push_back(std::move(set));
    }
    SetSource source(index_.snapshot(), std::move(sets));
    return Xapian::Query(&source);  // holds a clone
  }

  void say_unknown(const Node& node) {
    const std::string what = quoted(text_, node.span);
    if (node.kind == Kind::heading) {
      problems_.warning("unknown-heading", node.span, "No document has the heading " + what + ".", "");
    } else if (node.kind == Kind::id) {
      problems_.warning("unknown-id", node.span, "No document has the identifier " + what + ".", "");
    } else if (node.kind == Kind::name) {
      problems_.warning("unknown-name", node.span, "No document has " + what + ".", "");
    }
  }

  void say_capped(syntax::Span span, std::size_t cap) {
    problems_.warning("truncation-capped", span,
                      quoted(text_, span) + " stands for more than " + std::to_string(cap) +
                          " words; the first of them in the alphabet are searched.",
                      "write more letters");
  }

  // --- sequences

  Part compile(const Sequence& sequence, const Node& node) {
    const auto& units = sequence.units;
    const bool single = units.size() == 1 && units[0].size() == 1;
    if (single && (units[0][0].kind == PlaceKind::beginning || units[0][0].kind == PlaceKind::pattern)) {
      return truncation(units[0][0], sequence.place, node);
    }
    std::vector<std::vector<WordSet>> sets;
    std::vector<std::vector<std::string>> terms;  // of each place: one of them stands in every match
    for (const auto& unit : units) {
      sets.emplace_back();
      for (const Place& place : unit) {
        Expansion words = expand(place, index_, budget_);
        if (words.capped) say_capped(node.span, kMaxExpansion);
        terms.push_back(stem_terms(words.stems, sequence.place));
        sets.back().emplace_back(std::move(words.hashes));
      }
    }
    Part postings = postings_of(terms);
    auto matcher = std::make_shared<const PhraseMatcher>(std::move(sets), sequence.within, sequence.place.regions,
                                                         anchor_of(units.front()));
    // Few candidates are asked before they are ranked, since the signature of a stream turns most away for less than a
    // score costs; many are ranked first, since most of them cannot reach the page.
    const bool deferred = top_ && (!matcher->turns_most_away() || are_frequent(terms));
    return {filtered(std::move(postings.query), std::move(matcher), {node.span, true, deferred}), postings.weighted};
  }

  // Whether every place has words of more than a tenth of the documents, by the first segment.
  bool are_frequent(const std::vector<std::vector<std::string>>& terms) const {
    const Xapian::Database& sample = index_.segments().front();
    const std::uint64_t documents = sample.get_doccount();
    return std::all_of(terms.begin(), terms.end(), [&](const auto& alternatives) {
      return std::any_of(alternatives.begin(), alternatives.end(), [&](const std::string& term) {
        return std::uint64_t{10} * sample.get_termfreq(term) > documents;
      });
    });
  }

  // The lists that candidates come from. A place with very many words would need a set of docids; where other places
  // stand, the text alone decides about it.
  Part postings_of(const std::vector<std::vector<std::string>>& terms) {
    const bool some_short = std::any_of(terms.begin(), terms.end(), [](const auto& t) { return is_short(t); });
    std::vector<Part> postings;
    for (const auto& alternatives : terms) {
      if (!some_short || is_short(alternatives)) postings.push_back(any_term(alternatives, true));
    }
    return all(std::move(postings));
  }
  static bool is_short(const std::vector<std::string>& terms) { return terms.size() <= kMaxAlternatives; }

  // The longest word of a phrase, being the rarest more often than not.
  static std::size_t anchor_of(const std::vector<Place>& unit) {
    const auto length = [](const Place& place) { return place.kind == PlaceKind::exact ? place.text.size() : 0; };
    const auto longest = std::max_element(unit.begin(), unit.end(),
                                          [&](const Place& a, const Place& b) { return length(a) < length(b); });
    return static_cast<std::size_t>(longest - unit.begin());
  }

  struct FilterOptions {
    syntax::Span span;
    bool report;    // say when it occurs nowhere
    bool deferred;  // leave the look at the text to whoever runs the query
  };

  // The documents of the postings whose text the matcher likes.
  Xapian::Query filtered(Xapian::Query postings, std::shared_ptr<const PhraseMatcher> matcher,
                         const FilterOptions& options) {
    auto found = std::make_shared<bool>(false);
    out_.phrases.push_back({postings, matcher, found, options.span, options.deferred, options.report});
    if (options.deferred) return postings;
    PhraseSource source(index_.snapshot(), std::move(matcher), std::move(found), budget_);
    return {Xapian::Query::OP_FILTER, postings, Xapian::Query(&source)};
  }

  static std::vector<std::string> stem_terms(const std::vector<std::string>& stems, const TextPlace& place) {
    std::vector<std::string> terms;
    terms.reserve(stems.size() * place.lists.size());
    for (const std::string& stem : stems) {
      for (const std::string_view list : place.lists) {
        terms.push_back(std::string(prefix::stem).append(list).append(stem));
      }
    }
    return terms;
  }

  // One word that begins or looks so: stems whose forms all fit are postings alone, the others need the text; joined
  // forms (`il2r` for il2*) have postings of their own.
  Part truncation(const Place& place, const TextPlace& where, const Node& node) {
    Expansion words = expand(place, index_, budget_);
    if (words.capped) say_capped(node.span, kMaxExpansion);
    std::vector<std::string> plain;
    std::vector<std::string> checked = std::move(words.stems);
    if (where.own_lists) {
      plain = stem_terms(words.sure, where);
      std::vector<std::string> rest;
      std::set_difference(checked.begin(), checked.end(), words.sure.begin(), words.sure.end(),
                          std::back_inserter(rest));
      checked = std::move(rest);
    }
    std::vector<Part> either;
    if (place.kind == PlaceKind::beginning) {
      std::vector<std::string> joined;
      for (const std::string_view list : where.lists) add_names(std::string(list) + place.text, joined, node.span);
      if (where.own_lists) std::move(joined.begin(), joined.end(), std::back_inserter(plain));
      else either = joined_parts(joined, place.text.size(), where, node.span);
    }
    if (!plain.empty()) either.push_back(any_term(plain, true));
    if (!checked.empty()) {
      Part postings = any_term(stem_terms(checked, where), true);
      std::vector<std::vector<WordSet>> sets(1);
      sets[0].emplace_back(std::move(words.hashes));
      auto matcher = std::make_shared<const PhraseMatcher>(std::move(sets), std::nullopt, where.regions);
      const bool alone = plain.empty() && either.empty();
      Xapian::Query query = filtered(std::move(postings.query), std::move(matcher), {node.span, false, top_ && alone});
      either.push_back({std::move(query), postings.weighted});
    }
    if (either.empty()) {
      problems_.notice("unknown-word", node.span, "No word of the index fits " + quoted(text_, node.span) + ".", "");
      return {Xapian::Query(), true};
    }
    return any(std::move(either));
  }

  // A joined form in regions that have no list of their own: its parts must stand there. One whose first part begins
  // as asked is found by that part.
  std::vector<Part> joined_parts(const std::vector<std::string>& forms, std::size_t typed, const TextPlace& where,
                                 syntax::Span span) {
    std::vector<Part> either;
    for (const std::string& form : forms) {
      budget_.tick();
      for (const auto& parts : splits_of(form, typed, index_)) {
        std::vector<std::vector<WordSet>> sets(1);
        for (const std::string& part : parts) sets[0].emplace_back(std::vector<std::uint32_t>{word_hash(part)});
        auto matcher = std::make_shared<const PhraseMatcher>(std::move(sets), std::nullopt, where.regions);
        either.push_back({filtered(Xapian::Query(form), std::move(matcher), {span, false, false}), true});
      }
    }
    return either;
  }

  // --- dates

  Part compile(const DateRange& range, const Node& node) {
    say_undated(range, node.span);
    const bool closed = range.from.known() && range.to.known();
    if (range.year_terms && closed && begins_year(range.from) && ends_year(range.to) &&
        range.to.year - range.from.year < kMaxYearTerms) {
      std::vector<std::string> years;
      for (int year = range.from.year; year <= range.to.year; ++year) {
        years.push_back(std::string(prefix::year) + std::to_string(year));
      }
      return any_term(years, false);
    }
    const auto slot = static_cast<Xapian::valueno>(range.slot);
    const Date earliest{1, 0, 0};
    const Date latest{9999, 12, 31};
    const std::string from = pack_date(range.from.known() ? first_day(range.from) : earliest);
    const std::string to = pack_date(range.to.known() ? last_day(range.to) : latest);
    Xapian::Query query(Xapian::Query::OP_VALUE_RANGE, slot, from, to);
    // A document dated by its year or month alone counts as the last day of it from above: it is not before a day in
    // the midst of that year or month.
    Queries partial;
    const auto leave_out = [&](const Date& date) {
      const std::string packed = pack_date(date);
      if (packed >= from) partial.emplace_back(Xapian::Query::OP_VALUE_RANGE, slot, packed, packed);
    };
    if (range.to.known() && !ends_year(range.to)) leave_out({range.to.year, 0, 0});
    if (range.to.known() && !ends_month(range.to)) leave_out({range.to.year, range.to.month, 0});
    if (!partial.empty()) query = Xapian::Query(Xapian::Query::OP_AND_NOT, query, join(Xapian::Query::OP_OR, partial));
    return {std::move(query), false};
  }

  void say_undated(const DateRange& range, syntax::Span span) {
    const std::uint32_t undated = index_.without_value(range.slot);
    if (undated == 0 || std::find(slots_said_.begin(), slots_said_.end(), range.slot) != slots_said_.end()) return;
    slots_said_.push_back(range.slot);
    problems_.notice("undated", span,
                     std::to_string(undated) + (undated == 1 ? " document has" : " documents have") +
                         " no such date and lie outside every range.",
                     "");
  }

  // --- groups

  Part compile(const Group& group, const Node&) {
    std::vector<Part> parts;
    parts.reserve(group.children.size());
    // What only ranks has no place where nothing is ranked. It would cost time, and worse: an AND_MAYBE within an AND
    // behind AND_NOT makes Xapian 1.4 lose matches of that AND.
    if (group.op == Op::maybe && !ranked_) return part(group.children.front(), top_);
    const bool top = top_;
    const bool ranked = ranked_;
    for (std::size_t i = 0; i < group.children.size(); ++i) {
      const bool required = group.op == Op::all || (group.op != Op::any && i == 0);
      ranked_ = ranked && !(group.op == Op::without && i > 0);
      parts.push_back(part(group.children[i], top && required));
    }
    ranked_ = ranked;
    switch (group.op) {
      case Op::all: return all(std::move(parts));
      case Op::any: return any(std::move(parts));
      case Op::without: return first_and_rest(Xapian::Query::OP_AND_NOT, std::move(parts));
      case Op::maybe: return first_and_rest(Xapian::Query::OP_AND_MAYBE, std::move(parts));
    }
    return {};
  }

  // What is not ranked filters what is.
  static Part all(std::vector<Part> parts) {
    Queries ranked;
    Queries filters;
    for (Part& part : parts) (part.weighted ? ranked : filters).push_back(std::move(part.query));
    if (ranked.empty()) return {join(Xapian::Query::OP_AND, filters), false};
    Xapian::Query query = join(Xapian::Query::OP_AND, ranked);
    if (!filters.empty()) query = Xapian::Query(Xapian::Query::OP_FILTER, query, join(Xapian::Query::OP_AND, filters));
    return {std::move(query), true};
  }

  static Part any(std::vector<Part> parts) {
    const bool weighted = std::any_of(parts.begin(), parts.end(), [](const Part& p) { return p.weighted; });
    Queries queries;
    for (Part& part : parts) {
      if (weighted && !part.weighted) part.query = Xapian::Query(Xapian::Query::OP_SCALE_WEIGHT, part.query, 0.0);
      queries.push_back(std::move(part.query));
    }
    return {join(Xapian::Query::OP_OR, queries), weighted};
  }

  static Part first_and_rest(Xapian::Query::op op, std::vector<Part> parts) {
    Queries rest;
    for (std::size_t i = 1; i < parts.size(); ++i) rest.push_back(std::move(parts[i].query));
    return {Xapian::Query(op, parts.front().query, join(Xapian::Query::OP_OR, rest)), parts.front().weighted};
  }

  std::string_view text_;
  IndexView& index_;
  Budget& budget_;
  syntax::Problems& problems_;
  std::vector<Slot> slots_said_;
  bool top_ = false;
  bool ranked_ = true;  // not behind a NOT
  Compiled out_;
};

}  // namespace

Compiled compile(const Node& node, std::string_view text, IndexView& index, Budget& budget,
                 syntax::Problems& problems) {
  Compiler compiler(text, index, budget, problems);
  return compiler.take(compiler.part(node, true), is_any_word(node));
}

}  // namespace il2search::plan
