// Reads all values of a segment and compares what it finds with the counts that their table keeps.
#pragma once

#include <string>

namespace il2search {

// Both throw Error{index_corrupt} for the first thing that is wrong, Error{io, out_of_memory}, and may crash or not end on
// damage: see check_database().

// With Xapian's own reader.
void walk_database(const std::string& folder);

// With our reader of tables, which verifies the structure of each block as well.
void walk_value_table(const std::string& folder);

}  // namespace il2search
