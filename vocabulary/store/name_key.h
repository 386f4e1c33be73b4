// Name keys: the form in which names of concepts are compared, in the compiled vocabulary and in the tagger.
//
//   "Kidney Neoplasms" -> Analyzer::normalize_name() "kidney neoplasms" -> plurals folded "kidney neoplasm"
//
// A key is not for display: singular and plural map to the same key, whatever it looks like (analysis, analyses -> analyse).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "text/analyzer.h"

namespace il2search {

// Appends the folded form of one term (Token::term of kind part) to a key, after a blank unless the key is empty, so that a
// caller can reuse one string for many keys. Terms with fewer than four characters, or with anything but lower-case ASCII
// letters, stay as they are. About 0.1 microseconds. Safe from many threads.
void append_name_key(std::string_view term, std::string& key);

// The key of a name normalised by Analyzer::normalize_name().
std::string fold_normalized_name(std::string_view normalized);

// The key of a name as written; empty if it has no letter or digit.
std::string name_key(std::string_view name, Analyzer& analyzer);

// The number of words of a key.
std::uint32_t words_of_key(std::string_view key) noexcept;

}  // namespace il2search
