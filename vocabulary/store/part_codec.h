// A lossless encoding of VocabularyPart: the file part-NAME of a compiled vocabulary, from which a later run compiles again.
//
//   file  := "IL2P" u32 version, block*              integers little-endian
//   block := u32 inflated bytes, u32 stored bytes, whole records of about 1 MiB as raw deflate
//   record := 'h' name version source | 'c' concept | 'm' subject predicate object | 't' heading id tree_number
// An empty block marks the end, so that a file truncated between blocks is detected. concept_codec.h has the values.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "vocabulary/readers/part.h"

namespace il2search {

// The first byte of the record with name, version and source, which is the first record of a part.
inline constexpr char kPartHeadRecord = 'h';

// Calls `use` for each record of the part. The record is valid during the call.
void for_each_part_record(const VocabularyPart& part, const std::function<void(std::string_view)>& use);

// Error{io}.
void write_part_file(const VocabularyPart& part, const std::string& path);

// Error{index_corrupt, index_incompatible, io}.
VocabularyPart read_part_file(const std::string& path);
// The bytes of such a file; the path is for messages.
VocabularyPart read_part_bytes(std::string_view bytes, const std::string& path);

}  // namespace il2search
