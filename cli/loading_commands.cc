// `il2index update` and `il2index vocabulary`: messages while they run, and their reports.
#include "cli/loading_commands.h"

#include <algorithm>
#include <fstream>

#include <fmt/format.h>

#include <il2search/maintenance.h>
#include <il2search/report_json.h>
#include <il2search/text.h>
#include <il2search/vocabulary.h>

#include "cli/console.h"
#include "cli/exit_code.h"
#include "cli/index_messages.h"

namespace il2search::cli {
namespace {

constexpr std::uint64_t kMostRecordErrors = 100;  // that are printed

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

bool is_broken(const SkippedInput& input) { return input.kind == SkippedInput::Kind::broken; }

void say_skipped(const SkippedInput& input) {
  const char* what = input.kind == SkippedInput::Kind::unreachable ? "warning: not read: " : "skipped: ";
  say((is_broken(input) ? "broken: " : what) + input.reason + ": " + input.path);
}

// Returns their number.
std::uint64_t say_all_broken(const UpdateReport& report) {
  std::uint64_t broken = 0;
  for (const SkippedInput& input : report.skipped_files) {
    if (!is_broken(input)) continue;
    say_skipped(input);
    ++broken;
  }
  if (broken > 0) say(counted(broken, "input") + " skipped; the rest is served");
  return broken;
}

// What an update says while it runs, and what it leaves for the report of a run that fails.
class UpdateMessages {
 public:
  UpdateMessages(UpdateOptions& options, ProgressLine& progress, bool quiet) : progress_(progress), quiet_(quiet) {
    options.on_skipped = [this](const SkippedInput& input) { note(input); };
    options.on_warning = [this](const std::string& text) { warn(text); };
    options.on_record_error = [this](const RecordError& error) { note(error); };
  }

  UpdateReport noted;

  // After a run that fails: the error that ends it names only the first of its inputs.
  void say_broken() const {
    const auto& all = noted.skipped_files;
    if (std::count_if(all.begin(), all.end(), is_broken) < 2) return;
    for (const SkippedInput& input : all)
      if (is_broken(input)) say_skipped(input);
  }

 private:
  void warn(const std::string& text) {
    progress_.clear();
    say("warning: " + text);
  }

  // Broken ones are listed at the end, where they are found in long logs.
  void note(const SkippedInput& input) {
    noted.skipped_files.push_back(input);
    if (is_broken(input) || (quiet_ && input.kind == SkippedInput::Kind::not_a_paper)) return;
    progress_.clear();
    say_skipped(input);
  }

  void note(const RecordError& error) {
    constexpr std::size_t kMostInReport = 1000;
    ++(error.skipped ? noted.bad : noted.warnings);
    if (noted.errors.size() < kMostInReport) noted.errors.push_back(error);
    progress_.clear();
    if (++said_ <= kMostRecordErrors) say_record_error(error);
    if (said_ == kMostRecordErrors)
      say("further record errors are only counted; --report FILE lists up to 1000 of them");
  }

  ProgressLine& progress_;
  bool quiet_;
  std::uint64_t said_ = 0;
};

}  // namespace

int run_update(IndexCommandLine& line, ProgressLine& progress) {
  UpdateMessages messages(line.update, progress, line.quiet);
  UpdateReport report;
  try {
    report = update_index(line.index_path, line.arguments, line.update);
  } catch (const Error&) {
    progress.clear();
    messages.say_broken();
    report_failed_run(line, std::move(messages.noted));
    throw;
  }
  progress.clear();
  if (!line.quiet) say_report(report);
  say_cleanup(report);
  const std::uint64_t broken = say_all_broken(report);
  write_report(line.report_path, report);
  return broken > 0 ? kExitInputsSkipped : 0;
}

int run_vocabulary(const IndexCommandLine& line, ProgressLine& progress) {
  VocabularyOptions options;
  options.writer = line.update.writer;
  options.on_warning = [&](const std::string& text) {
    progress.clear();
    say("warning: " + text);
  };
  std::uint64_t said = 0;
  options.on_record_error = [&](const RecordError& error) {
    progress.clear();
    if (++said <= kMostRecordErrors) say_record_error(error);
    if (said == kMostRecordErrors) say("further record errors are only counted");
  };
  const VocabularyReport report = load_vocabularies(line.index_path, line.vocabularies, options);
  progress.clear();
  say_cleanup(report);
  if (line.json) print(to_json(report) + "\n");
  if (line.quiet) return 0;
  if (!line.json) print(table_of(report.parts));
  say(fmt::format("{} skipped, {}; {}", counted(report.bad, "bad record"), counted(report.warnings, "warning"),
                  generation_text(report)));
  if (report.retag_needed) say_hint("run il2index retag to find the entities of these vocabularies in the documents");
  return 0;
}

}  // namespace il2search::cli
