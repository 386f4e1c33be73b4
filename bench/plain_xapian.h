// Plain Xapian as its documentation shows it, for comparison: one writable database, TermGenerator with the English
// stemmer, and every default.
//
// Terms: words and Z-stems of title and abstract, the title's again with the prefix S, and Boolean terms: Q the unique id,
// A authors, XM: headings, Y year, XJ journal. Value 0 is the year; the data is id, title and abstract, one line each.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace il2search::bench {

struct PlainRecord {
  std::string id;
  std::string year;
  std::string title;
  std::string abstract;
  std::vector<std::string> authors;
  std::string journal;
  std::vector<std::string> headings;
};

// A line of the table (plain_table.h).
PlainRecord plain_record(const std::string& table_line);

// Creates the database from a table and commits once. Returns the number of records.
std::uint64_t build_plain_database(const std::string& database_path, const std::string& table_path);
std::uint64_t build_plain_database(const std::string& database_path, const std::vector<PlainRecord>& records);

// Makes a compacted copy, the smallest that plain Xapian offers.
void compact_plain_database(const std::string& database_path, const std::string& compacted_path);

// A database opened for searching. One thread at a time.
class PlainSearcher {
 public:
  explicit PlainSearcher(const std::string& database_path);
  ~PlainSearcher();
  PlainSearcher(const PlainSearcher&) = delete;
  PlainSearcher& operator=(const PlainSearcher&) = delete;

  // The ids of the best documents with any word of a text: an OR of its stems, each with its frequency in the text, by BM25
  // with default parameters. QueryParser would do worse: it repeats a repeated word instead of counting it.
  std::vector<std::string> any_words(const std::string& text, unsigned limit) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace il2search::bench
