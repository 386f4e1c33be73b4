// Random vocabularies, documents and queries: what an identifier finds in the index, and by brute force.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "query/syntax/parser.h"
#include "tests/query/oracle.h"
#include "tests/query/sample_vocabulary.h"
#include "tests/query/test_index.h"
#include "tests/sanitized.h"

namespace il2search {
namespace {

class ConceptCorpus {
 public:
  explicit ConceptCorpus(std::uint32_t seed) : random_(seed) {}

  // Headings at random places in two trees, diseases with random parents, and mappings among them and to other ids.
  std::vector<VocabularyPart> vocabulary() {
    VocabularyPart mesh{"mesh", "", "mesh", {}, {}, {}};
    std::vector<std::string> numbers{"C01", "C02"};
    for (int i = 0; i < 40; ++i) {
      Concept heading = named("MESH:D0010" + two_digits(i), EntityType::disease);
      for (std::size_t count = 1 + below(2); count > 0; --count) {
        numbers.push_back(numbers[below(numbers.size())] + ".1" + two_digits(i));
        const bool is_new = std::count(numbers.begin(), numbers.end(), numbers.back()) == 1;
        if (is_new) heading.tree_numbers.push_back(numbers.back());
      }
      mesh.concepts.push_back(heading);
    }
    for (int i = 0; i < 6; ++i) {
      Concept substance = named("MESH:C0000" + two_digits(i), EntityType::chemical);
      substance.mapped_to = {mesh.concepts[below(40)].id};
      mesh.concepts.push_back(substance);
    }
    VocabularyPart mondo{"mondo", "", "mondo", {}, {}, {}};
    for (int i = 0; i < 40; ++i) {
      Concept disease = named("MONDO:00000" + two_digits(i), EntityType::disease);
      for (std::size_t count = i == 0 ? 0 : below(3); count > 0; --count) {
        const std::string& parent = mondo.concepts[below(mondo.concepts.size())].id;
        if (std::count(disease.parents.begin(), disease.parents.end(), parent) == 0) disease.parents.push_back(parent);
      }
      add_mappings(disease);
      mondo.concepts.push_back(disease);
    }
    return {mesh, mondo};
  }

  Document document(int number, const std::vector<std::string>& ids) {
    Document document;
    document.id = "TEST:" + std::to_string(number);
    document.title = below(2) == 0 ? "lupus" : "kidney";
    for (std::size_t count = below(4); count > 0; --count) {
      Entity entity;
      entity.id = ids[below(ids.size())];
      entity.vocabulary = entity.id.substr(0, entity.id.find(':'));
      entity.type = EntityType::disease;
      document.entities.push_back(entity);
    }
    return document;
  }

  std::string query(const std::vector<std::string>& ids, unsigned depth = 2) {
    if (depth == 0 || below(3) == 0) return below(8) == 0 ? "lupus" : leaf(ids[below(ids.size())]);
    const char* const operators[] = {" AND ", " OR ", " OR ", " NOT "};
    return "(" + query(ids, depth - 1) + operators[below(4)] + query(ids, depth - 1) + ")";
  }

 private:
  std::size_t below(std::size_t bound) { return std::uniform_int_distribution<std::size_t>(0, bound - 1)(random_); }

  static std::string two_digits(int i) { return (i < 10 ? "0" : "") + std::to_string(i); }

  static Concept named(const std::string& id, EntityType type) {
    Concept data;
    data.id = id;
    data.vocabulary = id.substr(0, id.find(':'));
    data.type = type;
    data.label = "label of " + id;
    return data;
  }

  void add_mappings(Concept& disease) {
    const MappingPredicate predicates[] = {MappingPredicate::exact, MappingPredicate::xref, MappingPredicate::close,
                                           MappingPredicate::broad};
    for (std::size_t count = below(3); count > 0; --count) {
      const std::string other = below(2) == 0 ? "MESH:D0010" + two_digits(static_cast<int>(below(40)))
                                              : "OMIM:1000" + two_digits(static_cast<int>(below(20)));
      const bool known = std::any_of(disease.mappings.begin(), disease.mappings.end(),
                                     [&](const ConceptMapping& m) { return m.id == other; });
      if (!known) disease.mappings.push_back({other, predicates[below(4)], "mondo"});
    }
  }

  std::string leaf(const std::string& id) {
    const std::size_t kind = below(4);
    if (kind == 0) return id + "[entity:noexp]";
    return kind == 1 ? id + "[entity:explode=" + std::to_string(below(4)) + "]" : id;
  }

  std::mt19937 random_;
};

std::string one_line(std::vector<std::string> texts) {
  std::sort(texts.begin(), texts.end());
  std::string out;
  for (const std::string& text : texts) out += text + " ";
  return out;
}

void compare_concepts(std::uint32_t seed) {
  ConceptCorpus corpus(seed);
  const std::vector<VocabularyPart> parts = corpus.vocabulary();
  std::vector<Concept> concepts = parts[0].concepts;
  concepts.insert(concepts.end(), parts[1].concepts.begin(), parts[1].concepts.end());
  const oracle::ConceptTable table(concepts);

  Analyzer analyzer;
  TestIndex index;
  std::vector<oracle::AnalyzedDocument> analyzed;
  for (int segment = 0; segment < 3; ++segment) {
    std::vector<Document> documents;
    for (int i = 0; i < 25; ++i) documents.push_back(corpus.document(segment * 25 + i, table.ids()));
    for (const Document& document : documents) analyzed.push_back(oracle::analyze(document, analyzer));
    index.add(documents);
  }
  publish_vocabulary(index.path(), parts);

  const Searcher searcher(index.path());
  SearchOptions options;
  options.limit = 1000;
  options.snippets = false;
  int matching = 0;
  for (int i = 0; i < 200; ++i) {
    const std::string query = corpus.query(table.ids());
    const auto expected = oracle::matching_ids(analyzed, syntax::parse(query).tree, analyzer, &table);
    const Results results = searcher.search(query, options);
    ASSERT_FALSE(results.has_errors()) << query;
    ASSERT_EQ(one_line(ids_of(results)), one_line(expected)) << query << " seed " << seed;
    matching += expected.empty() ? 0 : 1;
  }
  EXPECT_GT(matching, 80);
}

TEST(ConceptDifferential, RandomVocabularies) {
  for (std::uint32_t seed = 1; seed <= (test::kIsSanitized ? 1u : 3u); ++seed) compare_concepts(seed);
}

}  // namespace
}  // namespace il2search
