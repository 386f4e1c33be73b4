// Where a record is in the file that it was read from.
#pragma once

#include <cstdint>

namespace il2search {

struct RecordPosition {
  std::uint64_t record = 0;  // counted from 1; the line in formats of one record per line
  std::uint64_t offset = 0;  // of its first byte in the uncompressed stream
};

}  // namespace il2search
