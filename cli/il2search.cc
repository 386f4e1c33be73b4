// il2search: answers queries. Sees only the library's public headers, so that an application can do all that it does.
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <string>

#include <fmt/format.h>

#include <il2search/fields.h>
#include <il2search/json.h>
#include <il2search/searcher.h>
#include <il2search/text.h>
#include <il2search/version.h>

#include "cli/console.h"
#include "cli/exit_code.h"
#include "cli/option_table.h"
#include "cli/print_concept.h"
#include "cli/print_text.h"
#include "cli/query_lines.h"
#include "cli/search_options.h"

namespace {

using namespace il2search;
using namespace il2search::cli;

constexpr std::size_t kMaxQueriesFile = 64u << 20;
constexpr std::size_t kNearMisses = 5;

bool wants_colour() {
  const char* terminal = std::getenv("TERM");
  return isatty(STDOUT_FILENO) && !std::getenv("NO_COLOR") && terminal && std::string_view(terminal) != "dumb";
}

// A column of tab-separated text.
std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : terminal_safe(text)) {
    if (c == '\t') out += "\\t";
    else if (c == '\n') out += "\\n";
    else if (c == '\\') out += "\\\\";
    else out += c;
  }
  return out;
}

std::string joined(const std::vector<std::string>& parts) {
  std::string out;
  for (const std::string& part : parts) out += (out.empty() ? "" : "; ") + part;
  return out;
}

std::string completions_text(const std::vector<Completion>& completions) {
  std::string text;
  for (const Completion& c : completions)
    text += fmt::format("{}\t{}\t{}\t{}\t{}\n", escaped(c.name), escaped(c.found.id), to_string(c.found.type),
                        c.found.documents, escaped(c.found.label));
  return text;
}

// Blanks separate the columns of TREC, so ids must not have any.
std::string without_blanks(std::string_view text) {
  std::string out;
  for (const char c : terminal_safe(text, false)) out += c == ' ' ? std::string("%20") : std::string(1, c);
  return out;
}

std::string tsv_row(const Hit& hit) {
  return fmt::format("{}\t{}\t{:.4f}\t{}\t{}\t{}\t{}\t{}\t{}\n", hit.rank, escaped(hit.id), hit.score,
                     escaped(hit.title), escaped(joined(hit.authors)), escaped(hit.journal), to_string(hit.date),
                     escaped(hit.url), escaped(joined(hit.status)));
}

constexpr const char* kTsvHead = "rank\tid\tscore\ttitle\tauthors\tjournal\tdate\turl\tstatus\n";

// topic: of --queries, or empty.
void print_results(const Results& results, const SearchCommandLine& line, const std::string& topic) {
  const std::string column = topic.empty() ? "" : escaped(topic) + "\t";
  switch (line.format) {
    case Format::text:
      if (!topic.empty())
        print(fmt::format("== {}: {}\n", terminal_safe(topic, false), terminal_safe(results.query, false)));
      print(page_text(results, wants_colour()));
      return;
    case Format::json: print(to_json(results, topic) + "\n"); return;
    case Format::jsonl:
      for (const Hit& hit : results.hits) print(to_json(hit, topic) + "\n");
      return;
    case Format::tsv:
      for (const Hit& hit : results.hits) print(column + tsv_row(hit));
      return;
    case Format::ids:
      for (const Hit& hit : results.hits) print(column + escaped(hit.id) + "\n");
      return;
    case Format::trec:
      for (const Hit& hit : results.hits)
        print(fmt::format("{} Q0 {} {} {:.6f} il2search\n", without_blanks(topic.empty() ? line.topic : topic),
                          without_blanks(hit.id), hit.rank, hit.score));
      return;
  }
}

// Diagnostics go to standard error; JSON output has its warnings and notices in the object.
void say_diagnostics(const std::vector<Diagnostic>& diagnostics, std::string_view query, bool errors_only) {
  for (const Diagnostic& d : diagnostics)
    if (!errors_only || d.severity == Severity::error) std::fputs(diagnostic_text(d, query).c_str(), stderr);
}

SearchOptions options_for(const SearchCommandLine& line) {
  SearchOptions options = line.options;
  const bool whole_hits = line.format == Format::text || line.format == Format::json || line.format == Format::jsonl;
  options.snippets = whole_hits;
  options.entities_of_hits = whole_hits;
  return options;
}

int run_search(const SearchCommandLine& line) {
  const Searcher searcher(line.index_path);
  const Results results = searcher.search(line.query, options_for(line));
  say_diagnostics(results.diagnostics, line.query, line.format == Format::json);
  const int code = results.has_errors() ? exit_code(ErrorCode::bad_query) : results.total == 0 ? kExitNothingFound : 0;
  if (results.has_errors() && line.format != Format::json) return code;
  if (line.format == Format::tsv) print(kTsvHead);
  print_results(results, line, "");
  if (line.format == Format::text && !results.next.empty() && isatty(STDOUT_FILENO))
    print("next page: --after " + terminal_safe(results.next, false) + "\n");
  return code;
}

int run_count(const SearchCommandLine& line) {
  SearchOptions options = line.options;
  options.exact_total = true;
  options.snippets = options.entities_of_hits = false;
  options.limit = 1;
  const Results results = Searcher(line.index_path).search(line.query, options);
  say_diagnostics(results.diagnostics, line.query, false);
  if (results.has_errors()) return exit_code(ErrorCode::bad_query);
  print(fmt::format("{}\n", results.total));
  return results.total > 0 ? 0 : kExitNothingFound;
}

int run_lint(const SearchCommandLine& line) {
  const std::vector<Diagnostic> diagnostics = Searcher(line.index_path).lint(line.query, line.options);
  if (line.format == Format::json) print(to_json(diagnostics) + "\n");
  else say_diagnostics(diagnostics, line.query, false);
  const bool wrong = std::any_of(diagnostics.begin(), diagnostics.end(),
                                 [](const Diagnostic& d) { return d.severity == Severity::error; });
  if (diagnostics.empty() && line.format != Format::json) print("no errors found\n");
  return wrong ? exit_code(ErrorCode::bad_query) : 0;
}

// What --queries met. A query with errors is reported with its line, and the others are still run.
struct QueriesOutcome {
  bool any_match = false;
  bool any_error = false;
};

void run_query_line(const Searcher& searcher, const SearchCommandLine& line, const QueryLine& one,
                    QueriesOutcome& outcome) {
  if (one.topic.empty()) {
    say(fmt::format("expected topic<TAB>query: {}: line {}", line.queries, one.number));
    outcome.any_error = true;
    return;
  }
  const Results results = searcher.search(one.query, options_for(line));
  if (results.has_errors()) say(fmt::format("the query has errors: {}: line {}", line.queries, one.number));
  say_diagnostics(results.diagnostics, one.query, true);
  outcome.any_error |= results.has_errors();
  outcome.any_match |= results.total > 0;
  if (!results.has_errors() || line.format == Format::json) print_results(results, line, one.topic);
}

int run_queries(const SearchCommandLine& line) {
  const std::vector<QueryLine> lines = read_query_lines(read_text(line.queries, kMaxQueriesFile));
  const Searcher searcher(line.index_path);
  if (line.format == Format::tsv) print(std::string("topic\t") + kTsvHead);
  QueriesOutcome outcome;
  for (const QueryLine& one : lines) run_query_line(searcher, line, one, outcome);
  return outcome.any_error ? exit_code(ErrorCode::bad_query) : outcome.any_match ? 0 : kExitNothingFound;
}

int run_show(const SearchCommandLine& line) {
  const auto document = Searcher(line.index_path).document(line.query);
  if (!document) {
    say("no such document: " + as_typed(line.query));
    return exit_code(ErrorCode::not_found);
  }
  const bool json = line.format == Format::json || line.format == Format::jsonl;
  print(json ? to_json(*document) + "\n" : document_text(*document));
  return 0;
}

// Reports that nothing was found, with what would help. Returns the exit code.
int say_no_concept(const Searcher& searcher, const std::string& message, const std::string& hint) {
  say(message);
  const bool loaded = !searcher.info().vocabularies.empty();
  const std::string help = loaded ? hint : "no vocabulary is loaded; il2index vocabulary loads one";
  say_hint(help);
  return exit_code(ErrorCode::not_found);
}

int run_concepts(const SearchCommandLine& line) {
  const Searcher searcher(line.index_path);
  const std::vector<ConceptView> concepts = searcher.find_concepts(line.query);
  if (line.format == Format::json) print(to_json(concepts) + "\n");
  else print(concepts_text(concepts, wants_colour()));
  if (!concepts.empty()) return 0;
  const std::string instead = concept_hint(line.query);
  return say_no_concept(searcher, "no such concept: " + as_typed(line.query),
                        instead.empty() ? suggestions_text(searcher.suggest(line.query, {kNearMisses, ""})) : instead);
}

int run_complete(const SearchCommandLine& line) {
  const Searcher searcher(line.index_path);
  const CompletionOptions options{line.options.limit, line.vocabulary};
  const std::vector<Completion> completions = searcher.complete(line.query, options);
  if (line.format == Format::json) print(to_json(line.query, completions) + "\n");
  else print(completions_text(completions));
  if (!completions.empty()) return 0;
  return say_no_concept(searcher, "no concept name starts with: " + as_typed(line.query), "");
}

int run_tokens(const SearchCommandLine& line) {
  print("position  kind    bytes      term                      stem\n");
  for (const TokenInfo& t : tokenize(line.query))
    print(fmt::format("{:>8}  {:<6}  {:<9}  {:<24}  {}\n", t.position, t.kind,
                      fmt::format("{}-{}", t.span.start, t.span.end), terminal_safe(t.term, false),
                      terminal_safe(t.stem, false)));
  return 0;
}

int run_fields() {
  for (const FieldInfo& f : fields()) {
    print(fmt::format("{:<20} {:<10} {}\n", f.name, f.kind, f.description));
    std::string names;
    for (const std::string& alias : f.aliases) names += (names.empty() ? "" : ", ") + alias;
    if (!names.empty()) print(fmt::format("{:<20} {:<10} also {}\n", "", "", names));
    print(fmt::format("{:<20} {:<10} example {}\n", "", "", f.example));
  }
  return 0;
}

int run(const SearchCommandLine& line) {
  switch (line.mode) {
    case Mode::search: return run_search(line);
    case Mode::count: return run_count(line);
    case Mode::lint: return run_lint(line);
    case Mode::queries: return run_queries(line);
    case Mode::show: return run_show(line);
    case Mode::tokens: return run_tokens(line);
    case Mode::concepts: return run_concepts(line);
    case Mode::complete: return run_complete(line);
    case Mode::fields: return run_fields();
    case Mode::version: print_versions(); return 0;
    case Mode::help: print(line.help); return 0;
  }
  return 0;
}

}  // namespace

const char* const il2search::cli::kProgramName = "il2search";

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);
  return run_program([&] { return run(parse_search_command_line(argc, argv)); });
}
