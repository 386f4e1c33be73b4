// Walks over running text. Elements are sections, headings, blocks (which end a line), rows with cells, or inline markup.
#include "corpus/jats/jats_sections.h"

#include <algorithm>
#include <utility>

#include "corpus/jats/jats_types.h"

namespace il2search {
namespace {

using E = JatsElement;

constexpr std::string_view kSubArticle = "sub-article";
constexpr std::string_view kTextBlanks = " \t";

bool opens_section(E element) {
  switch (element) {
    case E::sec:
    case E::app:
    case E::ack:
    case E::glossary:
    case E::notes:
    case E::fn_group:
    case E::boxed_text:
    case E::fig:
    case E::fig_group:
    case E::table_wrap:
    case E::table_wrap_group:
    case E::supplementary_material:
    case E::bio:
    case E::sub_article:
    case E::response:
    case E::abstract:
    case E::trans_abstract: return true;
    default: return false;
  }
}

bool is_row(E element) { return element == E::row || element == E::compound_kwd; }
bool is_group_of_lines(E element) { return element == E::lines || element == E::table || element == E::def_list; }

// Elements whose title or label belongs to the section around them.
bool passes_heading_on(E element) {
  return element == E::caption || element == E::media || element == E::title_group || element == E::front ||
         element == E::article_meta;
}

// Title and abstract are the only front matter of sub-articles that is read.
bool is_front_text(E element) {
  return element == E::article_meta || element == E::title_group || element == E::abstract ||
         element == E::trans_abstract;
}

bool is_heading_element(E element) {
  return element == E::title || element == E::label || element == E::article_title || element == E::subtitle;
}

// Elements that begin and end a line.
bool is_block(E element) {
  switch (element) {
    case E::block:
    case E::body:
    case E::caption:
    case E::cell:
    case E::compound_kwd:
    case E::def_list:
    case E::floats:
    case E::fn:
    case E::kwd:
    case E::lines:
    case E::row:
    case E::table:
    case E::title: return true;
    default: return opens_section(element);
  }
}

void join(std::string& to, std::string_view separator, std::string_view more) {
  if (!to.empty() && !more.empty()) to.append(separator);
  to.append(more);
}

}  // namespace

void JatsSections::add(std::size_t element) {
  open(element);
  // Parts are added in any order, so the ends of rows and lists of the previous part do not apply.
  row_end_ = last_lines_ = 0;
  lines_start_ = lines_end_ = 0;
  if (tape_[element].element == E::kwd_group) lines_start_ = element, lines_end_ = tape_.end_of(element);
  line_.add_text(tape_.text_after(element));
  JatsCursor cursor(tape_, element + 1, tape_.end_of(element));
  while (cursor.next()) event(cursor);
  flush(tape_.end_of(element));
  close();
}

void JatsSections::event(JatsCursor& cursor) {
  const JatsEvent event = cursor.event();
  if (cursor.at() < row_end_) {
    if (!event.start && event.element == E::cell) end_cell();
    line_.add(tape_, cursor);
    return;
  }
  if (event.start) start(cursor);
  else end(cursor);
}

void JatsSections::start(JatsCursor& cursor) {
  const std::size_t at = cursor.at();
  const E element = cursor.event().element;
  if (is_unread(at)) {
    cursor.skip();
  } else if (is_section(at)) {
    flush(at);
    open(at);
  } else if (is_block(element) || (is_heading_element(element) && is_heading(at))) {
    start_block(at, element);
  }
  line_.add(tape_, cursor);
}

bool JatsSections::is_unread(std::size_t at) const {
  const E around = tape_[tape_[at].parent].element;
  const bool in_front = around == E::front || around == E::article_meta;
  return tape_[at].element == E::ref_list || (in_front && !is_front_text(tape_[at].element));
}

bool JatsSections::is_section(std::size_t at) const {
  const E element = tape_[at].element;
  if (element == E::fn) return is_conflict_type(tape_.attribute(at, JatsAttribute::kind));
  // A film with a legend. Inside a supplement, the text belongs to the supplement.
  if (element == E::media)
    return tape_.end_of(at) > at + 1 && tape_[tape_[at].parent].element != E::supplementary_material;
  return opens_section(element);
}

void JatsSections::start_block(std::size_t at, JatsElement element) {
  if (!label_before_) flush(at);
  label_before_ = false;
  if (is_row(element)) row_end_ = tape_.end_of(at);
  if (is_group_of_lines(element) && at > lines_end_) {
    lines_start_ = at;
    lines_end_ = tape_.end_of(at);
  }
}

void JatsSections::end(JatsCursor& cursor) {
  const std::size_t at = cursor.at();
  const std::size_t element = cursor.event().partner;
  const E kind = cursor.event().element;
  const E around = tape_[cursor.event().parent].element;
  if (is_heading_element(kind) && is_heading(element)) {
    end_heading();
  } else if (kind == E::label) {
    label_before_ = around == E::block || around == E::fn;
  } else if (is_block(kind) || kind == E::media) {
    flush(at);
  }
  if (frames_.size() > 1 && frames_.back().element == element) close();
  line_.add(tape_, cursor);
}

void JatsSections::open(std::size_t element) {
  Frame frame;
  frame.element = element;
  frame.section = sections_.size();
  frame.type = type_for(element);
  sections_.push_back({{}, frame.type, {}});
  frames_.push_back(std::move(frame));
}

std::string JatsSections::type_for(std::size_t element) const {
  const std::string_view kind = tape_.attribute(element, JatsAttribute::kind);
  std::string above = frames_.empty() ? std::string() : frames_.back().type;
  if (above == kSubArticle) return above;
  std::string own = section_type_of_element(tape_[element].element, kind);
  return own.empty() ? above : own;
}

void JatsSections::close() {
  const Frame frame = std::move(frames_.back());
  frames_.pop_back();
  BodySection& section = sections_[frame.section];
  if (!states_conflict(frame)) return;
  join(conflicts_, " ", section.text);
  sections_.pop_back();
}

// A statement that has sections of its own remains in the body.
bool JatsSections::states_conflict(const Frame& frame) const {
  if (frame.type == kSubArticle || frame.section + 1 != sections_.size()) return false;
  if (sections_[frame.section].text.empty()) return false;
  const E element = tape_[frame.element].element;
  if (is_conflict_type(tape_.attribute(frame.element, JatsAttribute::kind))) return true;
  const bool statement = element == E::sec || element == E::notes || element == E::fn_group || element == E::ack;
  return statement && is_conflict_title(sections_[frame.section].heading);
}

bool JatsSections::is_heading(std::size_t element) const {
  std::size_t around = tape_[element].parent;
  while (around != frames_.back().element && passes_heading_on(tape_[around].element)) around = tape_[around].parent;
  return around == frames_.back().element;
}

void JatsSections::end_heading() {
  Frame& frame = frames_.back();
  BodySection& section = sections_[frame.section];
  const std::string words = line_.finish();
  if (frame.type.empty()) frame.type = section.type = section_type_of_title(words);
  join(section.heading, " ", words);
}

void JatsSections::end_cell() { cells_.append(line_.finish()).append("\t"); }

void JatsSections::flush(std::size_t at) {
  label_before_ = false;
  cells_.append(line_.finish());
  const std::size_t end = cells_.find_last_not_of(kTextBlanks);
  if (end != std::string::npos) append(at, std::string_view(cells_).substr(0, end + 1));
  cells_.clear();
}

void JatsSections::append(std::size_t at, std::string_view line) {
  const std::size_t lines = at <= lines_end_ ? lines_start_ : 0;
  join(sections_[frames_.back().section].text, lines != 0 && lines == last_lines_ ? "\n" : "\n\n", line);
  last_lines_ = lines;
}

std::vector<BodySection> JatsSections::finish() {
  const auto is_empty = [](const BodySection& section) { return section.heading.empty() && section.text.empty(); };
  sections_.erase(std::remove_if(sections_.begin(), sections_.end(), is_empty), sections_.end());
  return std::move(sections_);
}

}  // namespace il2search
