// Random queries for comparing the index with the oracle (oracle.h).
#pragma once

#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "tests/query/oracle.h"

namespace il2search::oracle {

// Random queries from the words of a set of documents, so that most of them match some. All of them are free of errors
// and within what the oracle knows. The same seed gives the same queries.
class QueryGenerator {
 public:
  // documents must outlive the generator, and hold a word that is no word of grammar.
  QueryGenerator(const std::vector<AnalyzedDocument>& documents, std::uint32_t seed);

  std::string next();

 private:
  std::size_t below(std::size_t bound);
  const Text& any_text();
  std::string any_word();
  std::string run();
  std::string phrase();
  std::string near_words();
  std::string truncated(const std::string& word);
  std::string leaf();
  std::string in_field(const std::string& clause, bool single);
  std::string clause(unsigned depth);

  std::vector<const Text*> texts_;
  std::vector<std::string> words_;  // no words of grammar
  std::mt19937 random_;
};

}  // namespace il2search::oracle
