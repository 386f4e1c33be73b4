// The stop lists: words that say too little in any biomedical text. Errors in training sets showed which kinds of words
// to list; no list was fitted to a judged set.
#include <algorithm>
#include <iterator>
#include <string>

#include "base/ascii.h"
#include "vocabulary/store/name_key.h"
#include "vocabulary/tagger/tag_names.h"
#include "vocabulary/tagger/tag_variants.h"

namespace il2search {
namespace {

// Sorted. Names of any type, as name keys (lower case, singular): words of everyday language, and headings that say too
// little.
constexpr std::string_view kGeneralNames[] = {
    "acid", "body weight", "condition",        "dependence", "disease", "disorder", "injury",
    "lead", "protein",     "sign and symptom", "syndrome",   "water",   "wound",
};

// Sorted. Words that fit any disease.
constexpr std::string_view kGeneralWords[] = {
    "acquired",  "acute",       "autosomal", "childhood", "chronic",        "common",   "complex",  "congenital",
    "disease",   "diseases",    "disorder",  "disorders", "dominant",       "familial", "genetic",  "hereditary",
    "human",     "inherited",   "isolated",  "linked",    "multifactorial", "multiple", "of",       "other",
    "primary",   "progressive", "rare",      "recessive", "secondary",      "severe",   "sporadic", "syndrome",
    "syndromes", "systemic",    "x",         "x-linked",
};

// Sorted. In capitals these are far more often statistics, units, places, titles, methods and materials than genes.
constexpr std::string_view kGeneralSymbols[] = {
    "ACT", "AND", "ATPASE", "AUC",  "BMI", "BP",  "CGH", "CI",  "CNS", "CSF", "CT",  "DNA", "ECG",
    "ECM", "EEG", "EMT",    "FACS", "FOR", "GFP", "GFR", "HDL", "HR",  "ICU", "II",  "III", "IN",
    "IV",  "LDL", "LPS",    "MHC",  "MRI", "MS",  "NOT", "OR",  "PBS", "PCR", "RNA", "ROS", "RR",
    "SD",  "SE",  "SEM",    "THE",  "USA", "UTR", "VI",  "VS",  "WAS", "WHO",
};

static_assert(std::is_sorted(std::begin(kGeneralNames), std::end(kGeneralNames)));
static_assert(std::is_sorted(std::begin(kGeneralWords), std::end(kGeneralWords)));
static_assert(std::is_sorted(std::begin(kGeneralSymbols), std::end(kGeneralSymbols)));

template <typename List> bool is_listed(const List& list, std::string_view word) {
  return std::binary_search(std::begin(list), std::end(list), word);
}

// "alpha-1", "beta 2": the suffixes of hundreds of proteins.
bool is_greek_number(std::string_view name) {
  std::string lower = ascii::to_lower(name);
  for (const std::string_view letter :
       {"alpha", "beta", "gamma", "delta", "epsilon", "kappa", "lambda", "theta", "zeta"}) {
    if (lower.starts_with(letter)) lower.erase(0, letter.size());
  }
  return std::none_of(lower.begin(), lower.end(), ascii::is_letter);
}

// Bytes of other scripts count as letters.
std::size_t count_letters(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return ascii::is_letter(c) || !ascii::is_ascii(c); }));
}

// Carcinogenesis is how a disease develops, not a disease.
bool is_process(std::string_view lower) {
  const bool ends = lower.ends_with("genesis") || lower.ends_with("geneses");
  return ends && !lower.ends_with("agenesis") && is_word(lower);
}

}  // namespace

bool is_stopped_name(std::string_view name, EntityType type) {
  if (count_letters(name) < 2 || is_greek_number(name)) return true;
  const std::string lower = ascii::to_lower(name);
  if (type == EntityType::disease && is_process(lower)) return true;
  return is_listed(kGeneralNames, fold_normalized_name(lower));
}

bool is_general_phrase(std::string_view name) {
  const std::string lower = ascii::to_lower(name);
  for (std::string_view rest = lower; !rest.empty();) {
    const std::size_t blank = rest.find(' ');
    if (!is_listed(kGeneralWords, rest.substr(0, blank))) return false;
    rest.remove_prefix(blank == std::string_view::npos ? rest.size() : blank + 1);
  }
  return true;
}

bool is_stopped_symbol(std::string_view symbol) {
  return symbol.size() < 2 || is_greek_number(symbol) || is_listed(kGeneralSymbols, ascii::to_upper(symbol));
}

}  // namespace il2search
