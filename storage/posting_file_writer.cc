// Fills blocks, puts them into groups, and writes each group when it is full.
#include "storage/posting_file_writer.h"

#include <algorithm>
#include <utility>

#include <il2search/error.h>

#include "base/bytes.h"
#include "base/checksum.h"
#include "storage/posting_format.h"

namespace il2search {

using namespace posting_format;

namespace {

void put_u16(std::string& to, std::size_t value) {
  to.push_back(static_cast<char>(value & 0xFF));
  to.push_back(static_cast<char>(value >> 8));
}

// The largest group fits into the u16 that say where blocks end.
static_assert(kGroupBlocks * (kBlockHeadBytes + 2 * packed_bytes(32)) <= UINT16_MAX);
static_assert(kGroupBlocks * kBlockImpacts <= UINT8_MAX);

}  // namespace

PostingFileWriter::PostingFileWriter(std::string path, bool has_pairs)
    : path_(std::move(path)), data_(path_ + kDataSuffix), terms_(path_ + kTermsSuffix) {
  std::string head(kMagic);
  put_u32(head, kVersion);
  put_u32(head, has_pairs ? kHasPairs : 0);
  data_.write(head);
}

void PostingFileWriter::end_full_block() {
  if (blocks_ == kGroupBlocks) end_group();
  buffer_.clear();
  put_packed(buffer_);
  end_block(buffer_);
}

void PostingFileWriter::put_packed(std::string& to) {
  PackedNumbers gaps;
  std::uint32_t before = last_;
  std::uint32_t least = UINT32_MAX;
  for (std::size_t i = 0; i < gaps.size(); ++i) {
    gaps[i] = docids_[i] - before - 1;
    before = docids_[i];
    least = std::min(least, frequencies_[i]);
  }
  PackedNumbers frequencies = frequencies_;
  if (least > 0)
    for (std::uint32_t& frequency : frequencies) --frequency;
  const unsigned gap_bits = bits_of(gaps);
  const unsigned frequency_bits = bits_of(frequencies);
  to.push_back(static_cast<char>(gap_bits));
  to.push_back(static_cast<char>(frequency_bits | (least > 0 ? 0 : kFrequenciesAsTheyAre)));
  pack(gaps, gap_bits, to);
  pack(frequencies, frequency_bits, to);
}

void PostingFileWriter::put_coded(std::string& to) const {
  std::uint32_t before = last_;
  for (std::size_t i = 0; i < pending_; ++i) {
    const std::uint64_t gap = docids_[i] - before - 1;
    before = docids_[i];
    if (!is_ranked_) {
      put_varint(to, gap);
      continue;
    }
    put_varint(to, gap << 1 | (frequencies_[i] == 1 ? 1 : 0));
    if (frequencies_[i] != 1) put_varint(to, frequencies_[i]);
  }
}

// The block has the pending postings.
void PostingFileWriter::end_block(std::string_view block) {
  block_bytes_ += block;
  last_ = docids_[pending_ - 1];
  put_u32(lasts_, last_);
  put_u16(ends_, block_bytes_.size());
  put_u32(checksums_, xxh3_low32(block));
  if (is_ranked_) note_impacts();
  ++blocks_;
  in_blocks_ += pending_;
  pending_ = 0;
}

void PostingFileWriter::note_impacts() {
  block_impacts_.clear();
  for (std::size_t i = 0; i < pending_; ++i) block_impacts_.add(frequencies_[i], lengths_.bounded(docids_[i]));
  block_impacts_.reduce(kBlockImpacts);
  block_impacts_.put(impacts_, block_impacts_.size());
  impact_ends_.push_back(static_cast<char>(impacts_.size() / Impacts::kBytes));
  group_impacts_.add(block_impacts_);
}

void PostingFileWriter::end_group() {
  if (groups_ == 0) first_group_ = data_.size();
  std::string head;
  head.append(lasts_).append(ends_).append(checksums_).append(impact_ends_).append(impacts_);
  std::string sum;
  put_u32(sum, xxh3_low32(head));
  data_.write(sum);
  data_.write(head);
  data_.write(block_bytes_);
  const std::uint64_t end = data_.size() - first_group_;
  if (end > UINT32_MAX)
    throw Error(ErrorCode::invalid_argument, "a segment is too large: a list of postings exceeds 4 GiB");
  ++groups_;
  put_u32(group_entries_, last_);
  put_u32(group_entries_, static_cast<std::uint32_t>(end));
  if (is_ranked_) {
    list_impacts_.add(group_impacts_);
    list_impacts_.reduce(4 * kListImpacts);  // so that a long list costs no more per group than a short one
    group_impacts_.reduce(kGroupImpacts);
    group_impacts_.put(group_entries_, kGroupImpacts);
  }
  for (std::string* part : {&block_bytes_, &lasts_, &ends_, &checksums_, &impact_ends_, &impacts_}) part->clear();
  group_impacts_.clear();
  blocks_ = 0;
}

// Returns where the head of the list starts.
std::uint64_t PostingFileWriter::end_blocks() {
  if (pending_ > 0) {
    if (blocks_ == kGroupBlocks) end_group();
    buffer_.clear();
    put_coded(buffer_);
    end_block(buffer_);
  }
  end_group();
  std::string head;
  put_u32(head, groups_);
  put_u32(head, static_cast<std::uint32_t>(first_group_));
  put_u32(head, static_cast<std::uint32_t>(first_group_ >> 32));
  if (is_ranked_) {
    list_impacts_.reduce(kListImpacts);
    put_u32(head, static_cast<std::uint32_t>(list_impacts_.size()));
    list_impacts_.put(head, list_impacts_.size());
  }
  if (groups_ > 1) head += group_entries_;
  const std::uint64_t at = data_.size();
  buffer_.clear();
  put_u32(buffer_, xxh3_low32(head));
  data_.write(buffer_);
  data_.write(head);
  return at;
}

void PostingFileWriter::end_list(std::string_view term) {
  const std::uint32_t documents = in_blocks_ + pending_;
  std::string value;
  put_varint(value, std::uint64_t{documents} << 1 | (is_ranked_ ? 1 : 0));
  if (in_blocks_ == 0) put_coded(value);
  else put_varint(value, end_blocks());
  terms_.add(term, value);
  pending_ = 0;
  in_blocks_ = 0;
  last_ = 0;
  groups_ = 0;
  group_entries_.clear();
  list_impacts_.clear();
}

void PostingFileWriter::finish() {
  data_.close();
  terms_.finish();
  lengths_.write(path_ + kLengthsSuffix);
}

}  // namespace il2search
