// Analyzer: text -> tokens. The same object on both sides of the index: documents and queries are cut alike.
//
// A text is cut to canonical parts (lower case, no diacritics, Greek spelled out, US spelling): at blanks and
// punctuation, at hyphens and slashes, between letters and digits, and by a small lexicon (dsdna -> ds dna), never at a
// change of case. Parts take consecutive positions from 0. Beside the parts stand, at the position of the first part
// they cover, tokens that are terms but take no place in a phrase:
//   joined  `il2` beside `il` `2`: compounds written with hyphen, slash or without a gap, of 2 to 5 parts and at most 40
//           bytes; for truncation. Longer compounds also give their names with numbers: anti-IL-2 antiil2 and il2
//   whole   `hla-drb1*04:01`, `c.35g>a`: names whose punctuation carries meaning
//   sign    `cd4+`: a compound with its charge or expression sign (CD4+, CD4(+), CD4-positive; cd4- likewise)
// The rules with their reasons: docs/analyzer.md.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace il2search {

enum class TokenKind : std::uint8_t { part, joined, whole, sign };

// term and stem point into the analyzer's own memory: see Analyzer::analyze().
// For joined, whole and sign tokens stem == term; likewise for parts with digits.
struct Token {
  std::string_view term;
  std::string_view stem;
  std::uint32_t position;  // counts parts, from 0
  std::uint32_t start;     // bytes [start, end) of the original text
  std::uint32_t end;
  TokenKind kind;
};

// Not safe from two threads at once; make one a thread (construction costs a few microseconds, tables are shared).
class Analyzer {
 public:
  Analyzer();
  ~Analyzer();
  Analyzer(Analyzer&&) noexcept;
  Analyzer& operator=(Analyzer&&) noexcept;

  // The tokens of a text, ordered by position and, at one position, part first. The vector and the views in it are
  // valid until the next call on this object. Texts over 4 GiB are cut there. Invalid UTF-8 is treated as a blank.
  // A part longer than kMaxTermBytes gives no token but takes its position; `dropped()` counts these.
  const std::vector<Token>& analyze(std::string_view text);

  // The stem of one canonical part, as analyze() gives it. Valid until the next call on this object.
  std::string_view stem(std::string_view part);

  // How many parts were too long since construction.
  std::uint64_t dropped() const noexcept;

  // A key to find a whole name by (heading, author keyword, journal title): the parts joined by one blank.
  std::string normalize_name(std::string_view text);

  // Likewise for a person's name, with umlauts and their two-letter spellings (ue, oe, ae) folded to one letter.
  std::string normalize_author(std::string_view text);

  // A word of English grammar ("the", "of", "with"): optional in unquoted queries.
  static bool is_stop_word(std::string_view part) noexcept;

  static constexpr std::size_t kMaxTermBytes = 64;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// The irregular forms that share the part's stem but do not begin with stem_prefix() of it: mouse -> {mice}, mice ->
// {}, since walking from `mous` finds mouse; nucleus -> {nuclei}. Costs some microseconds. Safe from many threads.
std::vector<std::string> inflections(std::string_view part);

// The beginning that all other surface forms of a stem share: the stem without the letter that stemming may have put or
// left out there (antibodi -> antibod, disabl -> disab). Of two parts with one stem, both begin with it, but for those
// that inflections() names. The walk meets parts with other stems too: compare their stem().
std::string_view stem_prefix(std::string_view stem) noexcept;

// For truncation: the beginnings that canonical parts can have when their spelling as typed begins with `prefix` (a part
// as analyze() gives it). `tumou` -> {tumou, tumor}, `oes` -> {oes, esoph}, `leuka` -> {leuka, leuke}. The first is the
// prefix itself; none begins with another. What is too wide costs precision, never a document.
std::vector<std::string> canonical_prefixes(std::string_view prefix);

// A hash of the analyzer's output on a built-in sample text that touches every rule: two builds with the same
// fingerprint cut text alike. 32 hexadecimal digits. Computed once a process.
const std::string& analyzer_fingerprint();

// The version of ICU that is running, "72.1".
std::string icu_version();

}  // namespace il2search
