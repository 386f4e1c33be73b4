// Reads a whole Xapian database and compares what it finds with the counts that the database keeps.
#pragma once

#include <string>

namespace il2search {

// Both throw Error{index_corrupt} for the first thing that is wrong, Error{io, out_of_memory}, and may crash or not end on
// damage: see check_database().

// With Xapian's own reader: documents and their lengths, terms with their postings, values, stored data, metadata.
void walk_database(const std::string& folder);

// With our reader of tables, which verifies the structure of each block as well; only databases of segments.
void walk_segment_tables(const std::string& folder);

}  // namespace il2search
