// The stages before a search runs, and what they say.
#include "query/planner.h"

#include <algorithm>
#include <iterator>
#include <utility>
#include <variant>

#include "query/plan/concept_finder.h"

namespace il2search {
namespace {

// What holds for every entity of the query: the options, unless the query itself says otherwise.
plan::EntityOptions entity_options(const SearchOptions& options, const plan::Settings& settings) {
  plan::EntityOptions entities;
  entities.levels = settings.levels.value_or(options.explode_levels.value_or(kAllLevels));
  for (const Provenance provenance : options.provenance) entities.demand.provenance |= plan::provenance_bit(provenance);
  if (settings.provenance != 0) entities.demand.provenance = settings.provenance;
  entities.demand.mentions = settings.mentions.value_or(options.min_mentions);
  return entities;
}

// Settings of the query come before those of filters.
void add_missing(plan::Settings& settings, const plan::Settings& more) {
  if (!settings.levels) settings.levels = more.levels;
  if (!settings.mentions) settings.mentions = more.mentions;
  if (settings.provenance == 0) settings.provenance = more.provenance;
}

// A filter has no place in the text of the query.
void clear_spans(syntax::Node& node) {
  node.span = {};
  if (node.field) node.field->span = {};
  if (auto* run = std::get_if<syntax::WordRun>(&node.value)) {
    for (syntax::Word& word : run->words) word.span = {};
  }
  if (auto* phrase = std::get_if<syntax::Phrase>(&node.value)) {
    for (syntax::Word& word : phrase->words) word.span = {};
  }
  if (auto* boolean = std::get_if<syntax::Boolean>(&node.value)) {
    for (syntax::Node& child : boolean->children) clear_spans(child);
  }
}

std::string explained(const plan::Node& resolved, plan::ConceptFinder& finder) {
  std::string out = plan::print(resolved);
  for (const std::string& note : finder.release_notes()) out += "\n" + note;
  return out;
}

}  // namespace

Planner::Planner(const Query::Data& query, const SearchOptions& options, plan::IndexView& index, Budget& budget)
    : query_(query), options_(options), index_(index), budget_(budget), diagnostics_(query.parsed.diagnostics) {
  if (query.parsed.tree.root) {
    root_ = &*query.parsed.tree.root;
    if (plan::has_settings(*root_)) {
      without_settings_ = split_settings(*root_);
      root_ = without_settings_ ? &*without_settings_ : nullptr;
    }
  }
  for (const Query& filter : options.filters) add_filter(filter);
  entities_ = entity_options(options, settings_);
  const bool only_settings = query.parsed.tree.root && root_ == nullptr;
  if (filters_.empty() && (query.is_blank() || only_settings)) refuse_empty();
}

std::optional<syntax::Node> Planner::split_settings(const syntax::Node& root) {
  syntax::DiagnosticSink sink;
  plan::SplitSettings split = plan::split_settings(root, sink);
  // A setting is never meant to apply to more than its value.
  std::erase_if(diagnostics_, [&](const Diagnostic& said) {
    return said.code == "prefix-reach" &&
           std::find(split.starts.begin(), split.starts.end(), said.start) != split.starts.end();
  });
  std::vector<Diagnostic> found = sink.release();
  std::move(found.begin(), found.end(), std::back_inserter(diagnostics_));
  add_missing(settings_, split.settings);
  return std::move(split.rest);
}

void Planner::add_filter(const Query& filter) {
  for (Diagnostic diagnostic : filter.diagnostics()) {
    diagnostic.start = diagnostic.end = 0;
    diagnostics_.push_back(std::move(diagnostic));
  }
  if (filter.empty()) return;
  syntax::Node root = *filter.data().parsed.tree.root;
  clear_spans(root);
  if (!plan::has_settings(root)) filters_.push_back(std::move(root));
  else if (auto rest = split_settings(root)) filters_.push_back(std::move(*rest));
}

void Planner::refuse_empty() {
  diagnostics_.push_back({"empty-query", Severity::error, 0, query_.text.size(), "The query is empty.",
                          "Write a word, a phrase or a filter."});
}

bool Planner::has_errors() const {
  return std::any_of(diagnostics_.begin(), diagnostics_.end(),
                     [](const Diagnostic& d) { return d.severity == Severity::error; });
}

// Filters are a query without words, too; but not where words were typed that came to nothing.
bool Planner::can_plan() const {
  if (has_errors()) return false;
  return root_ != nullptr || (!filters_.empty() && (query_.is_blank() || query_.parsed.tree.root.has_value()));
}

bool Planner::may_relax() const {
  if (options_.match != Match::automatic || root_ == nullptr) return false;
  const auto* run = std::get_if<syntax::WordRun>(&root_->value);
  return run != nullptr && !root_->field && run->words.size() > 1;
}

Planned Planner::plan(Match match) const {
  Planned planned;
  planned.match = match == Match::any ? Match::any : Match::all;
  syntax::DiagnosticSink& diagnostics = planned.diagnostics;
  plan::ConceptFinder finder([this] { return index_.vocabulary(); }, {options_.close_matches, options_.explain},
                             index_.analyzer(), budget_, diagnostics);
  plan::Node resolved = resolve(planned.match, finder, diagnostics);
  note_entities(finder.asked(), diagnostics);
  if (options_.explain) planned.explanation.resolved = explained(resolved, finder);
  planned.plan = plan::rewrite(std::move(resolved));
  if (options_.explain) planned.explanation.rewritten = plan::print(planned.plan);
  if (diagnostics.any_error()) return planned;
  planned.compiled = plan::compile(planned.plan, query_.text, index_, budget_, diagnostics);
  if (options_.explain) planned.explanation.compiled = description(*planned.compiled);
  return planned;
}

plan::Node Planner::resolve(Match match, plan::ConceptFinder& finder, syntax::DiagnosticSink& diagnostics) const {
  std::vector<plan::Node> parts;
  const plan::ResolveOptions options{match, query_.plain, options_.map, entities_};
  if (root_ != nullptr) parts.push_back(plan::resolve(*root_, options, finder, index_.analyzer(), diagnostics));
  const plan::ResolveOptions for_filters{Match::all, false, options_.map, entities_};
  for (const syntax::Node& filter : filters_) {
    parts.push_back(plan::resolve(filter, for_filters, finder, index_.analyzer(), diagnostics));
  }
  return plan::all_of(std::move(parts));
}

void Planner::note_entities(bool asked, syntax::DiagnosticSink& diagnostics) const {
  const Manifest& manifest = index_.snapshot()->manifest();
  const bool settings =
      settings_.mentions || settings_.provenance != 0 || options_.min_mentions > 1 || !options_.provenance.empty();
  if (settings && !asked) {
    diagnostics.notice("setting-without-effect", {},
                       "Settings for entities have no effect in a query without entities.",
                       "Add a heading or an entity, as in gene:IL2 or mesh:D008181.");
  }
  if (asked && manifest.vocabulary && manifest.indexed_with != manifest.vocabulary->hash) {
    diagnostics.notice("older-documents", {},
                       "Some documents were indexed before the current vocabularies; their tags and heading ids may be "
                       "incomplete.",
                       "Run il2index retag.");
  }
}

// Deferred phrases are not part of the tree; they are listed after it.
std::string Planner::description(const plan::Compiled& compiled) const {
  std::string out = plan::print(compiled.tree);
  for (const plan::PhraseUse& phrase : compiled.phrases) {
    if (phrase.deferred) out += "\nthen the text must hold " + syntax::quoted(text_of(phrase.span));
  }
  return out;
}

std::string Planner::interpreted(Match match) const {
  return il2search::interpreted({root_, match == Match::any, filters_, entities_});
}

std::string_view Planner::text_of(Span span) const {
  return std::string_view(query_.text).substr(span.start, std::min(span.end, query_.text.size()) - span.start);
}

}  // namespace il2search
