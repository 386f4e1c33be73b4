// The table that the plain Xapian program reads: one record per line, so that its time includes no parsing.
//
//   PMID <tab> year <tab> title <tab> abstract <tab> authors <tab> journal <tab> headings
// Authors ("Humrich JY") and headings (MeSH identifiers) are separated by semicolons; blanks are single.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <il2search/document.h>

namespace il2search::bench {

// The line of a record, without the line feed.
std::string table_line(const Document& document);

struct TableSize {
  std::uint64_t records = 0;
  std::uint64_t input_bytes = 0;  // of the files, uncompressed
};

// Reads files of any known format and writes the table of all their documents. Throws what the readers throw, and Error{io}.
TableSize write_table(const std::vector<std::string>& files, const std::string& table_path);

// The columns of a line, or the parts of a list.
std::vector<std::string> split(const std::string& text, char separator);

}  // namespace il2search::bench
