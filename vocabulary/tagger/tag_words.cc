// Cutting names and texts into comparable words, and the hashes by which they are compared.
#include "vocabulary/tagger/tag_words.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <algorithm>
#include <array>
#include <string>

#include "base/ascii.h"
#include "vocabulary/store/name_key.h"

namespace il2search {
namespace {

// Words with more punctuation than this between them do not belong together.
constexpr std::size_t kMaxGapBytes = 12;

std::uint64_t hash_of(std::string_view bytes) { return XXH3_64bits(bytes.data(), bytes.size()); }

constexpr std::array<std::string_view, 20> kRoman = {"",    "i",    "ii",  "iii",  "iv",    "v",   "vi",
                                                     "vii", "viii", "ix",  "x",    "xi",    "xii", "xiii",
                                                     "xiv", "xv",   "xvi", "xvii", "xviii", "xix"};

// The value of a numeral, 0 for other words. A single letter is too often only a letter: the V of "factor V" stays as it
// is in names and in texts.
std::size_t roman_value(std::string_view term) {
  if (term.size() < 2 || term.size() > 5 || term.find_first_not_of("ivx") != std::string_view::npos) return 0;
  const auto* row = std::find(kRoman.begin(), kRoman.end(), term);
  return row == kRoman.end() ? 0 : static_cast<std::size_t>(row - kRoman.begin());
}

// Synonyms in names of diseases, as name keys. A word is compared as its replacement.
struct Synonym {
  std::string_view word;
  std::string_view replacement;
};
constexpr Synonym kSynonyms[] = {
    {"abnormality", "disease"}, {"cancer", "tumor"},     {"carcinoma", "tumor"},     {"cardiac", "heart"},
    {"cerebral", "brain"},      {"colon", "colonic"},    {"cutaneous", "skin"},      {"damage", "disease"},
    {"dermal", "skin"},         {"disorder", "disease"}, {"disturbance", "disease"}, {"dysfunction", "disease"},
    {"gastric", "stomach"},     {"hepatic", "liver"},    {"impairment", "disease"},  {"malignancy", "tumor"},
    {"mammary", "breast"},      {"neoplasia", "tumor"},  {"neoplasm", "tumor"},      {"neurologic", "neurological"},
    {"ocular", "eye"},          {"ovary", "ovarian"},    {"pancrea", "pancreatic"},  {"prostate", "prostatic"},
    {"pulmonary", "lung"},      {"renal", "kidney"},     {"uterus", "uterine"},
};

static_assert(std::is_sorted(std::begin(kSynonyms), std::end(kSynonyms),
                             [](const Synonym& a, const Synonym& b) { return a.word < b.word; }));

std::string_view replace_synonym(std::string_view key) {
  const auto* row = std::lower_bound(std::begin(kSynonyms), std::end(kSynonyms), key,
                                     [](const Synonym& a, std::string_view b) { return a.word < b; });
  return row != std::end(kSynonyms) && row->word == key ? row->replacement : key;
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

std::uint8_t hints_of(std::string_view term) {
  if (term == "the") return kOptionalWord | kGrammarWord;
  if (is_in(kAnimals, term)) return kAnimalWord;
  if (is_in(kPeople, term)) return kPersonWord;
  return Analyzer::is_stop_word(term) ? kGrammarWord : std::uint8_t{0};
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

std::uint64_t words_hash(std::span<const TagWord> words) noexcept {
  std::uint64_t hash = kNoWords;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i == 0 || !words[i].optional()) hash = add_word(hash, words[i].key);
  }
  return hash;
}

TagWords::TagWords() : cache_(kCachedKeys) {}

// Nearly every word of a text has occurred before.
const TagWords::CachedKey& TagWords::cached_key(std::string_view term) {
  const std::uint64_t hash = hash_of(term);
  CachedKey& cached = cache_[hash % kCachedKeys];
  if (cached.term != hash) cached = {hash, key_of(term), hints_of(term)};
  return cached;
}

std::uint64_t TagWords::key_of(std::string_view term) {
  if (const std::size_t value = roman_value(term); value > 0) return hash_of(std::to_string(value));
  folded_.clear();
  append_name_key(term, folded_);
  return hash_of(replace_synonym(folded_));
}

const std::vector<TagWord>& TagWords::cut(std::string_view text) {
  words_.clear();
  append(analyzer_.analyze(text), text, 0);
  return words_;
}

void TagWords::append(std::span<const Token> tokens, std::string_view piece, std::size_t offset) {
  const auto base = static_cast<std::uint32_t>(offset);
  const std::size_t first = words_.size();
  std::uint32_t next_position = 0;
  std::uint32_t end = 0;
  for (const Token& token : tokens) {
    if (token.kind != TokenKind::part) continue;
    const bool adjacent = words_.size() > first && token.position == next_position;
    const TagGap gap = adjacent ? gap_of(piece.substr(end, token.start - end)) : TagGap::barrier;
    const CachedKey& cached = cached_key(token.term);
    words_.push_back({cached.key, token.term, base + token.start, base + token.end, gap, cached.hints});
    next_position = token.position + 1;
    end = token.end;
  }
}

std::uint32_t folded_hash(std::span<const TagWord> words) {
  std::string form;
  for (const TagWord& word : words) {
    if (form.empty() || !word.optional()) append_name_key(word.term, form);
  }
  return static_cast<std::uint32_t>(hash_of(form));
}

bool is_replaced_word(std::string_view term) {
  std::string key;
  append_name_key(term, key);
  return replace_synonym(key) != key;
}

std::uint32_t exact_hash(std::span<const TagWord> words) {
  std::string form;
  for (const TagWord& word : words) {
    if (form.empty()) form = word.term;
    else if (!word.optional()) form.append(" ").append(word.term);
  }
  return static_cast<std::uint32_t>(hash_of(form));
}

// A word that is not ASCII in the text (a Greek letter, a superscript) counts as the analyzer spells it, so that both
// spellings of TNF-alpha are the same.
std::string spelling_of(std::span<const TagWord> words, std::string_view text) {
  std::string spelling;
  for (const TagWord& word : words) {
    const std::string_view written = text.substr(word.start, word.end - word.start);
    spelling += std::all_of(written.begin(), written.end(), ascii::is_ascii) ? written : word.term;
  }
  return spelling;
}

std::uint32_t spelling_hash(std::string_view spelling) { return static_cast<std::uint32_t>(hash_of(spelling)); }

std::uint32_t uppercase_hash(std::string_view spelling) { return spelling_hash(ascii::to_upper(spelling)); }

bool may_be_symbol(std::string_view spelling) {
  if (std::none_of(spelling.begin(), spelling.end(), ascii::is_lower)) return true;
  if (spelling.size() < 3) return false;
  if (spelling[0] == 'p' && ascii::is_number(spelling.substr(1))) return true;
  return spelling.size() > 3 && std::any_of(spelling.begin() + 1, spelling.end(), ascii::is_upper);
}

}  // namespace il2search
