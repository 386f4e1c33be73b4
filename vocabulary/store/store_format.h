// The names by which compile_vocabulary() and Vocabulary know the pieces of a compiled vocabulary. The whole layout:
// docs/index-format.md.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

#include "base/checksum.h"

namespace il2search {

// Raised with any change of what compiling the same parts gives, the tagger's dictionary included: the folder is named
// by it, and a vocabulary of another one is compiled again.
inline constexpr std::string_view kVocabularyFormat = "2";

// Metadata of the Xapian database.
inline constexpr const char* kFormatKey = "format";
inline constexpr const char* kAnalyzerKey = "analyzer";
inline constexpr const char* kLongestNameKey = "longest-name";

// Record files; record n is of concept n, but for places, which are sorted by tree number.
inline constexpr const char* kConceptHeads = "heads";
inline constexpr const char* kConceptRecords = "concepts";  // put_concept()
inline constexpr const char* kConceptNames = "names";       // key_hash() of the term of the label and of each name
inline constexpr const char* kConceptLinks = "links";       // parents, children, ancestors
inline constexpr const char* kConceptDescendants = "down";
inline constexpr const char* kConceptMatches = "matches";
inline constexpr const char* kTreePlaces = "places";  // number, tree number

inline constexpr std::string_view kPartFilePrefix = "part-";

// Terms. Xapian takes 245 bytes, a zero byte as two: of texts that are longer, or hold one, the beginning and a hash are
// kept, which is enough to find them and to walk to them by their beginning.
inline constexpr char kNameTerm = 'N';     // name key; wdf: scope + 1
inline constexpr char kMappingTerm = 'M';  // id that is not loaded, which the concept is mapped to
inline constexpr std::size_t kTermTextBytes = 200;

inline std::string bounded_term(char prefix, std::string_view text) {
  std::string term(1, prefix);
  const std::size_t kept = std::min({text.size(), kTermTextBytes, text.find('\0')});
  term += text.substr(0, kept);
  if (kept < text.size()) term += '\x1f' + xxh3_hex(text);
  return term;
}

}  // namespace il2search
