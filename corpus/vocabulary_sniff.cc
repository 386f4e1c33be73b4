// One test a format, on the lines or keys that a file of it begins with. Stricter than what `il2index vocabulary` goes
// by: there a file is said to be a vocabulary, here it may be any text.
#include "corpus/vocabulary_sniff.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "corpus/text_utilities.h"

namespace il2search {
namespace {

bool is_numeral(char c) { return c >= '0' && c <= '9'; }

// Takes lines off the front of a text.
class FrontLines {
 public:
  explicit FrontLines(std::string_view text) : rest_(text) {}

  // The next line with something in it that does not begin with `comment`, trimmed at its end; empty at the text's end.
  std::string_view next(char comment = '\0') {
    while (!rest_.empty()) {
      const std::size_t end = std::min(rest_.find('\n'), rest_.size());
      std::string_view line = rest_.substr(0, end);
      rest_.remove_prefix(std::min(end + 1, rest_.size()));
      while (!line.empty() && (line.back() == '\r' || line.back() == ' ')) line.remove_suffix(1);
      if (!line.empty() && line[0] != comment) return line;
    }
    return {};
  }

 private:
  std::string_view rest_;
};

// `default-namespace: x`: a line of OBO's header.
bool is_tag_line(std::string_view line) {
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos || colon < 2) return false;
  return std::all_of(line.begin(), line.begin() + static_cast<std::ptrdiff_t>(colon),
                     [](char c) { return (c >= 'a' && c <= 'z') || c == '-' || c == '_'; });
}

bool is_version_line(std::string_view line) {
  constexpr std::string_view kTag = "format-version:";
  if (!line.starts_with(kTag)) return false;
  const std::string_view version = trimmed(line.substr(kTag.size()));
  return !version.empty() &&
         std::all_of(version.begin(), version.end(), [](char c) { return is_numeral(c) || c == '.'; });
}

bool is_stanza_line(std::string_view line) { return line == "[Term]" || line == "[Typedef]" || line == "[Instance]"; }

// Lines of tags up to the first stanza with its id; a version at the top tells as much, since a header may be long.
bool is_obo(std::string_view text) {
  constexpr char kComment = '!';
  constexpr int kLines = 200;
  FrontLines lines(text);
  std::string_view line = lines.next(kComment);
  if (is_version_line(line)) {
    const std::string_view second = lines.next(kComment);
    return second.empty() || is_tag_line(second) || is_stanza_line(second);
  }
  for (int i = 0; i < kLines && is_tag_line(line); ++i) line = lines.next(kComment);
  return is_stanza_line(line) && lines.next(kComment).starts_with("id:");
}

// `A01.111.428`.
bool is_place_in_tree(std::string_view text) {
  if (text.size() < 3 || text[0] < 'A' || text[0] > 'Z' || !is_numeral(text[1]) || !is_numeral(text[2])) return false;
  for (text.remove_prefix(3); !text.empty(); text.remove_prefix(4)) {
    if (text.size() < 4 || text[0] != '.' || !std::all_of(text.begin() + 1, text.begin() + 4, is_numeral)) return false;
  }
  return true;
}

// `Body Regions;A01`, or a table's row `A01 D001829 Body Regions` with tabs.
bool is_tree_row(std::string_view line) {
  const std::size_t semicolon = line.rfind(';');
  if (semicolon != std::string_view::npos && semicolon > 0 && is_place_in_tree(line.substr(semicolon + 1))) return true;
  const std::size_t tab = line.find('\t');
  return tab != std::string_view::npos && is_place_in_tree(line.substr(0, tab)) &&
         line.substr(tab + 1).starts_with('D');
}

// The first three lines, or all of fewer; a table may have a heading.
bool is_tree_list(std::string_view text) {
  FrontLines lines(text);
  std::string_view line = lines.next();
  if (line.starts_with("Tree Number\t")) line = lines.next();
  if (line.empty()) return false;
  for (int i = 0; i < 3 && !line.empty(); ++i) {
    if (!is_tree_row(line)) return false;
    line = lines.next();
  }
  return true;
}

// The name may stand in quotes.
bool has_cell(std::string_view heading, char separator, std::string_view name) {
  while (true) {
    const std::size_t end = std::min(heading.find(separator), heading.size());
    std::string_view cell = heading.substr(0, end);
    if (cell.size() >= 2 && cell.front() == '"' && cell.back() == '"') cell = cell.substr(1, cell.size() - 2);
    if (equals_ignoring_case(cell, name)) return true;
    if (end == heading.size()) return false;
    heading.remove_prefix(end + 1);
  }
}

template <std::size_t N> bool has_cells(std::string_view heading, const std::array<std::string_view, N>& names) {
  const auto all_by = [&](char separator) {
    return std::all_of(names.begin(), names.end(),
                       [&](std::string_view name) { return has_cell(heading, separator, name); });
  };
  return all_by('\t') || all_by(',');
}

bool is_mapping_table(std::string_view text) {
  constexpr std::array<std::string_view, 3> kColumns = {"subject_id", "predicate_id", "object_id"};
  return has_cells(FrontLines(text).next('#'), kColumns);
}

std::string_view gene_table_name(std::string_view text) {
  constexpr std::array<std::string_view, 2> kNcbi = {"tax_id", "GeneID"};
  constexpr std::array<std::string_view, 2> kHgnc = {"hgnc_id", "symbol"};
  std::string_view heading = FrontLines(text).next();
  if (heading.starts_with('#')) heading.remove_prefix(1);
  if (has_cells(heading, kNcbi)) return "NCBI's gene_info";
  return has_cells(heading, kHgnc) ? "HGNC's table of genes" : std::string_view();
}

bool is_mesh_ascii(std::string_view text) {
  FrontLines lines(text);
  if (lines.next() != "*NEWRECORD") return false;
  const std::string_view second = lines.next();
  return second.empty() || second.find(" = ") != std::string_view::npos;
}

// Takes `token` and the blanks before it off the front of the text; false where something else stands there.
bool take(std::string_view& text, std::string_view token) {
  const std::string_view rest = trimmed(text);
  if (!rest.starts_with(token)) return false;
  text = rest.substr(token.size());
  return true;
}

// An object whose first key is one of a document of obographs, and in it a list of graphs. A record of JSON lines that
// has a member of this name begins with another, or its list holds something else.
bool is_obographs(std::string_view text) {
  constexpr std::size_t kWindow = 4096;
  constexpr std::array<std::string_view, 3> kFirstKeys = {"\"graphs\"", "\"meta\"", "\"@context\""};
  constexpr std::array<std::string_view, 5> kGraphKeys = {"\"id\"", "\"lbl\"", "\"meta\"", "\"nodes\"", "\"edges\""};
  const auto takes_one = [](std::string_view& rest, const auto& tokens) {
    return std::any_of(tokens.begin(), tokens.end(), [&](std::string_view token) { return take(rest, token); });
  };
  std::string_view rest = text.substr(0, kWindow);
  const std::size_t graphs = rest.find("\"graphs\"");
  if (graphs == std::string_view::npos || !take(rest, "{") || !takes_one(rest, kFirstKeys)) return false;
  rest = text.substr(0, kWindow).substr(graphs);
  return take(rest, "\"graphs\"") && take(rest, ":") && take(rest, "[") && take(rest, "{") &&
         takes_one(rest, kGraphKeys);
}

}  // namespace

std::string_view vocabulary_name(std::string_view text) {
  if (text.starts_with('{')) return is_obographs(text) ? "an ontology in obographs JSON" : std::string_view();
  if (is_mesh_ascii(text)) return "MeSH in ASCII";
  if (is_obo(text)) return "an OBO ontology";
  if (is_tree_list(text)) return "MeSH's tree numbers";
  if (is_mapping_table(text)) return "an SSSOM mapping set";
  return gene_table_name(text);
}

}  // namespace il2search
