// The options of il2search as a table, and the checks of what was given.
#include "cli/search_options.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <iostream>
#include <sstream>

#include <il2search/error.h>
#include <il2search/text.h>

#include "cli/option_documents.h"
#include "cli/option_table.h"

namespace il2search::cli {
namespace {

constexpr std::size_t kMaxLimit = 10'000;
constexpr std::size_t kMaxCompletions = 1'000;
constexpr std::size_t kMaxQueryFile = 1 << 20;
constexpr std::size_t kMaxLevels = 1'000;
constexpr std::size_t kMaxMentions = 1'000'000;
constexpr double kMaxTimeoutSeconds = 86'400;
constexpr double kMinTimeoutSeconds = 0.001;

using Strings = std::vector<std::string>;

constexpr CommandSet bit(Mode mode) { return 1u << static_cast<unsigned>(mode); }

constexpr CommandSet kSearch = bit(Mode::search);
constexpr CommandSet kComplete = bit(Mode::complete);
constexpr CommandSet kPages = kSearch | bit(Mode::queries);
constexpr CommandSet kMatches = kPages | bit(Mode::count);
constexpr CommandSet kParses = kMatches | bit(Mode::lint);
constexpr CommandSet kTakesQuery = kSearch | bit(Mode::count) | bit(Mode::lint);
constexpr CommandSet kHasFormats = kPages | bit(Mode::lint) | bit(Mode::show) | bit(Mode::concepts) | kComplete;
constexpr CommandSet kAll = ~0u;

constexpr const char* kFilters = "Filters and meaning";
constexpr const char* kOutput = "Output";
constexpr const char* kModes = "Instead of a search";
constexpr const char* kGeneral = "General";

constexpr OptionRow kRows[] = {
    {kFilters, "mesh", 0, "ID", true, kParses, "", "require this MeSH heading or substance, by id or name"},
    {kFilters, "mondo", 0, "ID", true, kParses, "", "require this Mondo disease"},
    {kFilters, "gene", 0, "ID", true, kParses, "", "require this NCBI Gene id or symbol"},
    {kFilters, "entity", 0, "CURIE", true, kParses, "",
     "require this entity; the four options may be repeated, and all must match"},
    {kFilters, "no-explode", 0, nullptr, false, kParses, "", "match headings and concepts without their narrower ones"},
    {kFilters, "explode", 0, "N", false, kParses, "", "include N levels of narrower concepts (default: all)"},
    {kFilters, "close", 0, nullptr, false, kParses, "",
     "also match close, broad, narrow and related concepts of other vocabularies"},
    {kFilters, "provenance", 0, "HOW", true, kParses, "indexed annotated tagged listed",
     "require entities to be indexed, annotated, tagged or listed; separate several by commas"},
    {kFilters, "min-mentions", 0, "N", false, kParses, "", "require at least N mentions of the entity"},
    {kFilters, "since", 0, "DATE", false, kParses, "", "published on or after 2019, 2019-06 or 2019-06-30"},
    {kFilters, "until", 0, "DATE", false, kParses, "", "published on or before DATE"},
    {kFilters, "match", 0, "HOW", false, kParses, "auto all any",
     "combine plain words by auto, all or any (default: auto, which is all, and any if that finds nothing)"},
    {kFilters, "map", 0, "on|off", false, kParses, "on off",
     "let plain words also find the concepts that they name (default: on)"},
    {kFilters, "plain", 0, nullptr, false, kParses, "",
     "read the query as plain text without operators, fields or quotes"},
    {kOutput, "limit", 0, "N", false, kPages | kComplete, "",
     "print at most N hits per page, up to 10000 (default: 10)"},
    {kOutput, "offset", 0, "N", false, kPages, "", "skip the first N hits"},
    {kOutput, "after", 0, "TOKEN", false, kSearch, "", "continue after TOKEN (from the previous page)"},
    {kOutput, "sort", 0, "BY", false, kPages, "relevance date title journal id",
     "sort by relevance, date, title, journal or id (default: relevance)"},
    {kOutput, "reverse", 0, nullptr, false, kPages, "", "reverse the sort order"},
    {kOutput, "format", 0, "FORMAT", false, kHasFormats, "text json jsonl tsv ids trec",
     "print text, json, jsonl, tsv, ids or trec (default: text)"},
    {kOutput, "topic", 0, "ID", false, kSearch, "", "print ID in the first column of trec (default: 0)"},
    {kOutput, "explain", 0, nullptr, false, kPages, "", "print the stages of the query"},
    {kModes, "count", 0, nullptr, false, bit(Mode::count), "", "print only the exact number of matches"},
    {kModes, "lint", 0, nullptr, false, bit(Mode::lint), "", "check the query without running it"},
    {kModes, "show", 0, "ID", false, bit(Mode::show), "", "print one whole document"},
    {kModes, "concept", 0, "ID|NAME", false, bit(Mode::concepts), "",
     "print a concept of the vocabularies and its neighbours"},
    {kModes, "complete", 0, "PREFIX", false, kComplete, "", "list concept names that start with PREFIX"},
    {kModes, "vocabulary", 0, "NAME", false, kComplete, "MESH MONDO NCBIGene",
     "complete only from this vocabulary (MESH, MONDO, NCBIGene, …)"},
    {kModes, "queries", 0, "FILE", false, bit(Mode::queries), "FILE", "run many queries: one topic<TAB>query per line"},
    {kModes, "tokens", 0, "TEXT", false, bit(Mode::tokens), "", "print how text is split into words and normalized"},
    {kModes, "fields", 0, nullptr, false, bit(Mode::fields), "", "list the fields and tags of the query language"},
    {kModes, "version", 0, nullptr, false, bit(Mode::version), "", "print version information"},
    {kModes, "help", 'h', nullptr, false, kAll, "", "print this help"},
    {kGeneral, "index", 0, "DIR", false, kAll, "FOLDER",
     "search the index in this folder (default: $IL2SEARCH_INDEX, else ~/.local/share/il2search/index)"},
    {kGeneral, "file", 'f', "FILE", false, kTakesQuery, "FILE", "read the query from FILE; - reads standard input"},
    {kGeneral, "timeout", 0, "SECONDS", false, kMatches, "", "stop a search after SECONDS (default: 30)"},
    {"", "generate", 0, "WHAT", false, bit(Mode::help), "", ""},
};

constexpr std::pair<const char*, Mode> kModeOptions[] = {
    {"help", Mode::help},        {"generate", Mode::help},     {"version", Mode::version}, {"fields", Mode::fields},
    {"count", Mode::count},      {"lint", Mode::lint},         {"show", Mode::show},       {"tokens", Mode::tokens},
    {"concept", Mode::concepts}, {"complete", Mode::complete}, {"queries", Mode::queries}};
constexpr std::pair<const char*, Format> kFormats[] = {{"text", Format::text},   {"json", Format::json},
                                                       {"jsonl", Format::jsonl}, {"tsv", Format::tsv},
                                                       {"ids", Format::ids},     {"trec", Format::trec}};
constexpr std::pair<const char*, Sort> kSorts[] = {{"relevance", Sort::relevance},
                                                   {"date", Sort::date},
                                                   {"title", Sort::title},
                                                   {"journal", Sort::journal},
                                                   {"id", Sort::id}};
constexpr std::pair<const char*, bool> kSwitch[] = {{"on", true}, {"off", false}};
constexpr std::pair<const char*, Match> kMatchModes[] = {
    {"auto", Match::automatic}, {"all", Match::all}, {"any", Match::any}};
constexpr std::pair<const char*, Provenance> kProvenances[] = {{"indexed", Provenance::indexed},
                                                               {"annotated", Provenance::annotated},
                                                               {"tagged", Provenance::tagged},
                                                               {"listed", Provenance::listed}};

std::string help_text() {
  return "il2search answers queries over an index of biomedical literature.\n\n"
         "Usage:\n  il2search [OPTIONS] QUERY...\n  il2search [OPTIONS] -          read the query from standard "
         "input\n\n"
         "Examples:\n  il2search \"proteinuria AND low-dose\"\n  il2search 'lupus[ti] AND \"regulatory T cells\"'\n"
         "  il2search --mesh D008181 --since 2015 --format json sirolimus\n" +
         options_help(kRows, kAll) +
         "\nExit codes: 0 matches, 1 no match, 2 wrong query or options, 4 index missing or damaged,\n"
         "6 input or output error, 7 out of memory, 8 time limit.\n";
}

std::string generated(const std::string& what) {
  return what == "man-options" ? ".SH OPTIONS\n" + options_roff(kRows) : search_completion(kRows);
}

// The one mode that was asked for; two at once are an error.
Mode read_mode(const GivenOptions& given) {
  Mode mode = Mode::search;
  const char* first = nullptr;
  for (const auto& [name, value] : kModeOptions) {
    if (!given.has(name)) continue;
    if (value == Mode::help) return Mode::help;
    if (first) throw_usage(std::string("--") + first + " and --" + name + " cannot be combined");
    first = name;
    mode = value;
  }
  return mode;
}

const char* name_of(Mode mode) {
  const auto* found = std::find_if(std::begin(kModeOptions), std::end(kModeOptions),
                                   [&](const auto& row) { return row.second == mode; });
  return found == std::end(kModeOptions) ? "" : found->first;
}

// What an option asks for must not be ignored silently.
void check_applicable(const GivenOptions& given, Mode mode) {
  for (const OptionRow& row : kRows) {
    if (!given.has(row.name) || (row.commands & bit(mode))) continue;
    if (mode == Mode::search) throw_usage(std::string("--") + row.name + " only applies to --complete");
    throw_usage(std::string("--") + row.name + " does not apply to --" + name_of(mode));
  }
  if (!given.arguments.empty() && !(bit(mode) & kTakesQuery))
    throw_usage(std::string("--") + name_of(mode) + " takes no query: " + as_typed(given.arguments.front()));
}

bool is_empty(const std::string& text) { return text.find_first_not_of(" \t\r\n") == std::string::npos; }

// Options that name something: an empty name would mean nothing, or everything.
void check_names(const GivenOptions& given) {
  for (const char* option : {"mesh", "mondo", "gene", "entity", "show", "concept", "complete", "vocabulary", "index"}) {
    const Strings names = given.texts(option);
    if (std::any_of(names.begin(), names.end(), is_empty)) throw_usage(std::string("--") + option + ": empty");
  }
}

bool has_format(Mode mode, Format format) {
  if (format == Format::text || format == Format::json) return true;
  if (mode == Mode::show) return format == Format::jsonl;
  return mode == Mode::search || mode == Mode::queries;
}

Format read_format(const GivenOptions& given, Mode mode) {
  const Format format = given.choice("format", Format::text, kFormats);
  if (!has_format(mode, format))
    throw_usage(std::string("--") + name_of(mode) + " has no format " + given.text("format"),
                mode == Mode::show ? "one of text, json, jsonl" : "one of text, json");
  if (given.has("topic") && format != Format::trec) throw_usage("--topic only applies to --format trec");
  if (given.has("explain") && format != Format::text && format != Format::json)
    throw_usage("--explain only applies to --format text and json");
  return format;
}

// --no-explode is --explode 0.
std::optional<std::uint32_t> read_explode(const GivenOptions& given) {
  const auto levels = static_cast<std::uint32_t>(given.number("explode", 0, 0, kMaxLevels));
  if (given.has("no-explode") && given.has("explode") && levels != 0)
    throw_usage("--explode and --no-explode cannot be combined");
  return given.has("explode") || given.has("no-explode") ? std::optional(levels) : std::nullopt;
}

std::vector<Query> read_filters(const GivenOptions& given) {
  std::vector<Query> filters;
  for (const char* field : {"mesh", "mondo", "gene", "entity"}) {
    for (const std::string& value : given.texts(field)) filters.push_back(Query::field(field, value));
  }
  const Query published = Query::published(given.text("since"), given.text("until"));
  if (!published.empty()) filters.push_back(published);
  return filters;
}

std::vector<Provenance> read_provenance(const GivenOptions& given) {
  std::vector<Provenance> all;
  for (const std::string& list : given.texts("provenance")) {
    std::istringstream words(list);
    for (std::string word; std::getline(words, word, ',');) all.push_back(choice_of("provenance", word, kProvenances));
  }
  if (given.has("provenance") && all.empty()) throw_usage("--provenance: empty");
  return all;
}

SearchOptions read_search_options(const GivenOptions& given, Mode mode) {
  SearchOptions options;
  options.filters = read_filters(given);
  options.explode_levels = read_explode(given);
  options.close_matches = given.has("close");
  options.provenance = read_provenance(given);
  options.min_mentions = static_cast<std::uint32_t>(given.number("min-mentions", 0, 0, kMaxMentions));
  options.match = given.choice("match", Match::automatic, kMatchModes);
  options.map = given.choice("map", true, kSwitch);
  options.plain = given.has("plain");
  options.limit = given.number("limit", 10, 0, mode == Mode::complete ? kMaxCompletions : kMaxLimit);
  options.offset = given.number("offset", 0, 0, SIZE_MAX >> 1);
  options.after = given.text("after");
  options.sort = given.choice("sort", Sort::relevance, kSorts);
  options.reverse = given.has("reverse");
  options.explain = given.has("explain");
  const double seconds = given.real("timeout", 30, kMinTimeoutSeconds, kMaxTimeoutSeconds);
  options.time_limit = std::chrono::milliseconds(static_cast<long>(seconds * 1000));
  return options;
}

// A text file ends with a line feed that is not part of the query.
std::string without_line_end(std::string text) {
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.pop_back();
  return text;
}

std::string read_query(const GivenOptions& given) {
  const Strings& words = given.arguments;
  if (given.has("file")) {
    if (!words.empty()) throw_usage("a query on the command line cannot be combined with --file");
    return without_line_end(read_text(given.text("file"), kMaxQueryFile));
  }
  if (words.size() == 1 && words.front() == "-") return without_line_end(read_text("-", kMaxQueryFile));
  const Strings filters = {"mesh", "mondo", "gene", "entity", "since", "until"};
  if (words.empty() && std::none_of(filters.begin(), filters.end(), [&](const auto& name) { return given.has(name); }))
    throw_usage("no query given");
  std::string query;
  for (const std::string& word : words) query += (query.empty() ? "" : " ") + word;
  return without_line_end(std::move(query));
}

}  // namespace

std::string read_text(const std::string& path, std::size_t cap) {
  std::ifstream file;
  if (path != "-") file.open(path, std::ios::binary);
  std::istream& in = path == "-" ? std::cin : file;
  std::string text(cap + 1, '\0');
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (in.bad() || (path != "-" && !file.is_open()))
    throw Error(ErrorCode::invalid_argument,
                "cannot read: " + terminal_safe(path, false) + ": " + std::strerror(errno));
  text.resize(static_cast<std::size_t>(in.gcount()));
  if (text.size() > cap) throw_usage("more than " + std::to_string(cap) + " bytes: " + path);
  return text;
}

SearchCommandLine parse_search_command_line(int argc, const char* const* argv) {
  const GivenOptions given = parse_options(kRows, kAll, {argv + 1, argv + argc},
                                           "see il2search --help; put -- before a query that starts with a minus sign");
  SearchCommandLine line;
  line.mode = read_mode(given);
  if (line.mode == Mode::help) {
    line.help = given.has("generate") ? generated(given.text("generate")) : help_text();
    return line;
  }
  check_applicable(given, line.mode);
  check_names(given);
  line.format = read_format(given, line.mode);
  line.index_path = given.text("index", default_index_path());
  if (line.index_path.empty()) throw_usage("--index: empty");
  line.topic = given.text("topic", "0");
  line.vocabulary = given.text("vocabulary");
  line.options = read_search_options(given, line.mode);
  line.queries = given.text("queries");
  if (bit(line.mode) & kTakesQuery) line.query = read_query(given);
  else if (line.mode != Mode::queries) line.query = given.text(name_of(line.mode));
  return line;
}

}  // namespace il2search::cli
