// Stage 3, compile(): a walk over the plan that builds the tree to match. The terms of lists and of words of phrases are
// looked up in term_lists.cc and expansion.cc.
#include "query/plan/compile.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "query/plan/dates.h"
#include "query/plan/pair_lists.h"
#include "query/plan/term_lists.h"

namespace il2search::plan {
namespace {

MatchTree group(MatchOp op, std::vector<MatchTree> children, bool is_ranked) {
  if (children.size() == 1) return std::move(children.front());
  return {MatchGroup{op, std::move(children)}, is_ranked};
}

bool any_is_ranked(const std::vector<MatchTree>& children) {
  return std::any_of(children.begin(), children.end(), [](const MatchTree& child) { return child.is_ranked; });
}

MatchTree all(std::vector<MatchTree> children) {
  const bool is_ranked = any_is_ranked(children);
  return group(MatchOp::all, std::move(children), is_ranked);
}

MatchTree any(std::vector<MatchTree> children) {
  const bool is_ranked = any_is_ranked(children);
  return group(MatchOp::any, std::move(children), is_ranked);
}

bool is_word(const Node& node) { return node.kind == Kind::word && std::holds_alternative<Terms>(node.value); }

bool is_any_word(const Node& node) {
  const auto* group = std::get_if<Group>(&node.value);
  if (group == nullptr) return is_word(node);
  return group->op == Op::any && std::all_of(group->children.begin(), group->children.end(), is_word);
}

class Compiler {
 public:
  Compiler(std::string_view text, IndexView& index, Budget& budget, syntax::DiagnosticSink& diagnostics)
      : index_(index), budget_(budget), diagnostics_(diagnostics), lists_(text, index, budget, diagnostics) {}

  // top: every match of the whole query matches this node.
  MatchTree compile(const Node& node, bool top) {
    const bool outer = std::exchange(top_, top);
    MatchTree result = std::visit([&](const auto& value) { return compile(value, node); }, node.value);
    top_ = outer;
    if (result.is_ranked) result.scale *= node.scale;
    return result;
  }

  Compiled finish(MatchTree root, bool alternatives) {
    out_.tree = std::move(root);
    out_.alternatives = alternatives;
    return std::move(out_);
  }

 private:
  MatchTree compile(const Everything&, const Node&) { return {MatchEverything{}}; }
  MatchTree compile(const Nothing&, const Node&) { return {MatchNothing{}}; }

  MatchTree compile(const Terms& terms, const Node& node) {
    if (node.kind == Kind::word) out_.words.push_back({terms.terms, node.span});
    return lists_.list(terms, node);
  }

  // --- sequences

  MatchTree compile(const Sequence& sequence, const Node& node) {
    const auto& units = sequence.units;
    const bool single = units.size() == 1 && units[0].size() == 1;
    if (single && (units[0][0].form == WordForm::beginning || units[0][0].form == WordForm::pattern)) {
      return truncation(units[0][0], sequence.scope, node);
    }
    Phrase phrase{{}, sequence.within, sequence.scope.regions, anchor_of(units.front())};
    std::vector<std::vector<std::string>> terms;  // per word of the phrase: every match has one of them
    for (const auto& unit : units) {
      phrase.units.emplace_back();
      for (const PhraseWord& word : unit) {
        Expansion words = expand(word, index_, budget_);
        if (words.capped) lists_.warn_of_capped(node.span, kMaxExpansion);
        terms.push_back(stem_terms(words.stems, sequence.scope));
        phrase.units.back().push_back(std::move(words.words));
      }
    }
    PairLists pairs = pair_lists(phrase, index_);
    phrase.decided = std::move(pairs.decided);
    const bool occurs = pairs.occurs;
    MatchTree postings = postings_of(terms, std::move(pairs));
    return filtered(std::move(postings), std::move(phrase), {node.span, node.kind != Kind::plain, top_, occurs});
  }

  // The posting lists that candidates come from. A word with very many terms would need a set of docids; if another
  // word has few, only the text decides about the former.
  MatchTree postings_of(const std::vector<std::vector<std::string>>& terms, PairLists pairs) {
    const bool some_short = std::any_of(terms.begin(), terms.end(), [](const auto& t) { return is_short(t); });
    std::vector<MatchTree> postings;
    for (std::size_t i = 0; i < terms.size(); ++i) {
      if (some_short && !is_short(terms[i])) continue;
      MatchTree list = lists_.any_term(terms[i], true);
      auto* stems = std::get_if<MatchTerms>(&list.value);
      if (stems != nullptr) stems->is_implied = i < pairs.implied.size() && pairs.implied[i];
      postings.push_back(std::move(list));
    }
    std::move(pairs.filters.begin(), pairs.filters.end(), std::back_inserter(postings));
    return all(std::move(postings));
  }
  static bool is_short(const std::vector<std::string>& terms) { return terms.size() <= kMaxAlternatives; }

  // The longest word of a phrase, which is usually the rarest.
  static std::size_t anchor_of(const std::vector<PhraseWord>& unit) {
    const auto length = [](const PhraseWord& word) { return word.form == WordForm::exact ? word.text.size() : 0; };
    const auto longest = std::max_element(
        unit.begin(), unit.end(), [&](const PhraseWord& a, const PhraseWord& b) { return length(a) < length(b); });
    return static_cast<std::size_t>(longest - unit.begin());
  }

  struct FilterOptions {
    Span span;
    bool report;          // warn if it occurs nowhere
    bool deferred;        // whoever runs the query looks at the text
    bool occurs = false;  // it is known to occur somewhere
  };

  // The documents of the postings whose text has the phrase.
  MatchTree filtered(MatchTree postings, Phrase phrase, const FilterOptions& options) {
    auto matcher = std::make_shared<PhraseMatchers>(std::move(phrase));
    auto found = std::make_shared<bool>(options.occurs);
    out_.phrases.push_back({postings, matcher, found, options.span, options.deferred, options.report});
    if (options.deferred) return postings;
    const bool is_ranked = postings.is_ranked;
    return {MatchPhrase{{std::move(postings)}, std::move(matcher), std::move(found)}, is_ranked};
  }

  static std::vector<std::string> stem_terms(const std::vector<std::string>& stems, const TextScope& scope) {
    std::vector<std::string> terms;
    terms.reserve(stems.size() * scope.lists.size());
    for (const std::string& stem : stems) {
      for (const std::string_view list : scope.lists) {
        terms.push_back(std::string(prefix::stem).append(list).append(stem));
      }
    }
    return terms;
  }

  // One truncated word or pattern. Stems whose forms all match need only their postings, other stems also a look at the
  // text. Joined forms (`il2r` for il2*) have postings of their own.
  MatchTree truncation(const PhraseWord& word, const TextScope& scope, const Node& node) {
    Expansion words = expand(word, index_, budget_);
    if (words.capped) lists_.warn_of_capped(node.span, kMaxExpansion);
    std::vector<std::string> plain;
    std::vector<std::string> checked = std::move(words.stems);
    if (scope.own_lists) {
      plain = stem_terms(words.sure, scope);
      std::vector<std::string> rest;
      std::set_difference(checked.begin(), checked.end(), words.sure.begin(), words.sure.end(),
                          std::back_inserter(rest));
      checked = std::move(rest);
    }
    std::vector<MatchTree> either;
    if (word.form == WordForm::beginning) {
      std::vector<std::string> joined;
      for (const std::string_view list : scope.lists) {
        lists_.add_names(std::string(list) + word.text, joined, node.span);
      }
      if (scope.own_lists) std::move(joined.begin(), joined.end(), std::back_inserter(plain));
      else either = joined_forms(joined, word.text.size(), scope, node.span);
    }
    if (!plain.empty()) either.push_back(lists_.any_term(plain, true));
    if (!checked.empty()) {
      MatchTree postings = lists_.any_term(stem_terms(checked, scope), true);
      const bool only = plain.empty() && either.empty();
      Phrase phrase{{{std::move(words.words)}}, std::nullopt, scope.regions};
      either.push_back(filtered(std::move(postings), std::move(phrase), {node.span, false, top_ && only}));
    }
    if (either.empty()) {
      diagnostics_.notice("unknown-word", node.span, "No word of the index matches " + lists_.quoted(node.span) + ".",
                          "");
      return {MatchNothing{}, true};
    }
    return any(std::move(either));
  }

  // Joined forms in regions without lists of their own, where the parts of the form must occur. Forms whose first part
  // is at least as long as what was typed are left out: that part already matches.
  std::vector<MatchTree> joined_forms(const std::vector<std::string>& forms, std::size_t typed, const TextScope& scope,
                                      Span span) {
    std::vector<MatchTree> either;
    for (const std::string& form : forms) {
      budget_.tick();
      for (const auto& parts : splits_of(form, typed, index_)) {
        Phrase phrase{{{}}, std::nullopt, scope.regions};
        for (const std::string& part : parts) phrase.units.front().push_back({part});
        either.push_back(filtered(lists_.any_term({form}, true), std::move(phrase), {span, false, false}));
      }
    }
    return either;
  }

  // --- dates

  MatchTree compile(const DateRange& range, const Node& node) {
    note_undated(range, node.span);
    const std::vector<std::string> years = year_terms(range);
    return years.empty() ? date_values(range) : lists_.any_term(years, false);
  }

  // Once per kind of date.
  void note_undated(const DateRange& range, Span span) {
    const std::uint32_t undated = index_.without_value(range.slot);
    if (undated == 0 || std::find(noted_slots_.begin(), noted_slots_.end(), range.slot) != noted_slots_.end()) return;
    noted_slots_.push_back(range.slot);
    diagnostics_.notice("undated", span,
                        std::to_string(undated) + (undated == 1 ? " document has" : " documents have") +
                            " no such date and are outside every range.",
                        "");
  }

  // --- groups

  MatchTree compile(const Group& operands, const Node&) {
    if (operands.op == Op::any) return alternatives(operands);
    const bool top = top_;
    std::vector<MatchTree> children;
    children.reserve(operands.children.size());
    for (std::size_t i = 0; i < operands.children.size(); ++i) {
      const bool required = operands.op == Op::all || i == 0;
      children.push_back(compile(operands.children[i], top && required));
    }
    if (operands.op == Op::all) return all(std::move(children));
    const bool is_ranked = children.front().is_ranked;
    return group(operands.op == Op::without ? MatchOp::without : MatchOp::maybe, std::move(children), is_ranked);
  }

  // Long lists that only filter are looked up together.
  MatchTree alternatives(const Group& operands) {
    std::vector<const Node*> joined;
    std::size_t terms = 0;
    for (const Node& child : operands.children) {
      if (!TermLists::can_join(child)) continue;
      joined.push_back(&child);
      terms += std::get<Terms>(child.value).terms.size();
    }
    const bool join_them = joined.size() > 1 && terms > kMaxAlternatives;
    std::vector<MatchTree> children;
    children.reserve(operands.children.size());
    for (const Node& child : operands.children) {
      if (!join_them || !TermLists::can_join(child)) children.push_back(compile(child, false));
    }
    if (join_them) children.push_back(lists_.lists(joined));
    return any(std::move(children));
  }

  IndexView& index_;
  Budget& budget_;
  syntax::DiagnosticSink& diagnostics_;
  TermLists lists_;
  std::vector<Slot> noted_slots_;
  bool top_ = false;
  Compiled out_;
};

}  // namespace

Compiled compile(const Node& node, std::string_view text, IndexView& index, Budget& budget,
                 syntax::DiagnosticSink& diagnostics) {
  Compiler compiler(text, index, budget, diagnostics);
  return compiler.finish(compiler.compile(node, true), is_any_word(node));
}

}  // namespace il2search::plan
