// JatsTape: the events of one JATS article in document order, over one run of text. The reader (jats.cc) records them;
// jats_article.cc and the files below it read the article from them.
//
// A tree without pointers: each event knows its partner, so an element is a range of events, its text is one slice, and it
// is skipped in one step. All walks are loops; nothing recurses.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/xml/xml.h"
#include "corpus/jats/jats_elements.h"

namespace il2search {

struct JatsEvent {
  std::uint32_t text = 0;        // position in the text
  std::uint32_t partner = 0;     // the event at the other end of the element
  std::uint32_t parent = 0;      // start event of the parent; the root is its own parent
  std::uint32_t attributes = 0;  // row of attributes, counted from 1; 0 if there are none
  JatsElement element = JatsElement::other;
  bool start = false;
};

// Elements are given by the indexes of their start events. 0 is the root, or "not found" as the result of a search. Memory:
// two events of 20 bytes per element, and the text, of less than 4 GiB.
class JatsTape {
 public:
  // ---- recording; elements are closed in order
  void start(JatsElement element, const JatsName* name, const XmlAttributes& attributes);
  void end();
  void add_text(std::string_view piece) { text_.append(piece); }
  void clear();

  // Bytes in texts and attributes, and of the text since the last tag.
  std::size_t bytes() const { return text_.size() + attribute_text_.size(); }
  std::size_t run_bytes() const { return events_.empty() ? 0 : text_.size() - events_.back().text; }
  std::size_t elements() const { return elements_; }

  // ---- reading, once all elements are closed
  std::size_t size() const { return events_.size(); }
  const JatsEvent& operator[](std::size_t at) const { return events_[at]; }
  std::size_t end_of(std::size_t at) const { return events_[at].partner; }
  // The text between an event and the next one.
  std::string_view text_after(std::size_t at) const;
  // All text inside an element.
  std::string_view raw_text(std::size_t at) const;
  std::string_view attribute(std::size_t at, JatsAttribute which) const;

  // The children of an element, in order. Cost: their number.
  std::vector<std::size_t> children(std::size_t at) const;
  // The first child of this kind, or 0.
  std::size_t child(std::size_t at, JatsElement element) const;
  // Whether an ancestor is of this kind.
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

// A walk over some events of a tape. It leaves out what is not text of the article: hidden elements, the TeX of formulas
// that are also in MathML, and all but one of `alternatives` (but all tables if a table is chosen).
class JatsCursor {
 public:
  // Over the events from `first` up to, but not including, `last`.
  JatsCursor(const JatsTape& tape, std::size_t first, std::size_t last) : tape_(tape), next_(first), last_(last) {}

  // Moves to the next event; false at the end. Of an element that is left out, only the end is seen.
  bool next();
  // Skips the element that starts here. The current event is then its end.
  void skip() { at_ = tape_.end_of(at_), next_ = at_ + 1; }

  std::size_t at() const { return at_; }
  const JatsEvent& event() const { return tape_[at_]; }
  std::string_view text() const { return tape_.text_after(at_); }

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
  std::size_t formula_end_ = 0;  // TeX before it is left out
};

// The child of `alternatives` to read: MathML, a table, a western name, or else the first one with text. 0 if none has text.
std::size_t chosen_alternative(const JatsTape& tape, std::size_t alternatives);

}  // namespace il2search
