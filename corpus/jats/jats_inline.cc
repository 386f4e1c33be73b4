// Joins the texts between events to a line.
#include "corpus/jats/jats_inline.h"

#include <algorithm>
#include <utility>

#include "base/ascii.h"
#include "base/blanks.h"

namespace il2search {
namespace {

using E = JatsElement;

bool is_word(char c) { return !ascii::is_ascii(c) || ascii::is_letter_or_digit(c); }

bool is_one_of(char c, std::string_view set) { return set.find(c) != std::string_view::npos; }

// Some publishers write each TeX formula as a whole document.
std::string_view tex_formula(std::string_view tex) {
  constexpr std::string_view kBegin = "\\begin{document}";
  const std::size_t begin = tex.find(kBegin);
  if (begin != std::string_view::npos) tex.remove_prefix(begin + kBegin.size());
  tex = tex.substr(0, tex.find("\\end{document}"));
  const std::size_t first = tex.find_first_not_of("$ \t\r\n");
  if (first == std::string_view::npos) return {};
  return tex.substr(first, tex.find_last_not_of("$ \t\r\n") - first + 1);
}

// References to figures and tables are part of the sentence ("Figure 1" and "A" are "Figure 1A"). Others are marks.
bool is_reference_mark(std::string_view ref_type) {
  constexpr std::string_view kWords[] = {
      "", "fig", "table", "sec", "app", "boxed-text", "disp-formula", "scheme", "supplementary-material", "list"};
  return std::find(std::begin(kWords), std::end(kWords), ref_type) == std::end(kWords);
}

}  // namespace

JatsLine::Gap JatsLine::gap_around(const JatsTape& tape, std::size_t element) {
  switch (tape[element].element) {
    case E::math:
    case E::math_leaf:
    case E::inline_formula:
    case E::tex_math: return Gap::words;
    case E::xref: return is_reference_mark(tape.attribute(element, JatsAttribute::kind)) ? Gap::reference : Gap::none;
    default: return divides_text(tape[element].element) ? Gap::blank : Gap::none;
  }
}

void JatsLine::add(const JatsTape& tape, JatsCursor& cursor) {
  const JatsEvent event = cursor.event();
  const std::size_t element = event.start ? cursor.at() : event.partner;
  const Gap gap = gap_around(tape, element);
  widen(gap);
  if (event.start && event.element == E::tex_math) {
    add_text(tex_formula(tape.raw_text(element)));
    cursor.skip();
    widen(gap);
  }
  add_text(cursor.text());
}

void JatsLine::add_text(std::string_view text) {
  if (text.empty()) return;
  if (needs_blank(text.front())) text_ += ' ';
  gap_ = Gap::none;
  text_.append(text);
}

bool JatsLine::needs_blank(char next) const {
  if (gap_ == Gap::none || text_.empty()) return false;
  const char last = text_.back();
  if (gap_ == Gap::blank) return !is_one_of(last, "([") && !is_one_of(next, ".,;:)]");
  const bool sticks = is_word(last) || (gap_ == Gap::reference && is_one_of(last, ".,;:)]\"'%"));
  return sticks && is_word(next);
}

std::string JatsLine::finish() {
  std::string line = squeeze_blanks(text_);
  text_.clear();
  gap_ = Gap::none;
  return line;
}

std::string jats_text_between(const JatsTape& tape, std::size_t first, std::size_t last,
                              std::initializer_list<JatsElement> without) {
  JatsLine line;
  JatsCursor cursor(tape, first, last);
  while (cursor.next()) {
    const JatsEvent& event = cursor.event();
    const bool inside = event.start && cursor.at() != first;
    if (inside && std::find(without.begin(), without.end(), event.element) != without.end()) cursor.skip();
    line.add(tape, cursor);
  }
  return line.finish();
}

std::string jats_text(const JatsTape& tape, std::size_t at, std::initializer_list<JatsElement> without) {
  return jats_text_between(tape, at, tape.end_of(at), without);
}

}  // namespace il2search
