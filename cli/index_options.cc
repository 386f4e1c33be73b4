// The commands and options of il2index as tables.
#include "cli/index_options.h"

#include <algorithm>
#include <iterator>

#include <il2search/searcher.h>

#include "cli/option_documents.h"
#include "cli/option_table.h"

namespace il2search::cli {
namespace {

constexpr CommandSet bit(IndexCommand command) { return 1u << static_cast<unsigned>(command); }

constexpr CommandSet kUpdate = bit(IndexCommand::update);
constexpr CommandSet kVocabulary = bit(IndexCommand::vocabulary);
constexpr CommandSet kStatus = bit(IndexCommand::status);
constexpr CommandSet kRepair = bit(IndexCommand::repair);
constexpr CommandSet kGenerations = bit(IndexCommand::generations);
constexpr CommandSet kCheck = bit(IndexCommand::check);
constexpr CommandSet kRollback = bit(IndexCommand::rollback);
constexpr CommandSet kBackup = bit(IndexCommand::backup) | bit(IndexCommand::restore);
constexpr CommandSet kMerge = bit(IndexCommand::merge);
constexpr CommandSet kBuilds =
    kUpdate | kMerge | bit(IndexCommand::remove) | bit(IndexCommand::retag) | bit(IndexCommand::rebuild);
constexpr CommandSet kWrites = kBuilds | kVocabulary | bit(IndexCommand::gc) | kRollback | kBackup;
constexpr CommandSet kTakesLong =
    kRepair | kBackup | kUpdate | kVocabulary | kMerge | kCheck | bit(IndexCommand::retag) | bit(IndexCommand::rebuild);
constexpr CommandSet kAll = ~0u;

constexpr std::size_t kMostGenerations = 1'000'000'000'000;

struct CommandRow {
  IndexCommand command;
  const char* name;
  const char* arguments;
  const char* summary;
  const char* details;  // paragraphs for --help and the man page
};

constexpr CommandRow kCommands[] = {
    {IndexCommand::update, "update", "PATH...", "add, replace and delete documents as files say",
     "A PATH is a file, a folder (read recursively, in name order) or - for standard input. Creates the index if there "
     "is "
     "none. A file whose content was applied before is left alone."},
    {IndexCommand::remove, "delete", "ID...", "delete documents by id", ""},
    {IndexCommand::vocabulary, "vocabulary", "KIND=PATH...", "load vocabularies",
     "Creates the index if there is none. A file replaces what the same part held before. KIND is one of: mesh "
     "(descriptors, supplementary concepts and qualifiers, in XML or ASCII), mesh-trees (tree numbers, mtrees), mondo "
     "(Mondo, as OBO or obographs JSON), obo (any other ontology in these formats), gene (NCBI gene_info or HGNC), "
     "sssom "
     "(a mapping set)."},
    {IndexCommand::retag, "retag", "", "find entities again in the stored documents",
     "Gives documents the entities that the loaded vocabularies name: what loading their sources again would give."},
    {IndexCommand::rebuild, "rebuild", "", "index again from the stored documents",
     "Needed after a change of the analyzer."},
    {IndexCommand::merge, "merge", "", "merge segments and drop deleted documents", ""},
    {IndexCommand::status, "status", "", "print what the index holds", ""},
    {IndexCommand::check, "check", "", "verify every file of every kept generation",
     "Reads every file of every kept generation, and the postings in a child process. Needs only permission to read."},
    {IndexCommand::gc, "gc", "", "remove files that no kept generation needs",
     "The last two generations are kept, or as many as --keep said, and those that a reader has open."},
    {IndexCommand::generations, "generations", "", "list the kept generations",
     "Prints the number, date, number of documents and command of each, newest first."},
    {IndexCommand::rollback, "rollback", "", "serve the previous generation again, or an older one",
     "Verifies every file of the generation first. It gets a new number."},
    {IndexCommand::repair, "repair", "", "serve the newest complete generation of a damaged index",
     "Verifies every kept generation. Builds segments again from their stored documents where only postings or "
     "token streams are damaged. "
     "Works when CURRENT or manifests are damaged or missing. Removes only the manifests of incomplete generations. "
     "Load "
     "the files of the lost generations again afterwards: update knows which ones are missing."},
    {IndexCommand::backup, "backup", "DEST", "copy the served generation to another folder",
     "DEST becomes a complete index. Copies only what it does not have yet, verifies every file, and publishes last, "
     "so "
     "that an interrupted backup leaves the previous one."},
    {IndexCommand::restore, "restore", "SOURCE", "make a new index of a backup",
     "SOURCE may be any index. Verifies every file first. Refuses to write over an index."},
};

constexpr OptionRow kRows[] = {
    {"Every command", "index", 0, "DIR", false, kAll, "FOLDER",
     "use the index in this folder (default: $IL2SEARCH_INDEX, else ~/.local/share/il2search/index)"},
    {"Every command", "quiet", 'q', nullptr, false, kAll, "", "print only warnings and errors"},
    {"Every command", "help", 'h', nullptr, false, kAll, "", "print this help"},
    {"Writing commands", "wait", 0, "SECONDS", false, kWrites | kRepair, "",
     "wait up to SECONDS for another writer to finish (default: 0)"},
    {"Writing commands", "keep", 0, "N", false, kWrites, "",
     "keep the last N generations from now on, 1 to 1000 (default: as before, 2 in a new index)"},
    {"Writing commands", "jobs", 0, "N", false, kBuilds | kRepair, "", "use N threads (default: one per CPU)"},
    {"Writing commands", "memory", 0, "MIB", false, kBuilds | kRepair, "", "use up to MIB of memory (default: 1024)"},
    {"Long commands", "progress", 0, "WHEN", false, kTakesLong, "auto always never",
     "show progress auto, always or never (default: auto, on a terminal)"},
    {"update", "format", 0, "FORMAT", false, kUpdate,
     "auto pubmed-xml jats medline bioc-xml bioc-json pubtator paper-md portal-text text jsonl",
     "read files as auto, pubmed-xml, jats, medline, bioc-xml, bioc-json, pubtator, paper-md, portal-text, text or "
     "jsonl "
     "(default: auto, by content)"},
    {"update", "max-bad", 0, "PERCENT", false, kUpdate, "",
     "publish nothing if more than PERCENT of the records are bad, counted from 100 records up (default: 1)"},
    {"update", "tag", 0, "on|off", false, kUpdate, "on off",
     "find entities in texts with the loaded vocabularies (default: on)"},
    {"update", "keep-partial", 0, nullptr, false, kUpdate, "", "keep the records before the damage of a broken file"},
    {"update", "skip-broken", 0, nullptr, false, kUpdate, "",
     "publish the rest if inputs are broken or in no known format, and exit with 10"},
    {"update", "prune", 0, nullptr, false, kUpdate, "",
     "delete the documents of files that are gone from a given folder"},
    {"update", "reapply", 0, nullptr, false, kUpdate, "", "apply files again whose content was applied before"},
    {"update", "publish-every", 0, "TIME", false, kUpdate, "",
     "publish at intervals of 90s, 10m, 2h … during a long load, so that an interrupted one resumes (default: 10m)"},
    {"update", "report", 0, "FILE", false, kUpdate, "FILE", "write the report to FILE as one JSON object"},
    {"update and repair", "dry-run", 0, nullptr, false, kUpdate | kRepair, "", "read and report, but publish nothing"},
    {"vocabulary, status, generations and repair", "json", 0, nullptr, false,
     kVocabulary | kStatus | kGenerations | kRepair, "", "print one JSON object"},
    {"merge", "full", 0, nullptr, false, kMerge, "", "merge all segments into one"},
    {"repair", "lost", 0, "FILE", false, kRepair, "FILE", "write the ids of documents that are lost to FILE"},
    {"check", "quick", 0, nullptr, false, kCheck, "", "compare only sizes and read only manifests"},
    {"rollback", "to", 0, "N", false, kRollback, "", "serve generation N again; generations lists them"},
    {"status", "max-age", 0, "TIME", false, kStatus, "",
     "exit with 9 if the newest generation is older than TIME (90s, 10m, 36h, 2d), or its date is unusable"},
};

constexpr std::pair<const char*, ProgressMode> kProgressModes[] = {
    {"auto", ProgressMode::automatic}, {"always", ProgressMode::always}, {"never", ProgressMode::never}};
constexpr std::pair<const char*, bool> kSwitch[] = {{"on", true}, {"off", false}};

const CommandRow* find_command(const std::string& name) {
  const auto* found = std::find_if(std::begin(kCommands), std::end(kCommands),
                                   [&](const CommandRow& command) { return name == command.name; });
  return found == std::end(kCommands) ? nullptr : found;
}

const CommandRow& command_named(const std::string& name) {
  const CommandRow* found = find_command(name);
  if (!found) throw_usage("unknown command: " + as_typed(name));
  return *found;
}

std::string general_help() {
  std::string text = "il2index keeps an index of biomedical literature for il2search.\n\nUsage:\n";
  for (const CommandRow& command : kCommands)
    text += std::string("  il2index ") + command.name + std::string(12 - std::string_view(command.name).size(), ' ') +
            command.summary + "\n";
  return text +
         "\n  il2index COMMAND --help   print the options of a command\n"
         "  il2index --version        print version information\n"
         "\nExample:\n  il2index update --index lupus papers/ pubmed26n1335.xml.gz\n";
}

// A paragraph in lines of at most 78 characters, indented by two blanks.
std::string wrapped(std::string_view text) {
  constexpr std::size_t kWidth = 76;
  std::string out;
  while (!text.empty()) {
    std::size_t end = text.size() <= kWidth ? text.size() : text.rfind(' ', kWidth);
    if (end == std::string_view::npos) end = std::min(text.find(' '), text.size());
    out.append("  ").append(text.substr(0, end)).append("\n");
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

std::string command_help(const CommandRow& command) {
  std::string text = std::string("il2index ") + command.name + " [OPTIONS] " + command.arguments + "\n" +
                     wrapped(sentence(command.summary));
  if (*command.details != '\0') text += "\n" + wrapped(command.details);
  return text + "\n" + options_help(kRows, bit(command.command));
}

// For the build: see cmake/documentation.cmake.
std::string generated(const std::string& what) {
  if (what == "man-options") {
    std::string text = ".SH COMMANDS\n";
    for (const CommandRow& c : kCommands) text += command_roff(c.name, c.arguments, c.summary, c.details);
    return text + ".SH OPTIONS\n" + options_roff(kRows);
  }
  std::string commands;
  std::string cases;
  for (const CommandRow& c : kCommands) {
    commands += std::string(commands.empty() ? "" : " ") + c.name;
    cases += std::string("    ") + c.name + ") words=\"" + option_names(kRows, bit(c.command)) + "\" ;;\n";
  }
  return index_completion(kRows, commands, cases);
}

void read_writer_options(const GivenOptions& given, WriterOptions& writer) {
  writer.lock_wait = given.duration("wait", std::chrono::seconds(0));
  if (given.has("keep")) writer.keep = static_cast<unsigned>(given.number("keep", 2, 1, 1000));
  writer.jobs = static_cast<unsigned>(given.number("jobs", 0, 1, 256));
  writer.memory_budget_bytes = std::uint64_t{given.number("memory", 1024, 64, 1'000'000)} << 20;
}

void read_update_options(const GivenOptions& given, IndexCommandLine& line) {
  UpdateOptions& update = line.update;
  update.writer.tag = given.choice("tag", true, kSwitch);
  update.format = given.text("format", "auto");
  update.max_bad_percent = given.real("max-bad", 1, 0, 100);
  update.keep_partial = given.has("keep-partial");
  update.skip_broken = given.has("skip-broken");
  update.dry_run = line.dry_run;
  update.prune = given.has("prune");
  update.reapply = given.has("reapply");
  update.publish_every = given.duration("publish-every", update.publish_every);
  line.report_path = given.text("report");
}

// KIND=PATH. The library knows which kinds exist.
std::vector<VocabularyFile> parse_vocabularies(const std::vector<std::string>& arguments) {
  std::vector<VocabularyFile> files;
  for (const std::string& argument : arguments) {
    const std::size_t equals = argument.find('=');
    if (equals == std::string::npos || equals == 0 || equals + 1 == argument.size())
      throw_usage("not KIND=PATH: " + argument, "for instance mesh=desc2026.gz; see il2index vocabulary --help");
    files.push_back({argument.substr(0, equals), argument.substr(equals + 1)});
  }
  return files;
}

void check_arguments(const CommandRow& command, const std::vector<std::string>& arguments) {
  const std::string hint = std::string("see il2index ") + command.name + " --help";
  const bool wanted = *command.arguments != '\0';
  if (wanted && arguments.empty())
    throw_usage(command.command == IndexCommand::remove ? "no id given"
                : (bit(command.command) & kBackup) != 0 ? "no folder given"
                                                        : "no input given",
                hint);
  const bool wants_one = (bit(command.command) & kBackup) != 0;
  if (wants_one && arguments.size() > 1) throw_usage("unexpected argument: " + as_typed(arguments[1]), hint);
  if (!wanted && !arguments.empty()) throw_usage("unexpected argument: " + as_typed(arguments.front()), hint);
}

IndexCommandLine help_line(std::string text) {
  IndexCommandLine line;
  line.help = std::move(text);
  return line;
}

IndexCommandLine parse_command(const CommandRow& command, const std::vector<std::string>& words) {
  const GivenOptions given = parse_options(kRows, bit(command.command), words);
  if (given.has("help")) return help_line(command_help(command));
  IndexCommandLine line;
  line.command = command.command;
  line.index_path = given.text("index", default_index_path());
  if (line.index_path.empty() || (given.has("index") && given.text("index").empty()))
    throw_usage("--index: empty path");
  line.arguments = given.arguments;
  check_arguments(command, line.arguments);
  line.dry_run = given.has("dry-run");
  read_writer_options(given, line.update.writer);
  if (command.command == IndexCommand::update) read_update_options(given, line);
  if (command.command == IndexCommand::vocabulary) line.vocabularies = parse_vocabularies(line.arguments);
  line.progress = given.choice("progress", ProgressMode::automatic, kProgressModes);
  line.quiet = given.has("quiet");
  line.json = given.has("json");
  line.full = given.has("full");
  line.quick = given.has("quick");
  line.lost_path = given.text("lost");
  if (given.has("to")) line.generation = given.number("to", 1, 1, kMostGenerations);
  if (given.has("max-age")) line.max_age = given.duration("max-age", {});
  return line;
}

}  // namespace

IndexCommandLine parse_index_command_line(int argc, const char* const* argv) {
  const std::vector<std::string> words(argv + 1, argv + argc);
  if (words.empty()) throw_usage("no command given");
  const std::string& first = words.front();
  if (first == "--help" || first == "-h" || first == "help")
    return help_line(words.size() > 1 ? command_help(command_named(words[1])) : general_help());
  if (first == "--generate" && words.size() == 2) return help_line(generated(words[1]));
  if (first == "--version" || first == "version") {
    IndexCommandLine line;
    line.command = IndexCommand::version;
    return line;
  }
  return parse_command(command_named(first), {words.begin() + 1, words.end()});
}

}  // namespace il2search::cli
