// The docids of a segment, in the order in which the matcher asks for them.
#include "query/match/sources.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace il2search::plan {
namespace {

// Xapian deletes what clone() returns.
template <class Source, class... Arguments> Xapian::PostingSource* make_for_xapian(Arguments&&... arguments) {
  return std::make_unique<Source>(std::forward<Arguments>(arguments)...).release();
}

}  // namespace

void SegmentSource::init(const Xapian::Database& database) {
  // A single segment needs no lookup: making and comparing a uuid costs a string.
  const auto& segments = snapshot_->segments();
  segment_ = segments.size() == 1 ? &segments.front() : snapshot_->segment_by_uuid(database.get_uuid());
  if (segment_ == nullptr) throw Error(ErrorCode::index_corrupt, "index corrupt: a segment has an unknown uuid");
  docid_ = 0;
  at_end_ = false;
  missed_ = false;
  least_score_ = 0;
}

// --- Terms.

Xapian::PostingSource* TermSource::clone() const { return make_for_xapian<TermSource>(snapshot(), list_, ranked_); }

void TermSource::init(const Xapian::Database& database) {
  SegmentSource::init(database);
  const std::vector<StoredPostings>& lists = list_->lists[segment_number()];
  documents_ = {};
  double none = 1;  // the share of documents with none of the terms, if they are independent
  const double all = segment().entry.documents;
  std::uint64_t sum = 0;
  for (const StoredPostings& list : lists) {
    documents_.least = std::max(documents_.least, list.documents);
    sum += list.documents;
    none *= 1 - list.documents / all;
  }
  documents_.most = static_cast<Xapian::doccount>(std::min<std::uint64_t>(sum, segment().entry.documents));
  documents_.estimate =
      lists.size() == 1 ? documents_.most : static_cast<Xapian::doccount>(std::lround(all * (1 - none)));
  documents_.estimate = std::clamp(documents_.estimate, documents_.least, documents_.most);
  postings_.emplace(segment().postings, lists);
  if (!ranked_ || !list_->weight) return;
  set_maxweight(postings_->sum_over_lists([&](const PostingCursor& one) { return bound(one.list_impacts()); }));
}

double TermSource::bound(const Impacts& impacts) const {
  double most = 0;
  impacts.for_each([&](std::uint32_t frequency, std::uint32_t length) {
    most = std::max(most, list_->weight->score(frequency, length));
  });
  return most;
}

double TermSource::get_weight() const {
  if (!ranked_ || !list_->weight) return 0;
  return list_->weight->score(postings_->frequency(), segment().postings.lengths().of(get_docid()));
}

// The first docid from `docid` on that is in a block with a score that is high enough, or beyond all blocks.
Xapian::docid TermSource::first_reaching(Xapian::docid docid) const {
  PostingCursor& only = *postings_->only();
  for (;;) {
    const std::uint32_t last = only.locate(docid);
    if (last == PostingCursor::kEnd || bound(only.block_impacts()) >= least_score()) return docid;
    docid = bound(only.group_impacts()) < least_score() ? only.group_last() + 1 : last + 1;
  }
}

Xapian::docid TermSource::first_from(Xapian::docid docid) {
  const bool can_skip = ranked_ && list_->weight && least_score() > 0 && postings_->only() != nullptr;
  if (can_skip) docid = first_reaching(docid);
  const std::uint32_t found = postings_->next_from(docid);
  return found == PostingUnion::kEnd ? 0 : found;
}

// --- Conditions.

Xapian::PostingSource* DeletedSource::clone() const { return make_for_xapian<DeletedSource>(snapshot()); }

Xapian::docid DeletedSource::first_from(Xapian::docid docid) {
  const auto& deleted = segment().deleted;
  const auto at = std::lower_bound(deleted.begin(), deleted.end(), docid);
  return at == deleted.end() ? 0 : *at;
}

Xapian::PostingSource* SetSource::clone() const { return make_for_xapian<SetSource>(snapshot(), sets_); }

Xapian::PostingSource* DeadlineSource::clone() const { return make_for_xapian<DeadlineSource>(snapshot(), *budget_); }

Xapian::docid DeadlineSource::first_from(Xapian::docid docid) {
  budget_->tick();
  return docid <= segment().entry.documents ? docid : 0;
}

Xapian::PostingSource* SegmentMarker::clone() const { return make_for_xapian<SegmentMarker>(snapshot(), *at_); }

Xapian::docid SegmentMarker::first_from(Xapian::docid docid) {
  *at_ = &segment();
  return docid <= segment().entry.documents ? docid : 0;
}

Xapian::PostingSource* PhraseSource::clone() const {
  return make_for_xapian<PhraseSource>(snapshot(), matchers_, found_, *budget_);
}

bool PhraseSource::matches(Xapian::docid docid) {
  budget_->tick();
  if (!matchers_->matches(segment(), docid)) return false;
  *found_ = true;
  return true;
}

bool PhraseSource::check(Xapian::docid docid, double) {
  const bool holds = matches(docid);
  stop_at(docid, holds);
  return holds;
}

Xapian::docid PhraseSource::first_from(Xapian::docid docid) {
  for (; docid <= segment().entry.documents; ++docid) {
    if (matches(docid)) return docid;
  }
  return 0;
}

}  // namespace il2search::plan
