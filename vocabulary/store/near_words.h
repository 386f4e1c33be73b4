// Near words: what a mistyped word of a name may have been meant to be, by the spelling words of the compiled vocabulary.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <xapian.h>

namespace il2search {

struct NearWord {
  std::string word;
  unsigned distance = 0;  // 0: the word itself
};

// The word itself and what is near it, nearest first and more frequent first, at most `limit` in all: Xapian's own
// suggestion, which may begin otherwise, and every word with the same first letter. Distance 1 for words of up to five
// letters, 2 for longer ones. Some milliseconds. Throws Xapian's exceptions.
std::vector<NearWord> near_words(const Xapian::Database& database, const std::string& word, std::size_t limit);

}  // namespace il2search
