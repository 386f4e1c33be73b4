// Reading posting lists. Nothing that is stored is trusted: sizes are checked before bytes are read, docids against the
// number of documents.
#include "storage/posting_file.h"

#include <algorithm>
#include <utility>

#include "base/checksum.h"
#include "storage/index_files.h"
#include "storage/posting_format.h"

namespace il2search {

using namespace posting_format;

PostingFile::PostingFile(const std::string& path)
    : PostingFile(path, map_regular_file(path + kDataSuffix), SortedTable(path + kTermsSuffix),
                  DocumentLengths(path + kLengthsSuffix)) {}

PostingFile::PostingFile(const IndexFolder& folder, const std::string& path)
    : PostingFile(folder.absolute(path), folder.map_file(path + kDataSuffix), SortedTable(folder, path + kTermsSuffix),
                  DocumentLengths(folder, path + kLengthsSuffix)) {}

PostingFile::PostingFile(std::string path, MappedFile data, SortedTable terms, DocumentLengths lengths)
    : path_(std::move(path)), data_(std::move(data)), terms_(std::move(terms)), lengths_(std::move(lengths)) {
  const std::string_view bytes = data_.bytes();
  if (bytes.size() < kFileHeadBytes || !bytes.starts_with(kMagic) || get_u32(bytes.data() + kMagic.size()) != kVersion)
    fail("it is not a file of postings");
  const std::uint32_t has_pairs = get_u32(bytes.data() + kMagic.size() + 4);
  if (has_pairs > kHasPairs) fail("it is not a file of postings");
  has_pairs_ = has_pairs == kHasPairs;
}

void PostingFile::fail(const std::string& what) const { throw_corrupt(path_ + kDataSuffix, what); }

std::optional<StoredPostings> PostingFile::find(std::string_view term) const {
  const auto value = terms_.find(term);
  if (!value) return std::nullopt;
  return read(*value);
}

StoredPostings PostingFile::read(std::string_view value) const {
  ByteReader in(value, kWhat);
  const std::uint64_t head = in.varint();
  StoredPostings list;
  if (head / 2 == 0 || head / 2 > documents()) terms_.fail("a term has an invalid number of documents");
  list.documents = static_cast<std::uint32_t>(head / 2);
  list.is_ranked = head % 2 != 0;
  if (list.documents < kBlockPostings) list.coded = in.rest();
  else list.head = in.varint();
  return list;
}

void PostingFile::verify_list(const StoredPostings& list) const {
  PostingCursor cursor(*this, list);
  std::uint64_t documents = 0;
  for (std::uint32_t docid = cursor.next(); docid != PostingCursor::kEnd; docid = cursor.next(), ++documents) {
    const std::uint32_t frequency = cursor.frequency();
    const std::uint32_t length = lengths_.of(docid);
    if (!list.is_ranked) continue;
    cursor.locate(docid);
    for (const Impacts& impacts : {cursor.block_impacts(), cursor.group_impacts(), cursor.list_impacts()}) {
      bool bounded = false;
      impacts.for_each([&](std::uint32_t f, std::uint32_t l) { bounded = bounded || (f >= frequency && l <= length); });
      if (!bounded) fail("the impacts of a list do not bound its postings");
    }
  }
  if (documents != list.documents) fail("a list has a wrong number of postings");
}

// --- Lists.

PostingCursor::PostingCursor(const PostingFile& file, const StoredPostings& list) : file_(&file), list_(list) {
  if (list_.documents >= kBlockPostings) {
    read_head();
    enter_group(0);
    return;
  }
  decode_coded(list_.coded, 0, list_.documents);
  located_last_ = docids_[count_ - 1];
  if (!list_.is_ranked) return;
  // No length is below 0.
  const auto end = frequencies_.begin() + static_cast<std::ptrdiff_t>(count_);
  put_impact(short_impacts_, std::min(*std::max_element(frequencies_.begin(), end), Impacts::kMost), 0);
  impacts_ = Impacts(short_impacts_);
}

void PostingCursor::read_head() {
  const std::string_view data = file_->data();
  const std::uint32_t blocks = blocks_of(list_.documents);
  groups_ = groups_of(blocks);
  const std::size_t entry_bytes = groups_ == 1 ? 0 : std::size_t{groups_} * group_entry_bytes(list_.is_ranked);
  const auto malformed = [&] { file_->fail("the head of a list is damaged"); };
  if (list_.head > data.size() || data.size() - list_.head < kListHeadBytes) malformed();
  const char* const head = data.data() + list_.head;
  std::size_t size = kListHeadBytes;
  std::uint32_t impacts = 0;
  if (list_.is_ranked) {
    if (data.size() - list_.head < size + 4) malformed();
    impacts = get_u32(head + size);
    if (impacts == 0 || impacts > kListImpacts) malformed();
    size += 4 + impacts * Impacts::kBytes;
  }
  if (data.size() - list_.head < size + entry_bytes) malformed();
  const std::string_view all(head, size + entry_bytes);
  if (get_u32(head) != xxh3_low32(all.substr(4)) || get_u32(head + 4) != groups_) malformed();
  first_group_ = get_u32(head + 8) | std::uint64_t{get_u32(head + 12)} << 32;
  impacts_ = Impacts(all.substr(size - impacts * Impacts::kBytes, impacts * Impacts::kBytes));
  entries_ = all.substr(size);
  if (first_group_ > list_.head) malformed();
  if (groups_ > 1 && end_of_group(groups_ - 1) != list_.head) malformed();
}

const char* PostingCursor::entry_of_group(std::uint32_t group) const {
  return entries_.data() + group * group_entry_bytes(list_.is_ranked);
}

std::uint64_t PostingCursor::end_of_group(std::uint32_t group) const {
  return groups_ == 1 ? list_.head : first_group_ + get_u32(entry_of_group(group) + 4);
}

std::uint32_t PostingCursor::last_of_group(std::uint32_t group) const {
  return groups_ == 1 ? get_u32(lasts_ + 4 * (blocks_ - 1)) : get_u32(entry_of_group(group));
}

Impacts PostingCursor::group_impacts() const {
  if (groups_ <= 1) return impacts_;
  if (!list_.is_ranked) return {};
  return Impacts({entry_of_group(group_) + 8, kGroupImpacts * Impacts::kBytes});
}

// Verifies everything but the blocks.
void PostingCursor::enter_group(std::uint32_t group) {
  const auto malformed = [&] { file_->fail("a group of blocks is damaged"); };
  const std::uint64_t begin = group == 0 ? first_group_ : end_of_group(group - 1);
  const std::uint64_t end = end_of_group(group);
  const std::size_t blocks = std::min<std::size_t>(kGroupBlocks, blocks_of(list_.documents) - group * kGroupBlocks);
  std::size_t head_bytes = 4 + blocks * kBlockEntryBytes;
  if (begin > end || end > list_.head || end - begin < head_bytes + (list_.is_ranked ? blocks : 0)) malformed();
  const std::string_view bytes = file_->data().substr(begin, end - begin);
  lasts_ = bytes.data() + 4;
  ends_ = lasts_ + 4 * blocks;
  checksums_ = ends_ + 2 * blocks;
  if (list_.is_ranked) {
    impact_ends_ = bytes.data() + head_bytes;
    group_impacts_ = impact_ends_ + blocks;
    std::size_t last_end = 0;
    for (std::size_t block = 0; block < blocks; ++block) {
      const std::size_t impacts_end = static_cast<unsigned char>(impact_ends_[block]);
      if (impacts_end <= last_end) malformed();
      last_end = impacts_end;
    }
    head_bytes += blocks + last_end * Impacts::kBytes;
    if (bytes.size() < head_bytes) malformed();
  }
  if (get_u32(bytes.data()) != xxh3_low32(bytes.substr(4, head_bytes - 4))) malformed();
  // Whoever skips a block or a group goes on after its last docid, so these must ascend.
  std::uint32_t last = group == 0 ? 0 : last_of_group(group - 1);
  for (std::size_t block = 0; block < blocks; ++block) {
    const std::uint32_t block_last = get_u32(lasts_ + 4 * block);
    if (block_last <= last) malformed();
    last = block_last;
  }
  if (last > file_->documents() || (groups_ > 1 && last != last_of_group(group))) malformed();
  group_blocks_ = bytes.substr(head_bytes);
  group_ = group;
  blocks_ = blocks;
  block_ = 0;
  located_last_ = get_u32(lasts_);
}

Impacts PostingCursor::impacts_of(std::size_t block) const {
  if (!list_.is_ranked) return {};
  const std::size_t begin = block == 0 ? 0 : static_cast<unsigned char>(impact_ends_[block - 1]);
  const std::size_t end = static_cast<unsigned char>(impact_ends_[block]);
  return Impacts({group_impacts_ + begin * Impacts::kBytes, (end - begin) * Impacts::kBytes});
}

std::uint32_t PostingCursor::locate_later(std::uint32_t docid) {
  if (is_short() || docid > file_->documents()) return located_last_ = kEnd;
  if (last_of_group(group_) < docid) {
    // By exponential search: near groups cost little.
    std::uint32_t low = group_ + 1;
    std::uint32_t high = low;
    for (std::uint32_t step = 1; high < groups_ && last_of_group(high) < docid; step *= 2) {
      low = high + 1;
      high = groups_ - high > step ? high + step : groups_;
    }
    while (low < high) {
      const std::uint32_t middle = low + (high - low) / 2;
      if (last_of_group(middle) < docid) low = middle + 1;
      else high = middle;
    }
    if (low >= groups_) return located_last_ = kEnd;
    enter_group(low);
  }
  std::size_t low = block_;
  for (std::size_t high = blocks_ - 1; low < high;) {
    const std::size_t middle = low + (high - low) / 2;
    if (get_u32(lasts_ + 4 * middle) < docid) low = middle + 1;
    else high = middle;
  }
  block_ = low;
  located_last_ = get_u32(lasts_ + 4 * block_);
  if (located_last_ < docid) file_->fail("the blocks of a group are not in order");
  return located_last_;
}

std::uint32_t PostingCursor::find_in_block(std::uint32_t docid) {
  // Most steps are short.
  std::size_t low = at_;
  for (std::size_t end = std::min(low + 4, count_); low < end; ++low)
    if (docids_[low] >= docid) return docid_ = docids_[at_ = low];
  for (std::size_t high = count_ - 1; low < high;) {
    const std::size_t middle = low + (high - low) / 2;
    if (docids_[middle] < docid) low = middle + 1;
    else high = middle;
  }
  at_ = low;
  return docid_ = docids_[at_];
}

std::uint32_t PostingCursor::leave_block(std::uint32_t docid) {
  if (docid_ == kEnd || locate(docid) == kEnd) {
    count_ = 0;
    at_ = 0;
    return docid_ = kEnd;
  }
  decode();
  return find_in_block(docid);
}

// --- Blocks.

std::string_view PostingCursor::block_bytes() const {
  const auto end_at = [&](std::size_t block) {
    const auto low = static_cast<unsigned char>(ends_[2 * block]);
    const auto high = static_cast<unsigned char>(ends_[2 * block + 1]);
    return static_cast<std::size_t>(low) | static_cast<std::size_t>(high) << 8;
  };
  const std::size_t begin = block_ == 0 ? 0 : end_at(block_ - 1);
  const std::size_t end = end_at(block_);
  if (begin < end && end <= group_blocks_.size()) {
    const std::string_view block = group_blocks_.substr(begin, end - begin);
    if (get_u32(checksums_ + 4 * block_) == xxh3_low32(block)) return block;
  }
  file_->fail("a block of postings is damaged");
}

void PostingCursor::decode() {
  const std::uint32_t base = block_ > 0   ? get_u32(lasts_ + 4 * (block_ - 1))
                             : group_ > 0 ? last_of_group(group_ - 1)
                                          : 0;
  const std::uint64_t before = (std::uint64_t{group_} * kGroupBlocks + block_) * kBlockPostings;
  const std::uint64_t left = list_.documents - before;
  if (left >= kBlockPostings) decode_packed(block_bytes(), base);
  else decode_coded(block_bytes(), base, static_cast<std::size_t>(left));
  if (docids_[count_ - 1] != located_last_) file_->fail("a block of postings is damaged");
}

void PostingCursor::decode_coded(std::string_view coded, std::uint32_t base, std::size_t count) {
  ByteReader in(coded, kWhat);
  std::uint64_t docid = base;
  for (std::size_t i = 0; i < count; ++i) {
    std::uint64_t gap = in.varint_up_to(std::uint64_t{UINT32_MAX} << 1 | 1);
    std::uint32_t frequency = 0;
    if (list_.is_ranked) {
      frequency = gap % 2 != 0 ? 1 : in.varint32();
      gap /= 2;
    }
    docid += gap + 1;
    if (docid > file_->documents()) file_->fail("a docid is not in the segment");
    docids_[i] = static_cast<std::uint32_t>(docid);
    frequencies_[i] = frequency;
  }
  if (!in.at_end()) file_->fail("a list has too many postings");
  packed_frequencies_ = nullptr;
  count_ = count;
  at_ = 0;
}

void PostingCursor::decode_packed(std::string_view block, std::uint32_t base) {
  const auto malformed = [&] { file_->fail("a block of postings is damaged"); };
  if (block.size() < kBlockHeadBytes) malformed();
  const auto gap_bits = static_cast<unsigned char>(block[0]);
  const unsigned frequency_bits = static_cast<unsigned char>(block[1]) & (kFrequenciesAsTheyAre - 1u);
  if (gap_bits > 32 || frequency_bits > 32 ||
      block.size() != kBlockHeadBytes + packed_bytes(gap_bits) + packed_bytes(frequency_bits))
    malformed();
  unpack(block.data() + kBlockHeadBytes, gap_bits, docids_);
  std::uint64_t docid = base;
  for (std::uint32_t& number : docids_) {
    docid += std::uint64_t{number} + 1;
    number = static_cast<std::uint32_t>(docid);
  }
  if (docid > file_->documents()) file_->fail("a docid is not in the segment");
  packed_frequencies_ = block.data() + kBlockHeadBytes + packed_bytes(gap_bits);
  frequency_bits_ = frequency_bits;
  frequency_base_ = (static_cast<unsigned char>(block[1]) & kFrequenciesAsTheyAre) != 0 ? 0 : 1;
  count_ = kBlockPostings;
  at_ = 0;
}

void PostingCursor::unpack_frequencies() {
  unpack(packed_frequencies_, frequency_bits_, frequencies_);
  for (std::uint32_t& frequency : frequencies_) frequency += frequency_base_;
  packed_frequencies_ = nullptr;
}

}  // namespace il2search
