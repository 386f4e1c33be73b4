// Words of English grammar, which unquoted queries may leave out. They are indexed like all others, for phrases.
#include <algorithm>
#include <array>

#include "text/analyzer.h"

namespace il2search {
namespace {

// Sorted. Single letters other than "a" are not stop words: T cell, type I, protein S.
constexpr std::array kStopWords = std::to_array<std::string_view>(
    {"a",       "about", "after",   "again",     "all",     "almost", "also",    "although",  "always",  "among",
     "an",      "and",   "another", "any",       "are",     "as",     "at",      "be",        "because", "been",
     "before",  "being", "between", "both",      "but",     "by",     "can",     "could",     "did",     "do",
     "does",    "due",   "during",  "each",      "either",  "etc",    "for",     "from",      "further", "had",
     "has",     "have",  "having",  "he",        "her",     "here",   "hers",    "him",       "his",     "how",
     "however", "if",    "in",      "into",      "is",      "it",     "its",     "itself",    "just",    "may",
     "me",      "might", "more",    "most",      "must",    "my",     "neither", "no",        "nor",     "not",
     "of",      "often", "on",      "or",        "our",     "over",   "rather",  "regarding", "several", "she",
     "should",  "since", "so",      "some",      "such",    "than",   "that",    "the",       "their",   "theirs",
     "them",    "then",  "there",   "therefore", "these",   "they",   "this",    "those",     "through", "thus",
     "to",      "too",   "upon",    "us",        "use",     "used",   "using",   "very",      "was",     "we",
     "were",    "what",  "when",    "where",     "whether", "which",  "while",   "who",       "whom",    "whose",
     "why",     "will",  "with",    "within",    "without", "would",  "you",     "your",      "yours"});

}  // namespace

bool Analyzer::is_stop_word(std::string_view part) noexcept {
  return std::binary_search(kStopWords.begin(), kStopWords.end(), part);
}

}  // namespace il2search
