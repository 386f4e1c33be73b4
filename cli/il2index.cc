// il2index: keeps an index. Sees only the library's public headers, so that an application can do all that it does.
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <exception>

#include <fmt/format.h>

#include <il2search/maintenance.h>
#include <il2search/report_json.h>
#include <il2search/searcher.h>
#include <il2search/text.h>
#include <il2search/version.h>

#include "cli/console.h"
#include "cli/exit_code.h"
#include "cli/index_messages.h"
#include "cli/index_options.h"
#include "cli/loading_commands.h"
#include "cli/progress_line.h"

namespace {

using namespace il2search;
using namespace il2search::cli;

std::atomic<int> caught_signal{0};
extern "C" void note_signal(int signal) { caught_signal = signal; }

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
  } else if (!line.quiet) {
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

// Returns whether its manifest is readable.
bool print_generation(const GenerationStatus& g) {
  if (!g.damage.empty()) print(fmt::format("generation {}: damaged: {}\n", g.generation, g.damage));
  else
    print(fmt::format("generation {} of {}: {}{}{}\n", g.generation, g.created, counted(g.documents, "document"),
                      g.created_by.empty() ? "" : ", made by " + g.created_by, g.is_served ? ", served" : ""));
  return g.damage.empty();
}

int run_generations(const IndexCommandLine& line) {
  const std::vector<GenerationStatus> generations = list_generations(line.index_path);
  if (line.json) print(to_json(generations) + "\n");
  bool sound = true;
  for (const GenerationStatus& generation : generations)
    sound = (line.json || line.quiet ? generation.damage.empty() : print_generation(generation)) && sound;
  if (sound) return 0;
  say("manifests are damaged: " + line.index_path);
  say_hint("`il2index repair` serves the newest complete generation");
  return exit_code(ErrorCode::index_corrupt);
}

int run_check(const IndexCommandLine& line) {
  const std::vector<std::string> errors = check_index(line.index_path);
  for (const std::string& error : errors) say(error);
  if (errors.empty()) {
    if (!line.quiet) print("no errors found\n");
    return 0;
  }
  say(counted(errors.size(), "error") + " found: " + line.index_path);
  say_hint("`il2index repair` serves the newest complete generation");
  return exit_code(ErrorCode::index_corrupt);
}

int run_garbage_collection(const IndexCommandLine& line) {
  const GarbageReport report = collect_garbage(line.index_path, line.update.writer);
  for (const std::string& warning : report.warnings) say("warning: " + warning);
  if (!line.quiet) print(fmt::format("{} bytes freed\n", report.bytes_freed));
  return 0;
}

int run_delete(const IndexCommandLine& line) {
  const DeleteReport report = delete_documents(line.index_path, line.arguments, line.update.writer);
  say_cleanup(report);
  if (line.quiet) return 0;
  say(fmt::format("{} deleted, {} not found; {}", counted(report.deleted, "document"), counted(report.not_found, "id"),
                  generation_text(report)));
  return 0;
}

// The end of a change that `text` describes.
int finish(const IndexCommandLine& line, ProgressLine& progress, const GenerationReport& report,
           const std::string& text) {
  progress.clear();
  say_cleanup(report);
  if (!line.quiet) say(text);
  return 0;
}

int finish(const IndexCommandLine& line, ProgressLine& progress, const RebuildReport& report) {
  return finish(line, progress, report,
                fmt::format("{} indexed again; {}", counted(report.documents, "document"), generation_text(report)));
}

int finish(const IndexCommandLine& line, ProgressLine& progress, const GenerationReport& report) {
  return finish(line, progress, report, generation_text(report));
}

int run_repair(const IndexCommandLine& line) {
  const RepairReport report = repair_index(line.index_path, line.dry_run, line.update.writer);
  for (const std::string& finding : report.findings) say("damaged: " + finding);
  const std::string content = fmt::format("generation {} of {}: {}", report.repaired_from, report.created,
                                          counted(report.documents, "document"));
  if (report.findings.empty()) {
    if (!line.quiet) say("nothing to repair: " + content);
    return 0;
  }
  if (report.published) say(fmt::format("serving {} again as generation {}", content, report.generation));
  else say((line.dry_run ? "complete: " : "still served: ") + content);
  if (report.documents_before && *report.documents_before != report.documents)
    say(fmt::format("the newest generation had {}", counted(*report.documents_before, "document")));
  if (report.published) say_hint("load the files since then again with `il2index update`");
  return 0;
}

bool shows_progress(const IndexCommandLine& line) {
  if (line.progress != ProgressMode::automatic) return line.progress == ProgressMode::always;
  return !line.quiet && isatty(STDERR_FILENO);
}

int run(IndexCommandLine& line) {
  WriterOptions& writer = line.update.writer;
  ProgressLine progress(shows_progress(line));
  writer.on_progress = [&](const Progress& made) { progress.show(made); };
  switch (line.command) {
    case IndexCommand::help: print(line.help); return 0;
    case IndexCommand::version: print_versions(); return 0;
    case IndexCommand::update: return run_update(line, progress);
    case IndexCommand::vocabulary: return run_vocabulary(line, progress);
    case IndexCommand::remove: return run_delete(line);
    case IndexCommand::rebuild: return finish(line, progress, rebuild_index(line.index_path, writer));
    case IndexCommand::retag: return finish(line, progress, retag_index(line.index_path, writer));
    case IndexCommand::merge: return finish(line, progress, merge_index(line.index_path, line.full, writer));
    case IndexCommand::status: return run_status(line);
    case IndexCommand::check: return run_check(line);
    case IndexCommand::gc: return run_garbage_collection(line);
    case IndexCommand::repair: return run_repair(line);
    case IndexCommand::generations: return run_generations(line);
    case IndexCommand::rollback: return finish(line, progress, revert(line.index_path, writer, line.generation));
  }
  return 0;
}

// Without SA_RESTART: a system call that waits returns. A signal that is ignored, as SIGHUP under nohup, stays ignored.
void end_on(int signal) {
  struct sigaction action {};
  if (::sigaction(signal, nullptr, &action) == 0 && action.sa_handler == SIG_IGN) return;
  action = {};
  action.sa_handler = note_signal;
  ::sigaction(signal, &action, nullptr);
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

}  // namespace

const char* const il2search::cli::kProgramName = "il2index";

int main(int argc, char** argv) {
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) end_on(signal);
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);  // a limit on file sizes is a write that fails, with a message
  return run_program([&] { return run_until_signal(argc, argv); }, "use less --memory or fewer --jobs");
}
