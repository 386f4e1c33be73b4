// Two families of words: nucleic acids preceded by their kind, and names of Greek letters within a word. Both need a closed
// list for the left side, since English and Latin words end in the same letters (sterna, interna) or begin with them
// (alphabet, betaine, deltoid).
#include "text/lexicon.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <span>

namespace il2search {
namespace {

constexpr std::string_view kAcids[] = {"dnas", "rnas", "dna", "rna"};
// What may precede DNA or RNA: kind, strand or origin.
constexpr std::string_view kAcidKinds[] = {
    "a",  "c",    "cell", "cf", "circ", "cp",    "cr", "cc", "ct",    "d",  "ds", "ec",  "g", "gc",   "hn",
    "k",  "linc", "lnc",  "m",  "mi",   "micro", "mt", "n",  "nc",    "p",  "pi", "pri", "r", "s",    "sc",
    "sg", "sh",   "si",   "sn", "sno",  "ss",    "t",  "tm", "tracr", "ts", "v",  "vt",  "x", "mito", "exo",
};
// Names and words that only look like such a compound.
constexpr std::string_view kNotAcids[] = {"arna", "exorna", "xrna"};

// Single words with a cut.
struct Split {
  std::string_view word;
  std::size_t first;
};
constexpr Split kWords[] = {{"treg", 1}, {"tregs", 1}, {"tcell", 1}, {"tcells", 1}, {"bcell", 1}, {"bcells", 1}};

// Names of letters that are recognised within words. The short ones (eta, mu, nu, xi, pi, rho, tau, phi, chi, psi) occur in
// too many other words.
constexpr std::string_view kLetterNames[] = {"alpha", "beta",  "gamma",  "delta", "epsilon", "zeta",
                                             "theta", "kappa", "lambda", "sigma", "omega"};
// What may precede such a name, besides a run of consonants (tnf, tgf).
constexpr std::string_view kBeforeLetterName[] = {
    "aca", "adra",       "ampk",        "ap",       "camk", "camkii", "casein", "ccaat", "cebp", "ck",
    "er",  "erra",       "esr",         "fceri",    "gaba", "gro",    "hif",    "hla",   "ifn",  "ikk",
    "il",  "interferon", "interleukin", "integrin", "ip",   "lta",    "mip",    "nfi",   "pi",   "ppar",
    "rar", "ror",        "thr",         "tnfa",     "tra",  "anti",   "pro",    "pre",   "non",  "i",
};

bool contains(std::span<const std::string_view> list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

bool is_consonant(char c) { return std::string_view("aeiouy").find(c) == std::string_view::npos; }

// {2, 3} for dsdna, {} for a word that is not a nucleic acid.
std::vector<std::size_t> split_acid(std::string_view word) {
  for (auto acid : kAcids) {
    if (!word.ends_with(acid)) continue;
    auto kind = word.substr(0, word.size() - acid.size());
    if (kind == "anti") return {4, acid.size()};
    const bool anti = kind.starts_with("anti");
    if (anti) kind.remove_prefix(4);
    if (!contains(kAcidKinds, kind) || contains(kNotAcids, word)) return {};
    if (anti) return {4, kind.size(), acid.size()};
    return {kind.size(), acid.size()};
  }
  return {};
}

std::size_t letter_name_at(std::string_view rest) {
  for (auto name : kLetterNames) {
    if (rest.starts_with(name)) return name.size();
  }
  return 0;
}

bool may_precede_letter_name(std::string_view head) {
  if (head.empty() || contains(kBeforeLetterName, head)) return true;
  return head.size() <= 6 && std::all_of(head.begin(), head.end(), is_consonant);
}

// Appends the pieces of a word of letter names, each followed by at most one letter other than the endings "s" and "e"
// (betas); false for any other word.
bool split_letter_names(std::string_view rest, std::vector<std::size_t>& pieces) {
  while (!rest.empty()) {
    const auto name = letter_name_at(rest);
    if (name == 0) return false;
    pieces.push_back(name);
    rest.remove_prefix(name);
    if (rest.empty() || letter_name_at(rest) != 0) continue;
    const bool one_letter = rest.size() == 1 || letter_name_at(rest.substr(1)) != 0;
    if (!one_letter || rest[0] == 's' || rest[0] == 'e') return false;
    pieces.push_back(1);
    rest.remove_prefix(1);
  }
  return true;
}

std::vector<std::size_t> split_at_letter_names(std::string_view word) {
  for (std::size_t at = 0; at + 4 <= word.size(); ++at) {
    if (letter_name_at(word.substr(at)) == 0) continue;
    std::vector<std::size_t> pieces;
    if (at > 0) pieces.push_back(at);
    if (may_precede_letter_name(word.substr(0, at)) && split_letter_names(word.substr(at), pieces)) return pieces;
    return {};
  }
  return {};
}

}  // namespace

std::vector<std::size_t> split_word(std::string_view word) {
  for (const auto& split : kWords) {
    if (word == split.word) return {split.first, word.size() - split.first};
  }
  auto pieces = split_acid(word);
  if (pieces.empty()) pieces = split_at_letter_names(word);
  if (pieces.empty()) pieces = {word.size()};
  return pieces;
}

std::string_view greek_name(char32_t letter) noexcept {
  static constexpr std::array<std::string_view, 25> kNames = {
      "alpha", "beta",   "gamma",   "delta", "epsilon", "zeta",    "eta",  "theta", "iota",
      "kappa", "lambda", "mu",      "nu",    "xi",      "omicron", "pi",   "rho",   "sigma",
      "sigma", "tau",    "upsilon", "phi",   "chi",     "psi",     "omega"};
  constexpr char32_t kAlpha = 0x3B1;
  if (letter < kAlpha || letter >= kAlpha + kNames.size()) return {};
  return kNames[letter - kAlpha];
}

}  // namespace il2search
