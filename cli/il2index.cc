// il2index: keeps an index. Sees only the library's public headers, so that an application can do all that it does.
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <fstream>
#include <iostream>

#include <fmt/format.h>

#include <il2search/report_json.h>
#include <il2search/searcher.h>
#include <il2search/text.h>
#include <il2search/version.h>
#include <il2search/vocabulary.h>

#include "cli/console.h"
#include "cli/exit_code.h"
#include "cli/index_options.h"
#include "cli/progress_line.h"

namespace {

using namespace il2search;
using namespace il2search::cli;

std::atomic<int> caught_signal{0};
extern "C" void note_signal(int signal) { caught_signal = signal; }

// `1 file`, `2 files`.
std::string counted(std::uint64_t n, const std::string& noun) {
  return fmt::format("{} {}{}", n, noun, n == 1 ? "" : "s");
}

void say_record_error(const RecordError& error) {
  const std::string where = fmt::format("{}: record {} at byte {}", error.file, error.record, error.offset);
  const std::string id = error.id.empty() ? "" : " (" + error.id + ")";
  say(fmt::format("{}: {}{}: {}", error.skipped ? "record skipped" : "warning", where, id, error.message));
}

// The end of the message about a change.
std::string generation_text(const GenerationReport& report) {
  return fmt::format("{:.1f} s; generation {}{}", report.seconds, report.generation,
                     report.published ? "" : " as before");
}

// What failed after a generation was served. The exit code stays 0.
void say_cleanup(const GenerationReport& report) {
  for (const std::string& warning : report.cleanup_warnings) say("warning: " + warning);
}

void say_report(const UpdateReport& report) {
  std::string line = fmt::format("{} added, {} replaced, {} deleted, {} unchanged", report.added, report.replaced,
                                 report.deleted, report.unchanged);
  if (report.superseded > 0) line += fmt::format(", {} superseded", report.superseded);
  if (report.bad > 0) line += ", " + counted(report.bad, "bad record") + " skipped";
  if (report.warnings > 0) line += ", " + counted(report.warnings, "warning");
  say(line);
  std::string files = counted(report.records, "record") + " from " + counted(report.files, "file");
  if (report.files_unchanged > 0)
    files += fmt::format(", {} applied before and left alone", counted(report.files_unchanged, "file"));
  say(files + "; " + generation_text(report));
  say_cleanup(report);
}

void write_report(const std::string& path, const UpdateReport& report) {
  if (path.empty()) return;
  std::ofstream out(path);
  out << to_json(report) << "\n";
  out.close();
  if (!out) throw Error(ErrorCode::io, "cannot write the report: " + terminal_safe(path, false));
}

// The generation that is served, or 0.
std::uint64_t served_generation(const std::string& index_path) {
  try {
    return index_status(index_path).generation;
  } catch (const Error&) {
    return 0;
  }
}

// What is known of a run that fails: above all, which records were bad. The run's own error is the one to tell.
void report_failed_run(const IndexCommandLine& line, UpdateReport report) {
  report.generation = served_generation(line.index_path);
  try {
    write_report(line.report_path, report);
  } catch (const Error& error) {
    say(error.what());
  }
}

void note_in(UpdateReport& report, const RecordError& error) {
  constexpr std::size_t kMost = 1000;
  ++(error.skipped ? report.bad : report.warnings);
  if (report.errors.size() < kMost) report.errors.push_back(error);
}

int run_update(IndexCommandLine& line) {
  const bool shown =
      line.progress == ProgressMode::always || (line.progress == ProgressMode::automatic && isatty(STDERR_FILENO));
  ProgressLine progress(shown);
  UpdateOptions& options = line.update;
  std::uint64_t said = 0;
  UpdateReport noted;
  options.on_progress = [&](const Progress& p) { progress.show(p); };
  options.on_warning = [&](const std::string& text) {
    progress.clear();
    say("warning: " + text);
  };
  options.on_record_error = [&](const RecordError& error) {
    constexpr std::uint64_t kMost = 100;
    progress.clear();
    note_in(noted, error);
    if (++said <= kMost) say_record_error(error);
    if (said == kMost) say("further record errors are only counted; --report FILE lists up to 1000 of them");
  };
  UpdateReport report;
  try {
    report = update_index(line.index_path, line.arguments, options);
  } catch (const Error&) {
    progress.clear();
    report_failed_run(line, std::move(noted));
    throw;
  }
  progress.clear();
  say_report(report);
  write_report(line.report_path, report);
  return 0;
}

constexpr std::uint64_t kMostRecordErrors = 100;

std::string table_of(const std::vector<VocabularyStatus>& parts) {
  std::string table;
  for (const VocabularyStatus& p : parts)
    table += terminal_safe(fmt::format("vocabulary   {}: {} concepts, {} names, {} edges, {} mappings; {}{}{}", p.name,
                                       p.concepts, p.names, p.edges, p.mappings, p.source,
                                       p.version.empty() ? "" : ", ", p.version),
                           false) +
             "\n";
  return table;
}

int run_vocabulary(const IndexCommandLine& line) {
  VocabularyOptions options;
  options.writer = line.update.writer;
  options.on_warning = [](const std::string& text) { say("warning: " + text); };
  std::uint64_t said = 0;
  options.on_record_error = [&](const RecordError& error) {
    if (++said <= kMostRecordErrors) say_record_error(error);
    if (said == kMostRecordErrors) say("further record errors are only counted");
  };
  const VocabularyReport report = load_vocabularies(line.index_path, line.vocabularies, options);
  print(line.json ? to_json(report) + "\n" : table_of(report.parts));
  say(fmt::format("{} skipped, {}; {}", counted(report.bad, "bad record"), counted(report.warnings, "warning"),
                  generation_text(report)));
  say_cleanup(report);
  if (report.retag_needed) say_hint("run il2index retag to find the entities of these vocabularies in the documents");
  return 0;
}

// Returns the exit code.
int check_age(const IndexStatus& status, std::chrono::seconds max_age) {
  if (status.age_seconds <= static_cast<std::uint64_t>(max_age.count())) return 0;
  say(fmt::format("the newest generation is {} s old, more than {} s", status.age_seconds, max_age.count()));
  return kExitStale;
}

int run_status(const IndexCommandLine& line) {
  const IndexStatus status = index_status(line.index_path);
  if (line.json) {
    print(to_json(status) + "\n");
  } else {
    print(fmt::format("index        {}\ngeneration   {} of {}\ndocuments    {}\nbytes        {}\nsources      {}\n",
                      terminal_safe(line.index_path, false), status.generation, status.created, status.documents,
                      status.bytes, status.sources));
    for (const SegmentStatus& s : status.segments)
      print(fmt::format("segment      {}: {} documents, {} of them deleted, {} bytes\n", s.name, s.documents, s.deleted,
                        s.bytes));
    print(table_of(status.vocabularies));
    if (status.retag_needed) print("tags         made with other vocabularies; run il2index retag\n");
    if (status.writer_active) print("writer       active\n");
  }
  return line.max_age ? check_age(status, *line.max_age) : 0;
}

int run_check(const IndexCommandLine& line) {
  const std::vector<std::string> errors = check_index(line.index_path);
  for (const std::string& error : errors) say(error);
  if (errors.empty()) {
    print("no errors found\n");
    return 0;
  }
  say(counted(errors.size(), "error") + " found: " + line.index_path);
  say_hint("il2index rollback serves the previous generation; otherwise load the sources into a new index");
  return exit_code(ErrorCode::index_corrupt);
}

int run_garbage_collection(const IndexCommandLine& line) {
  print(fmt::format("{} bytes freed\n", collect_garbage(line.index_path, line.update.writer)));
  return 0;
}

int run_delete(const IndexCommandLine& line) {
  const DeleteReport report = delete_documents(line.index_path, line.arguments, line.update.writer);
  say(fmt::format("{} deleted, {} not found; {}", counted(report.deleted, "document"), counted(report.not_found, "id"),
                  generation_text(report)));
  say_cleanup(report);
  return 0;
}

int say_rebuilt(const RebuildReport& report) {
  say(fmt::format("{} indexed again; {}", counted(report.documents, "document"), generation_text(report)));
  say_cleanup(report);
  return 0;
}

int say_generation(const GenerationReport& report) {
  say(generation_text(report));
  say_cleanup(report);
  return 0;
}

int run(IndexCommandLine& line) {
  const WriterOptions& writer = line.update.writer;
  switch (line.command) {
    case IndexCommand::help: print(line.help); return 0;
    case IndexCommand::version: print_versions(); return 0;
    case IndexCommand::update: return run_update(line);
    case IndexCommand::vocabulary: return run_vocabulary(line);
    case IndexCommand::remove: return run_delete(line);
    case IndexCommand::rebuild: return say_rebuilt(rebuild_index(line.index_path, writer));
    case IndexCommand::retag: return say_rebuilt(retag_index(line.index_path, writer));
    case IndexCommand::merge: return say_generation(merge_index(line.index_path, line.full, writer));
    case IndexCommand::status: return run_status(line);
    case IndexCommand::check: return run_check(line);
    case IndexCommand::gc: return run_garbage_collection(line);
    case IndexCommand::rollback: return say_generation(revert(line.index_path, writer));
  }
  return 0;
}

// A run that a signal ended has the exit code that shells expect.
int run_until_signal(int argc, char** argv) {
  try {
    IndexCommandLine line = parse_index_command_line(argc, argv);
    line.update.writer.cancelled = [] { return caught_signal != 0; };
    return run(line);
  } catch (const Error& error) {
    if (error.code() != ErrorCode::cancelled || caught_signal == 0) throw;
    say(error.what());
    return 128 + caught_signal;
  }
}

// Xapian 1.4 throws from a destructor when a write fails while it flushes value slots. The old generation is untouched.
[[noreturn]] void end_by_failed_write() {
  std::fputs("il2index: a write failed, most likely for lack of space; the published generation is unchanged\n",
             stderr);
  std::_Exit(exit_code(ErrorCode::io));
}

}  // namespace

const char* const il2search::cli::kProgramName = "il2index";

int main(int argc, char** argv) {
  std::set_terminate(end_by_failed_write);
  std::signal(SIGINT, note_signal);
  std::signal(SIGTERM, note_signal);
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);  // a limit on file sizes is a write that fails, with a message
  return run_program([&] { return run_until_signal(argc, argv); }, "use less --memory or fewer --jobs");
}
