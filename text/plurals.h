// Plurals: inflections that an English stemmer does not know (nephritides, criteria, mice), and the stem of a word. The last
// of the three tables that the analyzer consults for a part.
#pragma once

#include <memory>
#include <string>
#include <string_view>

struct sb_stemmer;

namespace il2search {

// The form that is stemmed in place of `word` (lower-case ASCII letters in canonical spelling): the singular of an irregular
// plural (nuclei -> nucleus); for Greek nouns in -sis their plural, which shares its stem with the verb (diagnosis ->
// diagnoses); otherwise the word itself. Safe from many threads.
std::string regular_form(std::string_view word);

// Snowball's English stemmer. Not safe from two threads at once.
class Stemmer {
 public:
  Stemmer();  // throws std::bad_alloc

  // The stem of a part, valid until the next call. A part shorter than three bytes, or with anything but lower-case ASCII
  // letters, is its own stem.
  std::string_view operator()(std::string_view part);

 private:
  struct Delete {
    void operator()(sb_stemmer* stemmer) const noexcept;
  };
  std::unique_ptr<sb_stemmer, Delete> snowball_;
  std::string word_;
};

}  // namespace il2search
