// repair_index(): serves the newest complete generation of a damaged index.
#include <algorithm>
#include <string>
#include <utility>

#include <il2search/error.h>
#include <il2search/maintenance.h>
#include <il2search/text.h>

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

}  // namespace

RepairReport repair_index(const std::string& index_path, bool dry_run, const WriterOptions& options) {
  const auto start = Clock::now();
  const IndexFolder folder = IndexFolder::open(index_path);
  if (!holds_index(folder)) throw_index_missing(folder.path());  // before a file LOCK is created in it
  const Descriptor lock = lock_for_writing(folder, options.lock_wait, options.cancelled);
  const FoundGenerations found = find_generations(folder, {.on_progress = {}, .cancelled = options.cancelled});
  RepairReport report;
  report.findings = findings_of(found);
  const FoundGeneration* chosen = found.newest_complete();
  if (!chosen) throw_nothing_complete(folder, report.findings);
  report.repaired_from = chosen->number;
  report.documents = chosen->manifest->live_documents();
  report.created = chosen->manifest->created;
  report.documents_before = documents_before(found);
  report.generation = chosen->number;
  if (!found.is_sound() && !dry_run) {
    report.generation = serve_again(folder, found, *chosen);
    report.published = true;
  }
  if (!dry_run) report.dropped = drop_incomplete(folder, found);
  report.seconds = seconds_since(start);
  return report;
}

}  // namespace il2search
