// Any text as what il2search takes besides queries: the token of --after, the dates of --since and --until, the lines of
// --queries, the names of --complete, --concept and --show, and whole command lines. The first byte chooses which.
#include <algorithm>

#include <il2search/json.h>

#include "cli/console.h"
#include "cli/print_concept.h"
#include "cli/print_text.h"
#include "cli/query_lines.h"
#include "cli/search_options.h"
#include "query/page_token.h"
#include "tests/fuzz/sample_index.h"

namespace {

using namespace il2search;

void check_token(std::string_view text) {
  SearchOptions options;
  const Query query = Query::parse("lupus");
  const auto read = [&] {
    const PageToken token = read_token(text, query.data(), options);
    const std::string again = make_token(token, query.data(), options);
    const PageToken second = read_token(again, query.data(), options);
    fuzz::require(second.generation == token.generation && second.offset == token.offset, "another token", text);
  };
  fuzz::succeeds(read, ErrorCode::invalid_argument);
  options.after = text;
  const auto search = [&] { fuzz::sample_searcher().search(query, options); };
  fuzz::succeeds(search, ErrorCode::invalid_argument);
}

void check_dates(std::string_view text) {
  fuzz::FuzzInput input(text);
  const std::string_view since = input.line();
  const std::string_view until = input.rest();
  const auto search = [&] {
    const Query published = Query::published(since, until);
    fuzz::require(!published.has_errors() && published.empty() == (since.empty() && until.empty()), "not a range",
                  text);
    fuzz::require(Query::parse(published.to_string()) == published, "another range", published.to_string());
    if (published.empty()) return;
    for (const Diagnostic& d : fuzz::sample_searcher().search(published).diagnostics)
      fuzz::require(d.severity != Severity::error || d.code == "range-reversed", "a range with errors", text);
  };
  fuzz::succeeds(search, ErrorCode::invalid_argument);
}

void check_query_lines(std::string_view text) {
  std::size_t last = 0;
  for (const cli::QueryLine& line : cli::read_query_lines(text)) {
    fuzz::require(line.number > last, "lines out of order");
    fuzz::require(line.topic.find_first_of("\t\n") == std::string::npos, "a topic with a tab", line.topic);
    fuzz::require(line.query.find('\n') == std::string::npos, "a query of two lines", line.query);
    fuzz::require(text.find(line.topic + (line.topic.empty() ? "" : "\t") + line.query) != std::string_view::npos,
                  "a line that is not in the text", line.query);
    last = line.number;
  }
  fuzz::require(last <= static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')) + 1, "too many lines");
}

void check_completions(std::string_view text, const std::vector<Completion>& completions) {
  for (const Completion& one : completions) {
    fuzz::require(!one.name.empty() && !one.found.id.empty(), "a completion without a name", text);
    fuzz::require(!fuzz::sample_searcher().find_concepts(one.found.id).empty(), "an unknown concept", one.found.id);
  }
  fuzz::require_printable_json(to_json(text, completions));
}

void check_completion(std::string_view text) {
  fuzz::FuzzInput input(text);
  const CompletionOptions options{1 + std::size_t{input.byte()} % 20, std::string(input.line())};
  const auto complete = [&] {
    const auto completions = fuzz::sample_searcher().complete(input.rest(), options);
    fuzz::require(completions.size() <= options.limit, "too many completions", text);
    check_completions(input.rest(), completions);
    check_completions(input.rest(), fuzz::sample_searcher().suggest(input.rest(), options));
  };
  fuzz::succeeds(complete, ErrorCode::not_found);
}

void check_concepts(std::string_view text) {
  const auto concepts = fuzz::sample_searcher().find_concepts(text);
  fuzz::require(concepts.size() <= 20, "too many concepts", text);
  for (const ConceptView& view : concepts)
    fuzz::require(fuzz::sample_searcher().find_concepts(view.data.id).size() == 1, "a concept that is lost", text);
  fuzz::require_printable_lines(cli::concepts_text(concepts, false));
  fuzz::require_printable_json(to_json(concepts));
  cli::concept_hint(text);
}

void check_document(std::string_view text) {
  const auto document = fuzz::sample_searcher().document(text);
  if (!document) return;
  fuzz::require(fuzz::sample_searcher().document(document->id) == document, "another document", document->id);
  fuzz::require_printable_lines(cli::document_text(*document));
}

// Nothing is read from files or standard input: such command lines are left out.
bool reads_input(const std::string& argument) {
  return argument == "-" || argument.starts_with("-f") || argument.starts_with("--f");
}

void check_command_line(std::string_view text) {
  std::vector<std::string> words{"il2search"};
  for (fuzz::FuzzInput input(text); !input.at_end();) words.emplace_back(input.line());
  if (std::any_of(words.begin(), words.end(), reads_input)) return;
  std::vector<const char*> argv;
  for (const std::string& word : words) argv.push_back(word.c_str());
  const auto parse = [&] {
    const cli::SearchCommandLine line = cli::parse_search_command_line(static_cast<int>(argv.size()), argv.data());
    fuzz::require(line.mode != cli::Mode::help || !line.help.empty(), "an empty help");
    fuzz::require(line.options.limit <= 10'000, "a limit that search() refuses");
  };
  fuzz::succeeds(parse, ErrorCode::invalid_argument);
}

}  // namespace

const char* const il2search::cli::kProgramName = "il2search";

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr void (*kChecks[])(std::string_view) = {check_token,    check_dates,    check_query_lines, check_completion,
                                                   check_concepts, check_document, check_command_line};
  fuzz::FuzzInput input(fuzz::as_text(data, size));
  kChecks[input.byte() % std::size(kChecks)](input.rest());
  return 0;
}
