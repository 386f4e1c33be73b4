// Finds headings by a table of words and splits the text at them.
#include "corpus/pages/glued_labels.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>

#include "base/ascii.h"
#include "base/blanks.h"

namespace il2search {
namespace {

// Joined by "/", "and" or "&" they form further headings.
constexpr std::array<std::string_view, 62> kLabels = {"Purpose of the review",
                                                      "Purpose of review",
                                                      "Purpose",
                                                      "Recent findings",
                                                      "Key findings",
                                                      "Main findings",
                                                      "Findings",
                                                      "Principal findings",
                                                      "Summary",
                                                      "Background and aims",
                                                      "Background and objectives",
                                                      "Background",
                                                      "Introduction",
                                                      "Rationale",
                                                      "Context",
                                                      "Objectives",
                                                      "Objective",
                                                      "Aims",
                                                      "Aim",
                                                      "Hypothesis",
                                                      "Goals",
                                                      "Study design",
                                                      "Trial design",
                                                      "Design",
                                                      "Setting",
                                                      "Settings",
                                                      "Participants",
                                                      "Patients",
                                                      "Subjects",
                                                      "Interventions",
                                                      "Intervention",
                                                      "Exposures",
                                                      "Main outcomes and measures",
                                                      "Main outcome measures",
                                                      "Outcome measures",
                                                      "Measurements",
                                                      "Materials and methods",
                                                      "Material and methods",
                                                      "Patients and methods",
                                                      "Methods and analysis",
                                                      "Methods",
                                                      "Method",
                                                      "Methodology",
                                                      "Data sources",
                                                      "Data extraction",
                                                      "Data synthesis",
                                                      "Study selection",
                                                      "Main results",
                                                      "Results",
                                                      "Result",
                                                      "Interpretation",
                                                      "Discussion",
                                                      "Limitations",
                                                      "Conclusions and relevance",
                                                      "Conclusions",
                                                      "Conclusion",
                                                      "Significance",
                                                      "Clinical significance",
                                                      "Implications",
                                                      "Trial registration",
                                                      "Registration",
                                                      "Funding"};

struct Label {
  std::size_t start;
  std::size_t end;
  std::size_t text;   // where the section's text begins
  bool weak = false;  // followed by a blank and a capital, which may also be the beginning of a sentence
};

// A capital, a digit or a letter outside ASCII.
bool begins_text(char c) { return ascii::is_upper(c) || ascii::is_digit(c) || !ascii::is_ascii(c); }

bool at_sentence_start(std::string_view text, std::size_t at) {
  const std::size_t last = text.substr(0, at).find_last_not_of(" \t");
  if (last == std::string_view::npos) return true;
  return std::string_view("\n.?!)]:;").find(text[last]) != std::string_view::npos;
}

// The end of the longest heading of the table that begins at `at`, or `at`.
std::size_t word_end(std::string_view text, std::size_t at) {
  std::size_t longest = 0;
  for (const std::string_view label : kLabels) {
    if (label.size() > longest && ascii::starts_with_ignoring_case(text.substr(at), label)) {
      longest = label.size();
    }
  }
  return at + longest;
}

// The same for joined headings: "Background/Objectives", "Results and Discussion".
std::size_t label_end(std::string_view text, std::size_t at) {
  constexpr std::array<std::string_view, 5> kJoins = {"/", " / ", " and ", " AND ", " & "};
  std::size_t end = word_end(text, at);
  if (end == at) return at;
  for (const std::string_view join : kJoins) {
    if (text.substr(end, join.size()) != join) continue;
    const std::size_t next = end + join.size();
    const std::size_t longer = word_end(text, next);
    if (longer > next) return longer;
  }
  return end;
}

std::optional<Label> label_at(std::string_view text, std::size_t at) {
  const std::size_t end = label_end(text, at);
  if (end == at || end == text.size()) return std::nullopt;
  const char next = text[end];
  if (next == ':' || next == '\n') return Label{at, end, end + 1};
  if (next == '.' && end + 1 < text.size() && text[end + 1] == ' ' && at == 0) return Label{at, end, end + 1};
  // A heading in capitals is followed directly by a word only if that begins with a capital and a lower-case letter:
  // "METHODSWe".
  if (begins_text(next)) {
    const bool capitals = ascii::is_upper(text[end - 1]);
    const bool lower_after = end + 1 < text.size() && !ascii::is_upper(text[end + 1]);
    if (!capitals || lower_after || !ascii::is_upper(next)) return Label{at, end, end};
    return std::nullopt;
  }
  if (next == ' ' && end + 1 < text.size() && begins_text(text[end + 1])) return Label{at, end, end + 1, true};
  return std::nullopt;
}

std::vector<Label> find_labels(std::string_view text) {
  std::vector<Label> labels;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (!ascii::is_upper(text[at]) || !at_sentence_start(text, at)) continue;
    const auto label = label_at(text, at);
    if (!label) continue;
    labels.push_back(*label);
    at = label->end - 1;
  }
  // "Results We found" may be a heading or the beginning of a sentence; a single one is not enough evidence.
  if (labels.size() < 2) std::erase_if(labels, [](const Label& label) { return label.weak; });
  return labels;
}

void add_section(std::vector<Section>& sections, std::string_view label, std::string_view text) {
  std::string squeezed = squeeze_blanks(text);
  if (!squeezed.empty()) sections.push_back({std::string(label), std::move(squeezed)});
}

}  // namespace

std::vector<Section> split_glued_labels(std::string_view text) {
  text = trim_blanks(text);
  std::vector<Section> sections;
  const std::vector<Label> labels = find_labels(text);
  add_section(sections, "", text.substr(0, labels.empty() ? text.size() : labels.front().start));
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const std::size_t end = i + 1 < labels.size() ? labels[i + 1].start : text.size();
    const Label& label = labels[i];
    add_section(sections, text.substr(label.start, label.end - label.start), text.substr(label.text, end - label.text));
  }
  return sections;
}

}  // namespace il2search
