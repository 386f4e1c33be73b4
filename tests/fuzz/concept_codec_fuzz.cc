// Any bytes as one of the records of a compiled vocabulary: the first byte chooses which. An accepted record survives
// being written again, and numbers of concepts stay within the vocabulary.
#include <algorithm>

#include "tests/fuzz/fuzz_input.h"
#include "vocabulary/store/concept_codec.h"

namespace {

using namespace il2search;

constexpr ConceptNumber kHighest = 1000;

void check_concept(std::string_view bytes) {
  ByteReader reader = record_reader(bytes);
  const Concept data = get_concept(reader);
  std::string again;
  put_concept(again, data);
  ByteReader second = record_reader(again);
  fuzz::require(get_concept(second) == data && second.at_end(), "a concept is lost when it is written again");
}

void check_head(std::string_view bytes) {
  const ConceptHead head = decode_concept_head(bytes);
  Concept data;
  data.id = head.id;
  data.label = head.label;
  data.type = head.type;
  data.obsolete = head.obsolete;
  const std::string again = encode_concept_head(data);
  const ConceptHead second = decode_concept_head(again);
  fuzz::require(second.id == head.id && second.label == head.label, "a head is lost when it is written again");
  fuzz::require(second.type == head.type && second.obsolete == head.obsolete, "a head has changed");
}

void check_numbers(std::string_view bytes) {
  ByteReader reader = record_reader(bytes);
  const std::vector<ConceptNumber> numbers = get_numbers(reader, kHighest);
  fuzz::require(std::is_sorted(numbers.begin(), numbers.end()), "numbers that are not sorted");
  fuzz::require(numbers.empty() || numbers.back() <= kHighest, "a number that is too high");
  const std::string again = encode_numbers(numbers);
  ByteReader second = record_reader(again);
  fuzz::require(get_numbers(second, kHighest) == numbers, "numbers are lost when they are written again");
}

void check_matches(std::string_view bytes) {
  const std::vector<BridgeMatch> matches = decode_matches(bytes, kHighest);
  for (const BridgeMatch& match : matches) fuzz::require(match.number <= kHighest, "a match that is too high");
  const std::string again = encode_matches(matches);
  fuzz::require(encode_matches(decode_matches(again, kHighest)) == again, "matches are lost");
}

void check_descendants(std::string_view bytes) {
  const std::vector<Descendant> all = decode_descendants(bytes, kAllLevels, kHighest);
  for (const Descendant& d : all) fuzz::require(d.number <= kHighest, "a descendant that is too high");
  const std::string again = encode_descendants(all);
  fuzz::require(encode_descendants(decode_descendants(again, kAllLevels, kHighest)) == again, "descendants are lost");
  for (const Descendant& d : decode_descendants(bytes, 1, kHighest)) fuzz::require(d.level <= 1, "a level too deep");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr void (*kChecks[])(std::string_view) = {check_concept, check_head, check_numbers, check_matches,
                                                   check_descendants};
  fuzz::FuzzInput input(fuzz::as_text(data, size));
  const auto check = kChecks[input.byte() % std::size(kChecks)];
  fuzz::accepts([&] { check(input.rest()); });
  return 0;
}
