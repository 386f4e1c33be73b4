// Passes over the statistics of the slots, which come first.
#include "postings/value_walk.h"

namespace il2search {

ValueWalk::ValueWalk(const std::string& folder, const glass::Version& version)
    : reader_(folder + glass::kTableFile, version.table),
      what_(terminal_safe(folder + glass::kTableFile, false)),
      documents_(version.documents) {
  do {
    has_entry_ = reader_.next();
  } while (has_entry_ && reader_.key() < glass::kValueChunkKey);
}

std::optional<unsigned> ValueWalk::slot() const {
  if (!has_entry_ || !reader_.key().starts_with(glass::kValueChunkKey)) return std::nullopt;
  return chunk_key().varint32();
}

std::uint32_t ValueWalk::first_docid(std::string_view bytes) const {
  std::uint32_t value = 0;
  if (!glass::get_sortable(bytes, value)) reader_.fail("a key has an invalid docid");
  return value;
}

}  // namespace il2search
