// Markdown, one line at a time.
#include "corpus/pages/paper_lines.h"

#include <algorithm>

#include "base/ascii.h"
#include "base/blanks.h"

namespace il2search {
namespace {

// The offset of the parenthesis that closes the address of the link whose "](" is at `at`; npos if it is not a link.
// Addresses are short; an unbounded search would let a hostile page cost quadratic time.
std::size_t link_end(std::string_view text, std::size_t at) {
  constexpr std::size_t kMaxAddressBytes = 2048;
  const std::size_t close = text.substr(at, kMaxAddressBytes).find(')');
  return close == std::string_view::npos ? close : at + close;
}

// The offset of the last "[" that a link may begin with.
std::size_t link_start(std::string_view text) {
  constexpr std::size_t kMaxLinkTextBytes = 2048;
  const std::string_view window = text.substr(text.size() - std::min(text.size(), kMaxLinkTextBytes));
  const std::size_t open = window.rfind('[');
  return open == std::string_view::npos ? open : text.size() - window.size() + open;
}

}  // namespace

std::vector<MarkdownSection> markdown_sections(std::string_view text) {
  std::vector<MarkdownSection> sections(1);
  for (const std::string_view raw : lines_of(text)) {
    const std::string_view line = trim_blanks(raw);
    const std::size_t level = heading_level(line);
    if (level >= 2) sections.push_back({trim_blanks(line.substr(level)), level, {}});
    else sections.back().lines.push_back(line);
  }
  return sections;
}

std::size_t heading_level(std::string_view line) {
  const std::size_t level = line.find_first_not_of('#');
  return level != std::string_view::npos && level <= 6 && level > 0 && line[level] == ' ' ? level : 0;
}

bool is_rule(std::string_view line) {
  return line.size() >= 3 && line.find_first_not_of(line[0]) == std::string_view::npos &&
         std::string_view("-*_").find(line[0]) != std::string_view::npos;
}

LabelledLine bold_label(std::string_view line) {
  if (!line.starts_with("**")) return {};
  const std::size_t end = line.find("**", 2);
  if (end == std::string_view::npos) return {};
  std::string_view label = trim_blanks(line.substr(2, end - 2));
  std::string_view value = trim_blanks(line.substr(end + 2));
  if (label.ends_with(':')) label.remove_suffix(1);
  else if (value.starts_with(':')) value = trim_blanks(value.substr(1));
  else return {};
  return {trim_blanks(label), value};
}

LabelledLine labelled(std::string_view line) {
  if (const LabelledLine bold = bold_label(line); !bold.label.empty()) return bold;
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos || colon == 0 || colon > 30) return {};
  return {trim_blanks(line.substr(0, colon)), trim_blanks(line.substr(colon + 1))};
}

bool is_one_of(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return ascii::equals_ignoring_case(text, word); });
}

std::string plain_words(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text.substr(at, 2) == "**") {
      ++at;
      continue;
    }
    const std::size_t end = text.substr(at, 2) == "](" ? link_end(text, at) : std::string_view::npos;
    const std::size_t open = end == std::string_view::npos ? end : link_start(out);
    if (open == std::string_view::npos) {
      out += text[at];
    } else {
      out.erase(open, 1);
      at = end;
    }
  }
  return squeeze_blanks(out);
}

std::string paragraphs_of(const Lines& lines) {
  std::string text;
  bool new_paragraph = true;
  for (const std::string_view line : lines) {
    if (line.empty() || is_rule(line)) {
      new_paragraph = true;
      continue;
    }
    const auto item = list_item(line);
    std::string words = plain_words(item ? *item : line);
    if (words.empty()) continue;
    if (!text.empty()) text += new_paragraph || item.has_value() ? '\n' : ' ';
    text += words;
    new_paragraph = false;
  }
  return text;
}

std::vector<std::string> items_of(const Lines& lines) {
  std::vector<std::string> items;
  for (const std::string_view line : lines) {
    if (line.empty() || is_rule(line)) continue;
    const auto item = list_item(line);
    std::string words = plain_words(item ? *item : line);
    if (item.has_value() || items.empty()) items.push_back(std::move(words));
    else items.back() += ' ' + words;
  }
  return items;
}

}  // namespace il2search
