// The stored form of concepts, in the encoding of base/bytes.h: for the record files of the compiled vocabulary and for the
// parts kept in it (part_codec.h).
//
//   concept := id vocabulary type label obsolete names parents tree_numbers mapped_to mappings replaced_by consider
//              definition
//   A list is its length and its elements, a name its scope and its text, a mapping its id, predicate and source.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <il2search/concept.h>

#include "base/bytes.h"
#include "vocabulary/store/vocabulary.h"

namespace il2search {

// Reads the bytes of one record. Its functions throw Error{index_corrupt}.
ByteReader record_reader(std::string_view bytes) noexcept;

void put_concept(std::string& to, const Concept& data);
Concept get_concept(ByteReader& reader);

// The stored form of Vocabulary::head(). Its views point into the bytes.
std::string encode_concept_head(const Concept& data);
ConceptHead decode_concept_head(std::string_view bytes);

// Ascending numbers, as differences.
std::string encode_numbers(const std::vector<ConceptNumber>& sorted);
std::vector<ConceptNumber> get_numbers(ByteReader& reader, ConceptNumber highest);

// The matches of one concept, in both directions.
std::string encode_matches(const std::vector<BridgeMatch>& matches);
std::vector<BridgeMatch> decode_matches(std::string_view bytes, ConceptNumber highest);

// Sorted by number.
std::string encode_descendants(const std::vector<Descendant>& descendants);
std::vector<Descendant> decode_descendants(std::string_view bytes, std::uint32_t levels, ConceptNumber highest);

}  // namespace il2search
