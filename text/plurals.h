// Plurals: the inflections of the field that no English stemmer knows (nephritides, criteria, mice), and the stem of a
// word. Last of the three tables that the analyzer asks about a part.
#pragma once

#include <memory>
#include <string>
#include <string_view>

struct sb_stemmer;

namespace il2search {

// The word that `word` (ASCII small letters, canonical spelling) is stemmed as: the singular of an irregular plural
// (nuclei -> nucleus), and for Greek nouns in -sis their plural, which shares its stem with the verb (diagnosis ->
// diagnoses). Any other word is returned unchanged. Safe from many threads.
std::string regular_form(std::string_view word);

// Snowball's English stemmer. Not safe from two threads at once.
class Stemmer {
 public:
  Stemmer();  // throws std::bad_alloc

  // The stem of any part; parts that are not of ASCII small letters alone, or shorter than three, are their own stem.
  // Valid until the next call.
  std::string_view operator()(std::string_view part);

 private:
  struct Delete {
    void operator()(sb_stemmer* stemmer) const noexcept;
  };
  std::unique_ptr<sb_stemmer, Delete> snowball_;
  std::string word_;
};

}  // namespace il2search
