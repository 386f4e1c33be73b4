// Encodes and reads deletion lists.
#include "storage/deletion_list.h"

#include <utility>

#include <il2search/error.h>

#include "base/bytes.h"
#include "storage/index_files.h"

namespace il2search {
namespace {

constexpr std::size_t kDocidBytes = 4;

bool is_ascending_up_to(const std::vector<std::uint32_t>& docids, std::uint32_t documents) {
  std::uint32_t last = 0;
  for (const std::uint32_t docid : docids) {
    if (docid <= last) return false;
    last = docid;
  }
  return last <= documents;
}

}  // namespace

std::string encode_deleted(const std::vector<std::uint32_t>& sorted_docids, std::uint32_t documents) {
  if (!is_ascending_up_to(sorted_docids, documents)) {
    throw Error(ErrorCode::invalid_argument, "a deletion list is not ascending or has an unknown docid");
  }
  std::string bytes;
  bytes.reserve(sorted_docids.size() * kDocidBytes);
  for (const std::uint32_t docid : sorted_docids) put_u32(bytes, docid);
  return bytes;
}

std::optional<std::vector<std::uint32_t>> decode_deleted(std::string_view bytes, std::uint32_t documents) {
  if (bytes.size() % kDocidBytes != 0) return std::nullopt;
  std::vector<std::uint32_t> docids(bytes.size() / kDocidBytes);
  for (std::size_t i = 0; i < docids.size(); ++i) docids[i] = get_u32(bytes.data() + i * kDocidBytes);
  if (!is_ascending_up_to(docids, documents)) return std::nullopt;
  return docids;
}

std::vector<std::uint32_t> read_deleted_list(const IndexFolder& folder, const SegmentEntry& entry) {
  if (!entry.deleted_list) return {};
  auto docids = decode_deleted(folder.read_verified(*entry.deleted_list), entry.documents);
  if (!docids || docids->size() != entry.deleted)
    throw_corrupt(folder.absolute(entry.deleted_list->path), "it does not match its segment");
  return std::move(*docids);
}

}  // namespace il2search
