// Cutting names and texts to words that can be compared.
#include "vocabulary/tagger/tag_words.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <algorithm>
#include <array>
#include <string>

#include "vocabulary/store/name_key.h"

namespace il2search {
namespace {

// More punctuation than this between two words, and they do not belong together.
constexpr std::size_t kMaxGapBytes = 12;

std::uint64_t hash_of(std::string_view bytes) { return XXH3_64bits(bytes.data(), bytes.size()); }

bool is_small(char c) { return c >= 'a' && c <= 'z'; }

constexpr std::array<std::string_view, 20> kRoman = {"",    "i",    "ii",  "iii",  "iv",    "v",   "vi",
                                                     "vii", "viii", "ix",  "x",    "xi",    "xii", "xiii",
                                                     "xiv", "xv",   "xvi", "xvii", "xviii", "xix"};

// The numeral's value, 0 when it is none. One letter is too often a letter: "factor V" keeps its V on both sides.
std::size_t roman_value(std::string_view part) {
  if (part.size() < 2 || part.size() > 5 || part.find_first_not_of("ivx") != std::string_view::npos) return 0;
  const auto* row = std::find(kRoman.begin(), kRoman.end(), part);
  return row == kRoman.end() ? 0 : static_cast<std::size_t>(row - kRoman.begin());
}

// Words that stand for one another in names of diseases, in the form of name keys. The second is the one compared.
struct SameWord {
  std::string_view word;
  std::string_view as;
};
constexpr SameWord kSameWords[] = {
    {"abnormality", "disease"}, {"cancer", "tumor"},     {"carcinoma", "tumor"},     {"cardiac", "heart"},
    {"cerebral", "brain"},      {"colon", "colonic"},    {"cutaneous", "skin"},      {"damage", "disease"},
    {"dermal", "skin"},         {"disorder", "disease"}, {"disturbance", "disease"}, {"dysfunction", "disease"},
    {"gastric", "stomach"},     {"hepatic", "liver"},    {"impairment", "disease"},  {"malignancy", "tumor"},
    {"mammary", "breast"},      {"neoplasia", "tumor"},  {"neoplasm", "tumor"},      {"neurologic", "neurological"},
    {"ocular", "eye"},          {"ovary", "ovarian"},    {"pancrea", "pancreatic"},  {"prostate", "prostatic"},
    {"pulmonary", "lung"},      {"renal", "kidney"},     {"uterus", "uterine"},
};

static_assert(std::is_sorted(std::begin(kSameWords), std::end(kSameWords),
                             [](const SameWord& a, const SameWord& b) { return a.word < b.word; }));

// The word that is compared in place of this name key.
std::string_view same_word(std::string_view key) {
  const auto* row = std::lower_bound(std::begin(kSameWords), std::end(kSameWords), key,
                                     [](const SameWord& a, std::string_view b) { return a.word < b; });
  return row != std::end(kSameWords) && row->word == key ? row->as : key;
}

constexpr std::string_view kAnimals[] = {
    "bovine",   "canine",  "chick",  "chicken", "chickens", "dog",     "dogs",  "drosophila", "feline", "hamster",
    "hamsters", "mice",    "monkey", "monkeys", "mouse",    "murine",  "pig",   "piglets",    "pigs",   "porcine",
    "rabbit",   "rabbits", "rat",    "rats",    "rodent",   "rodents", "sheep", "xenopus",    "yeast",  "zebrafish",
};
constexpr std::string_view kPeople[] = {
    "adolescents", "adults",   "boy",          "boys",    "child",    "children",    "clinical", "families",
    "family",      "girl",     "girls",        "human",   "humans",   "individuals", "infant",   "infants",
    "men",         "man",      "participants", "patient", "patients", "people",      "persons",  "probands",
    "subject",     "subjects", "volunteers",   "woman",   "women",
};

template <typename List> bool is_in(const List& list, std::string_view word) {
  return std::find(std::begin(list), std::end(list), word) != std::end(list);
}

std::uint8_t hints_of(std::string_view part) {
  if (part == "the") return kOptionalWord | kGrammarWord;
  if (is_in(kAnimals, part)) return kAnimalWord;
  if (is_in(kPeople, part)) return kPersonWord;
  return Analyzer::is_stop_word(part) ? kGrammarWord : std::uint8_t{0};
}

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

std::uint64_t run_of(std::span<const TagWord> words) noexcept {
  std::uint64_t run = kNoWords;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i == 0 || !words[i].optional()) run = add_word(run, words[i].key);
  }
  return run;
}

TagWords::TagWords() : kept_(kKeptWords) {}

// Nearly every word of a text has been seen before.
const TagWords::KeptKey& TagWords::kept_key(std::string_view part) {
  const std::uint64_t hash = hash_of(part);
  KeptKey& kept = kept_[hash % kKeptWords];
  if (kept.part != hash) kept = {hash, key_of(part), hints_of(part)};
  return kept;
}

std::uint64_t TagWords::key_of(std::string_view part) {
  if (const std::size_t value = roman_value(part); value > 0) return hash_of(std::to_string(value));
  folded_.clear();
  append_name_key(part, folded_);
  return hash_of(same_word(folded_));
}

const std::vector<TagWord>& TagWords::cut(std::string_view text) {
  words_.clear();
  std::uint32_t next_position = 0;
  std::uint32_t end = 0;
  for (const Token& token : analyzer_.analyze(text)) {
    if (token.kind != TokenKind::part) continue;
    const TagGap gap = token.position == next_position ? gap_of(text.substr(end, token.start - end)) : TagGap::barrier;
    const KeptKey& kept = kept_key(token.term);
    words_.push_back(
        {kept.key, token.term, token.start, token.end, words_.empty() ? TagGap::barrier : gap, kept.hints});
    next_position = token.position + 1;
    end = token.end;
  }
  return words_;
}

std::uint32_t plain_form(std::span<const TagWord> words) {
  std::string form;
  for (const TagWord& word : words) {
    if (form.empty() || !word.optional()) append_name_key(word.part, form);
  }
  return static_cast<std::uint32_t>(hash_of(form));
}

bool is_replaced_word(std::string_view part) {
  std::string key;
  append_name_key(part, key);
  return same_word(key) != key;
}

std::uint32_t exact_form(std::span<const TagWord> words) {
  std::string form;
  for (const TagWord& word : words) {
    if (form.empty()) form = word.part;
    else if (!word.optional()) form.append(" ").append(word.part);
  }
  return static_cast<std::uint32_t>(hash_of(form));
}

// A part that is not plain ASCII in the text (a Greek letter, a superscript) counts as the analyzer spells it, so that
// both spellings of TNF-alpha are one.
std::string written_name(std::span<const TagWord> words, std::string_view text) {
  std::string name;
  for (const TagWord& word : words) {
    const std::string_view written = text.substr(word.start, word.end - word.start);
    const bool ascii =
        std::all_of(written.begin(), written.end(), [](char c) { return static_cast<signed char>(c) >= 0; });
    name += ascii ? written : word.part;
  }
  return name;
}

std::uint32_t written_form(std::string_view name) { return static_cast<std::uint32_t>(hash_of(name)); }

std::uint32_t capital_form(std::string_view name) {
  std::string capitals(name);
  std::transform(capitals.begin(), capitals.end(), capitals.begin(),
                 [](char c) { return is_small(c) ? static_cast<char>(c - 'a' + 'A') : c; });
  return static_cast<std::uint32_t>(hash_of(capitals));
}

bool may_be_symbol(std::string_view name) {
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  if (std::none_of(name.begin(), name.end(), is_small)) return true;
  if (name.size() < 3) return false;
  if (name[0] == 'p' && std::all_of(name.begin() + 1, name.end(), is_digit)) return true;
  return name.size() > 3 && std::any_of(name.begin() + 1, name.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

}  // namespace il2search
