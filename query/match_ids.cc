// for_each_matching_id(): batches of ids, each the smallest after the last one passed on.

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "query/run.h"

namespace il2search {
namespace {

constexpr std::size_t kBatch = 50'000;

using Matches = std::vector<std::vector<std::uint32_t>>;  // docids of each segment

// The smallest ids after `last`, kept in a heap while all matches are passed over.
std::vector<std::string> next_batch(const Matches& matches, const std::string& last, plan::IndexView& index,
                                    Budget& budget) {
  std::vector<std::string> batch;
  for (std::size_t s = 0; s < matches.size(); ++s) {
    auto ids = index.segments()[s].valuestream_begin(static_cast<Xapian::valueno>(Slot::id));
    const auto end = index.segments()[s].valuestream_end(static_cast<Xapian::valueno>(Slot::id));
    for (const std::uint32_t docid : matches[s]) {
      budget.tick();
      ids.skip_to(docid);
      if (ids == end) break;
      std::string id = *ids;
      if (id <= last || (batch.size() == kBatch && id >= batch.front())) continue;
      if (batch.size() == kBatch) {
        std::pop_heap(batch.begin(), batch.end());
        batch.pop_back();
      }
      batch.push_back(std::move(id));
      std::push_heap(batch.begin(), batch.end());
    }
  }
  std::sort_heap(batch.begin(), batch.end());
  return batch;
}

}  // namespace

void for_each_matching_id(const plan::Compiled& compiled, plan::IndexView& index, Budget& budget,
                          const std::function<bool(std::string_view id)>& sink) {
  Matches matches;
  for (std::size_t s = 0; s < index.segments().size(); ++s) {
    matches.push_back(matches_of_segment(compiled, s, index, budget));
    budget.check();
  }
  std::string last;
  for (;;) {
    const std::vector<std::string> batch = next_batch(matches, last, index, budget);
    for (const std::string& id : batch) {
      if (!sink(id)) return;
    }
    if (batch.size() < kBatch) return;
    last = batch.back();
  }
}

}  // namespace il2search
