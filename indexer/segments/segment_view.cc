// SegmentView: postings, values and stored documents of one segment.
#include "indexer/segments/segment_view.h"

#include <algorithm>

#include "schema/document_codec.h"
#include "schema/field_table.h"
#include "storage/index_directory.h"

namespace il2search {

SegmentView::SegmentView(const std::string& folder, std::vector<std::uint32_t> deleted)
    : database_(open_segment_database(folder)),
      folder_(folder),
      heads_(folder + "/heads"),
      texts_(folder + "/texts"),
      deleted_(std::move(deleted)) {}

const PostingFile& SegmentView::postings() const {
  if (!postings_) postings_ = std::make_unique<const PostingFile>(folder_ + kPostings);
  return *postings_;
}

std::optional<std::uint32_t> SegmentView::find(const std::string& id) const {
  std::optional<std::uint32_t> found;
  postings().for_each_posting(std::string(prefix::id) + id, [&](std::uint32_t docid, std::uint32_t) {
    if (!found && !is_deleted(docid)) found = docid;
  });
  return found;
}

namespace {

std::string value_of(const Xapian::Database& database, std::uint32_t docid, Slot slot) {
  return translating_xapian("reading a value", [&] {
    return database.get_document(docid, Xapian::DOC_ASSUME_VALID).get_value(static_cast<Xapian::valueno>(slot));
  });
}

}  // namespace

Precedence SegmentView::precedence(std::uint32_t docid) const {
  return unpack_precedence(value_of(database_, docid, Slot::precedence));
}

std::uint32_t SegmentView::source(std::uint32_t docid) const {
  return unpack_u32(value_of(database_, docid, Slot::source));
}

bool SegmentView::is_stored_as(std::uint32_t docid, const SegmentView& other, std::uint32_t other_docid) const {
  return heads_.record(docid) == other.heads_.record(other_docid) &&
         texts_.record(docid) == other.texts_.record(other_docid);
}

Document stored_document(const CompressedRecordFile& heads, const CompressedRecordFile& texts, std::uint32_t docid) {
  const std::string text = texts.record(docid);
  return decode_document(heads.record(docid), texts.is_version_1() ? inflate_text(text) : text);
}

Document SegmentView::document(std::uint32_t docid) const { return stored_document(heads_, texts_, docid); }

void SegmentView::mark_deleted(std::uint32_t docid) { newly_deleted_.insert(docid); }
void SegmentView::undelete(std::uint32_t docid) { newly_deleted_.erase(docid); }

bool SegmentView::is_deleted(std::uint32_t docid) const {
  return newly_deleted_.contains(docid) || std::binary_search(deleted_.begin(), deleted_.end(), docid);
}

std::vector<std::uint32_t> SegmentView::deleted() const {
  std::vector<std::uint32_t> all = deleted_;
  all.insert(all.end(), newly_deleted_.begin(), newly_deleted_.end());
  std::sort(all.begin(), all.end());
  return all;
}

}  // namespace il2search
