// Publisher: pending segments (published and new ones) -> the next manifest.
#include "indexer/publisher.h"

#include <algorithm>
#include <memory>
#include <numeric>
#include <string_view>
#include <utility>

#include <il2search/error.h>
#include <il2search/text.h>

#include "indexer/segments/merge_policy.h"
#include "indexer/segments/merge_segments.h"
#include "postings/segment_input.h"
#include "schema/field_table.h"
#include "storage/verify.h"
#include "text/analyzer.h"

namespace il2search {
namespace {

constexpr double kMaxDeletedShare = 0.2;  // a segment with more deleted documents is rebuilt without them

// The files with the precedence of documents, which have no checksums of their own. Postings and records have, for each part
// that a run reads.
bool is_value_file(std::string_view path) { return path.ends_with("glass"); }

}  // namespace

// A segment of the next generation: a published one, or a folder in tmp.
struct Publisher::PendingSegment {
  std::string folder;
  std::uint32_t documents = 0;
  std::vector<std::uint32_t> deleted;
  std::optional<SegmentEntry> entry;  // of a published segment
  bool deleted_changed = false;

  std::uint64_t live() const { return documents - deleted.size(); }
};

Publisher::Publisher(IndexDirectory& directory, std::function<bool()> cancelled, PairOptions pairs)
    : directory_(directory),
      cancelled_(std::move(cancelled)),
      pairs_(std::move(pairs)),
      ledger_(load_ledger(directory.folder(), directory.manifest())) {
  require_same_analyzer(directory);
}

std::string Publisher::next_folder() { return directory_.tmp() + "/merge-" + std::to_string(++folders_); }

Publisher::PendingSegments Publisher::published_segments() const {
  PendingSegments segments;
  for (const SegmentEntry& entry : directory_.manifest().segments) {
    PendingSegment& segment = segments.emplace_back();
    segment.folder = directory_.path() + "/segments/" + entry.name;
    segment.documents = entry.documents;
    segment.deleted = directory_.read_deleted(entry);
    segment.entry = entry;
  }
  return segments;
}

DocumentCounts Publisher::publish_run(PendingRun run, bool ledger_changed, bool dry_run) {
  PendingSegments segments = published_segments();
  const DocumentCounts counts = add_run(segments, std::move(run));
  const bool changed = counts.added + counts.replaced + counts.deleted > 0;
  if (dry_run) return counts;
  if (!(changed || ledger_changed)) {
    finish_unchanged();
    return counts;
  }
  merge_pending(segments, false);
  drop_deleted(segments, kMaxDeletedShare);
  publish(segments);
  return counts;
}

void Publisher::publish_merged(bool full) {
  PendingSegments segments = published_segments();
  merge_pending(segments, full);
  drop_deleted(segments, full ? 0.0 : kMaxDeletedShare);
  const auto is_new = [](const PendingSegment& s) { return !s.entry || s.deleted_changed; };
  if (segments.size() != directory_.manifest().segments.size() || std::any_of(segments.begin(), segments.end(), is_new))
    publish(segments);
  else finish_unchanged();
}

// Old generations are collected in any case: the run before may have been interrupted before it did so.
void Publisher::finish_unchanged() {
  if (directory_.store_keep()) published_ = true;
  collect_garbage();
}

// Marks what the run deletes in the published segments and adds its own segment.
DocumentCounts Publisher::add_run(PendingSegments& segments, PendingRun run) {
  std::vector<std::unique_ptr<SegmentView>> views;
  std::vector<SegmentView*> older;
  for (const PendingSegment& s : segments) {
    verify(s, true);
    older.push_back(views.emplace_back(std::make_unique<SegmentView>(s.folder, s.deleted)).get());
  }
  std::unique_ptr<SegmentView> added;
  if (run.segment) added = std::make_unique<SegmentView>(run.segment->folder, std::move(run.discarded));
  TombstoneTest has_tombstone;
  if (ledger_.tombstones() > 0)
    has_tombstone = [&](const std::string& id, const Precedence& record, std::uint32_t source) {
      return ledger_.is_deleted(id, record.version, {record.nlm_file, source});
    };
  const Resolution resolution = resolve_run(added.get(), older, std::move(run.deletions), has_tombstone);
  update_tombstones(resolution);
  for (std::size_t i = 0; i < segments.size(); ++i) {
    if (!views[i]->changed()) continue;
    segments[i].deleted = views[i]->deleted();
    segments[i].deleted_changed = true;
  }
  if (added) {
    has_new_documents_ = true;
    PendingSegment& segment = segments.emplace_back();
    segment.folder = run.segment->folder;
    segment.documents = run.segment->documents;
    segment.deleted = added->deleted();
    segment.deleted_changed = !segment.deleted.empty();
  }
  return resolution.counts;
}

void Publisher::update_tombstones(const Resolution& resolution) {
  for (const std::string& id : resolution.restored) ledger_.remove_tombstone(id);
  for (const RunDeletion& d : resolution.tombstones)
    ledger_.add_tombstone({d.id, d.version, d.nlm_file, d.source, directory_.manifest().generation + 1});
}

// Writes segments again of which more than `max_share` is deleted.
void Publisher::drop_deleted(PendingSegments& segments, double max_share) {
  for (PendingSegment& s : segments)
    if (static_cast<double>(s.deleted.size()) > max_share * s.documents) s = merge({s});
}

// Published files are verified before the run takes anything from them. They do not change, so once is enough.
void Publisher::verify(const PendingSegment& segment, bool values_only) {
  if (!segment.entry) return;
  for (const FileEntry& file : segment.entry->files) {
    if (values_only && !is_value_file(file.path)) continue;
    if (!verified_.contains(file.path)) {
      require_intact(directory_.folder(), file, {.on_progress = {}, .cancelled = cancelled_});
    }
    verified_.insert(file.path);
  }
}

// Drops segments without live documents, and merges others as the policy demands, or all.
void Publisher::merge_pending(PendingSegments& segments, bool full) {
  std::erase_if(segments, [](const PendingSegment& s) { return s.live() == 0; });
  for (;;) {
    std::vector<std::uint64_t> sizes;
    for (const PendingSegment& s : segments) sizes.push_back(s.live());
    std::vector<std::size_t> chosen = choose_merge(sizes);
    if (full && segments.size() > 1 && segments.size() <= kMaxSegments) {
      chosen.resize(segments.size());
      std::iota(chosen.begin(), chosen.end(), std::size_t{0});
    }
    if (chosen.size() < 2) return;
    PendingSegments inputs;
    for (const std::size_t i : chosen) inputs.push_back(segments[i]);
    PendingSegment merged = merge(inputs);
    for (auto i = chosen.rbegin(); i != chosen.rend(); ++i)
      segments.erase(segments.begin() + static_cast<std::ptrdiff_t>(*i));
    segments.push_back(std::move(merged));
  }
}

// A new segment of all live documents.
void Publisher::verify_all() {
  for (const PendingSegment& segment : published_segments()) verify(segment);
}

Publisher::PendingSegment Publisher::merge(const PendingSegments& inputs) {
  std::vector<MergeInput> segments;
  Progress progress;
  progress.phase = "merging";
  for (const PendingSegment& input : inputs) {
    verify(input);
    progress.bytes_total += posting_bytes(input.folder);
    segments.push_back({input.folder, input.deleted});
  }
  MergeOptions options{cancelled_, {}, pairs_};
  options.on_progress = [&](std::uint64_t bytes) {
    progress.bytes_done = bytes;
    if (on_progress) on_progress(progress);
  };
  const BuiltSegment built = merge_segments(segments, next_folder(), options);
  PendingSegment merged;
  merged.folder = built.folder;
  merged.documents = built.documents;
  return merged;
}

// The hash of the vocabulary that all documents were indexed with, or "" if there was more than one.
std::string Publisher::indexed_with() const {
  const Manifest& before = directory_.manifest();
  if (!has_new_documents_) return before.indexed_with;
  const std::string current = before.vocabulary ? before.vocabulary->hash : std::string{};
  return before.live_documents() == 0 || before.indexed_with == current ? current : std::string{};
}

void Publisher::publish(PendingSegments& segments) {
  Manifest next = directory_.manifest();
  next.segments.clear();
  next.indexed_with = indexed_with();
  for (PendingSegment& s : segments) {
    SegmentEntry entry = s.entry ? *s.entry : directory_.adopt_segment(s.folder, s.documents);
    if (s.deleted_changed) directory_.set_deleted(entry, s.deleted);
    next.segments.push_back(std::move(entry));
  }
  next.ledger = directory_.write_ledger(ledger_.to_bytes());
  next.sources = ledger_.sources().size();
  directory_.publish(std::move(next));
  published_ = true;
  collect_garbage();
}

// A run may publish several times; a warning that repeats is given once.
void Publisher::collect_garbage() {
  for (std::string& warning : directory_.collect_after_publishing()) {
    if (std::find(cleanup_warnings_.begin(), cleanup_warnings_.end(), warning) == cleanup_warnings_.end())
      cleanup_warnings_.push_back(std::move(warning));
  }
}

std::vector<bool> Publisher::has_documents(const std::vector<std::string>& ids) {
  std::vector<bool> found(ids.size());
  for (const PendingSegment& s : published_segments()) {
    verify(s, true);
    const SegmentView view(s.folder, s.deleted);
    for (std::size_t i = 0; i < ids.size(); ++i) found[i] = found[i] || view.find(ids[i]);
  }
  return found;
}

std::vector<std::string> Publisher::ids_of_source(std::uint32_t source) {
  std::vector<std::string> ids;
  const std::string wanted = pack_u32(source);
  for (const PendingSegment& s : published_segments()) {
    verify(s);
    const SegmentView view(s.folder, s.deleted);
    translating_xapian(s.folder, [&] {
      const Xapian::Database& database = view.database();
      const auto slot = static_cast<Xapian::valueno>(Slot::source);
      for (auto value = database.valuestream_begin(slot); value != database.valuestream_end(slot); ++value)
        if (*value == wanted && !view.is_deleted(value.get_docid())) ids.push_back(view.document(value.get_docid()).id);
    });
  }
  return ids;
}

void require_same_analyzer(const IndexDirectory& directory) {
  const Manifest& manifest = directory.manifest();
  require_current_format(directory.folder(), manifest);
  if (manifest.segments.empty() || manifest.analyzer_fingerprint == analyzer_fingerprint()) return;
  const std::string path = terminal_safe(directory.path(), false);
  throw Error(ErrorCode::index_incompatible, "the index was built with an incompatible analyzer version: " + path,
              "il2index rebuild --index " + path);
}

void resubmit_documents(const std::string& folder, const std::vector<std::uint32_t>& deleted, BuildPool& pool,
                        WorkUnit& unit, const std::function<bool()>& cancelled,
                        const std::function<void(std::uint64_t)>& on_documents) {
  const SegmentView view(folder, deleted);
  Batch batch;
  const auto submit = [&] {
    const std::uint64_t documents = batch.documents.size();
    pool.submit(unit, std::exchange(batch, Batch{}));
    if (on_documents) on_documents(documents);
  };
  for (std::uint32_t docid = 1; docid <= view.documents(); ++docid) {
    if (view.is_deleted(docid)) continue;
    DocumentWithOrigin d{view.document(docid), {view.precedence(docid).nlm_file, view.source(docid)}};
    batch.bytes += footprint(d.document);
    batch.documents.push_back(std::move(d));
    if (!pool.is_full(batch)) continue;
    submit();
    if (cancelled && cancelled()) throw Error(ErrorCode::cancelled, "cancelled: nothing was published");
  }
  submit();
}

}  // namespace il2search
