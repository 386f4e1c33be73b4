// Stored documents of damaged segments -> new segments, or a list of what is lost.
#include "indexer/repair_segments.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>

#include <il2search/error.h>
#include <il2search/text.h>

#include "indexer/progress.h"
#include "indexer/segments/segment_view.h"
#include "indexer/write_session.h"
#include "schema/document_codec.h"
#include "storage/compressed_records.h"
#include "storage/deletion_list.h"
#include "storage/index_directory.h"
#include "text/analyzer.h"

namespace il2search {
namespace {

// Made of the stored documents.
bool is_derived_file(std::string_view path) {
  return path.starts_with("segments/") &&
         (path.ends_with("glass") || path.find("/postings.") != path.npos || path.find("/tokens.") != path.npos);
}

void check_cancelled(const std::function<bool()>& cancelled) {
  if (cancelled && cancelled()) throw Error(ErrorCode::cancelled, "cancelled: nothing was published");
}

// Submits the live documents of a segment, read from its record files only.
void submit_stored(const std::string& folder, const std::vector<std::uint32_t>& deleted, BuildPool& pool,
                   WorkUnit& unit, const std::function<void(std::uint64_t)>& on_documents) {
  const CompressedRecordFile heads(folder + "/heads");
  const CompressedRecordFile texts(folder + "/texts");
  Batch batch;
  const auto submit = [&] {
    on_documents(batch.documents.size());
    pool.submit(unit, std::exchange(batch, Batch{}));
  };
  for (std::uint32_t docid = 1; docid <= heads.size(); ++docid) {
    if (std::binary_search(deleted.begin(), deleted.end(), docid)) continue;
    Document document = stored_document(heads, texts, docid);
    batch.bytes += footprint(document);
    batch.documents.push_back({std::move(document), {}});
    if (pool.is_full(batch)) submit();
  }
  submit();
}

// Nothing if all of its documents are deleted.
std::optional<SegmentEntry> build_again(IndexDirectory& directory, const SegmentEntry& entry, BuildPool& pool,
                                        const std::function<void(std::uint64_t)>& on_documents) {
  WorkUnit& unit = pool.open_unit();
  submit_stored(directory.path() + "/segments/" + entry.name, directory.read_deleted(entry), pool, unit, on_documents);
  pool.close(unit);
  const auto built = pool.make_segment(pool.finish(unit));
  if (!built) return std::nullopt;
  return directory.adopt_segment(built->folder, built->documents);
}

}  // namespace

bool is_rebuildable(const FoundGeneration& generation) {
  return generation.manifest && generation.manifest->format_version == kFormatVersion &&
         generation.manifest->analyzer_fingerprint == analyzer_fingerprint() &&
         std::ranges::all_of(generation.faults, [](const FileFault& fault) { return is_derived_file(fault.path); });
}

std::vector<std::string> damaged_segments(const FoundGeneration& generation) {
  std::vector<std::string> names;
  for (const SegmentEntry& segment : generation.manifest->segments) {
    const std::string prefix = "segments/" + segment.name + "/";
    if (std::ranges::any_of(generation.faults, [&](const FileFault& f) { return f.path.starts_with(prefix); }))
      names.push_back(segment.name);
  }
  return names;
}

std::uint64_t rebuild_postings(const std::string& index_path, const std::vector<std::string>& names,
                               const WriterOptions& options) {
  IndexDirectory directory(index_path, directory_options(options, IfMissing::fail, "repair"));
  BuildPool pool(directory.tmp(), options.jobs, options.memory_budget_bytes, directory.vocabulary_folder(),
                 options.pairs_from);
  Manifest next = directory.manifest();
  ProgressReporter progress(options.on_progress);
  Progress made;
  made.phase = "indexing";
  const auto is_damaged = [&](const SegmentEntry& entry) { return std::ranges::count(names, entry.name) > 0; };
  for (const SegmentEntry& entry : next.segments)
    if (is_damaged(entry)) made.records_total += entry.documents - entry.deleted;
  const auto on_documents = [&](std::uint64_t documents) {
    check_cancelled(options.cancelled);
    made.records += documents;
    progress.show(made);
  };
  for (const SegmentEntry& entry : std::exchange(next.segments, {})) {
    if (!is_damaged(entry)) next.segments.push_back(entry);
    else if (auto built = build_again(directory, entry, pool, on_documents)) next.segments.push_back(*std::move(built));
  }
  directory.publish(std::move(next));
  return directory.manifest().generation;
}

namespace {

// Looks up ids in a complete generation.
class ServedIds {
 public:
  ServedIds(const IndexFolder& folder, const Manifest& served) {
    for (const SegmentEntry& entry : served.segments)
      views_.push_back(
          std::make_unique<SegmentView>(folder.absolute("segments/" + entry.name), read_deleted_list(folder, entry)));
  }
  bool contains(const std::string& id) const {
    return std::ranges::any_of(views_, [&](const auto& view) { return view->find(id).has_value(); });
  }

 private:
  std::vector<std::unique_ptr<SegmentView>> views_;
};

class LostSearch {
 public:
  LostSearch(const IndexFolder& folder, const FoundGeneration& newest, const Manifest& served,
             const std::vector<std::string>& rebuilt)
      : folder_(folder), newest_(newest), served_(served), rebuilt_(rebuilt), ids_(folder, served) {}

  LostDocuments run(const std::function<bool()>& cancelled) {
    for (const SegmentEntry& segment : newest_.manifest->segments) {
      check_cancelled(cancelled);
      // Documents of a segment that both have are shown by both, unless only the newest deleted them.
      if (!is_served(segment)) add(segment);
    }
    return std::move(lost_);
  }

 private:
  bool is_served(const SegmentEntry& segment) const {
    if (std::ranges::count(rebuilt_, segment.name) > 0) return true;
    return std::ranges::any_of(served_.segments, [&](const SegmentEntry& other) {
      return other.name == segment.name && other.files == segment.files;
    });
  }
  bool is_damaged(const std::string& start) const {
    return std::ranges::any_of(newest_.faults, [&](const FileFault& f) { return f.path.starts_with(start); });
  }

  void add(const SegmentEntry& segment) {
    const std::string heads = "segments/" + segment.name + "/heads";
    if (is_damaged(heads) || (segment.deleted_list && is_damaged(segment.deleted_list->path))) {
      lost_.unreadable += segment.documents - segment.deleted;
      return;
    }
    const std::vector<std::uint32_t> deleted = read_deleted_list(folder_, segment);
    const CompressedRecordFile records(folder_, heads);
    for (std::uint32_t docid = 1; docid <= records.size(); ++docid)
      if (!std::binary_search(deleted.begin(), deleted.end(), docid)) add(records.record(docid));
  }

  void add(std::string_view head) {
    std::string id = decode_head(head).id;
    const bool has_older = ids_.contains(id);
    lost_.documents.push_back({std::move(id), has_older});
  }

  const IndexFolder& folder_;
  const FoundGeneration& newest_;
  const Manifest& served_;
  const std::vector<std::string>& rebuilt_;
  ServedIds ids_;
  LostDocuments lost_;
};

}  // namespace

LostDocuments find_lost(const IndexFolder& folder, const FoundGeneration& newest, const Manifest& served,
                        const std::vector<std::string>& rebuilt, const std::function<bool()>& cancelled) {
  return LostSearch(folder, newest, served, rebuilt).run(cancelled);
}

}  // namespace il2search
