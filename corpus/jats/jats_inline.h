// Text of JATS as one line: without inline markup, but with blanks between words that only markup separated.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

#include "corpus/jats/jats_tape.h"

namespace il2search {

// Collects a line from the events of a cursor.
class JatsLine {
 public:
  // Adds the cursor's event, as inline markup, and the text after it.
  void add(const JatsTape& tape, JatsCursor& cursor);
  void add_text(std::string_view text);
  // Separates the next text from the previous one.
  void divide() { gap_ = Gap::blank; }
  // Returns the line without superfluous blanks and starts a new one.
  std::string finish();

 private:
  // Where a blank is needed between the previous text and the next one.
  enum class Gap : std::uint8_t {
    none,
    words,      // between two words (tokens of a formula)
    reference,  // also between punctuation and a word ("cells." and a raised 3)
    blank,      // always, except before punctuation and after an opening bracket
  };

  static Gap gap_around(const JatsTape& tape, std::size_t element);
  void widen(Gap gap) { gap_ = gap_ < gap ? gap : gap_; }
  bool needs_blank(char next) const;

  std::string text_;
  Gap gap_ = Gap::none;
};

// The text of an element as a line, without the elements inside it whose kind is in `without`. A kind that may nest, and
// whose elements are all read, must be in its own `without`: otherwise inner texts would be read once per level.
std::string jats_text(const JatsTape& tape, std::size_t at, std::initializer_list<JatsElement> without = {});

// The text of the events from `first` up to, but not including, `last`.
std::string jats_text_between(const JatsTape& tape, std::size_t first, std::size_t last,
                              std::initializer_list<JatsElement> without);

}  // namespace il2search
