// Impacts in ascending order of frequency, and so of length.
#include "storage/impact_set.h"

#include <algorithm>
#include <iterator>

#include "storage/posting_format.h"

namespace il2search {

// No impact bounds the new one; those that it bounds go.
void ImpactSet::insert(std::uint32_t frequency, std::uint32_t length) {
  frequency = std::min(frequency, Impacts::kMost);
  length = std::min(length, Impacts::kMost);
  std::erase_if(impacts_, [&](const Impact& old) { return old.frequency <= frequency && old.length >= length; });
  const auto at =
      std::find_if(impacts_.begin(), impacts_.end(), [&](const Impact& old) { return old.frequency > frequency; });
  impacts_.insert(at, {frequency, length});
}

// Neighbours become one with the greater frequency and the smaller length. The cost is about how far that raises a score.
void ImpactSet::reduce(std::size_t most) {
  const auto cost = [](const Impact& low, const Impact& high) {
    return (high.frequency / (low.frequency + 1.0)) * ((high.length + 1.0) / (low.length + 1.0));
  };
  while (impacts_.size() > most) {
    std::size_t best = 0;
    for (std::size_t i = 1; i + 1 < impacts_.size(); ++i)
      if (cost(impacts_[i], impacts_[i + 1]) < cost(impacts_[best], impacts_[best + 1])) best = i;
    impacts_[best + 1].length = impacts_[best].length;
    impacts_.erase(impacts_.begin() + static_cast<std::ptrdiff_t>(best));
  }
}

void ImpactSet::put(std::string& to, std::size_t count) const {
  for (std::size_t i = 0; i < count; ++i) {
    const Impact& impact = impacts_[std::min(i, impacts_.size() - 1)];
    posting_format::put_impact(to, impact.frequency, impact.length);
  }
}

}  // namespace il2search
