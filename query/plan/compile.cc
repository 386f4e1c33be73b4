// The last step before the matcher.
#include "query/plan/compile.h"

#include <algorithm>
#include <utility>

#include "query/plan/date_query.h"
#include "query/plan/expansion.h"
#include "query/plan/sources.h"
#include "query/plan/term_lists.h"
#include "storage/token_stream.h"

namespace il2search::plan {
namespace {

using Queries = std::vector<Xapian::Query>;

Xapian::Query join(Xapian::Query::op op, const Queries& queries) {
  if (queries.size() == 1) return queries.front();
  return Xapian::Query(op, queries.begin(), queries.end());
}

// Xapian's MatchAll is one object shared by all threads, and its reference count is not safe; this one is our own.
Xapian::Query match_all() { return Xapian::Query(std::string()); }

bool is_word(const Node& node) { return node.kind == Kind::word && std::holds_alternative<Terms>(node.value); }

bool is_any_word(const Node& node) {
  const auto* group = std::get_if<Group>(&node.value);
  if (group == nullptr) return is_word(node);
  return group->op == Op::any && std::all_of(group->children.begin(), group->children.end(), is_word);
}

class Compiler {
 public:
  Compiler(std::string_view text, IndexView& index, Budget& budget, syntax::DiagnosticSink& problems)
      : index_(index), budget_(budget), problems_(problems), lists_(text, index, budget, problems) {}

  // top: every match of the whole query matches this node.
  Part part(const Node& node, bool top) {
    const bool outer = std::exchange(top_, top);
    Part result = std::visit([&](const auto& value) { return compile(value, node); }, node.value);
    top_ = outer;
    if (node.scale != 1 && result.weighted) {
      result.query = Xapian::Query(Xapian::Query::OP_SCALE_WEIGHT, result.query, node.scale);
    }
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
    return lists_.list(terms, node);
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
        if (words.capped) lists_.say_capped(node.span, kMaxExpansion);
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
    return {filtered(std::move(postings.query), std::move(matcher), {node.span, node.kind != Kind::plain, deferred}),
            postings.weighted};
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
      if (!some_short || is_short(alternatives)) postings.push_back(lists_.any_term(alternatives, true));
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
    if (words.capped) lists_.say_capped(node.span, kMaxExpansion);
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
      for (const std::string_view list : where.lists)
        lists_.add_names(std::string(list) + place.text, joined, node.span);
      if (where.own_lists) std::move(joined.begin(), joined.end(), std::back_inserter(plain));
      else either = joined_parts(joined, place.text.size(), where, node.span);
    }
    if (!plain.empty()) either.push_back(lists_.any_term(plain, true));
    if (!checked.empty()) {
      Part postings = lists_.any_term(stem_terms(checked, where), true);
      std::vector<std::vector<WordSet>> sets(1);
      sets[0].emplace_back(std::move(words.hashes));
      auto matcher = std::make_shared<const PhraseMatcher>(std::move(sets), std::nullopt, where.regions);
      const bool alone = plain.empty() && either.empty();
      Xapian::Query query = filtered(std::move(postings.query), std::move(matcher), {node.span, false, top_ && alone});
      either.push_back({std::move(query), postings.weighted});
    }
    if (either.empty()) {
      problems_.notice("unknown-word", node.span, "No word of the index fits " + lists_.quoted(node.span) + ".", "");
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
    return {date_query(range), false};
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
    if (group.op == Op::any) return alternatives(group);
    // What only ranks has no place where nothing is ranked. It would cost time, and worse: an AND_MAYBE within an AND
    // behind AND_NOT makes Xapian 1.4 lose matches of that AND.
    if (group.op == Op::maybe && !ranked_) return part(group.children.front(), top_);
    const bool top = top_;
    const bool ranked = ranked_;
    std::vector<Part> parts;
    parts.reserve(group.children.size());
    for (std::size_t i = 0; i < group.children.size(); ++i) {
      const bool required = group.op == Op::all || i == 0;
      ranked_ = ranked && !(group.op == Op::without && i > 0);
      parts.push_back(part(group.children[i], top && required));
    }
    ranked_ = ranked;
    if (group.op == Op::all) return all(std::move(parts));
    const bool without = group.op == Op::without;
    return first_and_rest(without ? Xapian::Query::OP_AND_NOT : Xapian::Query::OP_AND_MAYBE, std::move(parts));
  }

  // Lists that only filter are looked for together where they are long.
  Part alternatives(const Group& group) {
    std::vector<const Node*> joined;
    std::size_t terms = 0;
    for (const Node& child : group.children) {
      if (!TermLists::can_join(child)) continue;
      joined.push_back(&child);
      terms += std::get<Terms>(child.value).terms.size();
    }
    const bool join_them = joined.size() > 1 && terms > kMaxAlternatives;
    std::vector<Part> parts;
    parts.reserve(group.children.size());
    for (const Node& child : group.children) {
      if (!join_them || !TermLists::can_join(child)) parts.push_back(part(child, false));
    }
    if (join_them) parts.push_back(lists_.lists(joined));
    return any(std::move(parts));
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

  IndexView& index_;
  Budget& budget_;
  syntax::DiagnosticSink& problems_;
  TermLists lists_;
  std::vector<Slot> slots_said_;
  bool top_ = false;
  bool ranked_ = true;  // not behind a NOT
  Compiled out_;
};

}  // namespace

Compiled compile(const Node& node, std::string_view text, IndexView& index, Budget& budget,
                 syntax::DiagnosticSink& problems) {
  Compiler compiler(text, index, budget, problems);
  return compiler.take(compiler.part(node, true), is_any_word(node));
}

}  // namespace il2search::plan
