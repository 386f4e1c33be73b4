// Text of JATS as one line: inline markup goes, its text stays, and words that the markup kept apart stay apart.
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
  // Takes in the event at which the cursor stands as inline markup, and the text behind it.
  void add(const JatsTape& tape, JatsCursor& cursor);
  void add_text(std::string_view text);
  // What comes stands apart from what was.
  void divide() { gap_ = Gap::blank; }
  // The line without superfluous blanks; the object is as new afterwards.
  std::string take();

 private:
  // How what comes is kept apart from what was: not at all, where two words would become one (a formula's tokens), where
  // a mark of reference would stick to a word or a stop ("cells" and a raised 3), always but before punctuation.
  enum class Gap : std::uint8_t { none, words, mark, blank };

  static Gap gap_around(const JatsTape& tape, std::size_t element);
  void widen(Gap gap) { gap_ = gap_ < gap ? gap : gap_; }
  bool needs_blank(char next) const;

  std::string text_;
  Gap gap_ = Gap::none;
};

// The text of an element as a line; elements of the kinds in `without` inside it are left out. Where a kind is read that
// may nest, it stands in its own `without`: else text would be taken once a level.
std::string jats_text(const JatsTape& tape, std::size_t at, std::initializer_list<JatsElement> without = {});

// The same of the events from `first` up to and not including `last`.
std::string jats_text_between(const JatsTape& tape, std::size_t first, std::size_t last,
                              std::initializer_list<JatsElement> without);

}  // namespace il2search
