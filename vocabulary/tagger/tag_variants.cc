// Variants of names: inverted commas, additions, adjectives; shapes of symbols.
#include "vocabulary/tagger/tag_variants.h"

#include <algorithm>
#include <array>

#include "base/ascii.h"

namespace il2search {
namespace {

constexpr std::size_t kMaxInvertedPieces = 5;
constexpr std::array<std::string_view, 7> kAdditions = {", NOS",       " NOS",       ", unspecified", " (disease)",
                                                        " (disorder)", " (finding)", " (diagnosis)"};

struct AdjectiveEnding {
  std::string_view noun;
  std::string_view adjective;
};
constexpr AdjectiveEnding kAdjectiveEndings[] = {
    {"tension", "tensive"}, {"toxicity", "toxic"}, {"epsy", "eptic"},        {"betes", "betic"},
    {"osis", "otic"},       {"emia", "emic"},      {"pression", "pressive"}, {"pression", "pressed"},
    {"phrenia", "phrenic"}, {"uria", "uric"},      {"trophy", "trophic"},
};

// The white space of C: with vertical tab and form feed, which ascii::is_blank() does not have.
bool is_white_space(char c) { return ascii::is_blank(c) || c == '\v' || c == '\f'; }

std::string_view without_additions(std::string_view name) {
  for (bool again = true; again;) {
    again = false;
    for (const std::string_view addition : kAdditions) {
      if (name.size() <= addition.size() || !name.ends_with(addition)) continue;
      name.remove_suffix(addition.size());
      again = true;
    }
  }
  return name;
}

// "Lupus Erythematosus, Systemic" -> "Systemic Lupus Erythematosus"; "" for a name without commas.
std::string invert_commas(std::string_view name) {
  std::vector<std::string_view> pieces;
  for (std::string_view rest = name;;) {
    const std::size_t comma = rest.find(", ");
    pieces.push_back(rest.substr(0, comma));
    if (comma == std::string_view::npos) break;
    rest.remove_prefix(comma + 2);
    if (pieces.size() > kMaxInvertedPieces) return {};
  }
  if (pieces.size() < 2) return {};
  std::string result;
  for (auto piece = pieces.rbegin(); piece != pieces.rend(); ++piece) {
    if (!result.empty()) result += ' ';
    result += *piece;
  }
  return result;
}

}  // namespace

std::vector<std::string> name_variants(std::string_view name, EntityType type) {
  std::vector<std::string> variants{std::string(name)};
  const auto add = [&](std::string variant) {
    if (!variant.empty() && std::find(variants.begin(), variants.end(), variant) == variants.end())
      variants.push_back(std::move(variant));
  };
  const std::string_view plain = without_additions(name);
  add(std::string(plain));
  if (type != EntityType::gene) add(invert_commas(plain));
  return variants;
}

void append_adjectives(std::string_view name, std::vector<std::string>& variants) {
  if (!is_word(name)) return;
  for (const AdjectiveEnding& row : kAdjectiveEndings) {
    if (!name.ends_with(row.noun)) continue;
    variants.emplace_back(name.substr(0, name.size() - row.noun.size()));
    variants.back() += row.adjective;
  }
}

bool is_short_symbol(std::string_view name) {
  if (name.empty() || name.size() > 6) return false;
  std::size_t capitals = 0;
  for (const char c : name) {
    if (is_white_space(c)) return false;
    if (ascii::is_upper(c)) ++capitals;
  }
  return capitals > 1 || name.size() <= 3;
}

bool is_word(std::string_view name) { return name.find(' ') == std::string_view::npos; }

bool is_short_word(std::string_view name) { return name.size() <= 4 && is_word(name); }

bool is_symbol(std::string_view name) {
  const auto letters_or_digits = std::count_if(name.begin(), name.end(), ascii::is_letter_or_digit);
  const auto capitals = std::count_if(name.begin(), name.end(), ascii::is_upper);
  const auto digits = std::count_if(name.begin(), name.end(), ascii::is_digit);
  return letters_or_digits > 2 && (capitals > 1 || digits > 0);
}

bool is_protein_word(std::string_view word) {
  constexpr std::array<std::string_view, 4> kEndings = {"in", "ase", "gen", "ins"};
  return word.size() > 5 && std::none_of(word.begin(), word.end(), ascii::is_digit) &&
         std::any_of(kEndings.begin(), kEndings.end(), [&](std::string_view ending) { return word.ends_with(ending); });
}

}  // namespace il2search
