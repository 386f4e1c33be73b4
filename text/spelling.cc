// The spelling rules. Documents and queries both pass through them, so a rule need not be right about English, only
// consistent; what it must never do is give two different words the same spelling. Risky patterns (oe, -our, -re) therefore
// use lists of stems; only ae, -ise and -yse, which occur in too many words, use rules with exceptions.
#include "text/spelling.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <span>
#include <string_view>
#include <vector>

#include "text/analyzer.h"

namespace il2search {
namespace {

struct Replacement {
  std::string_view from;
  std::string_view to;
};

// Whole words.
constexpr Replacement kWords[] = {
    {"ageing", "aging"},
    {"haem", "heme"},
    {"haems", "hemes"},
    {"callipers", "calipers"},
    {"centring", "centering"},
    {"disk", "disc"},
    {"disks", "discs"},
    {"distil", "distill"},
    {"distils", "distills"},
    {"enrol", "enroll"},
    {"enrols", "enrolls"},
    {"enrolment", "enrollment"},
    {"enrolments", "enrollments"},
    {"fulfil", "fulfill"},
    {"fulfils", "fulfills"},
    {"fulfilment", "fulfillment"},
    {"grey", "gray"},
    {"greys", "grays"},
    {"greyish", "grayish"},
    {"greyscale", "grayscale"},
    {"instil", "instill"},
    {"instils", "instills"},
    {"instalment", "installment"},
    {"instalments", "installments"},
    {"marvellous", "marvelous"},
    {"photoageing", "photoaging"},
    {"skilful", "skillful"},
    {"skilfully", "skillfully"},
    {"wilful", "willful"},
    {"woollen", "woolen"},
    {"centred", "centered"},
    {"ochre", "ocher"},
    {"pyjamas", "pajamas"},
};

// At the start of a word.
constexpr Replacement kBeginnings[] = {
    {"aesth", "esth"},        {"aetiol", "etiol"},          {"aetiop", "etiop"},
    {"diskec", "discec"},     {"draught", "draft"},         {"mould", "mold"},
    {"moult", "molt"},        {"oecolog", "ecolog"},        {"oedem", "edem"},
    {"oenolog", "enolog"},    {"oesoph", "esoph"},          {"oestr", "estr"},
    {"plough", "plow"},       {"roentgen", "rontgen"},      {"sceptic", "skeptic"},
    {"practise", "practice"}, {"practising", "practicing"},
};

// Anywhere in a word.
constexpr Replacement kInside[] = {
    {"sulph", "sulf"},
    {"tumour", "tumor"},
    {"colour", "color"},
    {"haviour", "havior"},
    {"favour", "favor"},
    {"labour", "labor"},
    {"neighbour", "neighbor"},
    {"honour", "honor"},
    {"humour", "humor"},
    {"vapour", "vapor"},
    {"rumour", "rumor"},
    {"odour", "odor"},
    {"flavour", "flavor"},
    {"harbour", "harbor"},
    {"vigour", "vigor"},
    {"rigour", "rigor"},
    {"savour", "savor"},
    {"endeavour", "endeavor"},
    {"armour", "armor"},
    {"splendour", "splendor"},
    {"fervour", "fervor"},
    {"candour", "candor"},
    {"clamour", "clamor"},
    {"valour", "valor"},
    {"ardour", "ardor"},
    {"saviour", "savior"},
    {"demeanour", "demeanor"},
    {"parlour", "parlor"},
    {"rrhoe", "rrhe"},
    {"pnoe", "pne"},
    {"homoeo", "homeo"},
    {"manoeuvred", "maneuvered"},
    {"manoeuvre", "maneuver"},
    {"manoeuvring", "maneuvering"},
    {"amoeb", "ameb"},
    {"poeia", "peia"},
    {"coelia", "celia"},
    {"coelom", "celom"},
    {"foeta", "feta"},
    {"foetu", "fetu"},
    {"foeto", "feto"},
    {"foeti", "feti"},
    {"ooesoph", "oesoph"},
    {"ooedem", "oedem"},
    {"ooestr", "oestr"},
    {"transoesoph", "transesoph"},
    {"yloestr", "ylestr"},
    {"anoestr", "anestr"},
    {"metoestr", "metestr"},
    {"dioestr", "diestr"},
    {"antioestr", "antiestr"},
    {"myxoedem", "myxedem"},
    {"phoedem", "phedem"},
    {"papilloedem", "papilledem"},
    {"leuco", "leuko"},
    {"artefact", "artifact"},
    {"aluminium", "aluminum"},
    {"aneurism", "aneurysm"},
    {"licence", "license"},
    {"defence", "defense"},
    {"offence", "offense"},
    {"pretence", "pretense"},
    {"judgement", "judgment"},
    {"acknowledgement", "acknowledgment"},
    {"yoghurt", "yogurt"},
    {"yoghourt", "yogurt"},
    {"mollusk", "mollusc"},
    {"dietician", "dietitian"},
    {"cesarian", "cesarean"},
    {"tranquillis", "tranquilis"},
    {"tranquilliz", "tranquiliz"},
    {"fibreo", "fibero"},
    {"fibreg", "fiberg"},
    {"fibresc", "fibersc"},
    {"muell", "mull"},
    {"muehl", "muhl"},
};

// At the end of a word; the words in -re are listed with their inflections.
constexpr Replacement kEndings[] = {
    {"centre", "center"},   {"centres", "centers"},   {"fibre", "fiber"},       {"fibres", "fibers"},
    {"litre", "liter"},     {"litres", "liters"},     {"metre", "meter"},       {"metres", "meters"},
    {"theatre", "theater"}, {"theatres", "theaters"}, {"calibre", "caliber"},   {"calibres", "calibers"},
    {"titre", "titer"},     {"titres", "titers"},     {"titred", "titered"},    {"goitre", "goiter"},
    {"goitres", "goiters"}, {"spectre", "specter"},   {"spectres", "specters"}, {"lustre", "luster"},
    {"lustres", "lusters"}, {"meagre", "meager"},     {"gramme", "gram"},       {"grammes", "grams"},
    {"logue", "log"},       {"logues", "logs"},       {"fibred", "fibered"},
};

// Stems that double their l in the UK: labelled, modelling, counsellor.
constexpr std::string_view kDoubledL[] = {
    "barrel", "bevel",   "cancel", "channel", "chisel",  "counsel", "dial",   "duel",   "enamel",
    "equal",  "fuel",    "funnel", "gravel",  "initial", "label",   "level",  "marvel", "model",
    "panel",  "pedal",   "pencil", "quarrel", "remodel", "revel",   "rival",  "shovel", "shrivel",
    "signal", "snorkel", "spiral", "swivel",  "total",   "trammel", "travel", "tunnel", "unravel",
};
constexpr std::string_view kDoubledLEndings[] = {"led", "ling", "lings", "ler", "lers", "lor", "lors", "lable"};

// What follows "is" in verbs in -ise, and "lys" in verbs in -yse.
constexpr std::string_view kIseEndings[] = {"ation", "ations", "ational", "e",    "ed",      "es",
                                            "ing",   "er",     "ers",     "able", "ability", "ationally"};
constexpr std::string_view kYseEndings[] = {"e", "ed", "er", "ers", "ing", "able"};

// What precedes "is" in words whose -ise is not a suffix: exercise, promise, precise. Sorted.
constexpr std::string_view kNotIse[] = {
    "absc",    "advert",   "adv",      "an",    "appr",   "ar",     "cer",    "chast",  "chem",        "circumc",
    "clitor",  "compr",    "comprom",  "conc",  "dem",    "den",    "desp",   "dev",    "disenfranch", "enfranch",
    "enterpr", "epiderm",  "exc",      "exerc", "expert", "franch", "imprec", "improv", "inc",         "ir",
    "marqu",   "merchand", "metropol", "mort",  "parad",  "pelv",   "pen",    "prec",   "prem",        "prom",
    "pub",     "repr",     "rev",      "sunr",  "superv", "surm",   "surpr",  "telev",  "tenn",        "treat",
    "trell",   "trev",     "upr",      "val",   "verd",
};
constexpr std::string_view kPrefixes[] = {"un", "re", "non", "over", "under", "self", "pre"};

// What precedes the "e" in words with "ae" across a seam: intraepithelial, tetraethyl, megaepiphyseal.
constexpr std::string_view kEndingInA[] = {
    "alpha", "beta", "contra", "data", "delta", "dia",  "extra", "gamma", "hepta", "hexa",  "infra", "intra",
    "juxta", "mega", "meta",   "octa", "omega", "para", "penta", "sigma", "supra", "tetra", "ultra",
};

// Words whose first vowel is "ae". Others with "ae" there are names and abbreviations (Naeem, HCAEC).
constexpr std::string_view kFirstAe[] = {"caec", "caes", "faec", "haem", "laevo",
                                         "naev", "paed", "phae", "prae", "taen"};

// English words whose first vowel letters are "ue".
constexpr std::string_view kEnglishUe[] = {"blue",  "clue", "cruel", "cue",  "due", "flue", "fuel", "glue",
                                           "gruel", "hue",  "puebl", "puer", "rue", "sue",  "true", "tues"};
// What follows a "ue" that represents a German u-umlaut: Huebner, Buerger, Schuetz, Wuerzburg, Kueppers.
constexpr std::string_view kAfterUmlaut[] = {
    "bb", "be",  "bi",  "bl", "bn", "ch", "ck", "cke", "de", "di", "ff",  "ge", "gg",  "hb", "hl",   "hm", "hn", "hr",
    "mm", "nch", "nst", "nw", "pf", "pp", "rg", "rk",  "rn", "rr", "rst", "rz", "sch", "ss", "ster", "tk", "tt", "tz"};

bool ends_with_any(std::string_view text, std::span<const std::string_view> endings) {
  return std::any_of(endings.begin(), endings.end(), [&](auto e) { return text.ends_with(e); });
}

bool starts_with_any(std::string_view text, std::span<const std::string_view> beginnings) {
  return std::any_of(beginnings.begin(), beginnings.end(), [&](auto b) { return text.starts_with(b); });
}

bool contains(std::span<const std::string_view> list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

bool is_vowel(char c) { return c == 'y' || c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u'; }

bool replace_word(std::string& word) {
  for (const auto& [from, to] : kWords) {
    if (word == from) {
      word = to;
      return true;
    }
  }
  return false;
}

void replace_beginning(std::string& word) {
  for (const auto& [from, to] : kBeginnings) {
    if (word.starts_with(from)) {
      word.replace(0, from.size(), to);
      return;
    }
  }
}

void replace_inside(std::string& word) {
  for (const auto& [from, to] : kInside) {
    for (auto at = word.find(from); at != std::string::npos; at = word.find(from, at + to.size())) {
      word.replace(at, from.size(), to);
    }
  }
}

void replace_ending(std::string& word) {
  for (const auto& [from, to] : kEndings) {
    if (word.ends_with(from)) {
      word.replace(word.size() - from.size(), from.size(), to);
      return;
    }
  }
}

// Whether the "ae" at `at` is one vowel (anaemia), not a Latin ending (vertebrae), a seam (intraepithelial), aero- or -ael.
bool is_ligature_ae(std::string_view word, std::size_t at) {
  if (at == 0 || at + 3 >= word.size()) return false;
  const char next = word[at + 2];
  if (next == 'l') return false;
  if (next == 'r') return word.starts_with("caer");
  if (std::none_of(word.begin(), word.begin() + static_cast<std::ptrdiff_t>(at), is_vowel)) {
    return starts_with_any(word, kFirstAe);
  }
  const auto rest = word.substr(at);
  if (rest.starts_with("aemi") || word.starts_with("paraesth")) return true;
  return rest != "aecs" && !ends_with_any(word.substr(0, at + 1), kEndingInA);
}

void fold_ae(std::string& word) {
  for (auto at = word.find("ae"); at != std::string::npos; at = word.find("ae", at + 1)) {
    if (is_ligature_ae(word, at)) word.erase(at, 1);
  }
}

// German names have "ue" for the umlaut in their first syllable, before consonants that rarely follow an English "ue".
void fold_umlaut(std::string& word) {
  const auto at = word.find("ue");
  if (at == std::string::npos || at == 0 || at + 4 > word.size()) return;
  if (std::any_of(word.begin(), word.begin() + static_cast<std::ptrdiff_t>(at), is_vowel)) return;
  const auto rest = std::string_view(word).substr(at + 2);
  const char before = word[at - 1];
  const bool gunther = before == 'g' && (rest.starts_with("nth") || rest.starts_with("nter"));
  if (before == 'q' || (before == 'g' && !gunther)) return;
  if (starts_with_any(word, kEnglishUe)) return;
  if (gunther || starts_with_any(rest, kAfterUmlaut)) word.erase(at + 1, 1);
}

std::string_view without_prefix(std::string_view word) {
  for (auto prefix : kPrefixes) {
    if (word.size() > prefix.size() + 2 && word.starts_with(prefix)) return word.substr(prefix.size());
  }
  return word;
}

// Whether -ise is a suffix after `base`: yes for `random` of randomised, no for `exerc`, `ra` and `otherw`.
bool takes_ize(std::string_view base) {
  if (base.size() < 3 || is_vowel(base.back()) || base.back() == 'w' || base.ends_with("sch")) return false;
  if (std::none_of(base.begin(), base.end(), is_vowel)) return false;
  if (contains(kNotIse, base) || contains(kNotIse, without_prefix(base))) return false;
  return std::none_of(std::begin(kNotIse), std::end(kNotIse),
                      [&](std::string_view stem) { return stem.size() >= 5 && base.ends_with(stem); });
}

void fold_ise(std::string& word) {
  const auto at = word.rfind("is");
  if (at == std::string::npos || at < 3) return;
  const std::string_view view(word);
  if (contains(kIseEndings, view.substr(at + 2)) && takes_ize(view.substr(0, at))) word[at + 1] = 'z';
}

// "analyses" is kept: it is the plural of analysis far more often than a verb.
void fold_yse(std::string& word) {
  const auto at = word.rfind("lys");
  if (at == std::string::npos || at < 2) return;
  if (contains(kYseEndings, std::string_view(word).substr(at + 3))) word[at + 2] = 'z';
}

void undouble_l(std::string& word) {
  for (auto ending : kDoubledLEndings) {
    if (!word.ends_with(ending)) continue;
    const auto stem = std::string_view(word).substr(0, word.size() - ending.size());
    if (!contains(kDoubledL, stem) && !ends_with_any(stem, std::array<std::string_view, 2>{"label", "signal"})) return;
    word.erase(stem.size(), 1);
    return;
  }
}

void apply_rules(std::string& word) {
  if (replace_word(word)) return;
  fold_umlaut(word);
  replace_beginning(word);
  replace_inside(word);
  fold_ae(word);
  replace_ending(word);
  fold_ise(word);
  fold_yse(word);
  undouble_l(word);
}

// If `prefix` ends within `from`, a word that continues as `from` has `to` there instead.
void add_prefix(std::vector<std::string>& prefixes, std::string_view prefix, const Replacement& rule, bool at_beginning,
                std::size_t shortest) {
  const auto longest = std::min(prefix.size(), rule.from.size() - 1);
  for (auto length = longest; length >= shortest && length > 0; --length) {
    if (at_beginning && length != prefix.size()) continue;
    if (!prefix.ends_with(rule.from.substr(0, length))) continue;
    std::string typed(prefix.substr(0, prefix.size() - length));
    typed += rule.to;
    prefixes.push_back(std::move(typed));
    return;
  }
}

}  // namespace

std::string canonical_spelling(std::string word) {
  if (word.size() < 4) return word;
  // One rule can enable another (oedematise, edematise, edematize); two rounds reach a fixed point for all words.
  const std::string written = word;
  apply_rules(word);
  if (word != written) apply_rules(word);
  return word;
}

std::vector<std::string> canonical_prefixes(std::string_view prefix) {
  // A final letter that no rule contains keeps the rules for endings from applying.
  auto base = canonical_spelling(std::string(prefix) + 'q');
  base.pop_back();
  std::vector<std::string> prefixes{std::string(prefix), base};
  for (const auto& rule : kWords) add_prefix(prefixes, base, rule, true, 3);
  for (const auto& rule : kBeginnings) add_prefix(prefixes, base, rule, true, 3);
  for (const auto& rule : kInside) add_prefix(prefixes, base, rule, false, 3);
  for (const auto& rule : kEndings) add_prefix(prefixes, base, rule, false, 3);
  for (const auto& rule : {Replacement{"ise", "iz"}, Replacement{"isa", "iz"}, Replacement{"isi", "iz"}}) {
    add_prefix(prefixes, base, rule, false, 2);
  }
  if (base.ends_with('a')) prefixes.push_back(base.substr(0, base.size() - 1) + "e");
  if (base.ends_with("ae")) prefixes.push_back(base.substr(0, base.size() - 2) + "e");
  std::sort(prefixes.begin() + 1, prefixes.end());
  // A prefix that begins with another one adds nothing.
  std::vector<std::string> least;
  for (auto& candidate : prefixes) {
    const bool covered =
        std::any_of(least.begin(), least.end(), [&](const auto& p) { return candidate.starts_with(p); });
    if (!covered) least.push_back(std::move(candidate));
  }
  return least;
}

}  // namespace il2search
