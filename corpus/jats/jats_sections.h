// Running text of a JATS article -> BodySections: the body, back matter, floats, abstracts and sub-articles.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <il2search/document.h>

#include "corpus/jats/jats_inline.h"
#include "corpus/jats/jats_tape.h"

namespace il2search {

// add() the parts of one article in the order of its sections, then finish().
//
// Each section of the source is a section with its own heading and text. Its subsections, figures, tables and boxes follow
// it as sections of their own. Paragraphs are separated by an empty line, items of lists and rows of tables by a line feed,
// cells by a tab.
class JatsSections {
 public:
  explicit JatsSections(const JatsTape& tape) : tape_(tape) {}

  // Adds the contents of the element. It becomes a section itself if it has text outside its sections.
  void add(std::size_t element);

  // A section without title.
  void add_text(std::string type, std::string text) { sections_.push_back({{}, std::move(type), std::move(text)}); }

  // All sections that are not empty.
  std::vector<BodySection> finish();
  // The statements about conflicts of interest, which are not among the sections.
  const std::string& conflicts() const { return conflicts_; }

 private:
  // An open section.
  struct Frame {
    std::size_t element = 0;  // its start event
    std::size_t section = 0;
    std::string type;  // inherited by sections inside that have none of their own
  };

  void event(JatsCursor& cursor);
  void start(JatsCursor& cursor);
  void end(JatsCursor& cursor);
  void open(std::size_t element);
  void close();
  std::string type_for(std::size_t element) const;
  bool is_heading(std::size_t element) const;
  void end_heading();
  bool is_unread(std::size_t at) const;
  bool is_section(std::size_t at) const;
  void end_cell();
  void start_block(std::size_t at, JatsElement element);
  void flush(std::size_t at);
  void append(std::size_t at, std::string_view line);
  bool states_conflict(const Frame& frame) const;

  const JatsTape& tape_;
  std::vector<BodySection> sections_;
  std::vector<Frame> frames_;
  std::string conflicts_;

  JatsLine line_;
  std::string cells_;            // of the current row, before line_
  std::size_t row_end_ = 0;      // of the current row, in which only cells end a line
  std::size_t lines_start_ = 0;  // the outermost open list or table, and its end
  std::size_t lines_end_ = 0;
  std::size_t last_lines_ = 0;  // the list or table of the last line
  bool label_before_ = false;   // the line has only a label yet, and the labelled text goes on the same line
};

}  // namespace il2search
