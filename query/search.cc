// Which way of reading the query is shown, and what is said about the outcome.
#include "query/search.h"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <optional>
#include <utility>

#include "query/hits.h"
#include "query/page_token.h"
#include "query/snippet.h"
#include "query/syntax/print.h"

namespace il2search {
namespace {

constexpr std::size_t kMaxLimit = 10'000;
constexpr std::size_t kMaxProbes = 20;  // phrases that are looked for one by one, to say which of them occur nowhere

}  // namespace

Search::Search(const Query& query, const SearchOptions& options, plan::IndexView& index)
    : shared_(query),
      query_(shared_.data()),
      options_(options),
      index_(index),
      budget_(options.time_limit, options.cancel),
      planner_(query_, options, index, budget_) {
  if (options.limit > kMaxLimit) {
    throw Error(ErrorCode::invalid_argument, "limit over " + std::to_string(kMaxLimit), "page with offset or after");
  }
}

Results Search::results() {
  const auto start = std::chrono::steady_clock::now();
  const PageRequest request = page_request();
  Attempt shown = planner_.can_plan() ? best_attempt(request) : Attempt{};
  if (shown.planned.compiled) note_absent(shown);
  Results results;
  results.query = query_.text;
  results.generation = index_.snapshot()->manifest().generation;
  results.interpreted = planner_.interpreted(shown.planned.match);
  results.total = shown.page.total;
  results.total_is_exact = shown.page.total_is_exact;
  results.hits = hits(shown, request);
  if (shown.page.more) {
    const PageToken next{results.generation, request.offset + shown.page.documents.size()};
    results.next = make_token(next, query_, options_);
  }
  results.diagnostics = all_diagnostics(shown.planned.diagnostics);
  if (options_.explain) {
    results.explanation = std::move(shown.planned.explanation);
    results.explanation->tree = syntax::outline(query_.parsed.tree);
  }
  results.took_ms = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
  return results;
}

std::vector<Diagnostic> Search::diagnostics() {
  Planned planned;
  if (planner_.can_plan()) planned = planner_.plan(options_.match);
  return all_diagnostics(planned.diagnostics);
}

void Search::for_each_id(const std::function<bool(std::string_view)>& sink) {
  if (!planner_.can_plan()) return;
  Planned planned = planner_.plan(options_.match);
  const bool relax = planned.compiled && planner_.may_relax() && !matches_anything(*planned.compiled, index_, budget_);
  if (relax) planned = planner_.plan(Match::any);
  if (planned.compiled) for_each_matching_id(*planned.compiled, index_, budget_, sink);
}

PageRequest Search::page_request() const {
  PageRequest request{options_.offset, options_.limit, options_.sort, options_.reverse, options_.exact_total};
  if (options_.after.empty()) return request;
  if (options_.offset != 0) throw Error(ErrorCode::invalid_argument, "offset and after exclude each other");
  request.offset = read_token(options_.after, query_, options_).offset;
  return request;
}

Search::Attempt Search::attempt(Match match, const PageRequest& request) {
  Attempt attempt{planner_.plan(match), {}};
  if (attempt.planned.compiled) attempt.page = run(*attempt.planned.compiled, request, index_, budget_);
  return attempt;
}

// If no document has all the words, those with some of them are shown, if there are any.
Search::Attempt Search::best_attempt(const PageRequest& request) {
  Attempt all = attempt(options_.match, request);
  if (all.page.total > 0 || !all.planned.compiled || !planner_.may_relax()) return all;
  Attempt any = attempt(Match::any, request);
  if (any.page.total == 0) return all;
  any.planned.diagnostics.notice("match-any", planner_.words_span(),
                                 "No document has all of these words; the results have some of them.",
                                 "Join the words with OR, or search with --match all.");
  return any;
}

void Search::note_absent(Attempt& attempt) {
  syntax::DiagnosticSink& diagnostics = attempt.planned.diagnostics;
  const auto message = [&](Span span) { return syntax::quoted(planner_.text_of(span)) + " occurs nowhere."; };
  for (const Span span : attempt.page.absent_words) {
    diagnostics.notice("unknown-word", span, message(span), "");
  }
  std::size_t probes = 0;
  for (const plan::PhraseUse& phrase : attempt.planned.compiled->phrases) {
    if (!phrase.report || *phrase.found || ++probes > kMaxProbes || occurs(phrase, index_, budget_)) continue;
    diagnostics.warning("phrase-not-found", phrase.span, message(phrase.span), "");
  }
}

std::vector<Hit> Search::hits(const Attempt& attempt, const PageRequest& request) {
  if (attempt.page.documents.empty()) return {};
  HitOptions wanted;
  wanted.offset = request.offset;
  wanted.entities = options_.entities_of_hits;
  wanted.equal_by_id = request.sort == Sort::relevance && attempt.planned.compiled->tree.is_ranked && !request.reverse;
  std::optional<Highlighter> highlighter;
  if (options_.snippets) wanted.highlighter = &highlighter.emplace(attempt.planned.plan, index_.analyzer());
  return make_hits(attempt.page.documents, wanted, index_);
}

std::vector<Diagnostic> Search::all_diagnostics(syntax::DiagnosticSink& later) const {
  std::vector<Diagnostic> all = planner_.diagnostics();
  std::vector<Diagnostic> planned = later.release();
  if (planned.empty()) return all;
  std::move(planned.begin(), planned.end(), std::back_inserter(all));
  std::stable_sort(all.begin(), all.end(), [](const Diagnostic& a, const Diagnostic& b) { return a.start < b.start; });
  return all;
}

}  // namespace il2search
