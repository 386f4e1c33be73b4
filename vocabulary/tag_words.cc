// Cutting names and texts to words that can be compared.
#include "vocabulary/tag_words.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <algorithm>
#include <array>
#include <string>

#include "vocabulary/name_key.h"

namespace il2search {
namespace {

// More punctuation than this between two words, and they do not belong together.
constexpr std::size_t kMaxGapBytes = 12;

std::uint64_t hash_of(std::string_view bytes) { return XXH3_64bits(bytes.data(), bytes.size()); }

bool is_small(char c) { return c >= 'a' && c <= 'z'; }

constexpr std::array<std::string_view, 20> kRoman = {"",   "i",  "ii",  "iii",  "iv",  "v",  "vi",  "vii",  "viii",  "ix",
                                                     "x",  "xi", "xii", "xiii", "xiv", "xv", "xvi", "xvii", "xviii", "xix"};

// The numeral's value, 0 when it is none. One letter is too often a letter: "factor V" keeps its V on both sides.
std::size_t roman_value(std::string_view part) {
  if (part.size() < 2 || part.size() > 5 || part.find_first_not_of("ivx") != std::string_view::npos) return 0;
  const auto* row = std::find(kRoman.begin(), kRoman.end(), part);
  return row == kRoman.end() ? 0 : static_cast<std::size_t>(row - kRoman.begin());
}

// Words that stand for one another in names of diseases, by their stems.
struct SameWord {
  std::string_view stem;
  std::string_view as;
};
constexpr SameWord kSameWords[] = {
    {"disord", "diseas"}, {"neoplasm", "tumor"}, {"tumour", "tumor"}, {"renal", "kidney"}, {"hepat", "liver"},
    {"cardiac", "heart"}, {"pulmonari", "lung"}, {"malign", "cancer"},
};

TagGap gap_of(std::string_view between) {
  if (between.empty()) return TagGap::none;
  if (between.size() > kMaxGapBytes) return TagGap::barrier;
  bool blank = false;
  bool comma = false;
  bool breaks = false;
  for (const char c : between) {
    if (c == '\n' || c == '\r') return TagGap::barrier;
    blank = blank || c == ' ' || c == '\t';
    comma = comma || c == ',';
    breaks = breaks || std::string_view(".;:!?()[]{}\"").find(c) != std::string_view::npos;
  }
  if (!blank) return TagGap::link;
  if (breaks) return TagGap::barrier;
  return comma ? TagGap::comma : TagGap::blank;
}

}  // namespace

bool is_optional_word(std::string_view part) noexcept { return part == "the"; }

TagWords::TagWords() = default;

std::uint64_t TagWords::key(std::string_view part, std::string_view stem) const {
  if (const std::size_t value = roman_value(part); value > 0) return hash_of(std::to_string(value));
  for (const SameWord& row : kSameWords) {
    if (row.stem == stem) return hash_of(row.as);
  }
  return hash_of(stem);
}

const std::vector<TagWord>& TagWords::cut(std::string_view text) {
  words_.clear();
  std::uint32_t next_position = 0;
  std::uint32_t end = 0;
  for (const Token& token : analyzer_.analyze(text)) {
    if (token.kind != TokenKind::part) continue;
    const TagGap gap = token.position == next_position ? gap_of(text.substr(end, token.start - end)) : TagGap::barrier;
    words_.push_back({key(token.term, token.stem), token.term, token.start, token.end,
                      words_.empty() ? TagGap::barrier : gap});
    next_position = token.position + 1;
    end = token.end;
  }
  return words_;
}

std::uint32_t surface_form(std::span<const TagWord> words) {
  std::string form;
  for (const TagWord& word : words) {
    if (!is_optional_word(word.part) || form.empty()) append_name_key(word.part, form);
  }
  return static_cast<std::uint32_t>(hash_of(form));
}

std::uint32_t exact_form(std::span<const TagWord> words) {
  std::string form;
  for (const TagWord& word : words) {
    if (form.empty()) form = word.part;
    else if (!is_optional_word(word.part)) form.append(" ").append(word.part);
  }
  return static_cast<std::uint32_t>(hash_of(form));
}

// A part that is not plain ASCII in the text (a Greek letter, a superscript) counts as the analyzer spells it, so that
// both spellings of TNF-alpha are one.
std::string written_name(std::span<const TagWord> words, std::string_view text) {
  std::string name;
  for (const TagWord& word : words) {
    const std::string_view written = text.substr(word.start, word.end - word.start);
    const bool ascii = std::all_of(written.begin(), written.end(), [](char c) { return static_cast<signed char>(c) >= 0; });
    name += ascii ? written : word.part;
  }
  return name;
}

std::uint32_t written_form(std::string_view name) { return static_cast<std::uint32_t>(hash_of(name)); }

std::uint32_t capital_form(std::string_view name) {
  std::string capitals(name);
  std::transform(capitals.begin(), capitals.end(), capitals.begin(), [](char c) { return is_small(c) ? static_cast<char>(c - 'a' + 'A') : c; });
  return static_cast<std::uint32_t>(hash_of(capitals));
}

bool may_be_symbol(std::string_view name) {
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  if (std::any_of(name.begin(), name.end(), is_digit) || std::none_of(name.begin(), name.end(), is_small)) return true;
  return std::any_of(name.begin() + 1, name.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

}  // namespace il2search
