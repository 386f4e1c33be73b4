// Any bytes as a token stream. Reading ends and stays inside; a stream of the words that were read has them again, and
// phrases of its words are found in it. Renumbering agrees with reading.
#include <string>
#include <vector>

#include "base/string_table.h"
#include "query/match/phrase_matcher.h"
#include "storage/token_file.h"
#include "tests/fuzz/scratch.h"

namespace {

using namespace il2search;

struct ReadRegion {
  Region region = Region::title;
  std::vector<std::uint32_t> words;
  bool operator==(const ReadRegion&) const = default;
};

// Words 1 to kWords.
constexpr std::uint32_t kWords = 200;

std::string word_of(std::uint32_t number) { return "w" + std::to_string(number); }

const WordList& words() {
  static const WordList written = [] {
    StringTable table;
    for (std::uint32_t number = 1; number <= kWords; ++number) table.add(word_of(number));
    WordListWriter writer(fuzz::scratch() + "/words");
    for (const std::uint32_t i : table.sorted()) writer.add(table[i], i + 1);
    writer.finish();
    return WordList(fuzz::scratch() + "/words");
  }();
  return written;
}

std::vector<ReadRegion> read(std::string_view bytes) {
  std::vector<ReadRegion> regions;
  for (RegionReader reader(bytes); reader.next();) {
    ReadRegion one{reader.region(), {}};
    decode_words(reader.codes(), one.words);
    for (const std::uint32_t word : one.words) fuzz::require(word <= kMaxWordNumber, "a number that is too large");
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

bool finds(std::string_view stream, std::uint32_t first, std::uint32_t second, std::optional<unsigned> within = {}) {
  const plan::Phrase::Choice one{word_of(first)};
  const plan::Phrase::Choice other{word_of(second)};
  plan::Phrase phrase{{{one, other}}, within, ~RegionSet{0}};
  if (within) phrase.units = {{other}, {one}};
  return plan::PhraseMatcher(phrase, words()).matches(stream);
}

void check_neighbours(std::string_view stream, const ReadRegion& one, std::uint32_t first, std::uint32_t second) {
  if (first == kNoWord || second == kNoWord) return;
  if (first > kWords || second > kWords || region_bit(one.region) == 0) return;
  fuzz::require(finds(stream, first, second), "a phrase that is not found");
  fuzz::require(finds(stream, first, second, 0), "two near words that are not found");
}

void check_renumbering(std::string_view bytes) {
  std::string renumbered;
  const auto next = [](std::uint32_t number) { return number + 1; };
  if (!renumber_words(bytes, kMaxWordNumber, next, renumbered)) return;
  std::vector<ReadRegion> expected = read(bytes);
  for (ReadRegion& one : expected)
    for (std::uint32_t& word : one.words) word += word == kNoWord ? 0 : 1;
  fuzz::require(read(renumbered) == expected, "words are lost when they are renumbered");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes = fuzz::as_text(data, size);
  const std::vector<ReadRegion> regions = read(bytes);
  const std::string stream = write(regions);
  fuzz::require(read(stream) == regions, "words are lost when they are written again");
  for (const ReadRegion& one : regions)
    for (std::size_t i = 1; i < one.words.size() && i < 50; ++i)
      check_neighbours(stream, one, one.words[i - 1], one.words[i]);
  finds(bytes, 1, 2);
  finds(bytes, 1, 2, 3);
  check_renumbering(bytes);
  return 0;
}
