// Encodes and reads deletion lists.
#include "storage/deletion_list.h"

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

std::vector<std::uint32_t> decode(std::string_view bytes) {
  std::vector<std::uint32_t> docids(bytes.size() / kDocidBytes);
  for (std::size_t i = 0; i < docids.size(); ++i) docids[i] = get_u32(bytes.data() + i * kDocidBytes);
  return docids;
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

std::vector<std::uint32_t> read_deleted_list(const IndexFolder& folder, const SegmentEntry& entry) {
  if (!entry.deleted_list) return {};
  const std::string bytes = folder.read_verified(*entry.deleted_list);
  std::vector<std::uint32_t> docids = decode(bytes);
  if (bytes.size() != std::size_t{entry.deleted} * kDocidBytes || !is_ascending_up_to(docids, entry.documents)) {
    throw_corrupt(folder.absolute(entry.deleted_list->path), "it does not match its segment");
  }
  return docids;
}

}  // namespace il2search
