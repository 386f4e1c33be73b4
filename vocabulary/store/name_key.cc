// Folding of plurals: irregular ones as the analyzer knows them, then the endings of English.
#include "vocabulary/store/name_key.h"

#include <algorithm>
#include <iterator>

#include "text/plurals.h"

namespace il2search {
namespace {

// No plurals, and the same letters without s are another word.
constexpr std::string_view kNotPlural[] = {"aids", "hras", "kras", "lens", "mers", "nras", "pcos", "sars"};

// Both the plural and the singular of a word come to one ending: -ches and -che to -ch, so that neither headaches nor
// approaches needs to be known. In this order; the first that fits counts.
struct FoldedEnding {
  std::string_view ending;
  std::string_view folded;
};
constexpr FoldedEnding kFoldedEndings[] = {
    {"ies", "y"},   {"ie", "y"},   {"sses", "ss"}, {"sse", "ss"}, {"xes", "x"},   {"xe", "x"},
    {"ches", "ch"}, {"che", "ch"}, {"shes", "sh"}, {"she", "sh"}, {"uses", "us"}, {"use", "us"},
    {"ss", "ss"},   {"us", "us"},  {"is", "is"},   {"s", ""},
};

bool is_small_letter(char c) { return c >= 'a' && c <= 'z'; }

// Whether a word may be an irregular plural: its last letter is that of one. A look at a table is saved for most words.
bool may_be_irregular(std::string_view word) {
  switch (word.back()) {
    case 'a':
    case 'i':
    case 's': return true;
    case 'e': return word.ends_with("ae") || word.ends_with("ice") || word.ends_with("geese");
    case 'h': return word == "teeth";
    case 'n': return word.ends_with("men") || word.ends_with("children");
    case 't': return word == "feet";
    default: return false;
  }
}

void append_folded(std::string_view word, std::string& key) {
  for (const FoldedEnding& rule : kFoldedEndings) {
    if (word.size() <= rule.ending.size() || !word.ends_with(rule.ending)) continue;
    key += word.substr(0, word.size() - rule.ending.size());
    key += rule.folded;
    return;
  }
  key += word;
}

}  // namespace

void append_name_key(std::string_view part, std::string& key) {
  if (!key.empty()) key += ' ';
  const bool folds = part.size() > 3 && std::all_of(part.begin(), part.end(), is_small_letter) &&
                     std::find(std::begin(kNotPlural), std::end(kNotPlural), part) == std::end(kNotPlural);
  if (!folds) key += part;
  else if (may_be_irregular(part)) append_folded(regular_form(part), key);
  else append_folded(part, key);
}

std::string fold_normalized_name(std::string_view normalized) {
  std::string key;
  key.reserve(normalized.size() + 2);
  while (!normalized.empty()) {
    const std::size_t blank = normalized.find(' ');
    append_name_key(normalized.substr(0, blank), key);
    normalized.remove_prefix(blank == std::string_view::npos ? normalized.size() : blank + 1);
  }
  return key;
}

std::string name_key(std::string_view name, Analyzer& analyzer) {
  return fold_normalized_name(analyzer.normalize_name(name));
}

std::uint32_t words_of_key(std::string_view key) noexcept {
  if (key.empty()) return 0;
  return static_cast<std::uint32_t>(std::count(key.begin(), key.end(), ' ')) + 1;
}

}  // namespace il2search
