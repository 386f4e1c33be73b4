// Folding of plurals: irregular ones by the analyzer's table, then English endings.
#include "vocabulary/store/name_key.h"

#include <algorithm>
#include <iterator>

#include "base/ascii.h"
#include "text/plurals.h"

namespace il2search {
namespace {

// Not plurals: without the s they would be other words.
constexpr std::string_view kNotPlural[] = {"aids", "hras", "kras", "lens", "mers", "nras", "pcos", "sars"};

// Plural and singular get the same ending: -ches and -che become -ch, so that neither headaches nor approaches needs an
// entry. The first ending that fits counts.
struct FoldedEnding {
  std::string_view ending;
  std::string_view folded;
};
constexpr FoldedEnding kFoldedEndings[] = {
    {"ies", "y"},   {"ie", "y"},   {"sses", "ss"}, {"sse", "ss"}, {"xes", "x"},   {"xe", "x"},
    {"ches", "ch"}, {"che", "ch"}, {"shes", "sh"}, {"she", "sh"}, {"uses", "us"}, {"use", "us"},
    {"ss", "ss"},   {"us", "us"},  {"is", "is"},   {"s", ""},
};

// Whether a word may be an irregular plural, by its ending. Saves most words a look into the table.
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

void append_name_key(std::string_view term, std::string& key) {
  if (!key.empty()) key += ' ';
  const bool folds = term.size() > 3 && std::all_of(term.begin(), term.end(), ascii::is_lower) &&
                     std::find(std::begin(kNotPlural), std::end(kNotPlural), term) == std::end(kNotPlural);
  if (!folds) key += term;
  else if (may_be_irregular(term)) append_folded(regular_form(term), key);
  else append_folded(term, key);
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
