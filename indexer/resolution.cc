// Resolution: merges the ids of the run's records with those of its deletions, both sorted, and resolves one id at a time.
#include "indexer/resolution.h"

#include <algorithm>

#include "schema/field_table.h"
#include "storage/index_directory.h"

namespace il2search {
namespace {

class Resolver {
 public:
  Resolver(SegmentView* run, std::vector<SegmentView*> older, std::vector<RunDeletion> deletions,
           const TombstoneTest& has_tombstone)
      : run_(run),
        older_(std::move(older)),
        deletions_(std::move(deletions)),
        has_tombstone_(has_tombstone),
        has_discarded_(run && !run->deleted().empty()) {
    std::stable_sort(deletions_.begin(), deletions_.end(),
                     [](const RunDeletion& a, const RunDeletion& b) { return a.id < b.id; });
  }

  Resolution resolve() {
    auto deletion = deletions_.begin();
    if (run_) {
      const PostingFile& postings = run_->postings();
      for (SortedTable::Cursor term(postings.terms(), prefix::id); !term.at_end() && term.key().starts_with(prefix::id);
           term.next()) {
        const std::string id = term.key().substr(prefix::id.size());
        deletion = resolve_deletions_before(deletion, &id);
        const auto end = std::find_if(deletion, deletions_.end(), [&](const RunDeletion& d) { return d.id != id; });
        if (postings.at(term).documents == 1 && deletion == end && older_.empty() && !has_tombstone_ && !has_discarded_)
          ++result_.counts.added;
        else resolve_id(id, deletion, end);
        deletion = end;
      }
    }
    resolve_deletions_before(deletion, nullptr);
    return std::move(result_);
  }

 private:
  using DeletionIterator = std::vector<RunDeletion>::iterator;

  struct Shown {
    SegmentView* view = nullptr;
    std::uint32_t docid = 0;
  };

  // Resolves the deletions of ids before `id` (null: of all remaining ids), which have no record in the run.
  DeletionIterator resolve_deletions_before(DeletionIterator at, const std::string* id) {
    while (at != deletions_.end() && (!id || at->id < *id)) {
      const std::string current = at->id;
      const auto end = std::find_if(at, deletions_.end(), [&](const RunDeletion& d) { return d.id != current; });
      resolve_id(current, at, end);
      at = end;
    }
    return at;
  }

  std::vector<std::uint32_t> records_of(const std::string& id) const {
    std::vector<std::uint32_t> docids;
    if (!run_) return docids;
    run_->postings().for_each_posting(std::string(prefix::id) + id, [&](std::uint32_t docid, std::uint32_t) {
      if (!has_discarded_ || !run_->is_deleted(docid)) docids.push_back(docid);
    });
    return docids;
  }

  Shown find_older(const std::string& id) const {
    for (auto view = older_.rbegin(); view != older_.rend(); ++view)
      if (const auto docid = (*view)->find(id)) return {*view, *docid};
    return {};
  }

  void resolve_id(const std::string& id, DeletionIterator deletion, DeletionIterator end) {
    const Shown before = find_older(id);
    Shown now = before;
    std::vector<const RunDeletion*> effective;  // without a later record
    const auto apply_deletions_up_to = [&](std::uint32_t docid) {
      for (; deletion != end && deletion->position < docid; ++deletion) {
        if (applies(*deletion, now)) {
          now.view->mark_deleted(now.docid);
          now = {};
        }
        if (!now.view) effective.push_back(&*deletion);
      }
    };
    bool is_restored = false;
    for (const std::uint32_t docid : records_of(id)) {
      apply_deletions_up_to(docid);
      if (accept(id, docid, now)) {
        effective.clear();
        is_restored = true;
      }
    }
    apply_deletions_up_to(UINT32_MAX);
    for (const RunDeletion* d : effective)
      if (d->leaves_tombstone) result_.tombstones.push_back(*d);
    if (effective.empty() && is_restored) result_.restored.push_back(id);
    settle(before, now);
  }

  static bool applies(const RunDeletion& deletion, const Shown& now) {
    if (!now.view) return false;
    const Precedence precedence = now.view->precedence(now.docid);
    if (deletion.version && precedence.version > *deletion.version) return false;
    return deletion.nlm_file == 0 || precedence.nlm_file <= deletion.nlm_file;
  }

  // Whether a record of the run becomes the current one; otherwise it is superseded.
  bool accept(const std::string& id, std::uint32_t docid, Shown& now) {
    const Precedence precedence = run_->precedence(docid);
    const bool loses = (now.view && !precedence.replaces(now.view->precedence(now.docid))) ||
                       (!now.view && has_tombstone_ && has_tombstone_(id, precedence, run_->source(docid)));
    if (loses) {
      run_->mark_deleted(docid);
      ++result_.counts.superseded;
      return false;
    }
    if (now.view) now.view->mark_deleted(now.docid);
    if (now.view == run_) ++result_.counts.superseded;
    now = {run_, docid};
    return true;
  }

  // Compares the live document of the id after the run with that before. An equal document is not replaced.
  void settle(const Shown& before, const Shown& now) {
    DocumentCounts& counts = result_.counts;
    if (now.view == before.view && now.docid == before.docid) return;
    if (!before.view) {
      ++counts.added;
    } else if (!now.view) {
      ++counts.deleted;
    } else if (is_same(before, now)) {
      now.view->mark_deleted(now.docid);
      before.view->undelete(before.docid);
      ++counts.unchanged;
    } else {
      ++counts.replaced;
    }
  }

  static bool is_same(const Shown& a, const Shown& b) {
    return a.view->is_stored_as(a.docid, *b.view, b.docid) &&
           a.view->precedence(a.docid) == b.view->precedence(b.docid) &&
           a.view->source(a.docid) == b.view->source(b.docid);
  }

  SegmentView* run_;
  std::vector<SegmentView*> older_;
  std::vector<RunDeletion> deletions_;
  const TombstoneTest& has_tombstone_;
  bool has_discarded_;
  Resolution result_;
};

}  // namespace

Resolution resolve_run(SegmentView* run, std::vector<SegmentView*> older, std::vector<RunDeletion> deletions,
                       const TombstoneTest& has_tombstone) {
  return translating_xapian("resolving the run", [&] {
    return Resolver(run, std::move(older), std::move(deletions), has_tombstone).resolve();
  });
}

}  // namespace il2search
