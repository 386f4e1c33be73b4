// Analyzer: text -> tokens. Documents and queries pass through the same class, so they are cut alike.
//
// A text is cut into canonical parts (lower case, no diacritics, Greek spelled out, US spelling): at blanks and
// punctuation, at hyphens and slashes, between letters and digits, and by a small lexicon (dsdna -> ds dna), never at a
// change of case. Parts have consecutive positions from 0. Further tokens share the position of the first part that they
// cover; they are terms, but phrases ignore them:
//   joined  `il2` for `il` `2`: a compound written with hyphens, slashes or without a gap, of 2 to 5 parts and at most 40
//           bytes; for truncation. A longer compound also gives each name with its number: anti-IL-2 antiil2 and il2
//   whole   `hla-drb1*04:01`, `c.35g>a`: names whose punctuation carries meaning
//   sign    `cd4+`: a compound with its charge or expression sign (CD4+, CD4(+), CD4-positive; cd4- for a minus)
// docs/analyzer.md gives the rules and the reasons.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace il2search {

enum class TokenKind : std::uint8_t { part, joined, whole, sign };

// term and stem point into the analyzer's memory: see Analyzer::analyze(). stem == term for joined, whole and sign tokens
// and for parts with digits.
struct Token {
  std::string_view term;
  std::string_view stem;
  std::uint32_t position;  // counts parts, from 0
  std::uint32_t start;     // bytes [start, end) of the original text
  std::uint32_t end;
  TokenKind kind;
};

// Not safe from two threads at once; create one per thread. Construction costs a few microseconds, as tables are shared.
class Analyzer {
 public:
  Analyzer();
  ~Analyzer();
  Analyzer(Analyzer&&) noexcept;
  Analyzer& operator=(Analyzer&&) noexcept;

  // The tokens of a text, ordered by position; at one position, the part comes first. The vector and the views in it are
  // valid until the next call on this object. Texts are cut at 4 GiB. Invalid UTF-8 is treated as a blank. A part longer
  // than kMaxTermBytes has a position but gives no token; dropped() counts such parts.
  const std::vector<Token>& analyze(std::string_view text);

  // The tokens of several texts, one list per text: each what analyze() returns for that text. The lists and the views in
  // them are valid until the next call on this object.
  std::vector<std::span<const Token>> analyze_all(std::span<const std::string_view> texts);

  // The stem of one canonical part, as analyze() gives it. Valid until the next call on this object.
  std::string_view stem(std::string_view part);

  // How many parts have been too long since construction.
  std::uint64_t dropped() const noexcept;

  // The key of a whole name (heading, author keyword, journal title): its parts joined by blanks.
  std::string normalize_name(std::string_view text);

  // The key of a person's name, in which umlauts and their two-letter spellings (ue, oe, ae) are one letter.
  std::string normalize_author(std::string_view text);

  // A word of English grammar ("the", "of", "with"), optional in unquoted queries.
  static bool is_stop_word(std::string_view part) noexcept;

  static constexpr std::size_t kMaxTermBytes = 64;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// The irregular forms that share the part's stem but do not begin with its stem_prefix(): mouse -> {mice}, nucleus ->
// {nuclei}; mice -> {}, since walking from `mous` finds mouse. Costs some microseconds. Safe from many threads.
std::vector<std::string> inflections(std::string_view part);

// The prefix that the surface forms of a stem share, apart from those that inflections() names: the stem without the letter
// that stemming may have added or removed at its end (antibodi -> antibod, disabl -> disab). Other stems can have parts
// with the same prefix: compare stem().
std::string_view stem_prefix(std::string_view stem) noexcept;

// For truncation: the prefixes that canonical parts can have when the word as written begins with `prefix` (a part as
// analyze() gives it). `tumou` -> {tumou, tumor}, `oes` -> {oes, esoph}, `leuka` -> {leuka, leuke}. The first is `prefix`
// itself; none begins with another. The result may be too wide, which costs precision, but it never misses a document.
std::vector<std::string> canonical_prefixes(std::string_view prefix);

// A hash of the analyzer's output for a built-in text that exercises every rule: two builds with the same fingerprint cut
// text alike. 32 hexadecimal digits. Computed once per process.
const std::string& analyzer_fingerprint();

// The version of ICU at run time, "72.1".
std::string icu_version();

}  // namespace il2search
