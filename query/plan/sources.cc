// Walking the docids of a segment for the matcher.
#include "query/plan/sources.h"

#include <algorithm>
#include <utility>

namespace il2search::plan {
namespace {

// Xapian deletes what clone() gives.
template <class Source, class... Arguments> Xapian::PostingSource* make_for_xapian(Arguments&&... arguments) {
  return std::make_unique<Source>(std::forward<Arguments>(arguments)...).release();
}

}  // namespace

void SegmentSource::init(const Xapian::Database& database) {
  // One segment needs no lookup; a uuid is a string to be made and compared.
  const auto& segments = snapshot_->segments();
  segment_ = segments.size() == 1 ? &segments.front() : snapshot_->segment_by_uuid(database.get_uuid());
  if (segment_ == nullptr) throw Error(ErrorCode::index_corrupt, "index corrupt: a segment has an unknown uuid");
  docid_ = 0;
  at_end_ = false;
  missed_ = false;
}

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
  return make_for_xapian<PhraseSource>(snapshot(), matcher_, found_, *budget_);
}

bool PhraseSource::matches(Xapian::docid docid) {
  budget_->tick();
  if (!matcher_->matches(segment().tokens.record(docid))) return false;
  *found_ = true;
  return true;
}

bool PhraseSource::check(Xapian::docid docid, double) {
  const bool holds = matches(docid);
  stand_at(docid, holds);
  return holds;
}

Xapian::docid PhraseSource::first_from(Xapian::docid docid) {
  for (; docid <= segment().entry.documents; ++docid) {
    if (matches(docid)) return docid;
  }
  return 0;
}

}  // namespace il2search::plan
