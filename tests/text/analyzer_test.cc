// The analyzer's contract: which spellings are the same word, which are not, and what holds for the tokens of any text.
#include "text/analyzer.h"
#include "tests/paths.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <fstream>
#include <random>
#include <string>
#include <thread>
#include <tuple>
#include <vector>

#include <il2search/text.h>

#include "tests/text/analyzer_text.h"

namespace il2search {
namespace {

using ::testing::ElementsAre;
using ::testing::ElementsAreArray;
using ::testing::IsEmpty;

TEST(Analyzer, MatchesTheGoldenTable) {
  std::ifstream table(test::source_path("tests/golden/analyzer.tsv"));
  ASSERT_TRUE(table.is_open());
  Analyzer analyzer;
  int rows = 0;
  for (std::string line; std::getline(table, line);) {
    if (line.empty() || line[0] == '#') continue;
    const auto tab = line.find('\t');
    ASSERT_NE(tab, std::string::npos) << line;
    EXPECT_EQ(render(analyzer, line.substr(0, tab)), line.substr(tab + 1)) << "for " << line.substr(0, tab);
    ++rows;
  }
  EXPECT_GT(rows, 60);
}

// The parts, and texts that must all give them.
struct Spellings {
  std::vector<std::string> parts;
  std::vector<std::string> texts;
};

TEST(Analyzer, SpellingsOfOneNameGiveTheSameParts) {
  const std::vector<Spellings> table = {
      {{"il", "2"},
       {"IL-2", "IL2", "IL 2", "il-2", "IL\u20102", "IL\u20112", "IL\u20132", "IL\u20142", "IL\u22122", "IL/2",
        "I\u00adL-2", "\uff29\uff2c\uff0d\uff12"}},
      {{"tnf", "alpha"},
       {"TNF-\u03b1", "TNF\u03b1", "TNF-alpha", "TNF alpha", "TNF-\u0391", "TNFalpha", "TNF-\U0001D6FC"}},
      {{"nf", "kappa", "b"},
       {"NF-\u03baB", "NF-kappaB", "NF-kappa B", "NF\u03baB", "NFkappaB", "NF-kappa-B", "nf \u03f0b"}},
      {{"i", "kappa", "b", "alpha"}, {"I\u03baB\u03b1", "IkappaBalpha", "I-kappa-B-alpha", "I\u03baB-\u03b1"}},
      {{"covid", "19"}, {"COVID-19", "COVID19", "Covid 19"}},
      {{"5", "ht"}, {"5-HT", "5HT", "5 ht"}},
      {{"t", "cell"}, {"T-cell", "T cell", "t\u2011cell"}},
      {{"na", "k", "atpase"}, {"Na+/K+-ATPase", "Na(+)/K(+)-ATPase", "Na+,K+-ATPase", "Na\u207a/K\u207a-ATPase"}},
      {{"low", "dose"}, {"low-dose", "low dose", "Low/Dose", "low\u00a0dose"}},
      {{"anti", "ds", "dna"}, {"anti-dsDNA", "anti-ds DNA", "anti ds DNA", "ANTI-DSDNA", "antidsDNA", "Anti-ds-DNA"}},
      {{"ca", "2"}, {"Ca2+", "Ca(2+)", "Ca\u00b2\u207a", "Ca 2+", "Ca2"}},
      {{"co", "2"}, {"CO\u2082", "CO2", "CO-2"}},
      {{"10", "3"}, {"10\u207b\u00b3", "10-3", "10(-3)", "10^-3"}},
      {{"10", "6"}, {"10\u2076", "10^6"}},
      {{"co", "3", "2"}, {"CO\u2083\u00b2\u207b", "CO3(2-)"}},
      {{"sjogren"}, {"Sj\u00f6gren", "Sjogren", "Sjo\u0308gren", "Sj\u00f6gren's", "SJ\u00d6GREN\u2019S"}},
      {{"muller"}, {"M\u00fcller", "Muller", "Mueller", "MU\u0308LLER"}},
      {{"buchner"}, {"B\u00fcchner", "Buechner", "Buchner"}},
      {{"naive"}, {"na\u00efve", "naive"}},
      {{"tumor"}, {"tumour", "tumor", "TUMOUR"}},
      {{"leukemia"}, {"leukaemia", "leukemia", "leuk\u00e6mia"}},
      {{"edema"}, {"oedema", "edema", "\u0153dema"}},
      {{"randomized"}, {"randomised", "randomized"}},
      {{"sulfate"}, {"sulphate", "sulfate"}},
      {{"hemoglobin"}, {"haemoglobin", "hemoglobin"}},
      {{"proteinuria"}, {"Proteinuria", "PROTEINURIA", "proteinuria"}},
      {{"mu", "g"}, {"\u00b5g", "\u03bcg", "\u039cg"}},
      {{"sigma"}, {"\u03c3", "\u03c2", "\u03a3", "sigma"}},
      {{"tgf", "beta", "1"}, {"TGF-\u03b21", "TGF-\u00df1", "TGF beta 1", "TGFbeta1"}},
      {{"fiber"}, {"fibre", "fiber", "\ufb01bre"}},
      {{"c", "35", "g", "a"}, {"c.35G>A", "c 35 G A"}},
      {{"hla", "drb", "1", "04", "01"}, {"HLA-DRB1*04:01", "HLA DRB1 04 01"}},
      {{"cd", "4"}, {"CD4", "CD4+", "CD4-", "CD4(+)", "CD4\u207a", "CD4\u2212"}},
  };
  Analyzer analyzer;
  for (const auto& row : table) {
    for (const auto& text : row.texts) EXPECT_THAT(parts(analyzer, text), ElementsAreArray(row.parts)) << text;
  }
}

TEST(Analyzer, InflectionsOfOneWordHaveOneStem) {
  const std::vector<std::vector<std::string>> table = {
      {"diagnosis", "diagnoses", "diagnosed"},
      {"metastasis", "metastases"},
      {"nephritis", "nephritides"},
      {"bacterium", "bacteria"},
      {"criterion", "criteria"},
      {"carcinoma", "carcinomata", "carcinomas"},
      {"mouse", "mice"},
      {"antibody", "antibodies"},
      {"analysis", "analyses"},
      {"vertebra", "vertebrae"},
      {"septum", "septa"},
      {"nucleus", "nuclei"},
      {"virus", "viruses"},
      {"prosthesis", "prostheses"},
      {"streptococcus", "streptococci"},
      {"mitochondrion", "mitochondria"},
      {"appendix", "appendices"},
      {"tooth", "teeth"},
      {"naevus", "nevi", "naevi"},
      {"RNA", "RNAs"},
      {"SNP", "SNPs"},
      {"tumour", "tumors"},
      {"randomised", "randomization"},
      {"centre", "centers"},
      {"disability", "disabilities"},
      {"biopsy", "biopsies"},
      {"hypothesis", "hypotheses"},
  };
  Analyzer analyzer;
  for (const auto& row : table) {
    for (const auto& word : row) EXPECT_EQ(stems(analyzer, word), stems(analyzer, row[0])) << word;
  }
  EXPECT_EQ(stems(analyzer, "mRNAs"), stems(analyzer, "mRNA"));
}

TEST(Analyzer, DifferentWordsStayDifferent) {
  const std::vector<std::pair<std::string, std::string>> table = {
      {"basis", "base"},
      {"gene", "genesis"},
      {"CNS", "CN"},
      {"influenza", "influenzae"},
      {"four", "for"},
      {"alphabet", "alpha"},
      {"betaine", "beta"},
      {"blues", "blus"},
      {"HCAEC", "HCEC"},
      {"Naeem", "neem"},
      {"fuel", "full"},
      {"sterna", "ste rna"},
      {"test", "testis"},
      {"mucus", "mucosa"},
      {"buell", "bull"},
      {"media", "mediated"},
      {"phosphoinositides", "phosphoinositis"},
  };
  Analyzer analyzer;
  for (const auto& [a, b] : table) EXPECT_NE(stems(analyzer, a), stems(analyzer, b)) << a << ", " << b;
}

TEST(Analyzer, SignsAreTokensBesideTheirName) {
  Analyzer analyzer;
  for (const char* text : {"CD4+", "CD4(+)", "CD4-positive", "CD4 positive", "CD4\u207a", "cd4+,", "CD4++"}) {
    EXPECT_THAT(terms(analyzer, text, TokenKind::sign), ElementsAre("cd4+")) << text;
  }
  for (const char* text : {"CD4-", "CD4\u2212 cells", "CD4(-)", "CD4-negative", "CD4 negative", "CD4\u207b", "CD4-)"}) {
    EXPECT_THAT(terms(analyzer, text, TokenKind::sign), ElementsAre("cd4-")) << text;
  }
  const std::vector<std::pair<std::string, std::vector<std::string>>> table = {
      {"CD4+CD25+FoxP3+", {"cd4+", "cd25+", "foxp3+"}},
      {"CD4+/CD8-", {"cd4+", "cd8-"}},
      {"Ca(2+)-dependent", {"ca2+"}},
      {"HLA-DR+", {"hladr+"}},
      {"anti-IL-17+", {"il17+"}},
      {"IFN-\u03b3+", {"ifngamma+"}},
      {"Cl\u207b", {"cl-"}},
      {"HIV-1-positive", {"hiv1+"}},
      {"gram-negative", {"gram-"}},
      {"HCO3-", {"hco3-"}},
      {"pre- and postoperative", {}},
      {"CD4-CD8", {}},
      {"tested positive", {}},
      {"false-positive", {}},
      {"5+3", {}},
      {"(+)-catechin", {}},
      {"A->B", {}},
      {"IL-2 -- a", {}},
  };
  for (const auto& [text, signs] : table) {
    EXPECT_THAT(terms(analyzer, text, TokenKind::sign), ElementsAreArray(signs)) << text;
  }
}

TEST(Analyzer, KeepsWholeNames) {
  const std::vector<std::pair<std::string, std::vector<std::string>>> table = {
      {"c.35G>A", {"c.35g>a"}},
      {"p.V600E.", {"p.v600e"}},
      {"(p.(Val600Glu))", {"p.val600glu"}},
      {"NM_000492.3:c.1521_1523delCTT", {"c.1521_1523delctt"}},
      {"HLA-DRB1*04:01", {"hla-drb1*04:01"}},
      {"CYP2D6*4,", {"cyp2d6*4"}},
      {"rs123", {"rs123"}},
      {"RS123, rsx 123", {"rs123"}},
      {"p.12", {}},
      {"c. 1990", {}},
      {"2*3", {}},
      {"e.g.", {}},
      {"p<0.05*", {}},
  };
  Analyzer analyzer;
  for (const auto& [text, names] : table) {
    EXPECT_THAT(terms(analyzer, text, TokenKind::whole), ElementsAreArray(names)) << text;
  }
}

TEST(Analyzer, JoinsCompounds) {
  const std::vector<std::pair<std::string, std::vector<std::string>>> table = {
      {"IL-2", {"il2"}},
      {"IL 2", {}},
      {"low-dose", {"lowdose"}},
      {"2019-2023", {}},
      {"anti-IL-2", {"antiil2", "il2"}},
      {"a-b-c-d-e", {"abcde"}},
      {"a-b-c-d-e-f", {}},
      {"mRNA", {"mrna"}},
      {"tumour-cell", {"tumorcell"}},
      {"abcdefghijklmnopqrstuvw-abcdefghijklmnopqrstuvw", {}},
  };
  Analyzer analyzer;
  for (const auto& [text, joined] : table) {
    EXPECT_THAT(terms(analyzer, text, TokenKind::joined), ElementsAreArray(joined)) << text;
  }
}

TEST(Analyzer, SpansPointIntoTheOriginal) {
  const std::string text = "\u00abM\u00fcller\u00bb, TNF\u03b1-induced CO\u2082; so\u00adft \ufb01bre \u72fc\u7621";
  Analyzer analyzer;
  std::vector<std::string> written;
  for (const auto& token : analyzer.analyze(text)) written.push_back(text.substr(token.start, token.end - token.start));
  EXPECT_THAT(written, ElementsAre("M\u00fcller", "TNF", "TNF\u03b1-induced", "\u03b1", "induced", "CO", "CO\u2082",
                                   "\u2082", "so\u00adft", "\ufb01bre", "\u72fc", "\u7621"));
}

TEST(Analyzer, OtherScriptsAreKept) {
  Analyzer analyzer;
  EXPECT_THAT(parts(analyzer, "\u0419\u043e\u0434 \u0451\u043b\u043a\u0430"),
              ElementsAre("\u0439\u043e\u0434", "\u0435\u043b\u043a\u0430"));
  EXPECT_THAT(parts(analyzer, "\u72fc\u7621\u306f"), ElementsAre("\u72fc", "\u7621", "\u306f"));
  EXPECT_THAT(parts(analyzer, "\ud55c\uae00"), parts(analyzer, "\u1112\u1161\u11ab\u1100\u1173\u11af"));
  EXPECT_THAT(parts(analyzer, "\u03bd\u03b5\u03c6\u03c1\u03cc\u03c2"),
              ElementsAre("\u03bd\u03b5\u03c6\u03c1\u03bf\u03c3"));
  EXPECT_THAT(parts(analyzer, "\u0665\u0660"), ElementsAre("50"));
  EXPECT_THAT(parts(analyzer, "\u03e3"), ElementsAre("\u03e3"));
}

TEST(Analyzer, InvalidBytesAreBlanks) {
  Analyzer analyzer;
  EXPECT_THAT(parts(analyzer, "lupus\xff nephritis\xc3"), ElementsAre("lupus", "nephritis"));
  EXPECT_THAT(parts(analyzer, "a\xf0\x9f"), ElementsAre("a"));
  EXPECT_THAT(parts(analyzer, std::string_view("a\0b\x01"
                                               "c\x02"
                                               "d",
                                               7)),
              ElementsAre("a", "b", "c", "d"));
  EXPECT_THAT(parts(analyzer, "\xed\xa0\x80x"), ElementsAre("x"));
  EXPECT_THAT(parts(analyzer, ""), IsEmpty());
}

TEST(Analyzer, AnalyzesSeveralTextsLikeEachByItself) {
  const std::vector<std::string> written = {"IL-2 and CD4",
                                            "",
                                            "positive T-cells (CD4",
                                            "+) na\xC3\xAFve \xCE\xB1\xCE\xB2",
                                            "a " + std::string(100, 'x') + " b",
                                            "HLA-DRB1*04:01",
                                            "tumours -"};
  const std::vector<std::string_view> texts(written.begin(), written.end());
  Analyzer all;
  const auto lists = all.analyze_all(texts);
  ASSERT_EQ(lists.size(), texts.size());
  for (std::size_t i = 0; i < texts.size(); ++i) {
    Analyzer one;
    const auto& expected = one.analyze(texts[i]);
    ASSERT_EQ(lists[i].size(), expected.size()) << texts[i];
    for (std::size_t t = 0; t < expected.size(); ++t) {
      const auto as_tuple = [](const Token& token) {
        return std::make_tuple(token.term, token.stem, token.position, token.start, token.end, token.kind);
      };
      EXPECT_EQ(as_tuple(lists[i][t]), as_tuple(expected[t])) << texts[i];
    }
  }
  EXPECT_EQ(all.dropped(), 1u);
  EXPECT_TRUE(all.analyze_all({}).empty());
}

TEST(Analyzer, LongPartsKeepTheirPosition) {
  Analyzer analyzer;
  const std::string text = "a " + std::string(Analyzer::kMaxTermBytes + 1, 'x') + " b " + std::string(64, 'y');
  const auto& tokens = analyzer.analyze(text);
  ASSERT_EQ(tokens.size(), 3u);
  EXPECT_EQ(tokens[1].term, "b");
  EXPECT_EQ(tokens[1].position, 2u);
  EXPECT_EQ(tokens[2].term.size(), 64u);
  EXPECT_EQ(analyzer.dropped(), 1u);
}

TEST(Analyzer, NamesBecomeKeys) {
  Analyzer analyzer;
  EXPECT_EQ(analyzer.normalize_name("Receptors, Interleukin-2"), "receptors interleukin 2");
  EXPECT_EQ(analyzer.normalize_name("  Lupus  Nephritis. "), "lupus nephritis");
  EXPECT_EQ(analyzer.normalize_author("M\u00fcller J"), "muller j");
  EXPECT_EQ(analyzer.normalize_author("Mueller J"), "muller j");
  EXPECT_EQ(analyzer.normalize_author("Schr\u00f6der"), analyzer.normalize_author("Schroeder"));
  EXPECT_EQ(analyzer.normalize_author("J\u00e4ger"), analyzer.normalize_author("Jaeger"));
  EXPECT_EQ(analyzer.normalize_author("S\u00f8rensen"), analyzer.normalize_author("Soerensen"));
  EXPECT_EQ(analyzer.normalize_author("O\u2019Brien-Smith, M.J."), "obrien smith m j");
  EXPECT_EQ(analyzer.normalize_author("Gray"), "gray");
  EXPECT_EQ(analyzer.normalize_author("Grey"), "grey");
}

TEST(Analyzer, RecognisesStopWords) {
  for (const char* word : {"the", "of", "with", "a", "your", "between"})
    EXPECT_TRUE(Analyzer::is_stop_word(word)) << word;
  for (const char* word : {"lupus", "il", "", "zz", "2", "t", "i"}) EXPECT_FALSE(Analyzer::is_stop_word(word)) << word;
}

TEST(Analyzer, StemsAPartAsInAText) {
  Analyzer analyzer;
  for (const char* part : {"diagnoses", "mice", "il", "2", "antibodies", "\u0439\u043e\u0434"}) {
    EXPECT_EQ(std::string(analyzer.stem(part)), stems(analyzer, part).at(0)) << part;
  }
}

TEST(Analyzer, FingerprintIsStable) {
  EXPECT_EQ(analyzer_fingerprint().size(), 32u);
  EXPECT_EQ(analyzer_fingerprint().find_first_not_of("0123456789abcdef"), std::string::npos);
  // A change of this value makes every index need a rebuild: it must be intended.
  EXPECT_EQ(analyzer_fingerprint(), "f87b044818f03cc30ae4de34dfd32add");
}

TEST(Tokenize, ReturnsTokensAsValues) {
  const auto tokens = tokenize("anti-CD4+ HLA-A*02");
  ASSERT_GE(tokens.size(), 4u);
  EXPECT_EQ(tokens[0].term, "anti");
  EXPECT_EQ(tokens[0].kind, "part");
  EXPECT_EQ(tokens[0].position, 0u);
  EXPECT_EQ(tokens[0].span, (Span{0, 4}));
  std::vector<std::string> kinds;
  for (const auto& token : tokens) kinds.push_back(token.kind);
  EXPECT_THAT(kinds, ::testing::Contains("sign"));
  EXPECT_THAT(kinds, ::testing::Contains("whole"));
  EXPECT_THAT(kinds, ::testing::Contains("joined"));
}

// Properties of any tokens: order, spans within the text, lengths; and another analyzer gives the same.
void expect_sound(Analyzer& analyzer, const std::string& text) {
  const auto tokens = analyzer.analyze(text);
  std::uint32_t position = 0;
  bool part_seen = false;
  for (const auto& token : tokens) {
    ASSERT_GE(token.position, position);
    if (token.position > position || token.kind == TokenKind::part) part_seen = token.kind == TokenKind::part;
    position = token.position;
    ASSERT_TRUE(part_seen || token.kind != TokenKind::part);
    ASSERT_LT(token.start, token.end);
    ASSERT_LE(token.end, text.size());
    ASSERT_FALSE(token.term.empty());
    ASSERT_LE(token.term.size(), Analyzer::kMaxTermBytes);
    ASSERT_FALSE(token.stem.empty());
  }
  Analyzer other;
  ASSERT_EQ(render(other, text), render(analyzer, text));
}

TEST(Analyzer, HoldsForRandomText) {
  const std::vector<std::string> pieces = {"IL",
                                           "2",
                                           "-",
                                           "/",
                                           "+",
                                           "(",
                                           ")",
                                           "*",
                                           ":",
                                           ".",
                                           ">",
                                           "'",
                                           "s",
                                           " ",
                                           "_",
                                           "CD4",
                                           "rs1",
                                           "c.",
                                           "p.",
                                           "\u03b1",
                                           "\u00b2",
                                           "\u207a",
                                           "\u207b",
                                           "\u2082",
                                           "\u00ad",
                                           "\u2019",
                                           "\u0308",
                                           "u",
                                           "\u00df",
                                           "\xff",
                                           "\xc3",
                                           "\u72fc",
                                           "\u03ac",
                                           "\ud55c",
                                           "\u1161",
                                           "positive",
                                           "negative",
                                           "tumour",
                                           "dsDNA",
                                           "mice",
                                           "\u00bd",
                                           std::string(70, 'z'),
                                           std::string(1, '\0'),
                                           "\x01",
                                           "\x02",
                                           "\n",
                                           "\u200b",
                                           "\ufb01",
                                           "\u0915\u094d",
                                           "\u0e42"};
  std::mt19937 random(7);
  Analyzer analyzer;
  for (int round = 0; round < 4000; ++round) {
    std::string text;
    const auto length = random() % 14;
    for (unsigned i = 0; i < length; ++i) text += pieces[random() % pieces.size()];
    SCOPED_TRACE(text);
    expect_sound(analyzer, text);
    if (HasFatalFailure()) return;
  }
}

TEST(Analyzer, HostileTextTakesLinearTime) {
  Analyzer analyzer;
  for (const char* piece : {"a-", "1-", "1-negative-", "a'", "xxxxx-negative-", "CD4+", "\u03b1", "\u0308", "(2+)",
                            "a_1/", "*1", "c.1", "\x01", "\u72fc", "a\u00ad", "9:"}) {
    std::string text;
    while (text.size() < 400'000) text += piece;
    const auto start = std::chrono::steady_clock::now();
    const auto tokens = analyzer.analyze(text).size();
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(2)) << piece << ": " << tokens;
  }
}

TEST(Analyzer, DropsCachedWordsWhenThereAreTooMany) {
  Analyzer analyzer;
  const auto before = render(analyzer, "anti-dsDNA antibodies");
  for (int round = 0; round < 3; ++round) {
    std::string text;
    for (int i = 0; i < 50'000; ++i) text += " w" + std::to_string(i) + "x" + std::to_string(round);
    const auto& tokens = analyzer.analyze(text);
    ASSERT_EQ(tokens.back().term, std::to_string(round));
    ASSERT_EQ(tokens.back().position, 4 * 50'000 - 1);
  }
  EXPECT_EQ(render(analyzer, "anti-dsDNA antibodies"), before);
}

TEST(Analyzer, OnePerThreadAgree) {
  const std::string text = "Low-dose IL-2 in tumour-bearing mice: CD4+CD25+ T cells, TNF-\u03b1 and M\u00fcller glia.";
  Analyzer analyzer;
  const auto expected = render(analyzer, text);
  std::vector<std::string> found(4);
  std::vector<std::thread> threads;
  for (auto& result : found) {
    threads.emplace_back([&result, &text] {
      Analyzer own;
      for (int i = 0; i < 50; ++i) result = render(own, text);
    });
  }
  for (auto& thread : threads) thread.join();
  for (const auto& result : found) EXPECT_EQ(result, expected);
}

}  // namespace
}  // namespace il2search
