#include "vocabulary/tag_stop_list.h"

#include <algorithm>
#include <cctype>
#include <iterator>
#include <string>

#include "vocabulary/tag_variants.h"

namespace il2search {
namespace {

// Sorted. Names in small letters, of any type: words of everyday language, and headings that say too little.
constexpr std::string_view kGeneralNames[] = {
    "acid",     "acids",     "body weight", "condition", "conditions", "dependence", "disease",  "diseases",
    "disorder", "disorders", "injuries",    "injury",    "lead",       "protein",    "proteins", "signs and symptoms",
    "syndrome", "syndromes", "water",       "wound",     "wounds",
};

// Sorted. What any disease may be.
constexpr std::string_view kGeneralWords[] = {
    "acquired",  "acute",       "autosomal", "childhood", "chronic",        "common",   "complex",  "congenital",
    "disease",   "diseases",    "disorder",  "disorders", "dominant",       "familial", "genetic",  "hereditary",
    "human",     "inherited",   "isolated",  "linked",    "multifactorial", "multiple", "of",       "other",
    "primary",   "progressive", "rare",      "recessive", "secondary",      "severe",   "sporadic", "syndrome",
    "syndromes", "systemic",    "x",         "x-linked",
};

// Sorted. Written in capitals they are statistics, units, places, titles and methods before they are genes.
constexpr std::string_view kGeneralSymbols[] = {
    "ACT", "AND", "AUC", "BMI", "CI",  "CT", "DNA", "ECG", "EEG", "FOR", "HR",  "II",  "III", "IN", "IV",  "MRI",
    "MS",  "NOT", "OR",  "PCR", "RNA", "RR", "SD",  "SE",  "SEM", "THE", "USA", "UTR", "VI",  "VS", "WAS", "WHO",
};

template <typename List> bool listed(const List& list, std::string_view word) {
  return std::binary_search(std::begin(list), std::end(list), word);
}

// "alpha-1", "beta 2": of a thousand receptors.
bool is_greek_number(std::string_view name) {
  std::string small = small_letters(name);
  for (const std::string_view letter :
       {"alpha", "beta", "gamma", "delta", "epsilon", "kappa", "lambda", "theta", "zeta"}) {
    if (small.starts_with(letter)) small.erase(0, letter.size());
  }
  return std::none_of(small.begin(), small.end(), [](unsigned char c) { return std::isalpha(c) != 0; });
}

std::size_t letters_in(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](unsigned char c) { return std::isalpha(c) != 0 || c >= 0x80; }));
}

// Carcinogenesis is how a disease comes, no disease.
bool is_process(std::string_view small) {
  return small.ends_with("genesis") && !small.ends_with("agenesis") && small.find(' ') == std::string_view::npos;
}

}  // namespace

bool is_stopped_name(std::string_view name, EntityType type) {
  if (letters_in(name) < 2 || is_greek_number(name)) return true;
  const std::string small = small_letters(name);
  if (type == EntityType::disease && is_process(small)) return true;
  return listed(kGeneralNames, small);
}

bool is_general_phrase(std::string_view name) {
  std::string small = small_letters(name);
  for (std::string_view rest = small; !rest.empty();) {
    const std::size_t blank = rest.find(' ');
    if (!listed(kGeneralWords, rest.substr(0, blank))) return false;
    rest.remove_prefix(blank == std::string_view::npos ? rest.size() : blank + 1);
  }
  return true;
}

bool is_stopped_symbol(std::string_view symbol) {
  return symbol.size() < 2 || is_greek_number(symbol) || listed(kGeneralSymbols, symbol);
}

}  // namespace il2search
