// ImpactSet: the impacts that bound some postings. See posting_file.h.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace il2search {

// The impacts of some postings: none has both at least the frequency and at most the length of another.
class ImpactSet {
 public:
  // Saturates at Impacts::kMost.
  void add(std::uint32_t frequency, std::uint32_t length) {
    for (const Impact& impact : impacts_)
      if (impact.frequency >= frequency && impact.length <= length) return;
    insert(frequency, length);
  }
  void add(const ImpactSet& more) {
    for (const Impact& impact : more.impacts_) add(impact.frequency, impact.length);
  }
  // Joins those that are closest until there are at most `most`. The result bounds all that was added.
  void reduce(std::size_t most);
  // Appends them in stored form, the last one repeated until there are `count`.
  void put(std::string& to, std::size_t count) const;

  std::size_t size() const noexcept { return impacts_.size(); }
  void clear() noexcept { impacts_.clear(); }

 private:
  struct Impact {
    std::uint32_t frequency;
    std::uint32_t length;
  };
  void insert(std::uint32_t frequency, std::uint32_t length);

  std::vector<Impact> impacts_;  // both ascend
};

}  // namespace il2search
