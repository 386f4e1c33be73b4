// VocabularyPart on disk, losslessly: the file part-NAME of a compiled vocabulary, from which a later run compiles anew.
//
//   file  := "IL2P" u32 version, block*              integers little-endian
//   block := u32 inflated bytes, u32 stored bytes, raw deflate of whole records, about 1 MiB of them
//   record := 'h' name version source | 'c' concept | 'm' subject predicate object | 't' heading id tree_number
// The end is a block of no bytes, so that a file cut at a block is not taken for whole. Values: concept_codec.h.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "vocabulary/readers/part.h"

namespace il2search {

// What the record with name, version and source begins with; the first of a part, and its only one.
inline constexpr char kPartHeadRecord = 'h';

// Every record of the part, one after the other; valid during the call.
void for_each_part_record(const VocabularyPart& part, const std::function<void(std::string_view)>& use);

// Error{io}.
void write_part_file(const VocabularyPart& part, const std::string& path);

// Error{index_corrupt, index_incompatible, io}.
VocabularyPart read_part_file(const std::string& path);

}  // namespace il2search
