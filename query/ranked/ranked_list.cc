// Bounds from the impacts of blocks, groups and the list.
#include "query/ranked/ranked_list.h"

#include <algorithm>

namespace il2search::plan {
namespace {

constexpr std::size_t kMostBlocksBounded = 4;
constexpr std::uint32_t kMostFrequency = 32;  // that has a bound of its own

}  // namespace

RankedList::RankedList(const PostingFile& file, const std::vector<StoredPostings>& lists, const Bm25* weight,
                       double scale)
    : postings_(std::make_unique<PostingUnion>(file, lists)),
      only_(postings_->only()),
      lengths_(&file.lengths()),
      weight_(scale > 0 ? weight : nullptr),
      scale_(scale) {
  std::uint64_t documents = 0;
  for (const StoredPostings& list : lists) documents += list.documents;
  documents_ = static_cast<std::uint32_t>(std::min<std::uint64_t>(documents, file.documents()));
  if (scores())
    bound_ = postings_->sum_over_lists([&](const PostingCursor& list) { return bound_of(list.list_impacts()); });
}

RankedList::RankedList(const DocidSet& set) : set_(&set), documents_(set.size()) {}

std::uint32_t RankedList::next_of_others(std::uint32_t docid) {
  if (set_ == nullptr) return postings_->next_from(docid);
  const std::uint32_t found = docid == kEnd ? 0 : set_->first_from(docid);
  return found == 0 ? kEnd : found;
}

// The impacts of the list tell how short documents with a frequency can be.
void RankedList::bound_frequencies() {
  for (std::uint32_t frequency = 0; frequency < kMostFrequency; ++frequency) {
    std::uint32_t shortest = UINT32_MAX;
    only_->list_impacts().for_each([&](std::uint32_t most, std::uint32_t length) {
      if (most >= frequency) shortest = std::min(shortest, length);
    });
    frequency_bounds_.push_back(weight_->score(frequency, shortest) * scale_ * kRounding);
  }
}

std::uint32_t RankedList::next_scoring(double least, std::uint32_t docid, std::uint32_t to) {
  if (only_ == nullptr || !scores() || least <= 0) return next_from(docid);
  if (frequency_bounds_.empty()) bound_frequencies();
  if (least != asked_for_) {
    const auto enough =
        std::find_if(frequency_bounds_.begin(), frequency_bounds_.end(), [&](double bound) { return bound >= least; });
    least_frequency_ = static_cast<std::uint32_t>(enough - frequency_bounds_.begin());
    asked_for_ = least;
  }
  if (docid_ >= docid) docid = docid_;
  return docid_ = only_->next_with(least_frequency_, docid, to);
}

double RankedList::bound_of(const Impacts& impacts) const {
  if (!scores()) return 0;
  double most = 0;
  impacts.for_each(
      [&](std::uint32_t frequency, std::uint32_t length) { most = std::max(most, weight_->score(frequency, length)); });
  return most * scale_ * kRounding;
}

// The blocks of the range if they are few, else the group, else the list.
double RankedList::bound_over(std::uint32_t from, std::uint32_t to) {
  if (only_ == nullptr) return bound_;
  const std::uint32_t last = only_->locate(from);
  if (last == kEnd) return 0;
  if (last >= to) {
    if (last != bounded_block_) {
      block_bound_ = bound_of(only_->block_impacts());
      bounded_block_ = last;
    }
    return block_bound_;
  }
  if (only_->group_last() < to) return bound_;
  double most = 0;
  const std::size_t first = only_->located_block();
  const std::size_t end = std::min(first + kMostBlocksBounded, only_->blocks_of_group());
  for (std::size_t block = first; block < end; ++block) {
    most = std::max(most, bound_of(only_->impacts_of_block(block)));
    if (only_->last_of_block(block) >= to) return most;
  }
  return group_bound();
}

}  // namespace il2search::plan
