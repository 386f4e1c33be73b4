// Records events of an article and walks over them.
#include "corpus/jats/jats_tape.h"

#include <algorithm>

namespace il2search {
namespace {

using E = JatsElement;

int preference(const JatsTape& tape, std::size_t at) {
  constexpr std::size_t kWindow = 4096;  // bounds the cost of leading blanks in nested alternatives
  const E element = tape[at].element;
  if (tape.raw_text(at).substr(0, kWindow).find_first_not_of(" \t\r\n") == std::string_view::npos) return 0;
  if (element == E::math || element == E::table) return 3;
  if (element == E::name && tape.attribute(at, JatsAttribute::kind) == "western") return 2;
  return 1;
}

}  // namespace

void JatsTape::start(JatsElement element, const JatsName* name, const XmlAttributes& attributes) {
  JatsEvent event;
  event.text = static_cast<std::uint32_t>(text_.size());
  event.parent = open_;
  event.element = element;
  event.start = true;
  const bool attributed = name != nullptr && !(name->attributes[0].empty() && name->attributes[1].empty());
  if (attributed) event.attributes = keep_attributes(*name, attributes);
  open_ = static_cast<std::uint32_t>(events_.size());
  events_.push_back(event);
  ++elements_;
}

std::uint32_t JatsTape::keep_attributes(const JatsName& name, const XmlAttributes& attributes) {
  std::array<Slice, kJatsAttributes> row;
  bool any = false;
  for (std::size_t i = 0; i < kJatsAttributes; ++i) {
    if (name.attributes[i].empty()) continue;
    const std::string_view value = attributes.get(name.attributes[i]);
    row[i] = {static_cast<std::uint32_t>(attribute_text_.size()), static_cast<std::uint32_t>(value.size())};
    attribute_text_.append(value);
    any = any || !value.empty();
  }
  if (!any) return 0;
  attributes_.push_back(row);
  return static_cast<std::uint32_t>(attributes_.size());
}

void JatsTape::end() {
  JatsEvent event = events_[open_];
  event.text = static_cast<std::uint32_t>(text_.size());
  event.partner = open_;
  event.start = false;
  events_[open_].partner = static_cast<std::uint32_t>(events_.size());
  open_ = event.parent;
  events_.push_back(event);
}

void JatsTape::clear() {
  events_.clear();
  text_.clear();
  attributes_.clear();
  attribute_text_.clear();
  open_ = 0;
  elements_ = 0;
}

std::string_view JatsTape::text_after(std::size_t at) const {
  const std::size_t end = at + 1 < events_.size() ? events_[at + 1].text : text_.size();
  return std::string_view(text_).substr(events_[at].text, end - events_[at].text);
}

std::string_view JatsTape::raw_text(std::size_t at) const {
  const JatsEvent& event = events_[at];
  return std::string_view(text_).substr(event.text, events_[event.partner].text - event.text);
}

std::string_view JatsTape::attribute(std::size_t at, JatsAttribute which) const {
  const std::uint32_t row = events_[at].attributes;
  if (row == 0) return {};
  const Slice slice = attributes_[row - 1][static_cast<std::size_t>(which)];
  return std::string_view(attribute_text_).substr(slice.start, slice.size);
}

std::vector<std::size_t> JatsTape::children(std::size_t at) const {
  std::vector<std::size_t> list;
  for (std::size_t i = at + 1; i < end_of(at); i = end_of(i) + 1) list.push_back(i);
  return list;
}

std::size_t JatsTape::child(std::size_t at, JatsElement element) const {
  for (std::size_t i = at + 1; i < end_of(at); i = end_of(i) + 1) {
    if (events_[i].element == element) return i;
  }
  return 0;
}

bool JatsTape::is_inside(std::size_t at, JatsElement element) const {
  while (events_[at].parent != at) {
    at = events_[at].parent;
    if (events_[at].element == element) return true;
  }
  return false;
}

std::size_t chosen_alternative(const JatsTape& tape, std::size_t alternatives) {
  std::size_t chosen = 0;
  int best = 0;
  for (const std::size_t at : tape.children(alternatives)) {
    const int rank = preference(tape, at);
    if (rank > best) best = rank, chosen = at;
  }
  return chosen;
}

bool JatsCursor::next() {
  if (next_ >= last_) return false;
  at_ = next_++;
  if (!event().start) {
    if (!choices_.empty() && choices_.back().of == event().partner) choices_.pop_back();
  } else if (is_hidden()) {
    skip();
  } else {
    enter();
  }
  return true;
}

bool JatsCursor::is_hidden() const {
  if (event().element == E::hidden) return true;
  if (event().element == E::tex_math && at_ < formula_end_) return true;
  if (choices_.empty() || choices_.back().of != event().parent || choices_.back().chosen == at_) return false;
  // A long table may be split into several.
  return event().element != E::table || tape_[choices_.back().chosen].element != E::table;
}

void JatsCursor::enter() {
  const E element = event().element;
  if (element == E::alternatives) choices_.push_back({at_, chosen_alternative(tape_, at_)});
  const bool formula = element == E::inline_formula || element == E::disp_formula;
  if (formula && tape_.child(at_, E::math) != 0) formula_end_ = std::max(formula_end_, tape_.end_of(at_));
}

}  // namespace il2search
