// Lines of Markdown, as far as a paper's page needs them: headings, labels, lists, paragraphs. Lines are trimmed.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace il2search {

using Lines = std::vector<std::string_view>;

// A line `## Heading` with the lines behind it; level 0 is what stands before the first such line.
struct PagePart {
  std::string_view heading;
  std::size_t level = 0;
  Lines lines;
};

// The parts of a page; the first is always the one without heading and holds the headline of level 1.
std::vector<PagePart> page_parts(std::string_view text);

// 1 to 6 for "# …" to "###### …", else 0.
std::size_t heading_level(std::string_view line);

// A line of three or more -, * or _.
bool is_rule(std::string_view line);

// Label and value of a line; an empty label where it has none.
struct LabelledLine {
  std::string_view label;
  std::string_view value;
};

// "**Label:** value" or "**Label**: value".
LabelledLine bold_label(std::string_view line);

// These, or "Label: value" with a short label.
LabelledLine labelled(std::string_view line);

bool is_one_of(std::string_view text, std::initializer_list<std::string_view> words);

// Without the marks of bold text and links, and without superfluous blanks: "**x** [y](address)" -> "x y".
std::string plain_words(std::string_view text);

// Paragraphs and list items, a line each.
std::string paragraphs_of(const Lines& lines);

// The items of a list; lines without mark go on with the item before them.
std::vector<std::string> items_of(const Lines& lines);

}  // namespace il2search
