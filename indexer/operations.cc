// Maintenance of an index that leaves documents as they are: status, generations, garbage collection, revert.
#include <time.h>

#include <algorithm>
#include <chrono>
#include <string>
#include <utility>

#include <il2search/error.h>
#include <il2search/maintenance.h>
#include <il2search/text.h>

#include "indexer/write_session.h"
#include "storage/generation.h"
#include "storage/index_directory.h"
#include "storage/index_files.h"
#include "storage/recovery.h"
#include "storage/verify.h"
#include "storage/writer_lock.h"

namespace il2search {
namespace {

SegmentStatus describe(const SegmentEntry& segment) {
  SegmentStatus status{segment.name, segment.documents, segment.deleted, 0};
  for (const FileEntry& file : segment.files) status.bytes += file.size;
  if (segment.deleted_list) status.bytes += segment.deleted_list->size;
  return status;
}

// Seconds since a time such as "2026-11-21T03:00:00Z"; nothing if it is malformed.
std::optional<std::int64_t> age_in_seconds(const std::string& created) {
  std::tm parts{};
  const char* end = ::strptime(created.c_str(), "%Y-%m-%dT%H:%M:%SZ", &parts);
  if (end == nullptr || *end != '\0') return std::nullopt;
  const auto then = std::chrono::system_clock::from_time_t(::timegm(&parts));
  return std::chrono::duration_cast<std::chrono::seconds>(std::chrono::system_clock::now() - then).count();
}

}  // namespace

IndexStatus index_status(const std::string& index_path) {
  return guarded_index(index_path, [&]() -> IndexStatus {
    const IndexFolder folder = IndexFolder::open(index_path);
    const HeldManifest held = hold_newest(folder);
    const Manifest& manifest = held.manifest;
    IndexStatus status;
    status.generation = manifest.generation;
    status.documents = manifest.live_documents();
    for (const SegmentEntry& segment : manifest.segments) status.segments.push_back(describe(segment));
    status.bytes = manifest.bytes() + held.current.manifest.size;
    status.created = manifest.created;
    status.age_seconds = age_in_seconds(manifest.created);
    status.sources = manifest.sources;
    if (manifest.vocabulary) {
      status.vocabularies = manifest.vocabulary->parts;
      status.retag_needed = status.documents > 0 && manifest.indexed_with != manifest.vocabulary->hash;
    }
    status.analyzer_fingerprint = manifest.analyzer_fingerprint;
    status.format_version = manifest.format_version;
    status.writer_active = writer_active(folder);
    return status;
  });
}

GarbageReport collect_garbage(const std::string& index_path, const WriterOptions& options) {
  return guarded_index(index_path, [&]() -> GarbageReport {
    IndexDirectory directory(index_path, directory_options(options, IfMissing::fail, "gc"));
    directory.store_keep();
    Removal removal = directory.collect_garbage();
    return {removal.bytes, std::move(removal.warnings)};
  });
}

namespace {

GenerationStatus describe(const FoundGeneration& found, const CurrentFile& current) {
  GenerationStatus status;
  status.generation = found.number;
  status.is_served = found.number == current.generation;
  if (!found.faults.empty()) status.damage = terminal_safe(found.faults.front().what, false);
  if (!found.manifest) return status;
  status.created = terminal_safe(found.manifest->created, false);
  status.created_by = found.manifest->created_by;
  status.documents = found.manifest->live_documents();
  status.bytes = found.manifest->bytes() + found.entry.size;
  return status;
}

// "40, 41, 42".
std::string numbers_of(const std::vector<FoundGeneration>& newest_first) {
  std::string text;
  for (auto at = newest_first.rbegin(); at != newest_first.rend(); ++at)
    text += (text.empty() ? "" : ", ") + std::to_string(at->number);
  return text;
}

const FoundGeneration& kept_generation(const IndexDirectory& directory, const FoundGenerations& found,
                                       std::uint64_t number) {
  for (const FoundGeneration& generation : found.generations) {
    if (generation.number != number) continue;
    if (generation.manifest) return generation;
    throw_corrupt(directory.folder().absolute(manifest_name(number)), generation.faults.front().what);
  }
  throw Error(
      ErrorCode::not_found,
      "no such generation: " + terminal_safe(directory.path(), false) + ": " + std::to_string(number) + " is not kept",
      "kept generations: " + numbers_of(found.generations));
}

// The manifest to serve again.
Manifest manifest_to_revert_to(const IndexDirectory& directory, std::uint64_t generation) {
  if (generation != 0) return *kept_generation(directory, find_manifests(directory.folder()), generation).manifest;
  if (const auto& previous = directory.manifest().previous) return read_manifest(directory.folder(), *previous);
  throw Error(ErrorCode::not_found, "no previous generation to revert to: " + terminal_safe(directory.path(), false),
              "`il2index generations` lists the kept ones");
}

}  // namespace

std::vector<GenerationStatus> list_generations(const std::string& index_path) {
  return guarded_index(index_path, [&]() -> std::vector<GenerationStatus> {
    const IndexFolder folder = IndexFolder::open(index_path);
    const CurrentFile current = read_current(folder);
    std::vector<GenerationStatus> list;
    for (const FoundGeneration& found : find_manifests(folder).generations) {
      // Removed while the manifests were read.
      if (!found.manifest && found.number != current.generation && !folder.file_size(manifest_name(found.number)))
        continue;
      list.push_back(describe(found, current));
    }
    return list;
  });
}

GenerationReport revert(const std::string& index_path, const WriterOptions& options, std::uint64_t generation) {
  return guarded_index(index_path, [&]() -> GenerationReport {
    const auto start = Clock::now();
    IndexDirectory directory(index_path, directory_options(options, IfMissing::fail, "rollback"));
    Manifest old = manifest_to_revert_to(directory, generation);
    require_intact(directory.folder(), old, {.on_progress = {}, .cancelled = options.cancelled});
    const bool is_served = old.generation == directory.manifest().generation;
    bool published = is_served && directory.store_keep();
    if (!is_served) {
      directory.publish_again(std::move(old));
      published = true;
    }
    return {directory.manifest().generation, published, seconds_since(start), directory.collect_after_publishing()};
  });
}

}  // namespace il2search
