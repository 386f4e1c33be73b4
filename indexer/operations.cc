// Maintenance of an index that leaves documents as they are: status, garbage collection, revert.
#include <time.h>

#include <algorithm>
#include <chrono>
#include <string>
#include <utility>

#include <il2search/error.h>
#include <il2search/index_writer.h>
#include <il2search/text.h>

#include "indexer/write_session.h"
#include "storage/generation.h"
#include "storage/index_directory.h"
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

// Seconds since a time such as "2026-11-21T03:00:00Z"; 0 if it is malformed or in the future.
std::uint64_t age_in_seconds(const std::string& created) {
  std::tm parts{};
  const char* end = ::strptime(created.c_str(), "%Y-%m-%dT%H:%M:%SZ", &parts);
  if (end == nullptr || *end != '\0') return 0;
  const auto then = std::chrono::system_clock::from_time_t(::timegm(&parts));
  const auto age = std::chrono::duration_cast<std::chrono::seconds>(std::chrono::system_clock::now() - then);
  return static_cast<std::uint64_t>(std::max<std::chrono::seconds::rep>(age.count(), 0));
}

}  // namespace

IndexStatus index_status(const std::string& index_path) {
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
}

GarbageReport collect_garbage(const std::string& index_path, const WriterOptions& options) {
  IndexDirectory directory(index_path, directory_options(options, IfMissing::fail));
  directory.store_keep();
  Removal removal = directory.collect_garbage();
  return {removal.bytes, std::move(removal.warnings)};
}

GenerationReport revert(const std::string& index_path, const WriterOptions& options) {
  const auto start = Clock::now();
  IndexDirectory directory(index_path, directory_options(options, IfMissing::fail));
  const auto& previous = directory.manifest().previous;
  if (!previous) {
    throw Error(ErrorCode::not_found, "no previous generation to revert to: " + terminal_safe(directory.path(), false));
  }
  Manifest old = read_manifest(directory.folder(), *previous);
  require_intact(directory.folder(), old, {.on_progress = {}, .cancelled = options.cancelled});
  directory.publish_again(std::move(old));
  return {directory.manifest().generation, true, seconds_since(start), directory.collect_after_publishing()};
}

}  // namespace il2search
