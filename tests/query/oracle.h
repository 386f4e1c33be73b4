// The oracle: decides by brute force, from the words of every document, which documents a query matches, so that the
// index and the query plan can be compared with it. It uses the analyzer and the syntax tree and shares nothing with the
// planner. Slow: for some dozens of documents.
//
// It supports words, phrases, proximity, truncation and Boolean operators; the fields title, abstract, tiab and keyword;
// Match::all for plain words; identifiers of entities with `noexp` and `explode=N`, by a vocabulary of its own
// (oracle_concepts.h). Its documents have only a title, abstracts, keywords and entities with identifiers.
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

enum class TextKind : std::uint8_t { title, abstract, keyword };

// A canonical part and its stem.
struct WordPart {
  std::string term;
  std::string stem;
};

// A title, a section of an abstract (or its label), or a keyword; no phrase extends beyond it. extras: joined forms,
// whole names and signs, which have no position in a phrase.
struct Text {
  TextKind kind = TextKind::title;
  std::vector<WordPart> parts;
  std::set<std::string> extras;
};

struct AnalyzedDocument {
  std::string id;
  std::vector<Text> texts;
  std::set<std::string> entities;
};

AnalyzedDocument analyze(const Document& document, Analyzer& analyzer);

// Whether the tree matches; an empty tree does not. Throws std::invalid_argument for what the oracle does not support:
// ranges, wildcards, other fields, identifiers without `concepts`.
bool matches(const AnalyzedDocument& document, const syntax::Tree& tree, Analyzer& analyzer,
             const ConceptTable* concepts = nullptr);

// The ids of the documents that the tree matches, sorted bytewise.
std::vector<std::string> matching_ids(const std::vector<AnalyzedDocument>& documents, const syntax::Tree& tree,
                                      Analyzer& analyzer, const ConceptTable* concepts = nullptr);

}  // namespace il2search::oracle
