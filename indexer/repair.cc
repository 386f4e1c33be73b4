// repair_index(): serves the newest complete generation of a damaged index.
#include <algorithm>
#include <string>
#include <utility>

#include <il2search/error.h>
#include <il2search/maintenance.h>
#include <il2search/text.h>

#include "indexer/progress.h"
#include "indexer/repair_segments.h"
#include "indexer/write_session.h"
#include "storage/index_directory.h"
#include "storage/recovery.h"
#include "storage/writer_lock.h"

namespace il2search {
namespace {

std::string shown(const FileFault& fault) { return terminal_safe(fault.path + ": " + fault.what, false); }

// What is wrong, each file once.
std::vector<std::string> findings_of(const FoundGenerations& found) {
  std::vector<std::string> findings;
  const auto add = [&](const FileFault& fault) {
    std::string finding = shown(fault);
    if (std::find(findings.begin(), findings.end(), finding) == findings.end()) findings.push_back(std::move(finding));
  };
  for (const FileFault& fault : found.faults) add(fault);
  for (const FoundGeneration& generation : found.generations) {
    for (const FileFault& fault : generation.faults) add(fault);
  }
  return findings;
}

// Of the newest generation whose manifest can be read; nothing if no manifest can.
std::optional<std::uint64_t> documents_before(const FoundGenerations& found) {
  for (const FoundGeneration& generation : found.generations) {
    if (generation.manifest) return generation.manifest->live_documents();
  }
  return std::nullopt;
}

// A link in place of the manifest is removed, not followed.
void drop_manifest(const IndexFolder& folder, std::uint64_t generation) {
  try {
    remove_manifest(folder, generation);
  } catch (const Error& error) {
    if (error.code() != ErrorCode::index_corrupt) throw;
    folder.remove(manifest_name(generation));
  }
}

bool has_name(const IndexFolder& folder, const std::string& name) {
  const std::vector<std::string> names = folder.names("");
  return std::find(names.begin(), names.end(), name) != names.end();
}

// Incomplete generations cannot be served, and check would find their damage until they are too old to be kept. Returns
// those that were dropped; one that a reader holds stays.
std::vector<std::uint64_t> drop_incomplete(const IndexFolder& folder, const FoundGenerations& found) {
  std::vector<std::uint64_t> dropped;
  for (const FoundGeneration& generation : found.generations) {
    const std::string name = manifest_name(generation.number);
    if (generation.is_complete() || !has_name(folder, name)) continue;
    drop_manifest(folder, generation.number);
    if (!has_name(folder, name)) dropped.push_back(generation.number);
  }
  if (!dropped.empty()) folder.sync_folder("");
  return dropped;
}

[[noreturn]] void throw_nothing_complete(const IndexFolder& folder, const std::vector<std::string>& findings) {
  throw Error(ErrorCode::index_corrupt,
              "no generation of the index is complete: " + terminal_safe(folder.path(), false) +
                  (findings.empty() ? "" : ": " + findings.front()),
              "restore the index from a backup, or load its sources into a new index");
}

// The newest generation that loses nothing when damaged postings are built again, if it is newer than `complete`.
const FoundGeneration* find_rebuildable(const FoundGenerations& found, const FoundGeneration* complete) {
  const auto at = std::ranges::find_if(found.generations, is_rebuildable);
  if (at == found.generations.end() || (complete && complete->number >= at->number)) return nullptr;
  return &*at;
}

void describe(RepairReport& report, const FoundGeneration& chosen) {
  report.repaired_from = chosen.number;
  report.generation = chosen.number;
  report.documents = chosen.manifest->live_documents();
  report.created = chosen.manifest->created;
}

VerifyOptions verify_options(ProgressReporter& progress, Progress& made, const WriterOptions& options) {
  made.phase = "verifying";
  const auto on_progress = [&](const std::string& file, std::uint64_t bytes) {
    made.file = file;
    made.bytes_done += bytes;
    progress.show(made);
  };
  return {on_progress, options.cancelled};
}

// With the postings of some segments built again. The lock is given up for a moment, and taken by the writer.
void serve_rebuilt(const IndexFolder& folder, Descriptor& lock, const FoundGenerations& found,
                   const FoundGeneration& chosen, const WriterOptions& options, RepairReport& report) {
  const bool is_current = found.current && found.current->manifest == chosen.entry;
  // Without a CURRENT that names it, the generation is published as it is, for the writer to start from.
  const std::uint64_t start = is_current ? 0 : serve_again(folder, found, chosen);
  lock = Descriptor();
  report.generation = rebuild_postings(folder.path(), report.rebuilt, options);
  lock = lock_for_writing(folder, options.lock_wait, options.cancelled);
  if (start > 0) drop_manifest(folder, start);
}

void serve(const IndexFolder& folder, Descriptor& lock, const FoundGenerations& found, const FoundGeneration& chosen,
           const WriterOptions& options, RepairReport& report) {
  if (!report.rebuilt.empty()) serve_rebuilt(folder, lock, found, chosen, options, report);
  else report.generation = serve_again(folder, found, chosen);
  report.published = true;
}

// Of the newest generation whose manifest can be read, unless that is the one that is chosen. Where postings have to be
// built again, ids can be looked up only afterwards.
void add_lost(const IndexFolder& folder, const FoundGenerations& found, const FoundGeneration& chosen,
              const WriterOptions& options, RepairReport& report) {
  const auto newest = std::ranges::find_if(found.generations, [](const auto& one) { return one.manifest.has_value(); });
  if (newest->number == chosen.number) return;
  const bool is_rebuilt = !report.rebuilt.empty();
  if (is_rebuilt && !report.published) return;
  const Manifest served = is_rebuilt ? hold_newest(folder).manifest : *chosen.manifest;
  LostDocuments lost = find_lost(folder, *newest, served, report.rebuilt, options.cancelled);
  report.lost = std::move(lost.documents);
  report.lost_unreadable = lost.unreadable;
}

}  // namespace

RepairReport repair_index(const std::string& index_path, bool dry_run, const WriterOptions& options) {
  return guarded_index(index_path, [&]() -> RepairReport {
    const auto start = Clock::now();
    const IndexFolder folder = IndexFolder::open(index_path);
    if (!holds_index(folder)) throw_index_missing(folder.path());  // before a file LOCK is created in it
    Descriptor lock = lock_for_writing(folder, options.lock_wait, options.cancelled);
    ProgressReporter progress(options.on_progress);
    Progress made;
    const FoundGenerations found = find_generations(folder, verify_options(progress, made, options));
    RepairReport report;
    report.findings = findings_of(found);
    report.documents_before = documents_before(found);
    const FoundGeneration* chosen = found.newest_complete();
    if (const FoundGeneration* rebuildable = find_rebuildable(found, chosen)) {
      chosen = rebuildable;
      report.rebuilt = damaged_segments(*chosen);
    }
    if (!chosen) throw_nothing_complete(folder, report.findings);
    describe(report, *chosen);
    if (!found.is_sound() && !dry_run) serve(folder, lock, found, *chosen, options, report);
    add_lost(folder, found, *chosen, options, report);
    if (!dry_run) report.dropped = drop_incomplete(folder, found);
    report.seconds = seconds_since(start);
    return report;
  });
}

}  // namespace il2search
