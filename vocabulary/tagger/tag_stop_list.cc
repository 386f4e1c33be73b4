// The lists: words that say too little in any biomedical text. Errors in training sets showed which kinds there are; no
// list is the outcome of a search over judged sets.
#include "vocabulary/tagger/tag_stop_list.h"

#include <algorithm>
#include <cctype>
#include <iterator>
#include <string>

#include "vocabulary/store/name_key.h"
#include "vocabulary/tagger/tag_variants.h"

namespace il2search {
namespace {

// Sorted. Names in the form of name keys (small letters, singular), of any type: words of everyday language, and
// headings that say too little.
constexpr std::string_view kGeneralNames[] = {
    "acid", "body weight", "condition",        "dependence", "disease", "disorder", "injury",
    "lead", "protein",     "sign and symptom", "syndrome",   "water",   "wound",
};

// Sorted. What any disease may be.
constexpr std::string_view kGeneralWords[] = {
    "acquired",  "acute",       "autosomal", "childhood", "chronic",        "common",   "complex",  "congenital",
    "disease",   "diseases",    "disorder",  "disorders", "dominant",       "familial", "genetic",  "hereditary",
    "human",     "inherited",   "isolated",  "linked",    "multifactorial", "multiple", "of",       "other",
    "primary",   "progressive", "rare",      "recessive", "secondary",      "severe",   "sporadic", "syndrome",
    "syndromes", "systemic",    "x",         "x-linked",
};

// Sorted. Written in capitals they are statistics, units, places, titles, methods and materials before they are genes.
constexpr std::string_view kGeneralSymbols[] = {
    "ACT", "AND", "ATPASE", "AUC",  "BMI", "BP",  "CGH", "CI",  "CNS", "CSF", "CT",  "DNA", "ECG",
    "ECM", "EEG", "EMT",    "FACS", "FOR", "GFP", "GFR", "HDL", "HR",  "ICU", "II",  "III", "IN",
    "IV",  "LDL", "LPS",    "MHC",  "MRI", "MS",  "NOT", "OR",  "PBS", "PCR", "RNA", "ROS", "RR",
    "SD",  "SE",  "SEM",    "THE",  "USA", "UTR", "VI",  "VS",  "WAS", "WHO",
};

static_assert(std::is_sorted(std::begin(kGeneralNames), std::end(kGeneralNames)));
static_assert(std::is_sorted(std::begin(kGeneralWords), std::end(kGeneralWords)));
static_assert(std::is_sorted(std::begin(kGeneralSymbols), std::end(kGeneralSymbols)));

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

std::string capitals(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(),
                 [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  return result;
}

std::size_t letters_in(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](unsigned char c) { return std::isalpha(c) != 0 || c >= 0x80; }));
}

// Carcinogenesis is how a disease comes, no disease.
bool is_process(std::string_view small) {
  const bool ends = small.ends_with("genesis") || small.ends_with("geneses");
  return ends && !small.ends_with("agenesis") && is_word(small);
}

}  // namespace

bool is_stopped_name(std::string_view name, EntityType type) {
  if (letters_in(name) < 2 || is_greek_number(name)) return true;
  const std::string small = small_letters(name);
  if (type == EntityType::disease && is_process(small)) return true;
  return listed(kGeneralNames, fold_normalized_name(small));
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
  return symbol.size() < 2 || is_greek_number(symbol) || listed(kGeneralSymbols, capitals(symbol));
}

}  // namespace il2search
