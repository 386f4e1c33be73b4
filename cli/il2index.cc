// il2index: keeps an index. Sees only the library's public headers, so that an application can do all that it does.
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <exception>

#include <fmt/format.h>

#include <il2search/maintenance.h>
#include <il2search/searcher.h>
#include <il2search/text.h>
#include <il2search/version.h>

#include "cli/console.h"
#include "cli/exit_code.h"
#include "cli/index_messages.h"
#include "cli/index_options.h"
#include "cli/loading_commands.h"
#include "cli/maintenance_commands.h"
#include "cli/progress_line.h"

namespace {

using namespace il2search;
using namespace il2search::cli;

std::atomic<int> caught_signal{0};
extern "C" void note_signal(int signal) { caught_signal = signal; }

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
    case IndexCommand::check: return run_check(line, progress);
    case IndexCommand::gc: return run_garbage_collection(line);
    case IndexCommand::repair: return run_repair(line, progress);
    case IndexCommand::generations: return run_generations(line);
    case IndexCommand::backup: return run_backup(line, progress);
    case IndexCommand::restore: return run_restore(line, progress);
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
