// The hops of a search in their order, and what is said about its outcome.
#include "query/search.h"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <optional>
#include <utility>

#include "query/budget.h"
#include "query/filters.h"
#include "query/hits.h"
#include "query/interpreted.h"
#include "query/match_ids.h"
#include "query/page_token.h"
#include "query/plan/compile.h"
#include "query/plan/resolve.h"
#include "query/plan/settings.h"
#include "query/run.h"
#include "query/snippet.h"
#include "query/syntax/parser.h"
#include "query/syntax/print.h"

namespace il2search {
namespace {

constexpr std::size_t kMaxLimit = 10'000;
constexpr std::size_t kMaxProbes = 20;  // phrases that are looked for by themselves to say that they occur nowhere

// What holds for every entity of the query: the options, unless the query says otherwise.
plan::EntityOptions subject_options(const SearchOptions& options, const plan::Settings& settings) {
  plan::EntityOptions out;
  if (options.explode_levels > 0) out.levels = options.explode_levels;
  if (!options.explode) out.levels = 0;
  out.levels = settings.levels.value_or(out.levels);
  for (const Provenance provenance : options.provenance) out.demand.provenance |= plan::provenance_bit(provenance);
  if (settings.provenance != 0) out.demand.provenance = settings.provenance;
  out.demand.mentions = settings.mentions.value_or(options.min_mentions);
  return out;
}

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\r\n\f\v") == std::string_view::npos; }

class Search {
 public:
  Search(std::string_view text, const SearchOptions& options, plan::IndexView& index)
      : text_(text), options_(options), filters_(options), index_(index), budget_(options.time_limit, options.cancel) {
    if (options.limit > kMaxLimit) {
      throw Error(ErrorCode::invalid_argument, "limit over " + std::to_string(kMaxLimit), "page with offset or after");
    }
    parse();
  }

  Results results() {
    const auto start = std::chrono::steady_clock::now();
    PageRequest request = page_request();
    Results results;
    results.query = text_;
    results.generation = index_.snapshot()->manifest().generation;
    if (options_.explain) results.explanation.emplace();
    Page page;
    if (can_run()) {
      page = attempt(options_.match == Match::any ? Match::any : Match::all, request);
      if (page.total == 0 && may_relax()) relax(request, page);
    }
    if (compiled_) say_absent(page);
    results.interpreted = interpreted({root_, match_ == Match::any, filters_, subjects_});
    results.total = page.total;
    results.total_is_exact = page.total_is_exact;
    results.hits = hits(page, request);
    if (page.more) {
      results.next = make_token({results.generation, request.offset + page.documents.size()}, text_, options_);
    }
    results.diagnostics = take_diagnostics();
    if (results.explanation) *results.explanation = explanation();
    results.took_ms = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
    return results;
  }

  std::vector<Diagnostic> diagnostics() {
    if (can_run()) plan_for(options_.match == Match::any ? Match::any : Match::all);
    return take_diagnostics();
  }

  void for_each_id(const std::function<bool(std::string_view)>& sink) {
    if (!can_run()) return;
    if (!plan_for(options_.match == Match::any ? Match::any : Match::all)) return;
    if (may_relax() && !matches_anything(*compiled_, index_, budget_)) plan_for(Match::any);
    if (compiled_) for_each_matching_id(*compiled_, index_, budget_, sink);
  }

 private:
  void parse() {
    // Filters alone are a query too.
    subjects_ = subject_options(options_, {});
    if (is_blank(text_) && !filters_.empty()) return;
    parsed_ = options_.plain ? syntax::parse_plain(text_) : syntax::parse(text_);
    if (parsed_.tree.root) take_settings(*parsed_.tree.root);
    subjects_ = subject_options(options_, settings_);
    if (is_blank(text_) || (only_settings_ && filters_.empty())) {
      parsed_.diagnostics.push_back({"empty-query", Severity::error, 0, text_.size(), "The query is empty.",
                                     "write a word, a phrase or a filter"});
    }
  }

  void take_settings(const syntax::Node& root) {
    root_ = &root;
    if (!plan::has_settings(root)) return;
    syntax::DiagnosticSink problems;
    plan::SplitSettings taken = plan::split_settings(root, problems);
    // Nobody means a setting to hold for more than its value.
    std::erase_if(parsed_.diagnostics, [&](const Diagnostic& said) {
      const auto& places = taken.starts;
      return said.code == "prefix-reach" && std::find(places.begin(), places.end(), said.start) != places.end();
    });
    std::vector<Diagnostic> said = problems.release();
    std::move(said.begin(), said.end(), std::back_inserter(parsed_.diagnostics));
    settings_ = taken.settings;
    rest_ = std::move(taken.rest);
    root_ = rest_ ? &*rest_ : nullptr;
    only_settings_ = !rest_;
  }

  bool can_run() const {
    return parsed_.ok() && (root_ != nullptr || ((is_blank(text_) || only_settings_) && !filters_.empty()));
  }

  PageRequest page_request() const {
    PageRequest request{options_.offset, options_.limit, options_.sort, options_.reverse, options_.exact_total};
    if (options_.after.empty()) return request;
    if (options_.offset != 0) throw Error(ErrorCode::invalid_argument, "offset and after exclude each other");
    request.offset = read_token(options_.after, text_, options_).offset;
    return request;
  }

  // Resolves, rewrites and compiles; false when the query has errors.
  bool plan_for(Match match) {
    problems_ = {};
    compiled_.reset();
    match_ = match;
    plan::ConceptFinder finder([this] { return index_.vocabulary(); }, {options_.close_matches, options_.explain},
                               index_.analyzer(), budget_, problems_);
    std::vector<plan::Node> parts;
    if (root_ != nullptr) {
      parts.push_back(plan::resolve(*root_, {match, options_.plain, options_.map, subjects_}, finder, index_.analyzer(),
                                    problems_));
    }
    add_filters(parts, finder);
    say_about_entities(finder.asked());
    plan::Node resolved = plan::all_of(std::move(parts));
    if (options_.explain) explanation_.resolved = explained(resolved, finder);
    plan_ = plan::rewrite(std::move(resolved));
    if (options_.explain) explanation_.rewritten = plan::print(plan_);
    if (problems_.any_error()) return false;
    compiled_ = plan::compile(plan_, text_, index_, budget_, problems_);
    if (options_.explain) explanation_.compiled = description();
    return true;
  }

  void say_about_entities(bool asked) {
    const Manifest& manifest = index_.snapshot()->manifest();
    const bool settings =
        settings_.mentions || settings_.provenance != 0 || options_.min_mentions > 1 || !options_.provenance.empty();
    if (settings && !asked) {
      problems_.notice("setting-without-effect", {}, "A setting for entities has no effect: the query asks for none.",
                       "ask for a heading or an entity: gene:IL2, mesh:D008181");
    }
    if (asked && manifest.vocabulary && manifest.indexed_with != manifest.vocabulary->hash) {
      problems_.notice(
          "older-documents", {},
          "Some documents came in before these vocabularies: what their texts name, and headings that they "
          "give without id, may be missing.",
          "il2index retag");
    }
  }

  static std::string explained(const plan::Node& resolved, plan::ConceptFinder& finder) {
    std::string out = plan::print(resolved);
    for (const std::string& note : finder.release_notes()) out += "\n" + note;
    return out;
  }

  // Phrases that every match must hold are no part of Xapian's query; they are listed behind it.
  std::string description() const {
    std::string out = compiled_->query.get_description();
    for (const plan::PhraseUse& phrase : compiled_->phrases) {
      if (phrase.deferred) out += "\nthen the text must hold " + quoted(phrase.span);
    }
    return out;
  }

  // Filters have no place in the query; what is said of them has the span of nothing.
  void add_filters(std::vector<plan::Node>& parts, plan::ConceptFinder& finder) {
    for (const Filters::Id& id : filters_.ids) {
      parts.push_back(plan::resolve_filter(id.field, *id.value, subjects_, finder, index_.analyzer(), problems_));
    }
    if (filters_.since.known() || filters_.until.known()) {
      parts.emplace_back(plan::DateRange{Slot::published, filters_.since, filters_.until, true});
    }
  }

  Page attempt(Match match, const PageRequest& request) {
    return plan_for(match) ? run(*compiled_, request, index_, budget_) : Page{};
  }

  bool may_relax() const {
    if (options_.match != Match::automatic || root_ == nullptr || !compiled_) return false;
    const auto* run = std::get_if<syntax::WordRun>(&root_->value);
    return run != nullptr && !root_->field && run->words.size() > 1;
  }

  // No document has all the words: those with some of them are shown instead, if there are any.
  void relax(const PageRequest& request, Page& page) {
    Page relaxed = attempt(Match::any, request);
    if (relaxed.total == 0) {
      plan_for(Match::all);
      return;
    }
    page = std::move(relaxed);
    problems_.notice("match-any", root_->span, "No document has all of these words; these have some of them.",
                     "join words with OR, or search with --match all");
  }

  void say_absent(const Page& page) {
    for (const Span span : page.absent_words) {
      problems_.notice("unknown-word", span, quoted(span) + " occurs nowhere.", "");
    }
    std::size_t probes = 0;
    for (const plan::PhraseUse& phrase : compiled_->phrases) {
      if (!phrase.report || *phrase.found || ++probes > kMaxProbes || occurs(phrase, index_, budget_)) continue;
      problems_.warning("phrase-not-found", phrase.span, quoted(phrase.span) + " occurs nowhere.", "");
    }
  }

  std::string quoted(Span span) const {
    return syntax::quoted(text_.substr(span.start, std::min(span.end, text_.size()) - span.start));
  }

  std::vector<Hit> hits(const Page& page, const PageRequest& request) {
    if (page.documents.empty()) return {};
    HitOptions wanted;
    wanted.offset = request.offset;
    wanted.entities = options_.entities_of_hits;
    wanted.equal_by_id = request.sort == Sort::relevance && compiled_->weighted && !request.reverse;
    std::optional<Highlighter> highlighter;
    if (options_.snippets) wanted.highlighter = &highlighter.emplace(plan_, index_.analyzer());
    return make_hits(page.documents, wanted, index_);
  }

  std::vector<Diagnostic> take_diagnostics() {
    std::vector<Diagnostic> all = parsed_.diagnostics;
    std::vector<Diagnostic> later = problems_.release();
    if (later.empty()) return all;
    std::move(later.begin(), later.end(), std::back_inserter(all));
    std::stable_sort(all.begin(), all.end(),
                     [](const Diagnostic& a, const Diagnostic& b) { return a.start < b.start; });
    return all;
  }

  Explanation explanation() {
    explanation_.tree = syntax::outline(parsed_.tree);
    return std::move(explanation_);
  }

  std::string_view text_;
  const SearchOptions& options_;
  Filters filters_;
  plan::IndexView& index_;
  Budget budget_;
  syntax::Parsed parsed_;
  std::optional<syntax::Node> rest_;    // of a query with settings: the tree without them
  const syntax::Node* root_ = nullptr;  // what is searched: of parsed_, or rest_
  bool only_settings_ = false;
  plan::Settings settings_;
  plan::EntityOptions subjects_;
  syntax::DiagnosticSink problems_;
  Match match_ = Match::all;
  plan::Node plan_{plan::Nothing{}};
  std::optional<plan::Compiled> compiled_;
  Explanation explanation_;
};

}  // namespace

Results search(std::string_view query, const SearchOptions& options, plan::IndexView& index) {
  return Search(query, options, index).results();
}

std::vector<Diagnostic> lint(std::string_view query, const SearchOptions& options, plan::IndexView& index) {
  return Search(query, options, index).diagnostics();
}

void for_each_match(std::string_view query, const SearchOptions& options, plan::IndexView& index,
                    const std::function<bool(std::string_view id)>& sink) {
  Search(query, options, index).for_each_id(sink);
}

}  // namespace il2search
