// The names of files, metadata and terms that compile_vocabulary() writes and Vocabulary reads. docs/index-format.md has the
// whole layout.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/checksum.h"

namespace il2search {

// Raised with any change of the result of compiling the same parts, including the tagger's dictionary. The folder's name
// depends on it, and a vocabulary with another format is compiled again.
inline constexpr std::string_view kVocabularyFormat = "4";

// A record file about the vocabulary as a whole: kVocabularyFormat, the analyzer's fingerprint, and the number of parts of
// the longest name key.
inline constexpr const char* kVocabularyInfo = "info";
inline constexpr std::uint32_t kFormatRecord = 1;
inline constexpr std::uint32_t kAnalyzerRecord = 2;
inline constexpr std::uint32_t kLongestNameRecord = 3;
inline constexpr std::uint32_t kInfoRecords = 3;

// The words of names, for suggestions, with the number of names that have them.
inline constexpr const char* kNameWords = "words";

// Record files. Record n belongs to concept n, except in kTreeNodes, which is sorted by tree number.
inline constexpr const char* kConceptHeads = "heads";
inline constexpr const char* kConceptRecords = "concepts";  // put_concept()
inline constexpr const char* kConceptNames = "names";       // key_hash() of the terms of the label and of each name
inline constexpr const char* kConceptLinks = "links";       // parents, children, ancestors
inline constexpr const char* kConceptDescendants = "down";
inline constexpr const char* kConceptMatches = "matches";
inline constexpr const char* kTreeNodes = "places";  // number, tree number

inline constexpr std::string_view kPartFilePrefix = "part-";

// Terms. Xapian limits them to 245 bytes, with zero bytes counted twice. Texts that are too long or have a zero byte are
// stored as their beginning and a hash, which is enough to look them up and to find them by prefix.
inline constexpr char kNameTerm = 'N';     // name key; wdf: scope + 1
inline constexpr char kMappingTerm = 'M';  // an id that is not loaded and that the concept is mapped to
inline constexpr std::size_t kTermTextBytes = 200;

inline std::string bounded_term(char prefix, std::string_view text) {
  std::string term(1, prefix);
  const std::size_t kept = std::min({text.size(), kTermTextBytes, text.find('\0')});
  term += text.substr(0, kept);
  if (kept < text.size()) term += '\x1f' + xxh3_hex(text);
  return term;
}

}  // namespace il2search
