// Lines of Markdown, as far as the page of a paper needs them: headings, labels, lists, paragraphs. Lines are trimmed.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "corpus/text_utilities.h"

namespace il2search {

// A line `## Heading` and the lines after it. The lines before the first heading have level 0.
struct MarkdownSection {
  std::string_view heading;
  std::size_t level = 0;
  Lines lines;
};

// The sections of a page. The first one always has no heading; its lines include the headline of level 1.
std::vector<MarkdownSection> markdown_sections(std::string_view text);

// 1 to 6 for "# …" to "###### …", 0 for other lines.
std::size_t heading_level(std::string_view line);

// A line of three or more -, * or _.
bool is_rule(std::string_view line);

// Label and value of a line; the label is empty if it has none.
struct LabelledLine {
  std::string_view label;
  std::string_view value;
};

// "**Label:** value" or "**Label**: value".
LabelledLine bold_label(std::string_view line);

// A bold label, or "Label: value" with a short label.
LabelledLine labelled(std::string_view line);

bool is_one_of(std::string_view text, std::initializer_list<std::string_view> words);

// The text without the markup of bold text and links, its blanks squeezed: "**x** [y](address)" -> "x y".
std::string plain_words(std::string_view text);

// Paragraphs and list items, one per line. The lines of a paragraph are joined.
std::string paragraphs_of(const Lines& lines);

// The items of a list. A line without a bullet continues the previous item.
std::vector<std::string> items_of(const Lines& lines);

}  // namespace il2search
