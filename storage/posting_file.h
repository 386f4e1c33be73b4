// PostingFile: which documents of a segment have a term and how often, in blocks that are read one by one.
//
//   NAME.terms    the terms and short lists: see sorted_table.h; its values are
//     value := varint documents · 2, plus 1 if the list is ranked; then, for fewer than 128 documents, their postings, else
//              a varint: where the head of the list starts in NAME.data
//   NAME.data     "IL2P" u32 version, u32 1 if there are lists of pairs (pair_terms.h), else 0; then the lists
//     list  := group… head
//     head  := u32 checksum of what follows, u32 groups, u64 where the first group starts, if ranked: u32 impacts, impact…;
//              unless there is only one group, for each: u32 its last docid, u32 where it ends, counted from the first one,
//              if ranked: 4 impacts, the last one repeated
//     group := u32 checksum of the rest of the head of the group; for each block: u32 its last docid; for each: u16 where
//              it ends, counted from the first one; for each: u32 its checksum; if ranked, for each: u8 impacts up to its
//              end; if ranked: impact…; then the blocks. 32 blocks, in the last group fewer
//     block := 128 postings: u8 bits of a gap, u8 bits of a frequency, plus 64 if they are not less 1, the packed gaps,
//              the packed frequencies (bit_packing.h); or the last postings of the list, fewer than 128
//     posting := ranked: varint gap · 2, plus 1 if the frequency is 1, otherwise followed by the frequency as a varint;
//              not ranked: varint gap. The gap is the docid minus the docid before (0 before the first) minus 1
//     impact := u16 frequency (65,535: that or more), u16 length of the document (65,535: that or more)
//   NAME.lengths  the lengths of the documents: see document_lengths.h
//
// A list is ranked if a frequency is not 0. The impacts of a block, group or list bound its scores: each posting has an
// impact with at least its frequency and at most its document's length. They do not depend on the constants or statistics
// of ranking. Blocks have at most 6, lists at most 8. Integers are little-endian, checksums the low 32 bits of XXH3-64.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/file.h"
#include "storage/bit_packing.h"
#include "storage/document_lengths.h"
#include "storage/folder.h"
#include "storage/sorted_table.h"

namespace il2search {

// Frequencies and document lengths that bound those of some postings.
class Impacts {
 public:
  static constexpr std::size_t kBytes = 4;
  static constexpr std::uint32_t kMost = 0xFFFF;

  Impacts() = default;
  explicit Impacts(std::string_view bytes) : bytes_(bytes) {}

  // Calls use(frequency, length) for each. A stored frequency of kMost stands for any: UINT32_MAX.
  template <class Use> void for_each(Use use) const {
    for (std::size_t at = 0; at < bytes_.size(); at += kBytes) {
      const std::uint32_t both = get_u32(bytes_.data() + at);
      const std::uint32_t frequency = both & kMost;
      use(frequency == kMost ? UINT32_MAX : frequency, both >> 16);
    }
  }

 private:
  std::string_view bytes_;
};

inline constexpr const char* kPostings = "/postings";  // the files of a segment or vocabulary, without suffix

// The list of a term in a segment, as found in its terms. Valid as long as the file.
struct StoredPostings {
  std::uint32_t documents = 0;
  bool is_ranked = false;
  std::string_view coded{};  // all postings of a short list
  std::uint64_t head = 0;    // of another list: where it starts in the data
};

// A mapped file. Safe from many threads. Every block is verified when it is read: Error{index_corrupt}.
class PostingFile {
 public:
  // Error{index_corrupt, io}.
  explicit PostingFile(const std::string& path_without_suffix);
  // Of an index: the path is relative to its folder.
  PostingFile(const IndexFolder& folder, const std::string& path_without_suffix);

  std::uint32_t documents() const noexcept { return lengths_.totals().documents; }
  const DocumentLengths& lengths() const noexcept { return lengths_; }
  const SortedTable& terms() const noexcept { return terms_; }
  // Whether all pairs of frequent words have lists: see pair_terms.h.
  bool has_pairs() const noexcept { return has_pairs_; }
  // Nothing if no document has the term. About a microsecond.
  std::optional<StoredPostings> find(std::string_view term) const;
  // What an entry of terms() says.
  StoredPostings at(const SortedTable::Cursor& entry) const { return read(entry.value()); }

  // Calls use(docid, frequency) for each posting of the term, in the order of the docids.
  template <class Use> void for_each_posting(std::string_view term, Use use) const;

  // Reads everything. Error{index_corrupt} if anything disagrees. Calls on_list() after each list.
  template <class OnList> void verify(OnList on_list) const;

  std::string_view data() const noexcept { return data_.bytes(); }
  // Takes the first bytes of the data out of the memory of the process, for whoever reads it once.
  void drop(std::uint64_t bytes) const noexcept { data_.drop(bytes); }
  [[noreturn]] void fail(const std::string& what) const;

 private:
  PostingFile(std::string path, MappedFile data, SortedTable terms, DocumentLengths lengths);
  StoredPostings read(std::string_view value) const;
  void verify_list(const StoredPostings& list) const;

  std::string path_;
  MappedFile data_;
  SortedTable terms_;
  DocumentLengths lengths_;
  bool has_pairs_ = false;
};

// Walks a list forward. The file must outlive the cursor. For one thread at a time.
//
// Two positions move independently: the posting at docid(), for which a block is decoded, and a block that is only located,
// whose impacts say whether it is worth decoding. Neither moves backward, and no block before the latter is decoded.
class PostingCursor {
 public:
  static constexpr std::uint32_t kEnd = UINT32_MAX;

  // Before the first posting.
  PostingCursor(const PostingFile& file, const StoredPostings& list);
  PostingCursor(const PostingCursor&) = delete;
  PostingCursor& operator=(const PostingCursor&) = delete;

  std::uint32_t documents() const noexcept { return list_.documents; }
  bool is_ranked() const noexcept { return list_.is_ranked; }
  // 0 before the first posting, kEnd after the last one.
  std::uint32_t docid() const noexcept { return docid_; }
  // The frequency in docid(), which must be a document.
  std::uint32_t frequency() {
    if (packed_frequencies_ != nullptr) unpack_frequencies();
    return frequencies_[at_];
  }

  // Move to the next posting; to the first one whose docid is at least this. Both return docid().
  std::uint32_t next() {
    if (docid_ != 0 && at_ + 1 < count_) return docid_ = docids_[++at_];
    return docid_ == kEnd ? kEnd : next_from(docid_ + 1);
  }
  std::uint32_t next_from(std::uint32_t docid) {
    if (docid_ >= docid) return docid_;
    if (count_ > 0 && docids_[count_ - 1] >= docid) return find_in_block(docid);
    return leave_block(docid);
  }

  // Moves to the first posting from `docid` on whose frequency is at least `least` or whose docid is greater than `to`;
  // returns its docid.
  std::uint32_t next_with(std::uint32_t least, std::uint32_t docid, std::uint32_t to) {
    for (next_from(docid); docid_ <= to && docid_ != kEnd && frequency() < least; next()) {
      while (at_ + 1 < count_ && docids_[at_ + 1] <= to && frequencies_[at_ + 1] < least) ++at_;
      docid_ = docids_[at_];
    }
    return docid_;
  }

  // --- Blocks, without decoding them.

  // Locates the block with the first posting from `docid` on. Returns the last docid of the block, or kEnd after the last
  // block.
  std::uint32_t locate(std::uint32_t docid) {
    if (located_last_ >= docid) return located_last_;
    return locate_later(docid);
  }
  // Of the located block, and of the group that it belongs to.
  Impacts block_impacts() const { return is_short() ? impacts_ : impacts_of(block_); }
  std::uint32_t group_last() const { return is_short() ? located_last_ : last_of_group(group_); }
  Impacts group_impacts() const;
  Impacts list_impacts() const noexcept { return impacts_; }
  // The located block and the later ones of its group.
  std::size_t located_block() const noexcept { return block_; }
  std::size_t blocks_of_group() const noexcept { return is_short() ? 1 : blocks_; }
  std::uint32_t last_of_block(std::size_t block) const {
    return is_short() ? located_last_ : get_u32(lasts_ + 4 * block);
  }
  Impacts impacts_of_block(std::size_t block) const { return is_short() ? impacts_ : impacts_of(block); }

 private:
  bool is_short() const noexcept { return groups_ == 0; }
  void read_head();
  void enter_group(std::uint32_t group);
  std::uint64_t end_of_group(std::uint32_t group) const;
  std::uint32_t last_of_group(std::uint32_t group) const;
  const char* entry_of_group(std::uint32_t group) const;
  Impacts impacts_of(std::size_t block) const;
  std::uint32_t locate_later(std::uint32_t docid);
  std::uint32_t find_in_block(std::uint32_t docid);
  std::uint32_t leave_block(std::uint32_t docid);
  std::string_view block_bytes() const;
  void decode();
  void decode_coded(std::string_view coded, std::uint32_t base, std::size_t count);
  void decode_packed(std::string_view block, std::uint32_t base);
  void unpack_frequencies();

  const PostingFile* file_;
  StoredPostings list_;
  std::uint32_t docid_ = 0;
  std::size_t at_ = 0;  // in the decoded block
  std::size_t count_ = 0;
  const char* packed_frequencies_ = nullptr;  // not unpacked yet
  unsigned frequency_bits_ = 0;
  std::uint32_t frequency_base_ = 0;

  // Of a list with blocks. A short one has no group and is decoded at once.
  std::uint32_t groups_ = 0;
  std::uint64_t first_group_ = 0;  // where it starts in the data
  Impacts impacts_;                // of the list
  std::string short_impacts_;
  std::string_view entries_;  // of the groups
  std::uint32_t group_ = 0;   // of the located block
  std::size_t block_ = 0;     // in its group
  std::size_t blocks_ = 0;    // of the group
  std::uint32_t located_last_ = 0;
  const char* lasts_ = nullptr;
  const char* ends_ = nullptr;
  const char* checksums_ = nullptr;
  const char* impact_ends_ = nullptr;
  const char* group_impacts_ = nullptr;
  std::string_view group_blocks_;

  PackedNumbers docids_;
  PackedNumbers frequencies_;
};

template <class Use> void PostingFile::for_each_posting(std::string_view term, Use use) const {
  const auto list = find(term);
  if (!list) return;
  PostingCursor at(*this, *list);
  for (std::uint32_t docid = at.next(); docid != PostingCursor::kEnd; docid = at.next()) use(docid, at.frequency());
}

template <class OnList> void PostingFile::verify(OnList on_list) const {
  terms_.verify();
  lengths_.verify();
  for (SortedTable::Cursor entry(terms_); !entry.at_end(); entry.next()) {
    verify_list(at(entry));
    on_list();
  }
}

}  // namespace il2search
