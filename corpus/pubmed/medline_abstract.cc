// "BACKGROUND: text. METHODS: text." -> sections.
#include "corpus/pubmed/medline_abstract.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <optional>

namespace il2search {
namespace {

constexpr std::size_t kMaxLabelBytes = 100;
constexpr std::size_t kMinLabelLetters = 4;
constexpr std::size_t kMaxColons = 2000;  // no abstract has so many; a hostile one must not cost time

// Beginnings of words that make any run of capitals a label, however short and whatever stands before it.
constexpr std::string_view kLabelWords[] = {
    "AIM",    "BACKGROUND", "CONCLUSION", "CONTEXT",  "DESIGN",  "DISCUSSION", "FINDING", "INTRODUCTION",
    "METHOD", "OBJECTIVE",  "OUTCOME",    "PATIENTS", "PURPOSE", "RESULT",     "SETTING", "STUDY"};

bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }

bool may_stand_in_label(char c) {
  constexpr std::string_view kOthers = " /&,-()'";
  return is_capital(c) || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80 ||
         kOthers.find(c) != std::string_view::npos;
}

bool has_label_word(std::string_view label) {
  const auto stands_in = [label](std::string_view word) {
    const std::size_t at = label.find(word);
    return at != std::string_view::npos && (at == 0 || !is_capital(label[at - 1]));
  };
  return std::any_of(std::begin(kLabelWords), std::end(kLabelWords), stands_in);
}

bool begins_with_label_word(std::string_view label) {
  const auto begins = [label](std::string_view word) { return label.substr(0, word.size()) == word; };
  return std::any_of(std::begin(kLabelWords), std::end(kLabelWords), begins);
}

bool looks_like_label(std::string_view label) {
  if (has_label_word(label)) return true;
  const auto letters = static_cast<std::size_t>(std::count_if(label.begin(), label.end(), is_capital));
  const bool digits = label.find_first_of("0123456789") != std::string_view::npos;
  return letters >= kMinLabelLetters && !digits;
}

bool ends_sentence(std::string_view before) {
  const std::size_t last = before.find_last_not_of(' ');
  return last == std::string_view::npos || std::string_view(".?!)]:;%\"'").find(before[last]) != std::string_view::npos;
}

struct Label {
  std::size_t start;
  std::size_t end;   // of the label: where its colon stands
  std::size_t text;  // where the section's text begins
};

// The label whose colon is at `colon`, if there is one that begins at or behind `from`.
std::optional<Label> label_before(std::string_view text, std::size_t from, std::size_t colon) {
  std::size_t first = colon;
  while (first > from && colon - first < kMaxLabelBytes && may_stand_in_label(text[first - 1])) --first;
  if (first == colon || text[colon - 1] == ' ') return std::nullopt;
  // The run may reach back into the sentence before: "… were given IL-2 METHODS: …".
  for (std::size_t start = first; start < colon; ++start) {
    if (!is_capital(text[start]) || (start > from && text[start - 1] != ' ')) continue;
    const std::string_view label = text.substr(start, colon - start);
    // Right behind a label, a name before a colon is text ("METHODS: ELISA: …").
    const bool behind_label = from > 0 && start == from;
    const bool sentence = !behind_label && ends_sentence(text.substr(from, start - from));
    const bool begins = sentence || begins_with_label_word(label);
    if (begins && looks_like_label(label)) return Label{start, colon, colon + 2};
  }
  return std::nullopt;
}

std::vector<Label> find_labels(std::string_view text) {
  std::vector<Label> labels;
  std::size_t from = 0;
  std::size_t colons = 0;
  for (std::size_t colon = text.find(": "); colon != std::string_view::npos; colon = text.find(": ", colon + 1)) {
    if (const auto label = label_before(text, from, colon)) {
      labels.push_back(*label);
      from = label->text;
    }
    if (labels.empty() || ++colons == kMaxColons) break;  // a structured abstract begins with its first label
  }
  if (!labels.empty() && labels.front().start != 0) labels.clear();
  return labels;
}

std::string_view trim_right(std::string_view text) { return text.substr(0, text.find_last_not_of(' ') + 1); }

}  // namespace

std::vector<Section> split_labelled_abstract(std::string_view text) {
  if (text.empty()) return {};
  const std::vector<Label> labels = find_labels(text);
  if (labels.empty()) return {{"", std::string(text)}};
  std::vector<Section> sections;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const std::size_t end = i + 1 < labels.size() ? labels[i + 1].start : text.size();
    sections.push_back({std::string(text.substr(labels[i].start, labels[i].end - labels[i].start)),
                        std::string(trim_right(text.substr(labels[i].text, end - labels[i].text)))});
  }
  return sections;
}

}  // namespace il2search
