// SegmentView: one segment as the writer reads it to decide which of its documents stay.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

#include <il2search/document.h>
#include <xapian.h>

#include "schema/value_slots.h"
#include "storage/compressed_records.h"
#include "storage/posting_file.h"

namespace il2search {

// Reads a document from the record files of a segment. Error{index_corrupt}.
Document stored_document(const CompressedRecordFile& heads, const CompressedRecordFile& texts, std::uint32_t docid);

// For one thread at a time. Throws Error{index_corrupt, io}.
class SegmentView {
 public:
  // `deleted`: the docids that are already deleted, sorted.
  SegmentView(const std::string& folder, std::vector<std::uint32_t> deleted);

  // The live document with this id. Takes about 3 microseconds.
  std::optional<std::uint32_t> find(const std::string& id) const;

  Precedence precedence(std::uint32_t docid) const;
  std::uint32_t source(std::uint32_t docid) const;
  bool is_stored_as(std::uint32_t docid, const SegmentView& other, std::uint32_t other_docid) const;
  Document document(std::uint32_t docid) const;

  void mark_deleted(std::uint32_t docid);
  void undelete(std::uint32_t docid);  // reverts mark_deleted()
  bool is_deleted(std::uint32_t docid) const;
  bool changed() const { return !newly_deleted_.empty(); }
  std::vector<std::uint32_t> deleted() const;  // sorted, including newly deleted ones

  std::uint32_t documents() const { return heads_.size(); }
  // Opened by the first call: a rebuild reads segments of earlier formats, which have none.
  const PostingFile& postings() const;
  // The values.
  const Xapian::Database& database() const { return database_; }

 private:
  Xapian::Database database_;
  std::string folder_;
  mutable std::unique_ptr<const PostingFile> postings_;
  CompressedRecordFile heads_;
  CompressedRecordFile texts_;
  std::vector<std::uint32_t> deleted_;
  std::unordered_set<std::uint32_t> newly_deleted_;
};

}  // namespace il2search
