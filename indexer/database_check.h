// Whether the values of a segment can be read completely and agree with each other. Damage that the
// checksums do not show was written, so it comes from a fault of the program or its memory, not of the disk.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

namespace il2search {

// Reads all values of the segment in `folder`, by our own reader and by Xapian's, in a child process, since Xapian may crash
// on damage. Needs only permission to read;
// Xapian's own check opens tables for writing. Returns "" or one line that says what is damaged. `bytes` is the size of the
// files and limits the time. Error{io, out_of_memory} if the tables cannot be checked, Error{cancelled} soon after
// `cancelled` (may be empty) returns true.
std::string check_database(const std::string& folder, std::uint64_t bytes, const std::function<bool()>& cancelled = {});

}  // namespace il2search
