// Plain text -> title and paragraphs.
#include "corpus/pages/text_reader.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "base/blanks.h"
#include "base/utf8.h"
#include "corpus/pages/whole_text.h"
#include "corpus/text_utilities.h"

namespace il2search {
namespace {

constexpr std::size_t kMaxTitleBytes = 500;

std::string_view without_heading_marks(std::string_view line) {
  const std::size_t marks = line.find_first_not_of('#');
  if (marks == 0 || marks == std::string_view::npos || marks > 6 || line[marks] != ' ') return line;
  return trim_blanks(line.substr(marks));
}

// The end of a title that is cut from a paragraph: after its first sentence, or else after the last word that fits.
std::size_t title_end(std::string_view paragraph) {
  const std::string_view window = paragraph.substr(0, kMaxTitleBytes);
  for (std::size_t i = 0; i + 1 < window.size(); ++i) {
    if (std::string_view(".?!").find(window[i]) != std::string_view::npos && window[i + 1] == ' ') return i + 1;
  }
  const std::size_t blank = window.rfind(' ');
  if (blank != std::string_view::npos) return blank;
  std::size_t end = window.size();
  while (end > 0 && is_utf8_continuation(paragraph[end])) --end;
  return end;
}

bool ends_sentence(std::string_view line) {
  while (!line.empty() && std::string_view("\"')]").find(line.back()) != std::string_view::npos) line.remove_suffix(1);
  return line.empty() || std::string_view(".?!:").find(line.back()) != std::string_view::npos;
}

bool begins_paragraph(std::string_view line) { return list_item(line) || line.starts_with('#'); }

void add_line(std::string& text, std::string_view line, bool new_paragraph) {
  if (!text.empty()) text += new_paragraph ? '\n' : ' ';
  text += line;
}

std::string join_paragraphs(const Lines& lines, std::size_t from) {
  std::string text;
  bool new_paragraph = true;
  for (std::size_t i = from; i < lines.size(); ++i) {
    const std::string_view line = trim_blanks(lines[i]);
    if (line.empty()) {
      new_paragraph = true;
      continue;
    }
    add_line(text, line, new_paragraph || begins_paragraph(line));
    new_paragraph = ends_sentence(line);
  }
  return text;
}

}  // namespace

Document parse_plain_text(std::string_view text) {
  Document document;
  const Lines lines = lines_of(text);
  std::size_t first = 0;
  while (first < lines.size() && trim_blanks(lines[first]).empty()) ++first;
  if (first == lines.size()) return document;
  const std::string_view line = without_heading_marks(trim_blanks(lines[first]));
  const bool is_title = line.size() <= kMaxTitleBytes;
  document.title = squeeze_blanks(is_title ? line : line.substr(0, title_end(line)));
  std::string paragraphs = join_paragraphs(lines, is_title ? first + 1 : first);
  if (!paragraphs.empty()) document.abstract.push_back({"", std::move(paragraphs)});
  return document;
}

std::unique_ptr<Reader> make_text_reader(std::unique_ptr<ByteSource> source, ReaderOptions options) {
  return make_whole_text_reader(std::move(source), std::move(options), parse_plain_text);
}

}  // namespace il2search
