// Searching: open an index, run queries, get plain values.
//
//   il2search::Searcher searcher("/data/index");
//   for (const il2search::Hit& hit : searcher.search("proteinuria AND low-dose").hits) …
//
// A Searcher serves the generation that it opened until refresh(). A newer generation that is published meanwhile does not
// affect it; the files of the old one stay on disk as long as somebody reads them.
#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <il2search/concept.h>
#include <il2search/diagnostic.h>
#include <il2search/document.h>
#include <il2search/error.h>
#include <il2search/export.h>
#include <il2search/query.h>

namespace il2search {

// How plain words without operator combine. automatic: all of them; if that finds nothing and the query is only words, any
// of them, with a notice.
enum class Match { automatic, all, any };

enum class Sort { relevance, date, title, journal, id };

// The defaults suit a page of hits for a person.
struct SearchOptions {
  // Which documents match.
  Match match = Match::automatic;
  bool plain = false;                           // a query given as text is plain words: no operators, fields or quotes
  bool map = true;                              // plain words also find documents of the concepts that they name
  std::optional<std::uint32_t> explode_levels;  // levels of narrower concepts that count; 0: none; unset: all
  bool close_matches = false;                   // concepts include close, broad, narrow and related matches elsewhere
  std::vector<Provenance> provenance;           // of the entities asked for, in query and filters; empty: any
  std::uint32_t min_mentions = 0;               // of these entities in a document, at least
  // Further conditions, all required: Query::field("mesh", "D008181"), Query::published("2019", ""). As if joined to the
  // query by AND, but not part of Results::query; their diagnostics have no place in it (start and end are 0).
  std::vector<Query> filters;

  // Which of them are shown, in which order. Equal ranks are ordered by id, bytewise.
  std::size_t limit = 10;  // at most 10,000; with 0 only Results::total is found
  std::size_t offset = 0;
  std::string after;  // Results::next of the previous page; offset must be 0
  Sort sort = Sort::relevance;
  bool reverse = false;

  // What a search computes, and how long it may take.
  bool exact_total = false;                      // count every match; Results::total is exact up to 1,000 in any case
  bool snippets = true;                          // text and highlights: about 0.1 ms per hit
  bool entities_of_hits = true;                  // Hit::entities
  bool explain = false;                          // Results::explanation
  std::chrono::milliseconds time_limit{30'000};  // then Error{timed_out}; 0: none
  const std::atomic<bool>* cancel = nullptr;     // Error{cancelled} soon after it becomes true; not owned
};

// A piece of the document's text around the words that matched; highlights are byte ranges of `text`.
struct Snippet {
  std::string text;
  std::vector<Span> highlights;
};

struct Hit {
  std::size_t rank = 0;  // from 1, over all pages
  std::string id;
  double score = 0;  // BM25; comparable only within one result
  std::string title;
  std::vector<std::string> authors;  // short names, in order
  std::string journal;
  Date date;
  std::string url;
  Snippet snippet;
  std::vector<Entity> entities;     // all of the document, without spans
  std::vector<std::string> status;  // "retracted", "erratum", "expression-of-concern", "preprint"
};

// The query after each stage: what `il2search --explain` prints.
struct Explanation {
  std::string tree;      // as parsed, one node per line
  std::string resolved;  // with fields, dates and identifiers found; then one line per concept and mapping
  std::string rewritten;
  std::string compiled;  // the description of the Xapian query
};

struct IL2SEARCH_EXPORT Results {
  std::string query;        // Query::text(): what places in diagnostics refer to
  std::string interpreted;  // what was searched, in the query language, filters and settings included
  std::uint64_t generation = 0;
  std::size_t total = 0;  // matches, whatever the page shows
  bool total_is_exact = true;
  double took_ms = 0;
  std::vector<Diagnostic> diagnostics;
  std::vector<Hit> hits;
  std::string next;  // for SearchOptions::after; empty on the last page
  std::optional<Explanation> explanation;

  bool has_errors() const;  // some diagnostic is an error: nothing was searched
};

// What is served.
struct IndexInfo {
  std::uint64_t generation = 0;
  std::uint64_t documents = 0;
  std::size_t segments = 0;
  std::string created;  // 2026-11-21T03:00:00Z
  // The vocabulary parts that are loaded: "mesh", "obo-hp". Without any, concepts and completions are empty.
  std::vector<std::string> vocabularies;
};

// Where the programs look for an index by default: $IL2SEARCH_INDEX, else $XDG_DATA_HOME/il2search/index, else
// ~/.local/share/il2search/index.
IL2SEARCH_EXPORT std::string default_index_path();

// Safe to use from many threads at once: each thread that searches gets its own file handles (four per segment) on first
// use. Movable, not copyable; destroy it after its searches have returned.
class IL2SEARCH_EXPORT Searcher {
 public:
  // Opens the newest generation. Error{index_missing, index_corrupt, index_incompatible, io}. About a millisecond.
  explicit Searcher(const std::string& index_path);
  ~Searcher();
  Searcher(Searcher&&) noexcept;
  Searcher& operator=(Searcher&&) noexcept;

  // Whatever is wrong with a query is a diagnostic, never an exception. Throws Error{timed_out, cancelled, index_corrupt,
  // io, out_of_memory, invalid_argument (limit, offset or after, plain for a parsed query)}.
  Results search(const Query& query, const SearchOptions& options = {}) const;
  Results search(std::string_view text, const SearchOptions& options = {}) const;

  // Parses and resolves without searching: the diagnostics that search() gives before it runs the query.
  std::vector<Diagnostic> lint(const Query& query, const SearchOptions& options = {}) const;
  std::vector<Diagnostic> lint(std::string_view text, const SearchOptions& options = {}) const;

  // Calls `sink` with the id of every match, ordered by id, until it returns false. A query with errors has no matches.
  // Memory: four bytes per match, and 50,000 ids.
  using IdSink = std::function<bool(std::string_view id)>;
  void for_each_match(const Query& query, const SearchOptions& options, const IdSink& sink) const;
  void for_each_match(std::string_view text, const SearchOptions& options, const IdSink& sink) const;

  // The whole document with this id, in any spelling that normalize_curie() accepts, or a bare PMID, PMCID or DOI.
  // Documents are also found by their other identifiers; of several that share one, the first by id.
  std::optional<Document> document(std::string_view id) const;

  // The concepts with this id (any spelling that normalize_curie() accepts, or a bare MeSH number) or name, at most 20.
  // For a name only those that it fits best: labels before synonyms. For an id that is not loaded, the concepts that map
  // to it. Empty if there is none, or no vocabulary is loaded. Documents are counted by walking their postings:
  // Error{timed_out} after 30 s.
  std::vector<ConceptView> find_concepts(std::string_view id_or_name) const;

  // Names of concepts that start with the text, for input fields: shortest first, each concept once. If more than 2,000
  // names start with it, as for one or two letters, only the first 2,000 in alphabetical order are considered. About a
  // millisecond; up to a tenth of a second for a single letter within a small vocabulary.
  // Error{not_found} for a vocabulary that is not loaded, with the loaded ones as hint; Error{invalid_argument} for a
  // limit over 1,000.
  std::vector<Completion> complete(std::string_view beginning, const CompletionOptions& options = {}) const;

  // Names of concepts that resemble a mistyped one, nearest first. Errors as for complete().
  std::vector<Completion> suggest(std::string_view name, const CompletionOptions& options = {}) const;

  // Switches to the newest generation; returns whether there was a newer one. Searches that are running finish on the old
  // one.
  bool refresh();

  IndexInfo info() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace il2search
