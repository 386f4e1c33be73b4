// Name keys: the form by which names of concepts are compared, in the compiled vocabulary and in the tagger.
//
//   "Kidney Neoplasms" -> Analyzer::normalize_name() "kidney neoplasms" -> plurals folded "kidney neoplasm"
//
// A key is not a word to show: both numbers of a noun meet in it, whatever it looks like (analysis, analyses -> analyse).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "text/analyzer.h"

namespace il2search {

// Appends the folded form of one canonical part (Token::term of kind part) to a key that is being made, behind a blank
// unless it is the first. Takes and gives nothing else, so that a caller can use one string for many keys. Parts that are
// not of ASCII small letters alone, or of fewer than four, are their own form. About 0.1 microseconds. Safe from many
// threads.
void append_name_key(std::string_view canonical_part, std::string& key);

// The key of a name that normalize_name() has cut.
std::string fold_normalized_name(std::string_view normalized);

// The key of a name as it is written; empty when the name has no letter or digit.
std::string name_key(std::string_view name, Analyzer& analyzer);

// The number of parts of a key.
std::uint32_t words_of_key(std::string_view key) noexcept;

}  // namespace il2search
