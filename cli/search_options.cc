// Options of il2search, by Boost.Program_options.
#include "cli/search_options.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <fstream>
#include <iostream>
#include <sstream>

#include <boost/program_options.hpp>

#include <il2search/error.h>
#include <il2search/text.h>

namespace il2search {
namespace {

namespace po = boost::program_options;

constexpr std::size_t kMaxLimit = 10'000;
constexpr std::size_t kMaxQueryFile = 1 << 20;
constexpr std::size_t kMaxLevels = 1'000;
constexpr std::size_t kMaxMentions = 1'000'000;
constexpr long kMaxTimeoutSeconds = 86'400;
constexpr std::size_t kMaxCompletions = 1'000;
constexpr std::size_t kMaxFault = 200;  // bytes of what Program_options says, with the word that it is about

[[noreturn]] void throw_usage(const std::string& message, const std::string& hint = "see il2search --help") {
  throw Error(ErrorCode::invalid_argument, terminal_safe(message, false), hint);
}

using Strings = std::vector<std::string>;

po::options_description visible_options() {
  po::options_description all;
  po::options_description what("What is found");
  what.add_options()("mesh", po::value<Strings>()->value_name("ID")->composing(),
                     "carries this MeSH heading or substance")(
      "mondo", po::value<Strings>()->value_name("ID")->composing(), "carries this Mondo disease")(
      "gene", po::value<Strings>()->value_name("ID")->composing(), "carries this NCBI Gene id")(
      "entity", po::value<Strings>()->value_name("CURIE")->composing(),
      "carries this entity; filters may be repeated, all must hold")(
      "no-explode", "headings and concepts without their narrower ones")(
      "explode", po::value<long>()->value_name("N"), "with so many levels of narrower ones (default: all)")(
      "close", "concepts also by their close, broad, narrow and related matches in other vocabularies")(
      "provenance", po::value<Strings>()->value_name("HOW")->composing(),
      "entities that are tagged, annotated, indexed or listed; several joined by commas")(
      "min-mentions", po::value<long>()->value_name("N"), "entities that a document mentions so often at least")(
      "since", po::value<std::string>()->value_name("DATE"), "published on or after: 2019, 2019-06 or 2019-06-30")(
      "until", po::value<std::string>()->value_name("DATE"), "published on or before")(
      "match", po::value<std::string>()->value_name("HOW"),
      "how plain words combine: auto, all or any (default: auto)")(
      "map", po::value<std::string>()->value_name("WHETHER"),
      "on or off: plain words also find the concepts that they name (default: on)")(
      "plain", "the whole query is plain text: no operator, field or quote");
  po::options_description shown("What is shown");
  shown.add_options()("limit", po::value<long>()->value_name("N"), "hits a page, at most 10000 (default: 10)")(
      "offset", po::value<long>()->value_name("N"), "hits to pass over")(
      "after", po::value<std::string>()->value_name("TOKEN"), "the page behind a token")(
      "sort", po::value<std::string>()->value_name("BY"), "relevance, date, title, journal or id (default: relevance)")(
      "reverse", "the other way round")("format", po::value<std::string>()->value_name("F"),
                                        "text, json, jsonl, tsv, ids or trec (default: text)")(
      "topic", po::value<std::string>()->value_name("ID"), "first column of trec (default: 0)")(
      "count", "the exact number of matches alone")("explain", "the stages of the query");
  po::options_description modes("Instead of a search");
  modes.add_options()("show", po::value<std::string>()->value_name("ID"), "one whole record")(
      "tokens", po::value<std::string>()->value_name("TEXT"), "how text is cut and normalised")(
      "concept", po::value<std::string>()->value_name("ID|NAME"), "a concept of the vocabularies and its neighbours")(
      "complete", po::value<std::string>()->value_name("PREFIX"), "names of concepts that begin so")(
      "vocabulary", po::value<std::string>()->value_name("V"), "complete from this vocabulary alone: MESH, MONDO …")(
      "queries", po::value<std::string>()->value_name("FILE"), "many queries: topic<TAB>query a line")(
      "lint", "what is wrong with the query")("fields", "the fields and tags of the query language")(
      "version", "versions of all parts")("help,h", "this help");
  po::options_description general("General");
  general.add_options()("index", po::value<std::string>()->value_name("DIR"),
                        "the index (default: $IL2SEARCH_INDEX, else ~/.local/share/il2search/index)")(
      "file,f", po::value<std::string>()->value_name("FILE"), "the query from a file; - reads it from standard input")(
      "timeout", po::value<double>()->value_name("SECONDS"), "time limit of a search (default: 30)");
  return all.add(what).add(shown).add(modes).add(general);
}

template <class Value, std::size_t N>
Value choice(const char* option, const std::string& text, const std::array<std::pair<const char*, Value>, N>& choices) {
  std::string known;
  for (const auto& [name, value] : choices) {
    if (text == name) return value;
    known += (known.empty() ? "" : ", ") + std::string(name);
  }
  throw_usage(std::string(option) + ": unknown: " + as_typed(text), "one of " + known);
}

constexpr std::array<std::pair<const char*, Format>, 6> kFormats{{{"text", Format::text},
                                                                  {"json", Format::json},
                                                                  {"jsonl", Format::jsonl},
                                                                  {"tsv", Format::tsv},
                                                                  {"ids", Format::ids},
                                                                  {"trec", Format::trec}}};
constexpr std::array<std::pair<const char*, Sort>, 5> kSorts{{{"relevance", Sort::relevance},
                                                              {"date", Sort::date},
                                                              {"title", Sort::title},
                                                              {"journal", Sort::journal},
                                                              {"id", Sort::id}}};
constexpr std::array<std::pair<const char*, bool>, 2> kSwitch{{{"on", true}, {"off", false}}};
constexpr std::array<std::pair<const char*, Match>, 3> kMatches{
    {{"auto", Match::automatic}, {"all", Match::all}, {"any", Match::any}}};

// The options that were given, with typed access.
class Given {
 public:
  explicit Given(const po::variables_map& values) : values_(values) {}
  bool has(const char* name) const { return values_.count(name) > 0; }
  std::string text(const char* name, const std::string& otherwise = {}) const {
    return has(name) ? values_[name].as<std::string>() : otherwise;
  }
  Strings texts(const char* name) const { return has(name) ? values_[name].as<Strings>() : Strings{}; }
  std::size_t number(const char* name, std::size_t otherwise, std::size_t most) const {
    if (!has(name)) return otherwise;
    const long value = values_[name].as<long>();
    if (value < 0 || static_cast<std::size_t>(value) > most)
      throw_usage(std::string("--") + name + ": not between 0 and " + std::to_string(most) + ": " +
                  std::to_string(value));
    return static_cast<std::size_t>(value);
  }
  double real(const char* name, double otherwise) const { return has(name) ? values_[name].as<double>() : otherwise; }

 private:
  const po::variables_map& values_;
};

constexpr std::array<std::pair<const char*, Provenance>, 4> kProvenances{{{"indexed", Provenance::indexed},
                                                                          {"annotated", Provenance::annotated},
                                                                          {"tagged", Provenance::tagged},
                                                                          {"listed", Provenance::listed}}};

std::vector<Provenance> read_provenance(const Strings& lists) {
  std::vector<Provenance> all;
  for (const std::string& list : lists) {
    std::istringstream words(list);
    for (std::string word; std::getline(words, word, ',');) all.push_back(choice("--provenance", word, kProvenances));
  }
  if (!lists.empty() && all.empty()) throw_usage("--provenance: empty");
  return all;
}

// --no-explode and --explode 0 say the same.
bool read_explode(const Given& given) {
  const bool none = given.has("explode") && given.number("explode", 0, kMaxLevels) == 0;
  if (given.has("no-explode") && given.has("explode") && !none)
    throw_usage("--explode and --no-explode do not go together");
  return !given.has("no-explode") && !none;
}

SearchOptions read_search_options(const Given& given) {
  SearchOptions options;
  options.mesh = given.texts("mesh");
  options.mondo = given.texts("mondo");
  options.gene = given.texts("gene");
  options.entities = given.texts("entity");
  options.explode = read_explode(given);
  options.explode_levels = static_cast<std::uint32_t>(given.number("explode", 0, kMaxLevels));
  options.close_matches = given.has("close");
  options.provenance = read_provenance(given.texts("provenance"));
  options.min_mentions = static_cast<std::uint32_t>(given.number("min-mentions", 0, kMaxMentions));
  options.since = given.text("since");
  options.until = given.text("until");
  options.match = choice("--match", given.text("match", "auto"), kMatches);
  options.map = choice("--map", given.text("map", "on"), kSwitch);
  options.plain = given.has("plain");
  options.limit = given.number("limit", 10, kMaxLimit);
  options.offset = given.number("offset", 0, SIZE_MAX >> 1);
  options.after = given.text("after");
  options.sort = choice("--sort", given.text("sort", "relevance"), kSorts);
  options.reverse = given.has("reverse");
  options.explain = given.has("explain");
  const double seconds = given.real("timeout", 30);
  if (!(seconds > 0 && seconds <= kMaxTimeoutSeconds)) throw_usage("--timeout: not between 0 and 86400 seconds");
  options.time_limit = std::chrono::milliseconds(static_cast<long>(seconds * 1000));
  return options;
}

// Of several modes the one asked for; two at once are an error.
Mode read_mode(const Given& given) {
  constexpr std::array<std::pair<const char*, Mode>, 10> kModes{{{"help", Mode::help},
                                                                 {"version", Mode::version},
                                                                 {"fields", Mode::fields},
                                                                 {"count", Mode::count},
                                                                 {"lint", Mode::lint},
                                                                 {"show", Mode::show},
                                                                 {"tokens", Mode::tokens},
                                                                 {"concept", Mode::concepts},
                                                                 {"complete", Mode::complete},
                                                                 {"queries", Mode::queries}}};
  Mode mode = Mode::search;
  const char* first = nullptr;
  for (const auto& [name, value] : kModes) {
    if (!given.has(name)) continue;
    if (value == Mode::help) return Mode::help;
    if (first) throw_usage(std::string("--") + first + " and --" + name + " do not go together");
    first = name;
    mode = value;
  }
  return mode;
}

std::string read_query(const Given& given) {
  const Strings words = given.texts("word");
  if (given.has("file")) {
    if (!words.empty()) throw_usage("a query on the command line and one in a file");
    return read_text(given.text("file"), kMaxQueryFile);
  }
  if (words.size() == 1 && words.front() == "-") return read_text("-", kMaxQueryFile);
  std::string query;
  for (const std::string& word : words) query += (query.empty() ? "" : " ") + word;
  return query;
}

bool is_blank(const std::string& text) { return text.find_first_not_of(" \t\r\n") == std::string::npos; }

// Options that name something: without a name they would mean nothing or everything.
void check_names(const Given& given) {
  for (const char* option : {"mesh", "mondo", "gene", "entity"}) {
    const Strings ids = given.texts(option);
    if (std::any_of(ids.begin(), ids.end(), is_blank)) throw_usage(std::string("--") + option + ": empty");
  }
  for (const char* option : {"show", "concept", "complete", "vocabulary"}) {
    if (given.has(option) && is_blank(given.text(option))) throw_usage(std::string("--") + option + ": empty");
  }
}

// What only fits hits, and what only fits concepts.
void check_concept_options(const Given& given, const CommandLine& line) {
  const bool of_concepts = line.mode == Mode::concepts || line.mode == Mode::complete;
  if (of_concepts && line.format != Format::text && line.format != Format::json)
    throw_usage("--concept and --complete have no format " + as_typed(given.text("format")), "one of text, json");
  if (given.has("vocabulary") && line.mode != Mode::complete) throw_usage("--vocabulary goes with --complete alone");
  if (line.mode == Mode::complete) given.number("limit", 0, kMaxCompletions);
}

po::variables_map parse_options(const Strings& words) {
  po::options_description all = visible_options();
  all.add_options()("word", po::value<Strings>(), "");
  po::positional_options_description positional;
  positional.add("word", -1);
  const auto style = po::command_line_style::default_style & ~po::command_line_style::allow_guessing;
  po::variables_map values;
  try {
    po::store(po::command_line_parser(words).options(all).positional(positional).style(style).run(), values);
    po::notify(values);
  } catch (const po::error& error) {
    throw_usage(as_typed(error.what(), kMaxFault),
                "see il2search --help; a query that begins with a minus stands behind --");
  }
  return values;
}

// A text file ends with a line feed that is not part of the query.
void trim_end(std::string& text) {
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.pop_back();
}

}  // namespace

std::string as_typed(std::string_view text, std::size_t most) {
  if (text.size() <= most) return std::string(text);
  std::size_t end = most;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0u) == 0x80u) --end;  // not inside a character
  return std::string(text.substr(0, end)) + "…";
}

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
  if (text.size() > cap) throw_usage("too long: " + path + ": over " + std::to_string(cap) + " bytes");
  return text;
}

CommandLine parse_command_line(int argc, const char* const* argv) {
  const po::variables_map values = parse_options({argv + 1, argv + argc});
  const Given given(values);
  CommandLine line;
  line.mode = read_mode(given);
  if (line.mode == Mode::help) return line;
  line.format = choice("--format", given.text("format", "text"), kFormats);
  line.index_path = given.text("index", default_index_path());
  if (line.index_path.empty()) throw_usage("--index: empty path");
  line.topic = given.text("topic", "0");
  line.vocabulary = given.text("vocabulary");
  check_names(given);
  check_concept_options(given, line);
  line.options = read_search_options(given);
  line.queries = given.text("queries");
  const bool takes_query = line.mode == Mode::search || line.mode == Mode::count || line.mode == Mode::lint;
  if (takes_query) {
    if (!given.has("word") && !given.has("file") && line.options.mesh.empty() && line.options.mondo.empty() &&
        line.options.gene.empty() && line.options.entities.empty() && line.options.since.empty() &&
        line.options.until.empty())
      throw_usage("no query given");
    line.query = read_query(given);
    trim_end(line.query);
  } else if (given.has("word") || given.has("file")) {
    throw_usage("unexpected query beside --show, --tokens, --concept, --complete, --queries, --fields or --version");
  }
  if (line.mode == Mode::show) line.query = given.text("show");
  if (line.mode == Mode::tokens) line.query = given.text("tokens");
  if (line.mode == Mode::concepts) line.query = given.text("concept");
  if (line.mode == Mode::complete) line.query = given.text("complete");
  return line;
}

std::string help_text() {
  std::ostringstream out;
  out << "il2search answers queries over an index of biomedical literature.\n\n"
         "Usage:\n  il2search [options] QUERY...\n  il2search [options] -          the query from standard input\n\n"
         "Examples:\n  il2search \"proteinuria AND low-dose\"\n  il2search 'lupus[ti] AND \"regulatory T cells\"'\n"
         "  il2search --mesh D008181 --since 2015 --format json sirolimus\n"
      << visible_options()
      << "\nExit codes: 0 hits, 1 none, 2 wrong query or options, 4 index missing or damaged,\n"
         "6 input or output error, 7 out of memory, 8 time limit.\n";
  return out.str();
}

}  // namespace il2search
