// Status, generations, check, gc, repair, backup and restore: what they print.
#include "cli/maintenance_commands.h"

#include <algorithm>
#include <fstream>

#include <fmt/format.h>

#include <il2search/maintenance.h>
#include <il2search/report_json.h>
#include <il2search/text.h>

#include "cli/console.h"
#include "cli/exit_code.h"
#include "cli/index_messages.h"

namespace il2search::cli {
namespace {

// Clocks of two machines that share a disk may differ by this much.
constexpr std::chrono::seconds kClockSkew{300};

int stale(const std::string& message) {
  say(message);
  return kExitStale;
}

// Fails closed: a date that cannot be read or is in the future says nothing about the age. Returns the exit code.
int check_age(const IndexStatus& status, std::chrono::seconds max_age) {
  if (!status.age_seconds)
    return stale("the date of the newest generation cannot be read: " + terminal_safe(status.created, false));
  if (*status.age_seconds < -kClockSkew.count())
    return stale(fmt::format("the newest generation is dated {} s in the future: {}; check the clock",
                             -*status.age_seconds, terminal_safe(status.created, false)));
  if (*status.age_seconds <= max_age.count()) return 0;
  return stale(fmt::format("the newest generation is {} s old, more than {} s", *status.age_seconds, max_age.count()));
}

void print_status(const IndexCommandLine& line, const IndexStatus& status) {
  print(fmt::format("index        {}\ngeneration   {} of {}\ndocuments    {}\nbytes        {}\nsources      {}\n",
                    terminal_safe(line.index_path, false), status.generation, terminal_safe(status.created, false),
                    status.documents, status.bytes, status.sources));
  for (const SegmentStatus& s : status.segments)
    print(fmt::format("segment      {}: {} documents, {} of them deleted, {} bytes\n", s.name, s.documents, s.deleted,
                      s.bytes));
  print(table_of(status.vocabularies));
  if (status.retag_needed) print("tags         made with other vocabularies; run il2index retag\n");
  if (status.writer_active) print("writer       active\n");
}

void print_generation(const GenerationStatus& g) {
  if (!g.damage.empty()) return print(fmt::format("generation {}: damaged: {}\n", g.generation, g.damage));
  print(fmt::format("generation {} of {}: {}{}{}\n", g.generation, g.created, counted(g.documents, "document"),
                    g.created_by.empty() ? "" : ", made by " + g.created_by, g.is_served ? ", served" : ""));
}

// The end of a command that found damage.
int end_damaged(const std::string& message) {
  say(message);
  say_hint("`il2index repair` serves the newest complete generation");
  return exit_code(ErrorCode::index_corrupt);
}

const char* hint_after(const RepairReport& report) {
  return report.rebuilt.empty() ? "load the files since then again with `il2index update`"
                                : "apply the files again with `il2index update --reapply` before the next --prune";
}

// All ids that are known, one per line, those with an older version marked.
void write_lost(const std::string& path, const RepairReport& report) {
  if (path.empty()) return;
  std::ofstream out(path);
  for (const LostDocument& document : report.lost)
    out << terminal_safe(document.id, false) << (document.has_older_version ? "\tolder version served\n" : "\n");
  out.close();
  if (!out) throw Error(ErrorCode::io, "cannot write the list: " + terminal_safe(path, false));
}

void say_lost(const RepairReport& report) {
  constexpr std::size_t kMostShown = 20;
  const std::size_t shown = std::min(report.lost.size(), kMostShown);
  for (std::size_t i = 0; i < shown; ++i)
    say((report.lost[i].has_older_version ? "served in an older version: " : "lost: ") + report.lost[i].id);
  if (report.lost.size() > shown)
    say(fmt::format("{} more; --lost FILE lists all", counted(report.lost.size() - shown, "document")));
  if (report.lost_unreadable > 0)
    say(fmt::format("lost: {} whose ids cannot be read", counted(report.lost_unreadable, "document")));
}

// The end of a backup or a restore, which `done` names.
int end_copy(const IndexCommandLine& line, ProgressLine& progress, const CopyReport& report, const std::string& done) {
  progress.clear();
  say_cleanup(report);
  if (line.quiet) return 0;
  say(fmt::format("{} generation {} ({}): {} copied, {} bytes; {}", done, report.copied_generation,
                  counted(report.documents, "document"), counted(report.files_copied, "file"), report.bytes_copied,
                  generation_text(report)));
  return 0;
}

}  // namespace

int run_status(const IndexCommandLine& line) {
  const IndexStatus status = index_status(line.index_path);
  if (line.json) print(to_json(status) + "\n");
  else if (!line.quiet) print_status(line, status);
  return line.max_age ? check_age(status, *line.max_age) : 0;
}

int run_generations(const IndexCommandLine& line) {
  const std::vector<GenerationStatus> generations = list_generations(line.index_path);
  if (line.json) print(to_json(generations) + "\n");
  bool sound = true;
  for (const GenerationStatus& generation : generations) {
    if (!line.json && !line.quiet) print_generation(generation);
    sound = sound && generation.damage.empty();
  }
  return sound ? 0 : end_damaged("manifests are damaged: " + line.index_path);
}

int run_check(const IndexCommandLine& line, ProgressLine& progress) {
  const CheckReport report = check_index(
      line.index_path,
      {.quick = line.quick, .on_progress = line.update.writer.on_progress, .cancelled = line.update.writer.cancelled});
  progress.clear();
  for (const std::string& finding : report.findings) say(finding);
  for (const std::string& unchecked : report.unchecked) say("cannot be checked: " + unchecked);
  if (!report.findings.empty())
    return end_damaged(counted(report.findings.size(), "error") + " found: " + line.index_path);
  if (!report.unchecked.empty()) return exit_code(ErrorCode::io);
  if (!line.quiet)
    print(fmt::format("no errors found: {} of {}{}\n", counted(report.files, "file"),
                      counted(report.generations, "generation"), line.quick ? ", sizes only" : ""));
  return 0;
}

int run_garbage_collection(const IndexCommandLine& line) {
  const GarbageReport report = collect_garbage(line.index_path, line.update.writer);
  for (const std::string& warning : report.warnings) say("warning: " + warning);
  if (!line.quiet) print(fmt::format("{} bytes freed\n", report.bytes_freed));
  return 0;
}

int run_repair(const IndexCommandLine& line, ProgressLine& progress) {
  const RepairReport report = repair_index(line.index_path, line.dry_run, line.update.writer);
  progress.clear();
  write_lost(line.lost_path, report);
  if (line.json) print(to_json(report) + "\n");
  for (const std::string& finding : report.findings) say("damaged: " + finding);
  const std::string content = fmt::format("generation {} of {}: {}", report.repaired_from, report.created,
                                          counted(report.documents, "document"));
  if (report.findings.empty()) {
    if (!line.quiet) say("nothing to repair: " + content);
    return 0;
  }
  if (report.published) say(fmt::format("serving {} again as generation {}", content, report.generation));
  else say((line.dry_run ? "complete: " : "still served: ") + content);
  for (const std::string& name : report.rebuilt)
    say(fmt::format("segment {} {} again from its stored documents", name, line.dry_run ? "can be built" : "is built"));
  if (report.documents_before && *report.documents_before != report.documents)
    say(fmt::format("the newest generation had {}", counted(*report.documents_before, "document")));
  say_lost(report);
  for (const std::uint64_t generation : report.dropped)
    say(fmt::format("generation {} is incomplete and no longer kept", generation));
  if (report.published) say_hint(hint_after(report));
  return 0;
}

int run_backup(const IndexCommandLine& line, ProgressLine& progress) {
  return end_copy(line, progress, backup_index(line.index_path, line.arguments.front(), line.update.writer),
                  "backed up");
}

int run_restore(const IndexCommandLine& line, ProgressLine& progress) {
  return end_copy(line, progress, restore_index(line.index_path, line.arguments.front(), line.update.writer),
                  "restored");
}

}  // namespace il2search::cli
