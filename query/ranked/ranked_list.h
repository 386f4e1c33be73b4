// RankedList: the documents of a leaf in one segment, and bounds for their scores.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "query/match/bm25.h"
#include "query/match/docid_set.h"
#include "query/match/posting_union.h"
#include "storage/posting_file.h"

namespace il2search::plan {

// Sums of scores depend on their order in the last bits. A bound that is multiplied by this holds for any order.
inline constexpr double kRounding = 1 + 1e-10;

// One posting list, several as one word, or a set. For one thread at a time; what it is made of must outlive it. Docids never go back.
class RankedList {
 public:
  static constexpr std::uint32_t kEnd = PostingCursor::kEnd;

  // weight: nullptr if it does not score. The score is multiplied by the scale, which is not negative.
  RankedList(const PostingFile& file, const std::vector<StoredPostings>& lists, const Bm25* weight, double scale);
  explicit RankedList(const DocidSet& set);

  std::uint32_t documents() const noexcept { return documents_; }
  std::uint32_t docid() const noexcept { return docid_; }
  // Moves to the first document from `docid` on, and returns its docid.
  std::uint32_t next_from(std::uint32_t docid) {
    if (docid_ >= docid) return docid_;
    return docid_ = only_ != nullptr ? only_->next_from(docid) : next_of_others(docid);
  }
  // Like next_from(), but skips documents up to `to` that occur too rarely in it to score `least`.
  std::uint32_t next_scoring(double least, std::uint32_t docid, std::uint32_t to);
  bool scores() const noexcept { return weight_ != nullptr; }
  // Of the document at docid().
  double score() const {
    return weight_ == nullptr ? 0 : weight_->score(postings_->frequency(), lengths_->of(docid_)) * scale_;
  }

  // No document scores more.
  double bound() const noexcept { return bound_; }
  // No document in [from, to] scores more. From then on, `from` is the least docid that can be asked for.
  double bound_over(std::uint32_t from, std::uint32_t to);
  // The last docid of the block that has the first document from `from` on, or kEnd after the last block. A set or several
  // lists are one block.
  std::uint32_t block_end(std::uint32_t from) { return only_ != nullptr ? only_->locate(from) : kEnd - 1; }
  // Of the group of blocks that this block is in.
  std::uint32_t group_end() const { return only_ != nullptr ? only_->group_last() : kEnd - 1; }
  double group_bound() const { return only_ != nullptr ? bound_of(only_->group_impacts()) : bound_; }

 private:
  std::uint32_t next_of_others(std::uint32_t docid);
  double bound_of(const Impacts& impacts) const;
  void bound_frequencies();

  std::unique_ptr<PostingUnion> postings_;  // nullptr for a set
  PostingCursor* only_ = nullptr;           // if there is only one list
  const DocidSet* set_ = nullptr;
  const DocumentLengths* lengths_ = nullptr;
  const Bm25* weight_ = nullptr;
  double scale_ = 1;
  double bound_ = 0;
  std::uint32_t documents_ = 0;
  std::uint32_t docid_ = 0;
  std::uint32_t bounded_block_ = 0;  // its last docid
  double block_bound_ = 0;

  std::vector<double>
      frequency_bounds_;  // of documents that have this frequency; made when next_scoring() is first called
  double asked_for_ = 0;  // the last `least` of next_scoring()
  std::uint32_t least_frequency_ = 0;  // for it
};

}  // namespace il2search::plan
