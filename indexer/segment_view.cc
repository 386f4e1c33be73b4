// SegmentView: postings and values of one segment, through Xapian.
#include "indexer/segment_view.h"

#include <algorithm>

#include "schema/field_table.h"
#include "schema/index_directory.h"

namespace il2search {

SegmentView::SegmentView(const std::string& folder, std::vector<std::uint32_t> dead)
    : database_(open_segment_database(folder)),
      heads_(folder + "/heads"),
      texts_(folder + "/texts"),
      dead_(std::move(dead)) {}

std::optional<std::uint32_t> SegmentView::find(const std::string& id) const {
  return translating_xapian(id, [&]() -> std::optional<std::uint32_t> {
    const std::string term = std::string(prefix::id) + id;
    for (auto at = database_.postlist_begin(term); at != database_.postlist_end(term); ++at)
      if (!is_dead(*at)) return *at;
    return std::nullopt;
  });
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

bool SegmentView::same_stored(std::uint32_t docid, const SegmentView& other, std::uint32_t other_docid) const {
  return heads_.record(docid) == other.heads_.record(other_docid) &&
         texts_.record(docid) == other.texts_.record(other_docid);
}

Document SegmentView::document(std::uint32_t docid) const {
  return decode_document(heads_.record(docid), texts_.record(docid));
}

void SegmentView::kill(std::uint32_t docid) { killed_.insert(docid); }
void SegmentView::revive(std::uint32_t docid) { killed_.erase(docid); }

bool SegmentView::is_dead(std::uint32_t docid) const {
  return killed_.contains(docid) || std::binary_search(dead_.begin(), dead_.end(), docid);
}

std::vector<std::uint32_t> SegmentView::dead() const {
  std::vector<std::uint32_t> all = dead_;
  all.insert(all.end(), killed_.begin(), killed_.end());
  std::sort(all.begin(), all.end());
  return all;
}

}  // namespace il2search
