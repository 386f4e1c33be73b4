// Ids from identifiers, or else from the position in a file.
#include "corpus/record_id.h"

#include <cstddef>

#include "base/checksum.h"
#include "base/utf8.h"
#include "schema/identifiers.h"

namespace il2search {
namespace {

// Paths may contain any bytes; ids are text.
std::string file_id(const std::string& path, const std::string& record) {
  constexpr std::string_view kPrefix = "FILE:";
  std::string clean = replace_invalid_utf8(path);
  if (kPrefix.size() + clean.size() + record.size() <= kMaxIdBytes) return std::string(kPrefix) + clean + record;
  const std::string checksum = xxh3_hex(path) + "/";
  std::size_t start = clean.size() - (kMaxIdBytes - kPrefix.size() - checksum.size() - record.size());
  while (start < clean.size() && (static_cast<unsigned char>(clean[start]) & 0xC0) == 0x80) ++start;
  return std::string(kPrefix) + checksum + clean.substr(start) + record;
}

}  // namespace

std::string id_for(const Document& document, const ReaderOptions& options, std::uint64_t record) {
  if (std::string id = id_from_identifiers(document); !id.empty()) return id;
  return file_id(options.file_id.empty() ? options.file : options.file_id, "#" + std::to_string(record));
}

}  // namespace il2search
