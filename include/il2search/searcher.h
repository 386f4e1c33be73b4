// Searching: open an index, ask it, get plain values back.
//
//   il2search::Searcher searcher("/data/index");
//   for (const il2search::Hit& hit : searcher.search("proteinuria AND low-dose").hits) …
//
// A Searcher keeps the generation that it opened until refresh(): a nightly job that publishes meanwhile is not seen
// half, and what an old generation needs stays on disk as long as somebody reads it.
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

namespace il2search {

// How plain words without operator combine. automatic: all, and any when that finds nothing and the query has no
// operator (a notice says so).
enum class Match { automatic, all, any };

enum class Sort { relevance, date, title, journal, id };

struct SearchOptions {
  // What is found.
  Match match = Match::automatic;
  bool plain = false;                // the query is plain text: no operator, field or quote is recognised in it
  bool explode = true;               // headings and concepts include their narrower ones, where a vocabulary is loaded
  std::uint32_t explode_levels = 0;  // only so many levels of them; 0: all
  bool close_matches = false;        // concepts also stand for their close, broad, narrow and related matches elsewhere
  bool map = true;                   // runs of plain words also find the documents of concepts that are called so
  std::vector<std::string> mesh;     // filters on ids: all must hold (CURIE or bare id)
  std::vector<std::string> mondo;
  std::vector<std::string> gene;
  std::vector<std::string> entities;   // any CURIE
  std::vector<Provenance> provenance;  // of every entity asked for, here and in the query; empty: any
  std::uint32_t min_mentions = 0;      // likewise: so many mentions at least
  std::string since;                   // "2019", "2019-06", "2019-06-30": publication date, inclusive; empty: open
  std::string until;

  // Which part of it is shown, in which order. Equal ranks are ordered by id, bytewise.
  std::size_t limit = 10;  // at most 10,000
  std::size_t offset = 0;
  std::string after;  // a token of Results::next: the page behind it; offset must be 0
  Sort sort = Sort::relevance;
  bool reverse = false;

  // What it costs.
  bool exact_total = false;  // count every match (Results::total is exact up to 1,000 anyway)
  bool snippets = true;      // text and highlights of each hit: about 0.1 ms a hit
  bool entities_of_hits = true;
  std::chrono::milliseconds time_limit{30'000};  // Error{timed_out} behind it; 0: none
  const std::atomic<bool>* cancel = nullptr;     // Error{cancelled} soon after it becomes true
  bool explain = false;                          // fill Results::explanation
};

// A piece of the document's text around the words that matched; highlights are byte ranges of `text`.
struct Snippet {
  std::string text;
  std::vector<Span> highlights;
};

struct Hit {
  std::size_t rank = 0;  // from 1, over all pages
  std::string id;
  double score = 0;  // BM25; only its order within one result means anything
  std::string title;
  std::vector<std::string> authors;  // short names, in order
  std::string journal;
  Date date;
  std::string url;
  Snippet snippet;
  std::vector<Entity> entities;     // the whole list, without spans
  std::vector<std::string> status;  // "retracted", "erratum", "expression-of-concern", "preprint"
};

// What became of the query, stage by stage: what `--explain` prints.
struct Explanation {
  std::string tree;      // as parsed, a node a line
  std::string resolved;  // fields, dates and identifiers found; behind it a line for each concept and mapping
  std::string rewritten;
  std::string compiled;  // the description of the Xapian query
};

struct IL2SEARCH_EXPORT Results {
  std::string query;        // as given
  std::string interpreted;  // as understood, in the query language
  std::uint64_t generation = 0;
  std::size_t total = 0;
  bool total_is_exact = true;
  double took_ms = 0;
  std::vector<Diagnostic> diagnostics;
  std::vector<Hit> hits;
  std::string next;  // token for SearchOptions::after; empty on the last page
  std::optional<Explanation> explanation;

  bool has_errors() const;  // some diagnostic is an error: nothing was searched
};

// One part of the index as it is served, for `status`-like displays.
struct IndexInfo {
  std::uint64_t generation = 0;
  std::uint64_t documents = 0;
  std::size_t segments = 0;
  std::string created;  // 2026-11-21T03:00:00Z
  // The vocabulary parts that are loaded, "mesh", "obo-hp"; empty: concepts and completion find nothing.
  std::vector<std::string> vocabularies;
};

// Where the programs look for an index when none is named: $IL2SEARCH_INDEX, else $XDG_DATA_HOME/il2search/index, else
// ~/.local/share/il2search/index.
IL2SEARCH_EXPORT std::string default_index_path();

// Safe to use from many threads at once: each thread that searches gets file handles of its own (four a segment) on
// first use. Movable, not copyable; destroy it after its searches returned.
class IL2SEARCH_EXPORT Searcher {
 public:
  // Opens the newest generation. Error{index_missing, index_corrupt, index_incompatible, io}. Costs about a millisecond.
  explicit Searcher(const std::string& index_path);
  ~Searcher();
  Searcher(Searcher&&) noexcept;
  Searcher& operator=(Searcher&&) noexcept;

  // Never throws for a query, however wrong: its faults are diagnostics. Throws Error{timed_out, cancelled,
  // index_corrupt, io, out_of_memory, invalid_argument (options)}. A `since` or `until` that is no date is
  // invalid_argument, as is a wrong `after`.
  Results search(std::string_view query, const SearchOptions& options = {}) const;

  // Parses and resolves without searching: the diagnostics that search() would give before it runs.
  std::vector<Diagnostic> lint(std::string_view query, const SearchOptions& options = {}) const;

  // Calls `sink` with the id of every match, ordered by id, in constant memory, until it returns false.
  void for_each_match(std::string_view query, const SearchOptions& options,
                      const std::function<bool(std::string_view id)>& sink) const;

  // The whole document with this id (any spelling that normalize_curie() knows, or a PMID, PMCID or DOI alone).
  // A document's other identifiers find it too; when several documents share one, the first by id.
  std::optional<Document> find(std::string_view id) const;

  // The concepts that an id (any spelling that normalize_curie() knows, or a MeSH number alone) or a name stands for, at
  // most 20: of a name, those that it fits best (labels before synonyms). An id that is not loaded stands for the
  // concepts that say they mean it. Empty when there is none, or no vocabulary is loaded. Counts cost a walk over their
  // postings. Error{timed_out} after 30 s.
  std::vector<ConceptView> find_concepts(std::string_view id_or_name) const;

  // Names of concepts that begin so, for input fields: shortest first, each concept once. Where over 2,000 names of the
  // vocabulary begin so, as behind one or two letters, these are the first of them by the alphabet. About a millisecond;
  // up to a tenth of a second for a letter within a small vocabulary.
  // Error{not_found}, with the loaded ones as hint, for a vocabulary that is not among those loaded.
  std::vector<Completion> complete(std::string_view beginning, const CompletionOptions& options = {}) const;

  // Names of concepts that a mistyped one may have meant, nearest first; likewise.
  std::vector<Completion> suggest(std::string_view name, const CompletionOptions& options = {}) const;

  // Goes over to the newest generation, if there is a newer one; returns whether there was. Searches that run meanwhile
  // finish on the old one.
  bool refresh();

  IndexInfo info() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace il2search
