// Random queries for comparing the index with the oracle (oracle.h).
#pragma once

#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "tests/query/oracle.h"

namespace il2search::oracle {

// Random queries from the words of a set of documents, so that most queries match some. They have no errors and only
// what the oracle supports. The same seed gives the same queries.
class QueryGenerator {
 public:
  // The documents must outlive the generator and have at least one word other than stop words.
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
  std::vector<std::string> words_;  // without stop words
  std::mt19937 random_;
};

}  // namespace il2search::oracle
