// Posting sources: our posting lists, and conditions that no list answers, for Xapian's matcher. They recognise the segment
// that is being matched by its uuid. Each belongs to one search in one thread; what its clones share is constant or used by
// that thread only.
#pragma once

#include <algorithm>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>

#include <xapian.h>

#include "query/budget.h"
#include "query/match/docid_set.h"
#include "query/match/match_tree.h"
#include "query/match/phrase_matcher.h"
#include "query/match/posting_union.h"
#include "storage/index_directory.h"

namespace il2search::plan {

// The common part: a position among the docids of a segment.
class SegmentSource : public Xapian::PostingSource {
 public:
  Xapian::doccount get_termfreq_min() const override { return 0; }
  Xapian::doccount get_termfreq_max() const override { return get_termfreq_est(); }
  Xapian::docid get_docid() const override { return docid_; }
  bool at_end() const override { return at_end_; }
  void next(double least_score) override {
    least_score_ = least_score;
    move_to(docid_ + 1);
  }
  void skip_to(Xapian::docid docid, double least_score) override {
    least_score_ = least_score;
    if (missed_) move_to(std::max(docid, docid_ + 1));
    else if (docid > docid_) move_to(docid);
  }
  void init(const Xapian::Database& segment) override;

 protected:
  explicit SegmentSource(std::shared_ptr<const Snapshot> snapshot) : snapshot_(std::move(snapshot)) {}

  // The source's first docid that is not below `docid`, or 0.
  virtual Xapian::docid first_from(Xapian::docid docid) = 0;

  const std::shared_ptr<const Snapshot>& snapshot() const { return snapshot_; }
  const Segment& segment() const { return *segment_; }
  std::size_t segment_number() const { return static_cast<std::size_t>(segment_ - snapshot_->segments().data()); }
  // Documents that score less can be left out.
  double least_score() const { return least_score_; }
  // For check(): moves to a docid whether the source holds it or not. If not, the next skip_to() must leave it.
  void stop_at(Xapian::docid docid, bool holds) {
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
  double least_score_ = 0;
  bool missed_ = false;  // check() moved to docid_, which the source does not hold
};

// How many documents of a segment a source has.
struct DocumentBounds {
  Xapian::doccount least = 0;
  Xapian::doccount estimate = 0;
  Xapian::doccount most = 0;
};

// The documents that have any of some terms, ranked as one word. Skips blocks that cannot reach the score that the matcher
// asks for.
class TermSource final : public SegmentSource {
 public:
  TermSource(std::shared_ptr<const Snapshot> snapshot, std::shared_ptr<const TermList> list, bool ranked)
      : SegmentSource(std::move(snapshot)), list_(std::move(list)), ranked_(ranked) {}
  void init(const Xapian::Database& segment) override;
  double get_weight() const override;
  Xapian::doccount get_termfreq_min() const override { return documents_.least; }
  Xapian::doccount get_termfreq_est() const override { return documents_.estimate; }
  Xapian::doccount get_termfreq_max() const override { return documents_.most; }
  std::string get_description() const override { return "terms"; }
  PostingSource* clone() const override;

 protected:
  Xapian::docid first_from(Xapian::docid docid) override;

 private:
  double bound(const Impacts& impacts) const;
  Xapian::docid first_reaching(Xapian::docid docid) const;

  std::shared_ptr<const TermList> list_;
  bool ranked_;
  DocumentBounds documents_;
  mutable std::optional<PostingUnion> postings_;  // reading a frequency may unpack a block
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

// Documents of a set per segment.
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

// Every document; throws once the time limit has passed or the caller has cancelled. The filter around a long search.
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

// Every document; records which segment is being matched, for a decider that receives docids without their segment.
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

// Documents whose text has a sequence of words: a filter on the postings of these words. Each candidate costs a look at
// its token stream, about 0.1 microseconds. The first match sets `found`.
class PhraseSource final : public SegmentSource {
 public:
  PhraseSource(std::shared_ptr<const Snapshot> snapshot, std::shared_ptr<PhraseMatchers> matchers,
               std::shared_ptr<bool> found, Budget& budget)
      : SegmentSource(std::move(snapshot)),
        matchers_(std::move(matchers)),
        found_(std::move(found)),
        budget_(&budget) {}
  // The highest estimate, so that the matcher consults every posting list first.
  Xapian::doccount get_termfreq_est() const override { return segment().entry.documents; }
  bool check(Xapian::docid docid, double min_weight) override;
  std::string get_description() const override { return "phrase"; }
  PostingSource* clone() const override;

 protected:
  Xapian::docid first_from(Xapian::docid docid) override;

 private:
  bool matches(Xapian::docid docid);

  std::shared_ptr<PhraseMatchers> matchers_;
  std::shared_ptr<bool> found_;
  Budget* budget_;
};

}  // namespace il2search::plan
