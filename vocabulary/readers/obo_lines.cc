// Lines of OBO -> tags, values, modifiers.
#include "vocabulary/readers/obo_lines.h"

#include "base/blanks.h"

namespace il2search {
namespace {

constexpr std::string_view kBlanks = " \t";

// Whether the text ends or has a blank there.
bool is_boundary(std::string_view text, std::size_t at) {
  return at >= text.size() || text[at] == ' ' || text[at] == '\t';
}

// Whether the last of the trailing backslashes escapes the line feed: there is an odd number of them.
bool is_continued(std::string_view line) {
  const std::size_t last = line.find_last_not_of('\\');
  const std::size_t marks = last == std::string_view::npos ? line.size() : line.size() - last - 1;
  return marks % 2 == 1;
}

// Where the comment starts: at an exclamation mark between blanks, outside quotation marks. The text's size without one.
std::size_t comment_start(std::string_view text) {
  if (text.find('!') == std::string_view::npos) return text.size();
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\') ++i;
    else if (text[i] == '"') quoted = !quoted;
    else if (text[i] == '!' && !quoted && (i == 0 || is_boundary(text, i - 1)) && is_boundary(text, i + 1)) return i;
  }
  return text.size();
}

// Names contain braces too ("N-{2-[…]}amide"); in modifiers a word, "=" and a quotation mark follow the brace. The search
// stops at the next brace, so that a line full of braces costs linear time.
bool is_modifier_list(std::string_view text) {
  const std::size_t word = text.find_first_not_of(kBlanks);
  if (word == std::string_view::npos) return false;
  const std::size_t end = text.find_first_of("= \t\"{}[]()", word);
  return end != std::string_view::npos && end > word && text.substr(end, 2) == "=\"";
}

void split_modifiers(OboTag& tag) {
  std::string_view& value = tag.value;
  if (!value.ends_with('}')) return;
  for (std::size_t open = value.rfind('{'); open != std::string_view::npos; open = value.rfind('{', open - 1)) {
    const std::string_view inside = value.substr(open + 1, value.size() - open - 2);
    if ((open == 0 || is_boundary(value, open - 1)) && is_modifier_list(inside)) {
      tag.modifiers = inside;
      value = trim_blanks(value.substr(0, open));
      return;
    }
    if (open == 0) return;
  }
}

// The character that an escape stands for; '\0' for unknown escapes.
char meaning_of_escape(char c) {
  constexpr std::string_view kLiteral = ":,\"\\()[]{}!'";
  if (c == 'n') return '\n';
  if (c == 't') return '\t';
  if (c == 'W') return ' ';
  return kLiteral.find(c) == std::string_view::npos ? '\0' : c;
}

}  // namespace

bool OboLines::next() {
  if (!lines_.next(line_)) return false;
  position_ = {++number_, line_.offset};
  cut_ = line_.cut;
  text_ = line_.text;
  if (!cut_ && is_continued(text_)) join();
  text_ = trim_blanks(text_);
  return true;
}

void OboLines::join() {
  joined_.assign(text_);
  while (!cut_ && is_continued(joined_)) {
    joined_.back() = ' ';
    if (!lines_.next(line_)) break;
    ++number_;
    cut_ = line_.cut || joined_.size() + line_.text.size() > cap_;
    if (!cut_) joined_.append(line_.text);
  }
  text_ = joined_;
}

OboTag split_obo_tag(std::string_view line) {
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos || colon == 0) return {};
  OboTag tag;
  tag.name = trim_blanks(line.substr(0, colon));
  if (tag.name.find_first_of(" \t\"") != std::string_view::npos) return {};
  const std::string_view rest = line.substr(colon + 1);
  tag.value = trim_blanks(rest.substr(0, comment_start(rest)));
  split_modifiers(tag);
  return tag;
}

OboText obo_text(std::string_view written) {
  OboText result;
  std::size_t from = 0;
  for (std::size_t mark = written.find('\\'); mark != std::string_view::npos; mark = written.find('\\', from)) {
    result.text.append(written.substr(from, mark - from));
    const char meaning = mark + 1 < written.size() ? meaning_of_escape(written[mark + 1]) : '\0';
    if (meaning == '\0') {
      result.unknown_escape = true;
      result.text += '\\';
      from = mark + 1;
    } else {
      result.text += meaning;
      from = mark + 2;
    }
  }
  result.text.append(written.substr(from));
  return result;
}

OboQuoted obo_quoted(std::string_view value) {
  if (!value.starts_with('"')) return {};
  for (std::size_t i = 1; i < value.size(); ++i) {
    if (value[i] == '\\') ++i;
    else if (value[i] == '"') return {value.substr(1, i - 1), trim_blanks(value.substr(i + 1)), true};
  }
  return {};
}

std::string_view obo_word(std::string_view value) { return value.substr(0, value.find_first_of(kBlanks)); }

}  // namespace il2search
