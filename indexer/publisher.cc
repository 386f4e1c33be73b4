// Publisher: from parts (published segments and new ones) to the next manifest.
#include "indexer/publisher.h"

#include <algorithm>
#include <memory>
#include <utility>

#include <il2search/error.h>

#include "indexer/merge_policy.h"
#include "schema/field_table.h"
#include "text/analyzer.h"

namespace il2search {
namespace {

constexpr double kDeletedShare = 0.2;  // a segment with more deleted documents is built again without them

}  // namespace

// A segment on its way into the next generation: a published one, or a folder in tmp.
struct Publisher::Part {
  std::string folder;
  std::uint32_t documents = 0;
  std::vector<std::uint32_t> deleted;
  std::optional<SegmentEntry> entry;  // of a published one
  bool deleted_changed = false;

  std::uint64_t live() const { return documents - deleted.size(); }
  BuiltSegment built() const { return {folder, documents}; }
};

Publisher::Publisher(IndexDirectory& directory, BuildPool& pool, std::function<bool()> cancelled)
    : directory_(directory),
      pool_(pool),
      cancelled_(std::move(cancelled)),
      ledger_(load_ledger(directory.path(), directory.manifest())) {
  const Manifest& manifest = directory.manifest();
  if (manifest.generation > 0 && !manifest.segments.empty() && manifest.analyzer_fingerprint != analyzer_fingerprint())
    throw Error(ErrorCode::index_incompatible,
                "the index was made by another version of the analyzer: " + directory.path(),
                "il2index rebuild --index " + directory.path());
}

std::string Publisher::next_folder() { return directory_.tmp() + "/merge-" + std::to_string(++folders_); }

std::vector<Publisher::Part> Publisher::parts() const {
  std::vector<Part> parts;
  for (const SegmentEntry& entry : directory_.manifest().segments) {
    Part& part = parts.emplace_back();
    part.folder = directory_.path() + "/segments/" + entry.name;
    part.documents = entry.documents;
    part.deleted = directory_.read_deleted(entry);
    part.entry = entry;
  }
  return parts;
}

ResolutionCounts Publisher::publish_run(PendingRun run, bool ledger_changed, bool dry_run) {
  std::vector<Part> all = parts();
  ResolutionCounts counts;
  add_run(all, std::move(run), counts);
  const bool changed = counts.added + counts.replaced + counts.deleted > 0;
  if (dry_run || !(changed || ledger_changed)) return counts;
  drop_deleted(all, kDeletedShare);
  merge_parts(all, false);
  publish(all);
  return counts;
}

void Publisher::publish_merged(bool full) {
  std::vector<Part> all = parts();
  drop_deleted(all, full ? 0.0 : kDeletedShare);
  merge_parts(all, full);
  const auto is_new = [](const Part& part) { return !part.entry || part.deleted_changed; };
  if (all.size() != directory_.manifest().segments.size() || std::any_of(all.begin(), all.end(), is_new)) publish(all);
}

void Publisher::add_run(std::vector<Part>& all, PendingRun run, ResolutionCounts& counts) {
  std::vector<std::unique_ptr<SegmentView>> views;
  std::vector<SegmentView*> older;
  for (const Part& part : all)
    older.push_back(views.emplace_back(std::make_unique<SegmentView>(part.folder, part.deleted)).get());
  std::unique_ptr<SegmentView> fresh;
  if (run.segment) fresh = std::make_unique<SegmentView>(run.segment->folder, std::vector<std::uint32_t>{});
  TombstoneTest outlived;
  if (ledger_.tombstones() > 0)
    outlived = [&](const std::string& id, const Precedence& record, std::uint32_t source) {
      return ledger_.is_deleted(id, record.version, {record.nlm_file, source});
    };
  Resolution resolution = resolve_run(fresh.get(), older, std::move(run.deletions), outlived);
  counts = resolution.counts;
  for (const std::string& id : resolution.tombstones_over) ledger_.remove_tombstone(id);
  for (const RunDeletion& d : resolution.tombstones)
    ledger_.add_tombstone({d.id, d.version, d.nlm_file, d.source, directory_.manifest().generation + 1});
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (!views[i]->changed()) continue;
    all[i].deleted = views[i]->deleted();
    all[i].deleted_changed = true;
  }
  if (!fresh) return;
  has_run_ = true;
  Part part;
  part.folder = run.segment->folder;
  part.documents = run.segment->documents;
  part.deleted = fresh->deleted();
  part.deleted_changed = !part.deleted.empty();
  all.push_back(std::move(part));
}

// Segments without a live document go; those with more than `share` deleted ones are built again from their documents.
void Publisher::drop_deleted(std::vector<Part>& all, double share) {
  std::erase_if(all, [](const Part& part) { return part.live() == 0; });
  for (Part& part : all)
    if (static_cast<double>(part.deleted.size()) > share * part.documents) part = rebuild(part);
}

Publisher::Part Publisher::rebuild(const Part& part) {
  BuildPool::Lot& lot = pool_.open_lot();
  resubmit_documents(part.folder, part.deleted, pool_, lot, cancelled_);
  pool_.close(lot);
  const auto built = pool_.finish(lot);
  Part fresh;
  fresh.folder = built->folder;
  fresh.documents = built->documents;
  return fresh;
}

void Publisher::merge_parts(std::vector<Part>& all, bool full) {
  for (;;) {
    std::vector<std::uint64_t> sizes;
    for (const Part& part : all) sizes.push_back(part.live());
    std::vector<std::size_t> chosen = choose_merge(sizes);
    if (full && all.size() > 1 && all.size() <= kMaxSegments) {
      chosen.clear();
      for (std::size_t i = 0; i < all.size(); ++i) chosen.push_back(i);
    }
    if (chosen.size() < 2) return;
    std::vector<Part> inputs;
    for (const std::size_t i : chosen) inputs.push_back(all[i]);
    Part merged = merge(inputs);
    for (auto i = chosen.rbegin(); i != chosen.rend(); ++i) all.erase(all.begin() + static_cast<std::ptrdiff_t>(*i));
    all.push_back(std::move(merged));
  }
}

Publisher::Part Publisher::merge(const std::vector<Part>& inputs) {
  std::vector<BuiltSegment> segments;
  Part merged;
  for (const Part& input : inputs) {
    for (const std::uint32_t docid : input.deleted) merged.deleted.push_back(merged.documents + docid);
    merged.documents += input.documents;
    segments.push_back(input.built());
  }
  merged.deleted_changed = !merged.deleted.empty();
  merged.folder = merge_segments(segments, next_folder()).folder;
  return merged;
}

// The vocabulary that all documents met, where it is one.
std::string Publisher::indexed_with() const {
  const Manifest& before = directory_.manifest();
  if (!has_run_) return before.indexed_with;
  const std::string present = before.vocabulary ? before.vocabulary->hash : std::string{};
  return before.live_documents() == 0 || before.indexed_with == present ? present : std::string{};
}

void Publisher::publish(std::vector<Part>& all) {
  Manifest next = directory_.manifest();
  next.segments.clear();
  next.indexed_with = indexed_with();
  for (Part& part : all) {
    SegmentEntry entry = part.entry ? *part.entry : directory_.adopt_segment(part.folder, part.documents);
    if (part.deleted_changed) directory_.set_deleted(entry, part.deleted);
    next.segments.push_back(std::move(entry));
  }
  next.ledger = directory_.write_ledger(ledger_.to_bytes());
  next.sources = ledger_.sources().size();
  directory_.publish(std::move(next));
  directory_.collect_garbage();
  published_ = true;
}

std::vector<std::string> Publisher::ids_of_source(std::uint32_t source) const {
  std::vector<std::string> ids;
  const std::string wanted = pack_u32(source);
  for (const Part& part : parts()) {
    const SegmentView view(part.folder, part.deleted);
    translating_xapian(part.folder, [&] {
      const Xapian::Database& database = view.database();
      const auto slot = static_cast<Xapian::valueno>(Slot::source);
      for (auto value = database.valuestream_begin(slot); value != database.valuestream_end(slot); ++value)
        if (*value == wanted && !view.is_deleted(value.get_docid())) ids.push_back(view.document(value.get_docid()).id);
    });
  }
  return ids;
}

void resubmit_documents(const std::string& folder, const std::vector<std::uint32_t>& deleted, BuildPool& pool,
                        BuildPool::Lot& lot, const std::function<bool()>& cancelled) {
  const SegmentView view(folder, deleted);
  Batch batch;
  for (std::uint32_t docid = 1; docid <= view.documents(); ++docid) {
    if (view.is_deleted(docid)) continue;
    OriginatedDocument d{view.document(docid), {view.precedence(docid).nlm_file, view.source(docid)}};
    batch.bytes += footprint(d.document);
    batch.documents.push_back(std::move(d));
    if (!pool.is_full(batch)) continue;
    pool.submit(lot, std::exchange(batch, Batch{}));
    if (cancelled && cancelled()) throw Error(ErrorCode::cancelled, "stopped: nothing was published");
  }
  pool.submit(lot, std::move(batch));
}

}  // namespace il2search
