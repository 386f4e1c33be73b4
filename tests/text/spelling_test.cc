// Spelling, lexicon and inflection, with a table for each.
#include "text/spelling.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "text/analyzer.h"
#include "text/lexicon.h"
#include "text/plurals.h"

namespace il2search {
namespace {

using ::testing::ElementsAre;
using ::testing::ElementsAreArray;
using ::testing::IsEmpty;

TEST(Spelling, BringsVariantsTogether) {
  const std::vector<std::pair<std::string, std::string>> table = {
      {"tumour", "tumor"},
      {"tumours", "tumors"},
      {"colour", "color"},
      {"behavioural", "behavioral"},
      {"leukaemia", "leukemia"},
      {"anaemic", "anemic"},
      {"paediatric", "pediatric"},
      {"anaesthetised", "anesthetized"},
      {"gynaecology", "gynecology"},
      {"orthopaedic", "orthopedic"},
      {"faecal", "fecal"},
      {"caecum", "cecum"},
      {"naevi", "nevi"},
      {"haem", "heme"},
      {"ischaemia", "ischemia"},
      {"paraesthesia", "paresthesia"},
      {"aetiology", "etiology"},
      {"hypermagnesaemia", "hypermagnesemia"},
      {"oedema", "edema"},
      {"lymphoedema", "lymphedema"},
      {"angiooedema", "angioedema"},
      {"myxoedema", "myxedema"},
      {"oesophagus", "esophagus"},
      {"gastrooesophageal", "gastroesophageal"},
      {"transoesophageal", "transesophageal"},
      {"oestrogen", "estrogen"},
      {"antioestrogen", "antiestrogen"},
      {"foetal", "fetal"},
      {"foetus", "fetus"},
      {"diarrhoea", "diarrhea"},
      {"dyspnoea", "dyspnea"},
      {"coeliac", "celiac"},
      {"homoeopathy", "homeopathy"},
      {"amoeba", "ameba"},
      {"manoeuvre", "maneuver"},
      {"pharmacopoeia", "pharmacopeia"},
      {"randomised", "randomized"},
      {"organisation", "organization"},
      {"optimising", "optimizing"},
      {"ionised", "ionized"},
      {"generalisability", "generalizability"},
      {"recognisable", "recognizable"},
      {"analysed", "analyzed"},
      {"catalyse", "catalyze"},
      {"paralysing", "paralyzing"},
      {"dialyser", "dialyzer"},
      {"sulphate", "sulfate"},
      {"sulphur", "sulfur"},
      {"haemoglobin", "hemoglobin"},
      {"haemorrhage", "hemorrhage"},
      {"centre", "center"},
      {"multicentre", "multicenter"},
      {"centred", "centered"},
      {"fibres", "fibers"},
      {"myofibre", "myofiber"},
      {"millilitre", "milliliter"},
      {"centimetres", "centimeters"},
      {"titre", "titer"},
      {"goitre", "goiter"},
      {"theatre", "theater"},
      {"calibre", "caliber"},
      {"programme", "program"},
      {"ageing", "aging"},
      {"labelled", "labeled"},
      {"modelling", "modeling"},
      {"signalling", "signaling"},
      {"counsellor", "counselor"},
      {"radiolabelled", "radiolabeled"},
      {"analogue", "analog"},
      {"homologues", "homologs"},
      {"defence", "defense"},
      {"practised", "practiced"},
      {"judgement", "judgment"},
      {"grey", "gray"},
      {"artefact", "artifact"},
      {"leucocyte", "leukocyte"},
      {"disk", "disc"},
      {"aluminium", "aluminum"},
      {"mueller", "muller"},
      {"buechner", "buchner"},
      {"wuerzburg", "wurzburg"},
      {"guenther", "gunther"},
      {"roentgen", "rontgen"},
  };
  for (const auto& [written, canonical] : table) EXPECT_EQ(canonical_spelling(written), canonical);
}

TEST(Spelling, KeepsOtherWords) {
  for (const char* word : {"exercise",
                           "exercised",
                           "promise",
                           "compromised",
                           "immunocompromised",
                           "precise",
                           "rise",
                           "arising",
                           "raised",
                           "noise",
                           "otherwise",
                           "enterprise",
                           "surprising",
                           "supervised",
                           "size",
                           "disability",
                           "advisable",
                           "four",
                           "hour",
                           "course",
                           "journal",
                           "does",
                           "goes",
                           "israel",
                           "michael",
                           "aerobic",
                           "anaerobic",
                           "poem",
                           "coefficient",
                           "coenzyme",
                           "gastroenteritis",
                           "neuroendocrine",
                           "intraepithelial",
                           "tetraethyl",
                           "vertebrae",
                           "larvae",
                           "enterobacteriaceae",
                           "hcaec",
                           "hcaecs",
                           "maeda",
                           "blue",
                           "value",
                           "values",
                           "tissue",
                           "tissues",
                           "continued",
                           "influenza",
                           "frequent",
                           "question",
                           "fuel",
                           "true",
                           "tuesday",
                           "puerperal",
                           "guest",
                           "technique",
                           "glucose",
                           "analyses",
                           "acre",
                           "genre",
                           "controlled",
                           "propelled",
                           "controller",
                           "alphabet",
                           "sulfoethyl",
                           "leucine",
                           "glaucoma",
                           "crises",
                           "virus",
                           "iris",
                           "pelvises",
                           "shoulder",
                           "phoenix"}) {
    EXPECT_EQ(canonical_spelling(word), word);
  }
}

TEST(Spelling, TruncationReachesTheCanonicalForm) {
  const std::vector<std::pair<std::string, std::string>> table = {
      {"tumou", "tumours"},       {"oes", "oesophageal"}, {"leukae", "leukaemia"}, {"leuka", "leukaemia"},
      {"haem", "haemoglobin"},    {"sulp", "sulphate"},   {"behavi", "behaviour"}, {"centr", "centre"},
      {"randomis", "randomised"}, {"leuc", "leucocyte"},  {"foe", "foetal"},       {"colou", "colours"},
      {"diarrho", "diarrhoea"},   {"fibr", "fibres"},     {"oed", "oedema"},       {"prog", "programme"}};
  for (const auto& [prefix, word] : table) {
    const auto prefixes = canonical_prefixes(prefix);
    EXPECT_EQ(prefixes.at(0), prefix);
    const auto canonical = canonical_spelling(word);
    EXPECT_TRUE(std::any_of(prefixes.begin(), prefixes.end(), [&](const auto& p) { return canonical.starts_with(p); }))
        << prefix << "* " << canonical;
  }
  EXPECT_THAT(canonical_prefixes("nephrit"), ElementsAre("nephrit"));
  EXPECT_THAT(canonical_prefixes("tumou"), ElementsAre("tumou", "tumor"));
}

TEST(Lexicon, CutsNucleicAcidsAndGreek) {
  using Pieces = std::vector<std::size_t>;
  const std::vector<std::pair<std::string, Pieces>> table = {
      {"dsdna", {2, 3}},        {"ssrna", {2, 3}},    {"mrna", {1, 3}},        {"mrnas", {1, 4}},
      {"antidsdna", {4, 2, 3}}, {"mirna", {2, 3}},    {"lncrnas", {3, 4}},     {"microrna", {5, 3}},
      {"kappab", {5, 1}},       {"tnfalpha", {3, 5}}, {"nfkappab", {2, 5, 1}}, {"ikappabalpha", {1, 5, 1, 5}},
      {"alphabeta", {5, 4}},    {"ifngamma", {3, 5}}, {"ppargamma", {4, 5}},   {"tregs", {1, 4}}};
  for (const auto& [word, pieces] : table) EXPECT_THAT(split_word(word), ElementsAreArray(pieces)) << word;
  for (const char* word : {"alphabet", "betaine", "betas", "deltoid", "sterna", "interna", "externa", "dna", "rna",
                           "gamma", "kappae", "sigmoid", "alphavirus", "betamethasone", "taverna", "erna", "thetas"}) {
    EXPECT_THAT(split_word(word), ElementsAre(std::string(word).size())) << word;
  }
}

TEST(Inflection, FindsTheFormsWithAnotherPrefix) {
  EXPECT_THAT(inflections("mouse"), ElementsAre("mice"));
  EXPECT_THAT(inflections("nucleus"), ElementsAre("nuclei"));
  EXPECT_THAT(inflections("streptococcus"), ElementsAre("streptococci"));
  EXPECT_THAT(inflections("criterion"), ElementsAre("criteria"));
  EXPECT_THAT(inflections("die"), ElementsAre("dying"));
  EXPECT_THAT(inflections("lupus"), IsEmpty());
  EXPECT_THAT(inflections("nephritis"), IsEmpty());
  EXPECT_THAT(inflections(""), IsEmpty());
}

// For every pair of words with one stem, the prefix of the stem or the table of inflections leads from one to the other.
TEST(Inflection, PrefixAndTableReachEveryForm) {
  const std::vector<std::vector<std::string>> families = {{"mouse", "mice"},
                                                          {"antibody", "antibodies"},
                                                          {"disability", "disabled"},
                                                          {"possibility", "possible", "possibly"},
                                                          {"hope", "hoping"},
                                                          {"die", "dying"},
                                                          {"vertebra", "vertebrae"},
                                                          {"carcinoma", "carcinomata"},
                                                          {"bacterium", "bacteria"},
                                                          {"index", "indices"},
                                                          {"diagnosis", "diagnoses", "diagnosed"},
                                                          {"larynx", "larynges"},
                                                          {"control", "controlled"},
                                                          {"micronucleus", "micronuclei"},
                                                          {"probability", "probable"}};
  Stemmer stemmer;
  for (const auto& family : families) {
    const std::string stem(stemmer(family[0]));
    for (const auto& form : family) {
      EXPECT_EQ(stemmer(form), stem) << form;
      const auto others = inflections(family[0]);
      const bool listed = std::find(others.begin(), others.end(), form) != others.end();
      EXPECT_TRUE(listed || form.starts_with(stem_prefix(stem))) << form;
    }
  }
}

TEST(Inflection, RegularWordsHaveSnowballsStem) {
  Stemmer stemmer;
  const std::vector<std::pair<std::string, std::string>> table = {{"running", "run"},
                                                                  {"generalizations", "general"},
                                                                  {"proteinuria", "proteinuria"},
                                                                  {"cells", "cell"},
                                                                  {"treatment", "treatment"},
                                                                  {"studies", "studi"},
                                                                  {"il", "il"},
                                                                  {"600", "600"},
                                                                  {"is", "is"}};
  for (const auto& [word, stem] : table) EXPECT_EQ(stemmer(word), stem) << word;
}

}  // namespace
}  // namespace il2search
