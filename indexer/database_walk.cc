// Counts everything once, in the order of the tables.
#include "indexer/database_walk.h"

#include <cstdint>

#include <il2search/error.h>
#include <xapian.h>

#include "postings/segment_input.h"
#include "storage/index_directory.h"

namespace il2search {
namespace {

constexpr Xapian::valueno kMostSlots = 64;  // that the index uses

void require(bool good, const std::string& what) {
  if (!good) throw Error(ErrorCode::index_corrupt, what);
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
    require(database.allterms_begin() == database.allterms_end(), "it has terms");
    for (Xapian::valueno slot = 0; slot < kMostSlots; ++slot) walk_values(database, slot);
  });
}

void walk_value_table(const std::string& folder) {
  SegmentInput input(folder, {});
  for (const SlotStatistics& slot : input.slots())
    input.for_each_value(slot.slot, [](std::uint32_t, std::string_view) {});
}

}  // namespace il2search
