#include "vocabulary/tag_stop_list.h"

#include <algorithm>
#include <cctype>
#include <iterator>
#include <string>

namespace il2search {
namespace {

// Sorted. Names in small letters, of any type.
constexpr std::string_view kGeneralNames[] = {
    "condition", "conditions", "disease", "diseases", "disorder", "disorders", "syndrome", "syndromes",
};

// Sorted. Written in capitals they are statistics, units, places, titles and methods before they are genes.
constexpr std::string_view kGeneralSymbols[] = {
    "ACT", "AND", "AUC", "BMI", "CI", "CT", "DNA", "ECG", "EEG", "FOR", "HR", "II", "III", "IN", "IV", "MRI", "MS", "NOT",
    "OR", "PCR", "RNA", "RR", "SD", "SE", "SEM", "THE", "USA", "VI", "VS", "WAS", "WHO",
};

template <typename List>
bool listed(const List& list, std::string_view word) {
  return std::binary_search(std::begin(list), std::end(list), word);
}

std::size_t letters_in(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](unsigned char c) {
    return std::isalpha(c) != 0 || c >= 0x80;
  }));
}

}  // namespace

bool is_stopped_name(std::string_view name, EntityType) {
  if (letters_in(name) < 2) return true;
  std::string small(name);
  std::transform(small.begin(), small.end(), small.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return listed(kGeneralNames, small);
}

bool is_stopped_symbol(std::string_view symbol) {
  return symbol.size() < 2 || letters_in(symbol) == 0 || listed(kGeneralSymbols, symbol);
}

}  // namespace il2search
