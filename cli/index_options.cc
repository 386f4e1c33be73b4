// Options of il2index, one table a command, by Boost.Program_options.
#include "cli/index_options.h"

#include <algorithm>
#include <sstream>

#include <boost/program_options.hpp>

#include <il2search/error.h>
#include <il2search/searcher.h>
#include <il2search/text.h>

namespace il2search {
namespace {

namespace po = boost::program_options;

struct Command {
  const char* name;
  const char* usage;
  const char* summary;
};

constexpr Command kCommands[] = {
    {"update", "[options] PATH...", "add, replace and delete documents as files say; creates the index"},
    {"delete", "[options] ID...", "delete documents by id"},
    {"vocabulary", "[options] KIND=PATH...", "load vocabularies, or replace what such a file gave before"},
    {"rebuild", "[options]", "index again from the stored documents"},
    {"retag", "[options]", "find entities again with the present vocabularies, in the stored documents"},
    {"merge", "[options]", "merge segments and drop deleted documents"},
    {"status", "[options]", "what the index holds"},
    {"check", "[options]", "verify every checksum, then Xapian's own check"},
    {"gc", "[options]", "remove files that no kept generation needs"},
    {"rollback", "[options]", "serve the generation before the present one again"},
};

constexpr const char* kVocabularyKinds =
    "\nKinds:\n"
    "  mesh        descriptors, supplementary concepts and qualifiers, in XML or ASCII\n"
    "  mesh-trees  tree numbers of MeSH (mtrees)\n"
    "  mondo       Mondo, as OBO or obographs JSON\n"
    "  obo         any other ontology in these formats\n"
    "  gene        NCBI gene_info or HGNC\n"
    "  sssom       a mapping set\n";

[[noreturn]] void throw_usage(const std::string& message, const std::string& hint = "see il2index --help") {
  throw Error(ErrorCode::invalid_argument, terminal_safe(message, false), hint);
}

// "90", "90s", "10m", "36h", "2d" in seconds.
std::chrono::seconds parse_duration(const std::string& option, const std::string& text) {
  std::size_t used = 0;
  unsigned long value = 0;
  try {
    value = std::stoul(text, &used);
  } catch (const std::exception&) {
    used = 0;
  }
  const std::string unit = text.substr(used);
  const unsigned long factor = unit.empty() || unit == "s" ? 1
                               : unit == "m"               ? 60
                               : unit == "h"               ? 3600
                               : unit == "d"               ? 86400
                                                           : 0;
  if (used == 0 || factor == 0 || text.front() == '-' || value > 1'000'000'000)
    throw_usage(option + ": not a duration: " + text, "write 90s, 10m, 36h or 2d");
  return std::chrono::seconds(value * factor);
}

po::options_description options_of(const std::string& command) {
  po::options_description options("Options");
  auto add = options.add_options();
  add("index", po::value<std::string>()->value_name("DIR"),
      "the index folder (default: $IL2SEARCH_INDEX, else ~/.local/share/il2search/index)");
  add("help,h", "this help");
  const bool builds =
      command == "update" || command == "delete" || command == "rebuild" || command == "retag" || command == "merge";
  const bool writes = builds || command == "gc" || command == "rollback" || command == "vocabulary";
  if (writes)
    add("wait", po::value<std::string>()->value_name("SECONDS"), "wait so long for another writer (default: 0)");
  if (builds) {
    add("jobs", po::value<int>()->value_name("N"), "threads (default: one a processor)");
    add("memory", po::value<long>()->value_name("MIB"), "memory to use (default: 1024)");
  }
  if (command == "update") {
    add("format", po::value<std::string>()->value_name("F"),
        "auto, pubmed-xml, jats, medline, bioc-xml, bioc-json, pubtator, paper-md, portal-text, text or jsonl "
        "(default: auto)");
    add("max-bad", po::value<double>()->value_name("PERCENT"),
        "publish nothing when more records than this are bad, from 100 records up (default: 1)");
    add("tag", po::value<std::string>()->value_name("WHETHER"),
        "on or off: find entities in texts with the loaded vocabularies (default: on)");
    add("keep-partial", "keep the records before the break of a broken file");
    add("dry-run", "read and report, publish nothing");
    add("prune", "delete the documents of files that are gone from a given folder");
    add("reapply", "apply files again whose content was applied before");
    add("publish-every", po::value<std::string>()->value_name("TIME"),
        "publish at intervals in a long load (default: 10m)");
    add("progress", po::value<std::string>()->value_name("WHEN"), "auto, always or never (default: auto)");
    add("report", po::value<std::string>()->value_name("FILE"), "write the report as JSON");
  }
  if (command == "vocabulary") add("json", "the report as one JSON object");
  if (command == "merge") add("full", "merge all segments into one");
  if (command == "status") {
    add("json", "one JSON object");
    add("max-age", po::value<std::string>()->value_name("TIME"),
        "exit 9 when the newest generation is older than this");
  }
  return options;
}

const Command* find_command(const std::string& name) {
  const auto* found =
      std::find_if(std::begin(kCommands), std::end(kCommands), [&](const Command& c) { return name == c.name; });
  return found == std::end(kCommands) ? nullptr : found;
}

template <class T> T get(const po::variables_map& values, const char* name, T otherwise) {
  return values.count(name) ? values[name].as<T>() : otherwise;
}

void read_writer_options(const po::variables_map& values, WriterOptions& writer) {
  if (values.count("wait")) writer.lock_wait = parse_duration("--wait", values["wait"].as<std::string>());
  const int jobs = get(values, "jobs", 0);
  if (jobs < 0 || jobs > 256) throw_usage("--jobs: not between 1 and 256: " + std::to_string(jobs));
  writer.jobs = static_cast<unsigned>(jobs);
  const long memory = get(values, "memory", 1024L);
  if (memory < 64 || memory > 1'000'000)
    throw_usage("--memory: not between 64 and 1000000 MiB: " + std::to_string(memory));
  writer.memory_budget_bytes = static_cast<std::uint64_t>(memory) << 20;
}

ProgressMode parse_progress(const std::string& text) {
  if (text == "auto") return ProgressMode::automatic;
  if (text == "always") return ProgressMode::always;
  if (text == "never") return ProgressMode::never;
  throw_usage("--progress: not auto, always or never: " + text);
}

bool parse_switch(const std::string& option, const std::string& text) {
  if (text != "on" && text != "off") throw_usage(option + ": not on or off: " + text);
  return text == "on";
}

void read_update_options(const po::variables_map& values, CommandLine& line) {
  UpdateOptions& update = line.update;
  update.writer.tag = parse_switch("--tag", get<std::string>(values, "tag", "on"));
  update.format = get<std::string>(values, "format", "auto");
  update.max_bad_percent = get(values, "max-bad", 1.0);
  if (!(update.max_bad_percent >= 0 && update.max_bad_percent <= 100)) throw_usage("--max-bad: not between 0 and 100");
  update.keep_partial = values.count("keep-partial") > 0;
  update.dry_run = values.count("dry-run") > 0;
  update.prune = values.count("prune") > 0;
  update.reapply = values.count("reapply") > 0;
  if (values.count("publish-every"))
    update.publish_every = parse_duration("--publish-every", values["publish-every"].as<std::string>());
  line.progress = parse_progress(get<std::string>(values, "progress", "auto"));
  line.report_path = get<std::string>(values, "report", "");
}

po::variables_map parse_options(const std::string& command, const std::vector<std::string>& words) {
  po::options_description all = options_of(command);
  all.add_options()("argument", po::value<std::vector<std::string>>(), "");
  po::positional_options_description positional;
  positional.add("argument", -1);
  const auto style = po::command_line_style::default_style & ~po::command_line_style::allow_guessing;
  po::variables_map values;
  try {
    po::store(po::command_line_parser(words).options(all).positional(positional).style(style).run(), values);
    po::notify(values);
  } catch (const po::error& error) {
    throw_usage(error.what(), "see il2index " + command + " --help");
  }
  return values;
}

// KIND=PATH. Which kinds there are, the library says.
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

}  // namespace

CommandLine parse_command_line(int argc, const char* const* argv) {
  const std::vector<std::string> words(argv + 1, argv + argc);
  CommandLine line;
  if (words.empty()) throw_usage("no command given");
  line.command = words.front();
  if (line.command == "--help" || line.command == "-h" || line.command == "help") {
    line.command = "help";
    if (words.size() > 1) line.arguments.push_back(words[1]);
    return line;
  }
  if (line.command == "--version" || line.command == "version") {
    line.command = "version";
    return line;
  }
  if (!find_command(line.command)) throw_usage("unknown command: " + line.command);
  const po::variables_map values = parse_options(line.command, {words.begin() + 1, words.end()});
  if (values.count("help")) {
    line.arguments = {line.command};
    line.command = "help";
    return line;
  }
  line.index_path = values.count("index") ? values["index"].as<std::string>() : default_index_path();
  if (line.index_path.empty()) throw_usage("--index: empty path");
  line.arguments = get<std::vector<std::string>>(values, "argument", {});
  read_writer_options(values, line.update.writer);
  if (line.command == "update") read_update_options(values, line);
  line.json = values.count("json") > 0;
  line.full = values.count("full") > 0;
  if (values.count("max-age")) line.max_age = parse_duration("--max-age", values["max-age"].as<std::string>());
  if (line.command == "vocabulary") line.vocabularies = parse_vocabularies(line.arguments);
  const bool wants_arguments = line.command == "update" || line.command == "delete" || line.command == "vocabulary";
  if (wants_arguments && line.arguments.empty())
    throw_usage(line.command == "delete" ? "no id given" : "no input given",
                "see il2index " + line.command + " --help");
  if (!wants_arguments && !line.arguments.empty())
    throw_usage("unexpected argument: " + line.arguments.front(), "see il2index " + line.command + " --help");
  return line;
}

std::string help_text(const std::string& command) {
  std::ostringstream out;
  const Command* known = find_command(command);
  if (!command.empty() && !known) throw_usage("unknown command: " + command);
  if (known) {
    out << "il2index " << known->name << " " << known->usage << "\n  " << known->summary << "\n\n"
        << options_of(command);
    if (command == "vocabulary") out << kVocabularyKinds;
    return out.str();
  }
  out << "il2index keeps an index of biomedical literature for il2search.\n\nUsage:\n";
  for (const Command& c : kCommands)
    out << "  il2index " << c.name << std::string(12 - std::string_view(c.name).size(), ' ') << c.summary << "\n";
  out << "\n  il2index COMMAND --help   the options of a command\n  il2index --version        versions of all parts\n"
         "\nExample:\n  il2index update --index lupus papers/ pubmed26n1335.xml.gz\n";
  return out.str();
}

}  // namespace il2search
