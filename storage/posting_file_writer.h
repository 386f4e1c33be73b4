// PostingFileWriter: writes the files of posting_file.h from front to back.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "storage/bit_packing.h"
#include "storage/document_lengths.h"
#include "storage/impact_set.h"
#include "storage/output_file.h"
#include "storage/sorted_table.h"

namespace il2search {

// Keeps the lengths of all documents in memory, two bytes each, and one group of blocks. For one thread at a time.
// Error{io, out_of_memory}. Not synced.
class PostingFileWriter {
 public:
  // has_pairs: whether the lists of all pairs that are posted will be among the lists: see pair_terms.h.
  explicit PostingFileWriter(std::string path_without_suffix, bool has_pairs = false);

  // First the lengths of all documents in docid order. Error{invalid_argument} for more than 2^32 - 2 documents.
  void add_length(std::uint32_t length) { lengths_.add(length); }

  // Then the lists, in strictly ascending order of their terms. First begin_list(); then the postings, one at least, with
  // ascending docids; they have frequencies if the list is ranked, else 0.
  void begin_list(bool is_ranked) { is_ranked_ = is_ranked; }
  void add_posting(std::uint32_t docid, std::uint32_t frequency) {
    docids_[pending_] = docid;
    frequencies_[pending_] = frequency;
    if (++pending_ == kPackedNumbers) end_full_block();
  }
  void end_list(std::string_view term);

  // Writes what is left and closes the files, which are incomplete without it.
  void finish();

 private:
  void end_full_block();
  void end_block(std::string_view block);
  void note_impacts();
  void put_packed(std::string& to);
  void put_coded(std::string& to) const;
  void end_group();
  std::uint64_t end_blocks();

  std::string path_;
  DocumentLengthsWriter lengths_;
  OutputFile data_;
  SortedTableWriter terms_;

  // The postings that are not in a block yet.
  PackedNumbers docids_;
  PackedNumbers frequencies_;
  std::uint32_t pending_ = 0;

  // Of the list.
  bool is_ranked_ = false;
  std::uint32_t in_blocks_ = 0;  // postings
  std::uint32_t last_ = 0;       // docid in them
  std::uint64_t first_group_ = 0;
  std::uint32_t groups_ = 0;
  std::string group_entries_;
  ImpactSet list_impacts_;

  // Of the group.
  std::uint32_t blocks_ = 0;
  std::string block_bytes_;
  std::string lasts_;
  std::string ends_;
  std::string checksums_;
  std::string impact_ends_;
  std::string impacts_;
  ImpactSet group_impacts_;
  ImpactSet block_impacts_;

  std::string buffer_;
};

}  // namespace il2search
