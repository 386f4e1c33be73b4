// Markdown, read a line at a time.
#include "corpus/pages/paper_lines.h"

#include <algorithm>

#include "base/blanks.h"
#include "corpus/text_utilities.h"

namespace il2search {

std::vector<PagePart> page_parts(std::string_view text) {
  std::vector<PagePart> parts(1);
  for (const std::string_view raw : lines_of(text)) {
    const std::string_view line = trimmed(raw);
    const std::size_t level = heading_level(line);
    if (level >= 2) parts.push_back({trimmed(line.substr(level)), level, {}});
    else parts.back().lines.push_back(line);
  }
  return parts;
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
  std::string_view label = trimmed(line.substr(2, end - 2));
  std::string_view value = trimmed(line.substr(end + 2));
  if (label.ends_with(':')) label.remove_suffix(1);
  else if (value.starts_with(':')) value = trimmed(value.substr(1));
  else return {};
  return {trimmed(label), value};
}

LabelledLine labelled(std::string_view line) {
  if (const LabelledLine bold = bold_label(line); !bold.label.empty()) return bold;
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos || colon == 0 || colon > 30) return {};
  return {trimmed(line.substr(0, colon)), trimmed(line.substr(colon + 1))};
}

bool is_one_of(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return equals_ignoring_case(text, word); });
}

// Where the link whose "](" stands at `at` ends; npos where it is none. Addresses are short: a long search would let a
// hostile page cost quadratic time.
std::size_t link_end(std::string_view text, std::size_t at) {
  constexpr std::size_t kMaxAddressBytes = 2048;
  const std::size_t close = text.substr(at, kMaxAddressBytes).find(')');
  return close == std::string_view::npos ? close : at + close;
}

// The place of the last "[" that a link may begin with.
std::size_t link_start(const std::string& text) {
  constexpr std::size_t kMaxLinkTextBytes = 2048;
  const std::size_t open =
      std::string_view(text).substr(text.size() - std::min(text.size(), kMaxLinkTextBytes)).rfind('[');
  return open == std::string_view::npos ? open : text.size() - std::min(text.size(), kMaxLinkTextBytes) + open;
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

// Paragraphs of the lines, a line each: lines of one paragraph are joined.
std::string paragraphs_of(const Lines& lines) {
  std::string text;
  bool fresh = true;
  for (const std::string_view line : lines) {
    if (line.empty() || is_rule(line)) {
      fresh = true;
      continue;
    }
    const Behind item = list_item(line);
    std::string words = plain_words(item.found ? item.rest : line);
    if (words.empty()) continue;
    if (!text.empty()) text += fresh || item.found ? '\n' : ' ';
    text += words;
    fresh = false;
  }
  return text;
}

std::vector<std::string> items_of(const Lines& lines) {
  std::vector<std::string> items;
  for (const std::string_view line : lines) {
    if (line.empty() || is_rule(line)) continue;
    const Behind item = list_item(line);
    std::string words = plain_words(item.found ? item.rest : line);
    if (item.found || items.empty()) items.push_back(std::move(words));
    else items.back() += ' ' + words;
  }
  return items;
}

}  // namespace il2search
