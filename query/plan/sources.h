// Posting sources: the matcher's questions that no posting list answers. All of them only filter (weight 0) and find
// the segment they are asked about by its uuid. Each belongs to one search in one thread; what clones share is constant
// or touched by that thread alone.
#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include <xapian.h>

#include "query/budget.h"
#include "query/plan/docid_set.h"
#include "query/plan/phrase_matcher.h"
#include "storage/index_directory.h"

namespace il2search::plan {

// What they share: a position among the docids of a segment.
class SegmentSource : public Xapian::PostingSource {
 public:
  Xapian::doccount get_termfreq_min() const override { return 0; }
  Xapian::doccount get_termfreq_max() const override { return get_termfreq_est(); }
  Xapian::docid get_docid() const override { return docid_; }
  bool at_end() const override { return at_end_; }
  void next(double) override { move_to(docid_ + 1); }
  void skip_to(Xapian::docid docid, double) override {
    if (missed_) move_to(std::max(docid, docid_ + 1));
    else if (docid > docid_) move_to(docid);
  }
  void init(const Xapian::Database& segment) override;

 protected:
  explicit SegmentSource(std::shared_ptr<const Snapshot> snapshot) : snapshot_(std::move(snapshot)) {}

  // The first docid from this one on that the source holds, or 0.
  virtual Xapian::docid first_from(Xapian::docid docid) = 0;

  const std::shared_ptr<const Snapshot>& snapshot() const { return snapshot_; }
  const Segment& segment() const { return *segment_; }
  std::size_t segment_number() const { return static_cast<std::size_t>(segment_ - snapshot_->segments().data()); }
  // For check(): stands at a docid that the source holds or not; from the latter, skip_to() has to move on.
  void stand_at(Xapian::docid docid, bool holds) {
    docid_ = docid;
    missed_ = !holds;
  }

 private:
  void move_to(Xapian::docid docid) {
    const Xapian::docid found = first_from(docid);
    at_end_ = found == 0;
    missed_ = false;
    docid_ = at_end_ ? docid : found;
  }

  std::shared_ptr<const Snapshot> snapshot_;
  const Segment* segment_ = nullptr;
  Xapian::docid docid_ = 0;
  bool at_end_ = false;
  bool missed_ = false;  // docid_ is one that check() found missing
};

// The documents that this generation no longer shows.
class DeletedSource final : public SegmentSource {
 public:
  explicit DeletedSource(std::shared_ptr<const Snapshot> snapshot) : SegmentSource(std::move(snapshot)) {}
  Xapian::doccount get_termfreq_est() const override { return static_cast<Xapian::doccount>(segment().deleted.size()); }
  std::string get_description() const override { return "deleted documents"; }
  PostingSource* clone() const override;

 protected:
  Xapian::docid first_from(Xapian::docid docid) override;
};

// A set of docids for each segment, in the snapshot's order.
using DocidSets = std::vector<DocidSet>;
class SetSource final : public SegmentSource {
 public:
  SetSource(std::shared_ptr<const Snapshot> snapshot, std::shared_ptr<const DocidSets> sets)
      : SegmentSource(std::move(snapshot)), sets_(std::move(sets)) {}
  Xapian::doccount get_termfreq_min() const override { return get_termfreq_est(); }
  Xapian::doccount get_termfreq_est() const override { return (*sets_)[segment_number()].size(); }
  std::string get_description() const override { return "set of documents"; }
  PostingSource* clone() const override;

 protected:
  Xapian::docid first_from(Xapian::docid docid) override { return (*sets_)[segment_number()].first_from(docid); }

 private:
  std::shared_ptr<const DocidSets> sets_;
};

// Every document; throws when the time limit passed or the caller cancelled. To be a filter around a long search.
class DeadlineSource final : public SegmentSource {
 public:
  DeadlineSource(std::shared_ptr<const Snapshot> snapshot, Budget& budget)
      : SegmentSource(std::move(snapshot)), budget_(&budget) {}
  Xapian::doccount get_termfreq_min() const override { return get_termfreq_est(); }
  Xapian::doccount get_termfreq_est() const override { return segment().entry.documents; }
  std::string get_description() const override { return "time limit"; }
  PostingSource* clone() const override;

 protected:
  Xapian::docid first_from(Xapian::docid docid) override;

 private:
  Budget* budget_;
};

// Every document; notes which segment is being matched, for a decider that is told docids of segments alone.
class SegmentMarker final : public SegmentSource {
 public:
  SegmentMarker(std::shared_ptr<const Snapshot> snapshot, const Segment*& at)
      : SegmentSource(std::move(snapshot)), at_(&at) {}
  Xapian::doccount get_termfreq_min() const override { return get_termfreq_est(); }
  Xapian::doccount get_termfreq_est() const override { return segment().entry.documents; }
  std::string get_description() const override { return "segment"; }
  PostingSource* clone() const override;

 protected:
  Xapian::docid first_from(Xapian::docid docid) override;

 private:
  const Segment** at_;
};

// Documents whose text holds a sequence of words. To be a filter behind the postings of the words: each candidate costs
// a look at its token stream, about 0.1 microseconds. `found` becomes true with the first match.
class PhraseSource final : public SegmentSource {
 public:
  PhraseSource(std::shared_ptr<const Snapshot> snapshot, std::shared_ptr<const PhraseMatcher> matcher,
               std::shared_ptr<bool> found, Budget& budget)
      : SegmentSource(std::move(snapshot)), matcher_(std::move(matcher)), found_(std::move(found)), budget_(&budget) {}
  // So many that every posting list is asked before.
  Xapian::doccount get_termfreq_est() const override { return segment().entry.documents; }
  bool check(Xapian::docid docid, double min_weight) override;
  std::string get_description() const override { return "phrase"; }
  PostingSource* clone() const override;

 protected:
  Xapian::docid first_from(Xapian::docid docid) override;

 private:
  bool matches(Xapian::docid docid);

  std::shared_ptr<const PhraseMatcher> matcher_;
  std::shared_ptr<bool> found_;
  Budget* budget_;
};

}  // namespace il2search::plan
