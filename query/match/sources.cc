// The docids of a segment, in the order in which the matcher asks for them.
#include "query/match/sources.h"

#include <algorithm>
#include <bit>
#include <utility>

namespace il2search::plan {
namespace {

// Xapian deletes what clone() returns.
template <class Source, class... Arguments> Xapian::PostingSource* make_for_xapian(Arguments&&... arguments) {
  return std::make_unique<Source>(std::forward<Arguments>(arguments)...).release();
}

}  // namespace

void DocidSet::finish() {
  size_ = 0;
  for (const std::uint64_t word : bits_) size_ += static_cast<std::uint32_t>(std::popcount(word));
  if (std::size_t{size_} * 4 >= bits_.size() * 8) return;
  list_.reserve(size_);
  for (std::uint32_t docid = first_from(1); docid != 0; docid = first_from(docid + 1)) list_.push_back(docid);
  bits_.clear();
  bits_.shrink_to_fit();
}

std::uint32_t DocidSet::first_from(std::uint32_t docid) const {
  if (docid > documents_) return 0;
  if (bits_.empty()) {
    const auto at = std::lower_bound(list_.begin(), list_.end(), docid);
    return at == list_.end() ? 0 : *at;
  }
  std::size_t word = docid / 64;
  std::uint64_t bits = bits_[word] >> (docid % 64) << (docid % 64);
  while (bits == 0) {
    if (++word == bits_.size()) return 0;
    bits = bits_[word];
  }
  return static_cast<std::uint32_t>(word * 64) + static_cast<std::uint32_t>(std::countr_zero(bits));
}

void SegmentSource::init(const Xapian::Database& database) {
  // A single segment needs no lookup: making and comparing a uuid costs a string.
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
  return make_for_xapian<PhraseSource>(snapshot(), matchers_, found_, *budget_);
}

bool PhraseSource::matches(Xapian::docid docid) {
  budget_->tick();
  if (!matchers_->of(segment()).matches(segment().tokens.stream(docid))) return false;
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
