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

// Xapian believes what iamglass says about its tables: damage there, in under 100 bytes, crashes it or makes it hang.
bool steers_xapian(const std::string& path) { return path.ends_with("/iamglass"); }

void check_file(const IndexFolder& folder, const FileEntry& entry) {
  const std::string path = folder.absolute(entry.path);
  const auto size = folder.file_size(entry.path);
  if (!size) throw_corrupt(path, "it is missing");
  if (*size != entry.size)
    throw_corrupt(path, "it has " + std::to_string(*size) + " bytes instead of " + std::to_string(entry.size));
  if (steers_xapian(entry.path)) folder.read_verified(entry);
}

void check_fingerprint(const std::string& index_path, const Manifest& manifest) {
  if (manifest.analyzer_fingerprint == analyzer_fingerprint()) return;
  const std::string shown = terminal_safe(index_path, false);
  throw Error(ErrorCode::index_incompatible,
              "index incompatible: " + shown + ": it was built with another version of the analyzer",
              "`il2index rebuild --index " + shown + "` indexes its documents again");
}

template <class File> File open_records(const IndexFolder& folder, const std::string& path, std::uint32_t documents) {
  File records(folder, path);
  if (records.size() != documents)
    throw_corrupt(folder.absolute(path) + ".offsets", "its number of records does not match the number of documents");
  return records;
}

PostingFile open_postings(const IndexFolder& folder, const std::string& path, std::uint32_t documents) {
  PostingFile postings(folder, path);
  if (postings.documents() != documents)
    throw_corrupt(folder.absolute(path) + ".lengths", "its number of documents is not that of the manifest");
  return postings;
}

Segment open_segment(const IndexFolder& folder, const SegmentEntry& entry) {
  const std::string inner = "segments/" + entry.name;
  for (const FileEntry& file : entry.files) check_file(folder, file);
  folder.require_folder(inner);
  return Segment{entry,
                 folder.absolute(inner),
                 open_postings(folder, inner + kPostings, entry.documents),
                 open_records<CompressedRecordFile>(folder, inner + "/heads", entry.documents),
                 open_records<CompressedRecordFile>(folder, inner + "/texts", entry.documents),
                 open_records<TokenFile>(folder, inner + "/tokens", entry.documents),
                 read_deleted_list(folder, entry)};
}

std::vector<Segment> open_segments(const IndexFolder& folder, const Manifest& manifest) {
  std::vector<Segment> segments;
  segments.reserve(manifest.segments.size());
  for (const SegmentEntry& entry : manifest.segments) segments.push_back(open_segment(folder, entry));
  return segments;
}

// The folder of the compiled vocabulary, or "" if there is none.
std::string check_vocabulary(const IndexFolder& folder, const Manifest& manifest) {
  if (!manifest.vocabulary) return {};
  for (const FileEntry& file : manifest.vocabulary->files) check_file(folder, file);
  folder.require_folder(manifest.vocabulary->folder());
  return folder.absolute(manifest.vocabulary->folder());
}

}  // namespace

bool Segment::is_deleted(std::uint32_t docid) const {
  return std::binary_search(deleted.begin(), deleted.end(), docid);
}

struct Snapshot::Impl {
  IndexFolder folder;
  HeldManifest held;
  std::vector<Segment> segments;
  std::string vocabulary_folder;
};

namespace {

HeldManifest hold(const IndexFolder& folder, std::uint64_t generation) {
  return generation == 0 ? hold_newest(folder) : hold_generation(folder, generation);
}

// Whether the index serves another generation by now, so that a missing file is not damage.
bool has_moved_on(const IndexFolder& folder, const CurrentFile& from) {
  const auto now = find_current(folder);
  return now && !(*now == from);
}

}  // namespace

std::shared_ptr<const Snapshot> Snapshot::open(const std::string& index_path, const Options& options) {
  IndexFolder folder = IndexFolder::open(index_path);
  for (int tries = 1;; ++tries) {
    HeldManifest held = hold(folder, options.generation);
    try {
      require_current_format(folder, held.manifest);
      if (!options.any_fingerprint) check_fingerprint(folder.path(), held.manifest);
      std::vector<Segment> segments = open_segments(folder, held.manifest);
      std::string vocabulary = check_vocabulary(folder, held.manifest);
      auto impl =
          std::make_unique<Impl>(Impl{std::move(folder), std::move(held), std::move(segments), std::move(vocabulary)});
      return std::shared_ptr<const Snapshot>(new Snapshot(std::move(impl)));
    } catch (const Error&) {
      // Without locks, a generation can be removed while it is being opened.
      if (options.generation != 0 || tries == kTries || !has_moved_on(folder, held.current)) throw;
    }
  }
}

Snapshot::Snapshot(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Snapshot::~Snapshot() = default;

const IndexFolder& Snapshot::folder() const { return impl_->folder; }
const std::string& Snapshot::path() const { return impl_->folder.path(); }
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
