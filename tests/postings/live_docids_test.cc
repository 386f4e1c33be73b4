#include "postings/live_docids.h"

#include <algorithm>
#include <random>

#include <gtest/gtest.h>
#include <il2search/error.h>

namespace il2search {
namespace {

TEST(LiveDocids, RenumbersWithoutGaps) {
  std::mt19937 random(1);
  for (const std::uint32_t documents : {0u, 1u, 63u, 64u, 65u, 127u, 128u, 1000u}) {
    for (const unsigned percent : {0u, 10u, 50u, 100u}) {
      std::vector<std::uint32_t> deleted;
      for (std::uint32_t docid = 1; docid <= documents; ++docid)
        if (random() % 100 < percent) deleted.push_back(docid);
      const LiveDocids live(documents, deleted);
      std::uint32_t next = 1;
      for (std::uint32_t docid = 1; docid <= documents; ++docid) {
        const bool is_live = !std::binary_search(deleted.begin(), deleted.end(), docid);
        ASSERT_EQ(live.is_live(docid), is_live) << docid;
        if (is_live) {
          ASSERT_EQ(live.renumber(docid), next++) << docid;
        }
      }
      EXPECT_EQ(live.size(), next - 1);
    }
  }
}

TEST(LiveDocids, RefusesInvalidLists) {
  for (const std::vector<std::uint32_t>& deleted : {std::vector<std::uint32_t>{0}, {11}, {2, 2}, {3, 2}})
    EXPECT_THROW(LiveDocids(10, deleted), Error);
}

}  // namespace
}  // namespace il2search
