// Opens a generation for reading.
#include <algorithm>
#include <optional>
#include <utility>

#include <il2search/error.h>
#include <il2search/text.h>

#include "storage/deletion_list.h"
#include "storage/generation.h"
#include "storage/index_directory.h"
#include "storage/index_files.h"
#include "text/analyzer.h"

namespace il2search {
namespace {

constexpr int kTries = 5;

void check_file(const std::string& index_path, const FileEntry& entry) {
  const std::string path = index_path + "/" + entry.path;
  const auto size = regular_file_size(path);
  if (!size) throw_corrupt(path, "it is missing");
  if (*size != entry.size)
    throw_corrupt(path, "it has " + std::to_string(*size) + " bytes instead of " + std::to_string(entry.size));
}

void check_fingerprint(const std::string& index_path, const Manifest& manifest) {
  if (manifest.analyzer_fingerprint == analyzer_fingerprint()) return;
  const std::string shown = terminal_safe(index_path, false);
  throw Error(ErrorCode::index_incompatible,
              "index incompatible: " + shown + ": it was built with another version of the analyzer",
              "`il2index rebuild --index " + shown + "` indexes its documents again");
}

RecordFile open_records(const std::string& path, std::uint32_t documents) {
  RecordFile records(path);
  if (records.size() != documents)
    throw_corrupt(path + ".offsets", "its number of records does not match the number of documents");
  return records;
}

Segment open_segment(const std::string& index_path, const SegmentEntry& entry) {
  const std::string folder = index_path + "/segments/" + entry.name;
  for (const FileEntry& file : entry.files) check_file(index_path, file);
  return Segment{entry,
                 folder,
                 open_records(folder + "/heads", entry.documents),
                 open_records(folder + "/texts", entry.documents),
                 open_records(folder + "/tokens", entry.documents),
                 read_deleted_list(index_path, entry)};
}

std::vector<Segment> open_segments(const std::string& index_path, const Manifest& manifest) {
  std::vector<Segment> segments;
  segments.reserve(manifest.segments.size());
  for (const SegmentEntry& entry : manifest.segments) segments.push_back(open_segment(index_path, entry));
  return segments;
}

// The folder of the compiled vocabulary, or "" if there is none.
std::string check_vocabulary(const std::string& index_path, const Manifest& manifest) {
  if (!manifest.vocabulary) return {};
  for (const FileEntry& file : manifest.vocabulary->files) check_file(index_path, file);
  return index_path + "/" + manifest.vocabulary->folder();
}

}  // namespace

bool Segment::is_deleted(std::uint32_t docid) const {
  return std::binary_search(deleted.begin(), deleted.end(), docid);
}

struct Snapshot::Impl {
  std::string path;
  HeldManifest held;
  std::vector<Segment> segments;
  std::string vocabulary_folder;
};

namespace {

HeldManifest hold(const std::string& path, std::uint64_t generation) {
  return generation == 0 ? hold_newest(path) : hold_generation(path, generation);
}

// Whether the index serves another generation by now, so that a missing file is not damage.
bool has_moved_on(const std::string& path, const CurrentFile& from) {
  const auto now = find_current(path);
  return now && !(*now == from);
}

}  // namespace

std::shared_ptr<const Snapshot> Snapshot::open(const std::string& index_path, const Options& options) {
  const std::string path = absolute_path(index_path);
  for (int tries = 1;; ++tries) {
    HeldManifest held = hold(path, options.generation);
    try {
      if (!options.any_fingerprint) check_fingerprint(path, held.manifest);
      std::vector<Segment> segments = open_segments(path, held.manifest);
      std::string vocabulary = check_vocabulary(path, held.manifest);
      auto impl = std::make_unique<Impl>(Impl{path, std::move(held), std::move(segments), std::move(vocabulary)});
      return std::shared_ptr<const Snapshot>(new Snapshot(std::move(impl)));
    } catch (const Error&) {
      // Without locks, a generation can be removed while it is being opened.
      if (options.generation != 0 || tries == kTries || !has_moved_on(path, held.current)) throw;
    }
  }
}

Snapshot::Snapshot(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Snapshot::~Snapshot() = default;

const std::string& Snapshot::path() const { return impl_->path; }
const Manifest& Snapshot::manifest() const { return impl_->held.manifest; }
const std::vector<Segment>& Snapshot::segments() const { return impl_->segments; }
const std::string& Snapshot::vocabulary_folder() const { return impl_->vocabulary_folder; }

const Segment* Snapshot::segment_by_uuid(const std::string& uuid) const {
  const auto found = std::find_if(impl_->segments.begin(), impl_->segments.end(),
                                  [&](const Segment& segment) { return segment.entry.uuid == uuid; });
  return found == impl_->segments.end() ? nullptr : &*found;
}

Xapian::Database Snapshot::open_database() const {
  Xapian::Database database;
  for (const Segment& segment : impl_->segments) database.add_database(open_segment_database(segment.folder));
  return database;
}

Snapshot::Location Snapshot::locate(Xapian::docid combined) const {
  const std::size_t count = impl_->segments.size();
  if (combined == 0 || count == 0) throw Error(ErrorCode::invalid_argument, "there is no such document number");
  const std::size_t at = (combined - 1) % count;
  return {&impl_->segments[at], static_cast<std::uint32_t>((combined - 1) / count + 1)};
}

}  // namespace il2search
