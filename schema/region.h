// The regions of a document's text, such as title, abstract and headings. Text fields are sets of regions.
#pragma once

#include <cstdint>

namespace il2search {

// The part of a document that words belong to. The numbers are part of the index format.
enum class Region : std::uint8_t {
  title = 0,
  vernacular_title = 1,
  abstract = 2,
  other_abstract = 3,
  tldr = 4,
  contribution = 5,
  key_finding = 6,
  keyword = 7,
  heading = 8,      // subject headings
  entity_name = 9,  // names and aliases of other entities
  body = 10,
  affiliation = 11,
  conflict_of_interest = 12,
};

// A set of regions, one bit each. A damaged file can hold numbers that are not regions; they have no bit.
using RegionSet = std::uint32_t;
constexpr RegionSet region_bit(Region region) {
  return region <= Region::conflict_of_interest ? RegionSet{1} << static_cast<unsigned>(region) : 0;
}

}  // namespace il2search
