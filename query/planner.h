// Planner: the stages of a search before it runs.
//
//   Query -> settings split off -> resolve -> rewrite -> compile -> Planned
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <il2search/searcher.h>

#include "query/budget.h"
#include "query/match/index_view.h"
#include "query/plan/compile.h"
#include "query/plan/plan.h"
#include "query/plan/resolve.h"
#include "query/plan/value_planner.h"
#include "query/query_data.h"
#include "query/syntax/diagnostic_sink.h"

namespace il2search {

// A query as one way of matching its words understands it.
struct Planned {
  Match match = Match::all;
  plan::Node plan{plan::Nothing{}};
  std::optional<plan::Compiled> compiled;  // nothing: the query has an error and cannot run
  syntax::DiagnosticSink diagnostics;      // of planning; those of parsing are the planner's
  Explanation explanation;                 // without the tree; with SearchOptions::explain
};

// For one search in one thread. Refers to all that it is given.
class Planner {
 public:
  Planner(const Query::Data& query, const SearchOptions& options, plan::IndexView& index, Budget& budget);

  // Whether there is something to search, without errors so far.
  bool can_plan() const;

  // Whether documents with some of the words may be shown if none has all of them: of plain words only.
  bool may_relax() const;

  // Where the words are that relaxing is about.
  Span words_span() const { return root_->span; }

  // Match::automatic counts as all. can_plan() must hold.
  Planned plan(Match match) const;

  // What parsing and settings gave; the query is empty, if it is.
  const std::vector<Diagnostic>& diagnostics() const { return diagnostics_; }

  // What was searched, in the query language, with the filters and the settings of the options: searched again, it finds
  // the same.
  std::string interpreted(Match match) const;

  std::string_view text_of(Span span) const;

 private:
  std::optional<syntax::Node> split_settings(const syntax::Node& root);
  void add_filter(const Query& filter);
  void refuse_empty();
  bool has_errors() const;
  void note_entities(bool asked, syntax::DiagnosticSink& diagnostics) const;
  plan::Node resolve(Match match, plan::ConceptFinder& finder, syntax::DiagnosticSink& diagnostics) const;
  std::string description(const plan::Compiled& compiled) const;

  const Query::Data& query_;
  const SearchOptions& options_;
  plan::IndexView& index_;
  Budget& budget_;
  std::vector<Diagnostic> diagnostics_;
  plan::Settings settings_;
  plan::EntityOptions entities_;
  std::optional<syntax::Node> without_settings_;  // the tree of a query that has some
  const syntax::Node* root_ = nullptr;            // what is searched: of query_ or without_settings_; may be null
  std::vector<syntax::Node> filters_;
};

// The parts of Planner::interpreted().
struct Understood {
  const syntax::Node* root = nullptr;  // without settings; may be null
  bool any_word = false;               // plain words were joined by OR
  const std::vector<syntax::Node>& filters;
  const plan::EntityOptions& entities;
};
std::string interpreted(const Understood& query);

}  // namespace il2search
