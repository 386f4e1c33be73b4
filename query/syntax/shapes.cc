// Shapes of words: see shapes.h.
#include "query/syntax/shapes.h"

#include <algorithm>
#include <array>
#include <string>

#include "base/ascii.h"
#include "query/syntax/parser.h"

namespace il2search::syntax {
namespace {

// In lower case, sorted. Identifiers of these vocabularies need not have OBO's shape.
constexpr std::array<std::string_view, 62> kVocabularies = {
    "bto",   "cellosaurus", "chebi",    "cl",        "clinvar",  "clo",      "dbsnp", "decipher", "doi",
    "doid",  "eco",         "efo",      "ensembl",   "envo",     "fma",      "gard",  "gene",     "go",
    "gtr",   "hgnc",        "hp",       "icd10",     "icd10cm",  "icd10who", "icd11", "icd9",     "icd9cm",
    "icdo",  "ido",         "maxo",     "meddra",    "medgen",   "mesh",     "mim",   "mondo",    "mp",
    "mpath", "nando",       "ncbigene", "ncbitaxon", "ncit",     "ndfrt",    "nord",  "oba",      "obi",
    "ogms",  "omia",        "omim",     "omimps",    "oncotree", "orphanet", "pato",  "pmcid",    "pmid",
    "pr",    "rxnorm",      "scdo",     "sctid",     "so",       "uberon",   "umls",  "vo"};
static_assert(std::is_sorted(kVocabularies.begin(), kVocabularies.end()));

bool is_name_char(char c) { return ascii::is_lower(c) || c == '_' || c == '.'; }

bool is_member_char(char c) { return ascii::is_letter_or_digit(c) || c == '_' || c == '-' || c == '.'; }

bool is_vocabulary(std::string_view prefix) {
  return std::any_of(prefix.begin(), prefix.end(), ascii::is_upper) &&
         std::binary_search(kVocabularies.begin(), kVocabularies.end(), std::string_view(ascii::to_lower(prefix)));
}

// The shape of OBO's identifiers, for any vocabulary: `TST:0000001`.
bool is_obo_curie(std::string_view prefix, std::string_view id) {
  constexpr std::size_t kDigits = 7;
  if (prefix.size() < 2 || prefix.size() > 12 || !ascii::is_upper(prefix[0])) return false;
  return std::all_of(prefix.begin(), prefix.end(), [](char c) { return ascii::is_upper(c) || ascii::is_digit(c); }) &&
         id.size() == kDigits && ascii::is_number(id);
}

std::string_view without_end_punctuation(std::string_view text) {
  const std::size_t last = text.find_last_not_of(".,;:!?");
  return last == std::string_view::npos ? std::string_view() : text.substr(0, last + 1);
}

std::optional<Range> range_between(std::string_view from, std::string_view to) {
  if (from.empty() && to.empty()) return std::nullopt;
  if (!from.empty() && !is_range_value(from)) return std::nullopt;
  if (!to.empty() && !is_range_value(to)) return std::nullopt;
  return Range{std::string(from), std::string(to)};
}

}  // namespace

bool is_field_name(std::string_view text) {
  if (text.size() > 2 && text.starts_with("x.")) {
    return std::all_of(text.begin(), text.end(), is_member_char);
  }
  return !text.empty() && ascii::is_lower(text[0]) && std::all_of(text.begin(), text.end(), is_name_char);
}

bool is_operator_word(std::string_view text) {
  using ascii::equals_ignoring_case;
  return equals_ignoring_case(text, "and") || equals_ignoring_case(text, "or") || equals_ignoring_case(text, "not");
}

bool is_tag_text(std::string_view text) {
  bool in_modifier = false;
  return std::all_of(text.begin(), text.end(), [&](char c) {
    in_modifier = in_modifier || c == ':';
    return ascii::is_letter_or_digit(c) || (c == '=' && in_modifier) ||
           std::string_view(" \t\r\n/-_.:~&',").find(c) != std::string_view::npos;
  });
}

std::string_view curie_of(std::string_view word) {
  const std::size_t colon = word.find(':');
  if (colon == std::string_view::npos || word.find('*') != std::string_view::npos) return {};
  const std::string_view curie = without_end_punctuation(word);
  if (curie.size() <= colon + 1) return {};
  const std::string_view prefix = curie.substr(0, colon);
  const std::string_view id = curie.substr(colon + 1);
  if (is_obo_curie(prefix, id)) return curie;
  const bool plausible = ascii::is_letter_or_digit(id[0]) && std::any_of(id.begin(), id.end(), ascii::is_digit);
  return plausible && is_vocabulary(prefix) ? curie : std::string_view();
}

bool is_range_value(std::string_view text) {
  if (text.empty() || !ascii::is_digit(text.front()) || !ascii::is_digit(text.back())) return false;
  for (std::size_t i = 1; i < text.size(); ++i) {
    if (ascii::is_digit(text[i])) continue;
    const bool separator = text[i] == '/' || text[i] == '-' || text[i] == '.';
    if (!separator || !ascii::is_digit(text[i - 1])) return false;
  }
  return true;
}

std::optional<Range> range_of(std::string_view word) {
  const std::size_t dots = word.find("..");
  if (dots != std::string_view::npos) return range_between(word.substr(0, dots), word.substr(dots + 2));
  const std::size_t colon = word.find(':');
  if (colon == std::string_view::npos) return std::nullopt;
  return range_between(word.substr(0, colon), word.substr(colon + 1));
}

std::optional<unsigned> distance_of(std::string_view modifier) {
  if (modifier.size() < 2 || modifier[0] != '~') return std::nullopt;
  unsigned distance = 0;
  for (const char c : modifier.substr(1)) {
    if (!ascii::is_digit(c)) return std::nullopt;
    distance = std::min(distance * 10 + static_cast<unsigned>(c - '0'), kMaxDistance + 1);
  }
  return distance;
}

}  // namespace il2search::syntax
