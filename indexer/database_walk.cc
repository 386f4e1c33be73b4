// Counts everything once, in the order of the tables.
#include "indexer/database_walk.h"

#include <cstdint>

#include <il2search/error.h>
#include <xapian.h>

#include "postings/glass_version.h"
#include "postings/segment_input.h"
#include "storage/index_directory.h"

namespace il2search {
namespace {

constexpr Xapian::valueno kMostSlots = 64;  // that the index uses

void require(bool good, const std::string& what) {
  if (!good) throw Error(ErrorCode::index_corrupt, what);
}

// Documents and their lengths.
void walk_documents(const Xapian::Database& database) {
  Xapian::doccount documents = 0;
  std::uint64_t words = 0;
  Xapian::docid last = 0;
  const auto end = database.postlist_end("");
  for (auto at = database.postlist_begin(""); at != end; ++at) {
    require(*at > last, "its documents are not in order");
    last = *at;
    ++documents;
    words += at.get_doclength();
  }
  require(documents == database.get_doccount(), "its number of documents is wrong");
  require(words == database.get_total_length(), "its number of words is wrong");
}

void walk_postings(const Xapian::Database& database, const std::string& term, Xapian::doccount expected) {
  Xapian::doccount documents = 0;
  Xapian::termcount occurrences = 0;
  Xapian::docid last = 0;
  const auto end = database.postlist_end(term);
  for (auto at = database.postlist_begin(term); at != end; ++at) {
    require(*at > last && *at <= database.get_lastdocid(), "the postings of a term are not in order");
    last = *at;
    ++documents;
    occurrences += at.get_wdf();
  }
  require(documents == expected, "a term has a wrong number of documents");
  require(occurrences == database.get_collection_freq(term), "a term has a wrong number of occurrences");
}

void walk_terms(const Xapian::Database& database) {
  std::string last;
  const auto end = database.allterms_end();
  for (auto at = database.allterms_begin(); at != end; ++at) {
    const std::string term = *at;
    require(term > last, "its terms are not in order");
    walk_postings(database, term, at.get_termfreq());
    last = term;
  }
}

void walk_values(const Xapian::Database& database, Xapian::valueno slot) {
  const std::string lowest = database.get_value_lower_bound(slot);
  const std::string highest = database.get_value_upper_bound(slot);
  Xapian::doccount values = 0;
  const auto end = database.valuestream_end(slot);
  for (auto at = database.valuestream_begin(slot); at != end; ++at) {
    ++values;
    require(*at >= lowest && *at <= highest, "a value is out of the bounds of its slot");
  }
  require(values == database.get_value_freq(slot), "a slot has a wrong number of values");
}

}  // namespace

void walk_database(const std::string& folder) {
  const Xapian::Database database = open_segment_database(folder);
  translating_xapian(folder, [&] {
    walk_documents(database);
    walk_terms(database);
    for (Xapian::valueno slot = 0; slot < kMostSlots; ++slot) walk_values(database, slot);
  });
}

// The bounds in iamglass need not be sharp.
void walk_segment_tables(const std::string& folder) {
  const glass::Statistics stored = glass::read_version(folder).statistics;
  SegmentInput input(folder, {});
  for (const SlotStatistics& slot : input.slots())
    input.for_each_value(slot.slot, [](std::uint32_t, std::string_view) {});
  input.for_each_length([](std::uint32_t) {});
  while (input.next_term()) {}
  const glass::Statistics found = input.statistics();
  require(found.documents == stored.documents, "its number of documents is wrong");
  require(found.total_length == stored.total_length, "its number of words is wrong");
  require(
      found.shortest >= stored.shortest && found.longest <= stored.longest && found.largest_wdf <= stored.largest_wdf,
      "the lengths of its documents are out of their bounds");
}

}  // namespace il2search
