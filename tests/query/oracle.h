// The oracle: says by brute force which documents a query matches, straight from the words of every document, so that
// the index and the query plan can be compared with it. It knows the analyzer and the syntax tree and nothing of how
// queries are compiled. Slow on purpose: for some dozens of documents.
//
// What it knows: words, phrases, nearness, truncation, Boolean operators; the fields title, abstract, tiab and keyword;
// every plain word must occur (match=all); identifiers of entities with `noexp` and `explode=N`, by a vocabulary of its
// own (oracle_concepts.h). Its documents have title, abstracts, keywords and entities with identifiers only.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include <il2search/document.h>

#include "query/syntax/tree.h"
#include "tests/query/oracle_concepts.h"
#include "text/analyzer.h"

namespace il2search::oracle {

enum class Place : std::uint8_t { title, abstract, keyword };

// A canonical part and its stem.
struct Part {
  std::string term;
  std::string stem;
};

// A title, a section of an abstract (or its label), or a keyword: no phrase leaves it. extras: joined forms, whole
// names and signs, which take no place in a phrase.
struct Text {
  Place place = Place::title;
  std::vector<Part> parts;
  std::set<std::string> extras;
};

struct AnalyzedDocument {
  std::string id;
  std::vector<Text> texts;
  std::set<std::string> entities;
};

AnalyzedDocument analyze(const Document& document, Analyzer& analyzer);

// Whether the tree matches. Throws std::invalid_argument for what the oracle does not know: ranges, single letters, other
// fields; identifiers without `concepts`. An empty tree matches nothing.
bool matches(const AnalyzedDocument& document, const syntax::Tree& tree, Analyzer& analyzer,
             const ConceptTable* concepts = nullptr);

// The ids of the documents that the tree matches, sorted bytewise.
std::vector<std::string> matching_ids(const std::vector<AnalyzedDocument>& documents, const syntax::Tree& tree,
                                      Analyzer& analyzer, const ConceptTable* concepts = nullptr);

}  // namespace il2search::oracle
