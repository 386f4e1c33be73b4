// Term mapping: which words name concepts, and what else they find.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "query/plan/term_mapping.h"
#include "storage/index_directory.h"
#include "tests/query/sample_vocabulary.h"
#include "tests/query/test_index.h"
#include "tests/vocabulary/compiled.h"

namespace il2search {
namespace {

std::vector<syntax::Word> words_of(const std::string& text) {
  std::vector<syntax::Word> words;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    std::string word = text.substr(at, end - at);
    const bool truncated = word.ends_with('*');
    if (truncated) word.pop_back();
    words.push_back({word, truncated, false, {at, end}});
    at = end + 1;
  }
  return words;
}

// "[lupus nephritis: MESH:D008181 MONDO:0005556]" for each name; synonyms follow bars.
std::string mapped(const std::string& text, const CompiledVocabulary& vocabulary, Analyzer& analyzer) {
  const std::vector<syntax::Word> words = words_of(text);
  std::string out;
  for (const plan::MappedName& name : plan::map_terms(words, *vocabulary, analyzer)) {
    out += out.empty() ? "[" : " [";
    for (std::size_t i = 0; i < name.count; ++i) out += (i == 0 ? "" : " ") + words[name.first + i].text;
    out += ":";
    for (const std::string& id : vocabulary.ids(name.concepts)) out += " " + id;
    for (const std::string& synonym : name.synonyms) out += " | " + synonym;
    out += "]";
  }
  return out;
}

TEST(TermMapping, FindsTheLongestNames) {
  const CompiledVocabulary vocabulary(sample_vocabulary());
  Analyzer analyzer;
  const struct {
    const char* text;
    const char* expected;
  } rows[] = {
      {"lupus nephritis", "[lupus nephritis: MESH:D008181 MONDO:0005556 | Lupus Glomerulonephritis]"},
      {"treating lupus nephritis early", "[lupus nephritis: MESH:D008181 MONDO:0005556 | Lupus Glomerulonephritis]"},
      {"Lupus Glomerulonephritis", "[Lupus Glomerulonephritis: MESH:D008181 | Lupus Nephritis]"},
      {"lupus", ""},
      {"nephritis glomerulonephritis", "[nephritis: MESH:D009393] [glomerulonephritis: MESH:D005921]"},
      {"kidney disease", "[kidney disease: MESH:D007674]"},
      {"renal lupus", ""},         // only a related name
      {"disseminated lupus", ""},  // obsolete
      {"interleukin 2", "[interleukin 2: NCBIGene:3558 | IL2]"},
      {"interleukin 2 receptor", "[interleukin 2 receptor: NCBIGene:3559 | IL2RA]"},
      {"IL2", "[IL2: NCBIGene:3558 | interleukin 2]"},
      {"TCGF", "[TCGF: NCBIGene:3558 | IL2 | interleukin 2]"},
      {"tcgf", ""},  // not written as an abbreviation
      {"lupus nephrit*", ""},
      {"the of and", ""},
      {"", ""},
  };
  for (const auto& row : rows) EXPECT_EQ(mapped(row.text, vocabulary, analyzer), row.expected) << row.text;
}

TEST(TermMapping, DoesNotMapPastedTexts) {
  const CompiledVocabulary vocabulary(sample_vocabulary());
  Analyzer analyzer;
  std::string text = "lupus nephritis";
  for (int i = 0; i < 49; ++i) text += " word";
  EXPECT_EQ(mapped(text, vocabulary, analyzer), "");
}

TEST(TermMapping, DoesNotMapVeryGeneralConcepts) {
  VocabularyPart part{"obo-x", "1", "x.obo", {}, {}, {}};
  for (int i = 0; i <= 601; ++i) {
    Concept data;
    data.id = "X:" + std::to_string(1000 + i);
    data.vocabulary = "X";
    data.type = EntityType::disease;
    data.label = i == 0 ? "general trouble" : "special trouble " + std::to_string(i);
    if (i > 0) data.parents = {"X:1000"};
    part.concepts.push_back(std::move(data));
  }
  const CompiledVocabulary vocabulary({part});
  Analyzer analyzer;
  EXPECT_EQ(mapped("general trouble", vocabulary, analyzer), "");
  EXPECT_EQ(mapped("special trouble 7", vocabulary, analyzer), "[special trouble 7: X:1007]");
}

Document paper_with(const char* id, const char* title, const char* curie = "") {
  Document document;
  document.id = id;
  document.title = title;
  if (*curie == 0) return document;
  Entity entity;
  entity.id = curie;
  entity.vocabulary = entity.id.substr(0, entity.id.find(':'));
  entity.type = EntityType::disease;
  document.entities = {entity};
  return document;
}

class MappedQueries : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    index_ = new TestIndex;
    index_->add({
        paper_with("T:1", "Lupus nephritis in children"),
        paper_with("T:2", "Lupus glomerulonephritis in children"),
        paper_with("T:3", "A cohort of children", "MESH:D008181"),
        paper_with("T:4", "Nephritis in children of families with lupus"),
        paper_with("T:5", "IL2 and children"),
        paper_with("T:6", "Interleukin 2 for children"),
        paper_with("T:7", "Children once more", "NCBIGene:3558"),
        paper_with("T:8", "Children with nothing of the kind"),
    });
    publish_vocabulary(index_->path(), sample_vocabulary());
  }
  static void TearDownTestSuite() {
    delete index_;
    index_ = nullptr;
  }
  static Results search(const std::string& query, const SearchOptions& options = {}) {
    return Searcher(index_->path()).search(query, options);
  }
  static std::string numbers(const Results& results) {
    std::vector<std::string> ids;
    for (const Hit& hit : results.hits) ids.push_back(hit.id.substr(2));
    std::sort(ids.begin(), ids.end());
    std::string out;
    for (const std::string& id : ids) out += id;
    return out;
  }
  static TestIndex* index_;
};

TestIndex* MappedQueries::index_ = nullptr;

TEST_F(MappedQueries, FindConceptsAndSynonyms) {
  const struct {
    const char* query;
    const char* mapped;
    const char* literal;
  } rows[] = {
      {"lupus nephritis children", "1234", "14"},
      {"\"lupus nephritis\" children", "1", "1"},
      {"lupus nephritis[ti]", "14", "14"},
      {"lupus nephrit* children", "14", "14"},
      {"IL2 children", "567", "5"},
      {"interleukin 2 children", "567", "6"},
      {"children NOT lupus nephritis", "5678", "235678"},
      {"lupus nephritis OR IL2", "1234567", "145"},
      {"kidney disease children", "3", ""},
  };
  SearchOptions options;
  options.match = Match::all;
  for (const auto& row : rows) {
    options.map = true;
    EXPECT_EQ(numbers(search(row.query, options)), row.mapped) << row.query;
    options.map = false;
    EXPECT_EQ(numbers(search(row.query, options)), row.literal) << row.query << " without mapping";
  }
}

TEST_F(MappedQueries, MatchAnyHasAlternativesToo) {
  SearchOptions options;
  options.match = Match::any;
  EXPECT_EQ(numbers(search("lupus nephritis", options)), "1234");
  options.map = false;
  EXPECT_EQ(numbers(search("lupus nephritis", options)), "124");
}

TEST_F(MappedQueries, WordsAsTypedRankFirst) {
  const Results results = search("lupus nephritis children");
  ASSERT_EQ(results.hits.size(), 4u);
  EXPECT_EQ(results.hits[0].id, "T:1");
  EXPECT_EQ(results.hits[1].id, "T:4");
  EXPECT_EQ(results.hits[2].id, "T:2");
  EXPECT_EQ(results.hits[3].id, "T:3");
}

TEST_F(MappedQueries, NarrowerConceptsCountUnlessDisabled) {
  SearchOptions options;
  options.match = Match::all;
  EXPECT_EQ(numbers(search("kidney disease", options)), "3");
  options.explode_levels = 0;
  EXPECT_EQ(numbers(search("kidney disease", options)), "");
}

TEST_F(MappedQueries, SynonymsHaveNoDiagnostics) {
  for (const char* query : {"lupus nephritis children", "TCGF children", "nephritis children"}) {
    for (const Diagnostic& diagnostic : search(query).diagnostics) {
      EXPECT_EQ(diagnostic.code, "unknown-word") << query << ": " << diagnostic.message;
      EXPECT_NE(diagnostic.message.find("TCGF"), std::string::npos) << diagnostic.message;
    }
  }
}

TEST_F(MappedQueries, SettingsForEntitiesNeedAnEntity) {
  const auto codes = [](const Results& results) {
    std::string all;
    for (const Diagnostic& diagnostic : results.diagnostics) all += diagnostic.code + " ";
    return all;
  };
  EXPECT_EQ(codes(search("children min_mentions:2")), "setting-without-effect ");
  EXPECT_EQ(codes(search("children provenance:listed")), "setting-without-effect ");
  EXPECT_EQ(codes(search("children gene:3558 min_mentions:1")), "");
  EXPECT_EQ(codes(search("children explode:2")), "");
}

TEST_F(MappedQueries, DocumentsOlderThanTheVocabularyAreReported) {
  TestIndex index;
  index.add({paper_with("T:1", "Lupus nephritis", "MESH:D008181")});
  publish_vocabulary(index.path(), sample_vocabulary());
  {
    IndexDirectory directory(index.path(), {});
    Manifest next = directory.manifest();
    next.indexed_with.clear();
    directory.publish(std::move(next));
  }
  const Results results = Searcher(index.path()).search("mesh:D008181");
  ASSERT_EQ(results.diagnostics.size(), 1u);
  EXPECT_EQ(results.diagnostics[0].code, "older-documents");
  EXPECT_EQ(results.diagnostics[0].hint, "Run il2index retag.");
  EXPECT_TRUE(Searcher(index.path()).search("lupus").diagnostics.empty());
}

TEST_F(MappedQueries, ExplainListsMappedNames) {
  SearchOptions options;
  options.explain = true;
  const Results results = search("lupus nephritis", options);
  ASSERT_TRUE(results.explanation.has_value());
  EXPECT_NE(results.explanation->resolved.find("also as"), std::string::npos) << results.explanation->resolved;
  EXPECT_NE(results.explanation->resolved.find("MESH:D008181"), std::string::npos);
}

}  // namespace
}  // namespace il2search
