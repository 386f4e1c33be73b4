// The stored form of concepts: numbers as varints, texts with their lengths. For the record files of the compiled
// vocabulary and for the parts kept in it (part_codec.h).
//
//   concept := id vocabulary type label obsolete names parents tree_numbers mapped_to mappings replaced_by consider
//              definition
//   a list is its length and its elements; a name is its scope and its text; a mapping its id, predicate and source
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <il2search/vocabulary.h>

#include "vocabulary/store/vocabulary.h"

namespace il2search {

void put_number(std::string& to, std::uint64_t number);
void put_text(std::string& to, std::string_view text);

// Reads what put_number() and put_text() wrote. Every function throws Error{index_corrupt} where the bytes end early or
// claim more than there is.
class VocabularyCursor {
 public:
  explicit VocabularyCursor(std::string_view bytes) : rest_(bytes) {}
  bool done() const { return rest_.empty(); }
  std::string_view rest() const { return rest_; }
  std::uint64_t number();
  // At most `most`, for numbers that mean an enumerator or a concept.
  std::uint64_t number_up_to(std::uint64_t most);
  // The length of a list: no more than there are bytes left, so that memory can be reserved for it.
  std::size_t count();
  std::string_view text();

 private:
  std::string_view rest_;
};

[[noreturn]] void throw_vocabulary_damaged();

void put_concept(std::string& to, const Concept& data);
Concept get_concept(VocabularyCursor& cursor);

// What Vocabulary::head() gives; its views are into the bytes.
std::string encode_concept_head(const Concept& data);
ConceptHead decode_concept_head(std::string_view bytes);

// Ascending numbers, as differences.
std::string encode_numbers(const std::vector<ConceptNumber>& sorted);
std::vector<ConceptNumber> get_numbers(VocabularyCursor& cursor, ConceptNumber highest);

// What means the same as one concept, both directions.
std::string encode_matches(const std::vector<BridgeMatch>& matches);
std::vector<BridgeMatch> decode_matches(std::string_view bytes, ConceptNumber highest);

// Sorted by number.
std::string encode_descendants(const std::vector<Descendant>& descendants);
std::vector<Descendant> decode_descendants(std::string_view bytes, std::uint32_t levels, ConceptNumber highest);

}  // namespace il2search
