// Concepts as text that fits a terminal of 80 columns.
#include "cli/print_concept.h"

#include <algorithm>
#include <string_view>
#include <tuple>

#include <fmt/format.h>

#include <il2search/fields.h>
#include <il2search/text.h>

#include "cli/option_table.h"
#include "cli/text_style.h"

namespace il2search::cli {
namespace {

constexpr std::size_t kWidth = 78;  // characters per line
constexpr std::size_t kShownNames = 40;
constexpr std::size_t kShownChildren = 30;
constexpr std::size_t kShownMappings = 30;

using Path = std::vector<ConceptSummary>;

std::string one_line(std::string_view text) { return terminal_safe(text, false); }

std::size_t width_of(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xc0) != 0x80; }));
}

// Words wrapped into lines that are indented by two blanks; a word that is too long gets a line of its own.
std::string wrapped(std::string_view text) {
  std::string out;
  std::size_t column = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    const std::string_view word = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (word.empty()) continue;
    const bool fits = column > 0 && column + 1 + width_of(word) <= kWidth;
    out.append(fits ? " " : column > 0 ? "\n  " : "  ").append(word);
    column = (fits ? column + 1 : 2) + width_of(word);
  }
  return out.empty() ? out : out + "\n";
}

std::string labelled(const ConceptSummary& summary) {
  return one_line(summary.label.empty() ? summary.id : summary.id + "  " + summary.label);
}

std::string joined_ids(const std::vector<std::string>& ids) {
  std::string out;
  for (const std::string& id : ids) out += (out.empty() ? "" : ", ") + one_line(id);
  return out;
}

std::string names_line(const std::vector<ConceptName>& names) {
  std::string out;
  for (std::size_t i = 0; i < std::min(names.size(), kShownNames); ++i) {
    out += (i > 0 ? " · " : "also called: ") + one_line(names[i].text);
    if (names[i].scope != NameScope::exact) out += fmt::format(" ({})", to_string(names[i].scope));
  }
  if (names.size() > kShownNames) out += fmt::format(" · and {} more", names.size() - kShownNames);
  return out;
}

std::string head_text(const ConceptView& view, const TextStyle& style) {
  const Concept& data = view.data;
  std::string text =
      fmt::format("{}  {}  {}\n", one_line(data.id), style.bold(one_line(data.label)),
                  style.dim(fmt::format("({}{})", to_string(data.type), data.obsolete ? ", obsolete" : "")));
  for (const ConceptSummary& successor : view.successors) text += "  now: " + labelled(successor) + "\n";
  if (!data.consider.empty()) text += wrapped("consider: " + joined_ids(data.consider));
  text += wrapped(names_line(data.names));
  text += wrapped(one_line(data.definition));
  if (!data.tree_numbers.empty()) text += wrapped("tree numbers: " + joined_ids(data.tree_numbers));
  return text + fmt::format("  documents: {}, with narrower concepts {}\n", view.documents, view.all_documents);
}

std::string tree_line(std::size_t level, const std::string& label, const ConceptSummary& summary,
                      const TextStyle& style) {
  const std::string counts = fmt::format("{}  {} ({})", one_line(summary.id), summary.documents, summary.all_documents);
  return std::string(4 + 2 * level, ' ') + label + "  " + style.dim(counts) + "\n";
}

std::string children_text(const ConceptView& view, std::size_t level, const TextStyle& style) {
  std::string text;
  const std::size_t shown = std::min(view.children.size(), kShownChildren);
  for (std::size_t i = 0; i < shown; ++i) {
    text += tree_line(level, one_line(view.children[i].label), view.children[i], style);
  }
  if (view.children.size() > shown) {
    text += std::string(4 + 2 * level, ' ') + fmt::format("and {} more\n", view.children.size() - shown);
  }
  return text;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// `C20.111.590.560`: a capital letter and at least two groups of digits separated by points (C20 may be a name).
bool is_tree_number(std::string_view typed) {
  constexpr std::size_t kLongest = 100;
  if (typed.size() < 7 || typed.size() > kLongest || typed[0] < 'A' || typed[0] > 'Z' || !is_digit(typed.back()))
    return false;
  if (!is_digit(typed[1]) || typed.find('.') == std::string_view::npos || typed.find("..") != std::string_view::npos)
    return false;
  return std::all_of(typed.begin() + 1, typed.end(), [](char c) { return is_digit(c) || c == '.'; });
}

// The name after the prefix of a concept field, `gene:IL2`, unless it is an identifier; else nothing.
std::string_view name_after_field(std::string_view typed) {
  const std::size_t colon = typed.find(':');
  if (colon == std::string_view::npos || colon + 1 == typed.size()) return {};
  const std::string_view name = typed.substr(colon + 1);
  const std::vector<FieldInfo> all = fields();
  const bool is_field = std::any_of(all.begin(), all.end(), [&](const FieldInfo& field) {
    return (field.kind == "entity" || field.kind == "heading") && field.name == typed.substr(0, colon);
  });
  const bool is_id = normalize_curie(typed) != typed || std::all_of(name.begin(), name.end(), is_digit);
  return is_field && !is_id ? name : std::string_view();
}

bool same_concept(const ConceptSummary& a, const ConceptSummary& b) { return a.id == b.id; }

// The paths from the root, drawn as one tree: what two paths share is printed once. The narrower concepts follow the first
// occurrence of the concept.
std::string tree_text(const ConceptView& view, const TextStyle& style) {
  if (view.paths.empty() && view.children.empty()) return {};
  std::vector<Path> paths = view.paths;
  if (paths.empty()) paths.emplace_back();
  const auto before = [](const Path& a, const Path& b) {
    return std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end(), [](const auto& x, const auto& y) {
      return std::tie(x.label, x.id) < std::tie(y.label, y.id);
    });
  };
  std::sort(paths.begin(), paths.end(), before);
  const ConceptSummary self{view.data.id, view.data.label, view.data.type, view.documents, view.all_documents};
  std::string text = "  in the tree, with documents (with narrower concepts):\n";
  Path last;
  for (const Path& path : paths) {
    const auto shared = std::mismatch(path.begin(), path.end(), last.begin(), last.end(), same_concept).first;
    for (auto it = shared; it != path.end(); ++it) {
      text += tree_line(static_cast<std::size_t>(it - path.begin()), one_line(it->label), *it, style);
    }
    text += tree_line(path.size(), style.marked("> " + one_line(self.label)), self, style);
    if (&path == &paths.front()) text += children_text(view, path.size() + 1, style);
    last = path;
  }
  return text;
}

std::string mappings_text(const ConceptView& view) {
  if (view.mappings.empty()) return {};
  std::string text = "  mappings:\n";
  const std::size_t shown = std::min(view.mappings.size(), kShownMappings);
  for (std::size_t i = 0; i < shown; ++i) {
    const MappedConcept& mapped = view.mappings[i];
    text +=
        fmt::format("    {}  ({}, {})\n", labelled(mapped.other), to_string(mapped.predicate), one_line(mapped.source));
  }
  if (view.mappings.size() > shown) text += fmt::format("    and {} more\n", view.mappings.size() - shown);
  return text;
}

}  // namespace

std::string concepts_text(const std::vector<ConceptView>& concepts, bool colour) {
  const TextStyle style(colour);
  std::string text;
  for (const ConceptView& view : concepts) {
    if (!text.empty()) text += "\n";
    text += head_text(view, style) + tree_text(view, style) + mappings_text(view);
  }
  return text;
}

std::string concept_hint(std::string_view typed) {
  if (is_tree_number(typed)) {
    return fmt::format(
        "this is a MeSH tree number, not a concept; --concept takes an id or a name, and a query mesh:{}", typed);
  }
  const std::string_view name = name_after_field(typed);
  if (name.empty()) return {};
  return fmt::format("write only the name: --concept '{0}'; in a query write {1}", as_typed(name), as_typed(typed));
}

std::string suggestions_text(const std::vector<Completion>& suggestions) {
  std::string text;
  for (const Completion& suggestion : suggestions) {
    text += fmt::format("{}{} ({})", text.empty() ? "did you mean " : ", ", one_line(suggestion.name),
                        one_line(suggestion.found.id));
  }
  return text.empty() ? text : text + "?";
}

}  // namespace il2search::cli
