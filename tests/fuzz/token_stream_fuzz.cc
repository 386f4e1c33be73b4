// Any bytes as a token stream. Reading ends and stays inside; a stream of the words that were read has them again, its
// signature has every pair of neighbours, and phrases of its words are found in it.
#include <vector>

#include "query/match/phrase_matcher.h"
#include "storage/token_stream.h"
#include "tests/fuzz/fuzz_input.h"

namespace {

using namespace il2search;

struct ReadRegion {
  Region region = Region::title;
  std::vector<std::uint32_t> words;
  bool operator==(const ReadRegion&) const = default;
};

std::vector<ReadRegion> read(std::string_view stream) {
  std::vector<ReadRegion> regions;
  for (TokenStreamReader reader(stream); reader.next();) {
    ReadRegion one{reader.region(), {}};
    for (std::uint32_t i = 0; i < reader.count(); ++i) one.words.push_back(reader.word(i));
    if (!one.words.empty()) regions.push_back(std::move(one));
  }
  return regions;
}

std::string write(const std::vector<ReadRegion>& regions) {
  TokenStreamWriter writer;
  for (const ReadRegion& one : regions) {
    writer.begin(one.region);
    for (const std::uint32_t word : one.words) writer.add(word);
  }
  return writer.finish();
}

plan::PhraseMatcher phrase_of(std::uint32_t first, std::uint32_t second, std::optional<unsigned> within = {}) {
  std::vector<plan::WordSet> one{plan::WordSet({first})};
  std::vector<plan::WordSet> other{plan::WordSet({second})};
  if (within) return {{other, one}, within, ~RegionSet{0}};
  one.push_back(other.front());
  return {{one}, {}, ~RegionSet{0}};
}

void check_neighbours(std::string_view stream, std::uint32_t first, std::uint32_t second) {
  if (first == kNoWord || second == kNoWord) return;
  fuzz::require(may_hold_pair(stream, pair_hash(first, second)), "the signature lacks two neighbours");
}

void check_region(std::string_view stream, const ReadRegion& one) {
  for (std::size_t i = 1; i < one.words.size(); ++i) check_neighbours(stream, one.words[i - 1], one.words[i]);
  const std::uint32_t first = one.words.front();
  const std::uint32_t second = one.words.size() > 1 ? one.words[1] : kNoWord;
  if (first == kNoWord || second == kNoWord || region_bit(one.region) == 0) return;
  fuzz::require(phrase_of(first, second).matches(stream), "a phrase that is not found");
  fuzz::require(phrase_of(first, second, 0).matches(stream), "two near words that are not found");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes = fuzz::as_text(data, size);
  const std::vector<ReadRegion> regions = read(bytes);
  const std::string stream = write(regions);
  fuzz::require(read(stream) == regions, "words are lost when they are written again");
  for (const ReadRegion& one : regions) check_region(stream, one);
  may_hold_pair(bytes, static_cast<std::uint32_t>(size * 2654435761u));
  phrase_of(1, 2).matches(bytes);
  phrase_of(1, 2, 3).matches(bytes);
  return 0;
}
