// JatsTape: one JATS article in memory, as the events of its elements in document order over one run of text. The reader
// (jats.cc) records it; what the article says is read off it (jats_article.cc and below).
//
// A tree without pointers: each event knows its partner, so that an element is the range between two events, its text
// is one slice, and what is left out is jumped over. All walks are loops; none recurses.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/xml.h"
#include "corpus/jats/jats_elements.h"

namespace il2search {

struct JatsEvent {
  std::uint32_t text = 0;        // where in the text it stands
  std::uint32_t partner = 0;     // the event of the other end
  std::uint32_t parent = 0;      // the start event of the element around; its own for the root
  std::uint32_t attributes = 0;  // row of attributes from 1; 0: none
  JatsElement element = JatsElement::other;
  bool start = false;
};

// Positions are indexes of start events; 0 is the root, and where an element is looked for, 0 means that there is none.
// Memory: 20 bytes an event, two events an element, and the text. Holds less than 4 GiB of text.
class JatsTape {
 public:
  // Recording. Elements are closed in order.
  void start(JatsElement element, const JatsName* name, const XmlAttributes& attributes);
  void end();
  void add_text(std::string_view piece) { text_.append(piece); }
  void clear();

  // Bytes held in texts and attributes, and of the text since the last tag.
  std::size_t bytes() const { return text_.size() + attribute_text_.size(); }
  std::size_t run_bytes() const { return events_.empty() ? 0 : text_.size() - events_.back().text; }
  std::size_t elements() const { return elements_; }

  // Reading, when all elements are closed.
  std::size_t size() const { return events_.size(); }
  const JatsEvent& operator[](std::size_t at) const { return events_[at]; }
  std::size_t end_of(std::size_t at) const { return events_[at].partner; }
  // The text between an event and the next one.
  std::string_view text_behind(std::size_t at) const;
  // All text inside an element.
  std::string_view raw_text(std::size_t at) const;
  std::string_view attribute(std::size_t at, JatsAttribute which) const;

  // The elements right inside one, in order. Cost: their number.
  std::vector<std::size_t> children(std::size_t at) const;
  // The first of them that is of this kind; 0 without one.
  std::size_t child(std::size_t at, JatsElement element) const;
  // Whether an element of this kind is around the one at `at`.
  bool is_inside(std::size_t at, JatsElement element) const;

 private:
  struct Slice {
    std::uint32_t start = 0;
    std::uint32_t size = 0;
  };

  std::uint32_t keep_attributes(const JatsName& name, const XmlAttributes& attributes);

  std::vector<JatsEvent> events_;
  std::string text_;
  std::vector<std::array<Slice, kJatsAttributes>> attributes_;
  std::string attribute_text_;
  std::uint32_t open_ = 0;  // the innermost open element
  std::size_t elements_ = 0;
};

// A walk over a part of a tape, event by event, that leaves out what is not text of the article: hidden elements, the
// TeX of a formula that is there in MathML too, and all but one of `alternatives` (but all tables, where it is a table).
class JatsCursor {
 public:
  // Over the events from `first` up to and not including `last`.
  JatsCursor(const JatsTape& tape, std::size_t first, std::size_t last) : tape_(tape), next_(first), last_(last) {}

  // Moves on to the next event that is seen; false at the end. An element that is left out shows its end alone.
  bool next();
  // Leaves out the element that starts here: the cursor stands on its end.
  void skip() { at_ = tape_.end_of(at_), next_ = at_ + 1; }

  std::size_t at() const { return at_; }
  const JatsEvent& event() const { return tape_[at_]; }
  std::string_view text() const { return tape_.text_behind(at_); }

 private:
  struct Choice {
    std::size_t of = 0;
    std::size_t chosen = 0;
  };

  bool is_hidden() const;
  void enter();

  const JatsTape& tape_;
  std::size_t next_;
  std::size_t last_;
  std::size_t at_ = 0;
  std::vector<Choice> choices_;  // of the open `alternatives`
  std::size_t formula_end_ = 0;  // up to there TeX is left out
};

// The child of `alternatives` that stands for all: MathML, a table, a western name, else the first with text. 0: none.
std::size_t chosen_alternative(const JatsTape& tape, std::size_t alternatives);

}  // namespace il2search
