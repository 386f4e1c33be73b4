// A problem with one record of an input file.
#pragma once

#include <cstdint>
#include <string>

namespace il2search {

// Reading goes on after the record.
struct RecordError {
  std::string file;          // as given
  std::uint64_t record = 0;  // counted from 1 within the file
  std::uint64_t offset = 0;  // byte offset in the uncompressed file
  std::string id;            // as far as it is known, else empty
  std::string message;
  bool skipped = true;  // false: a warning, the record was read
};

}  // namespace il2search
