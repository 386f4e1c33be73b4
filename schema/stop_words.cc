// The words of English grammar, which a query can do without. They are indexed like all others: phrases count them.
#include <algorithm>
#include <array>

#include "schema/analyzer.h"

namespace il2search {
namespace {

// Sorted. Canonical parts: "don't" is don and t.
constexpr std::array kStopWords = std::to_array<std::string_view>({
    "a",       "about",      "after",  "again",         "all",     "almost",  "also",    "although", "always",
    "among",   "an",         "and",    "another",       "any",     "are",     "as",      "at",       "be",
    "because", "been",       "before", "being",         "between", "both",    "but",     "by",       "can",
    "could",   "did",        "do",     "does",          "done",    "due",     "during",  "each",     "either",
    "enough",  "especially", "etc",    "for",           "from",    "further", "had",     "has",      "have",
    "having",  "he",         "her",    "here",          "hers",    "him",     "his",     "how",      "however",
    "i",       "if",         "in",     "into",          "is",      "it",      "its",     "itself",   "just",
    "made",    "mainly",     "make",   "may",           "me",      "might",   "more",    "most",     "mostly",
    "must",    "my",         "nearly", "neither",       "no",      "nor",     "not",     "obtained", "of",
    "often",   "on",         "or",     "our",           "over",    "overall", "perhaps", "quite",    "rather",
    "really",  "regarding",  "s",      "seem",          "seen",    "several", "she",     "should",   "show",
    "showed",  "shown",      "shows",  "significantly", "since",   "so",      "some",    "such",     "t",
    "than",    "that",       "the",    "their",         "theirs",  "them",    "then",    "there",    "therefore",
    "these",   "they",       "this",   "those",         "through", "thus",    "to",      "too",      "upon",
    "us",      "use",        "used",   "using",         "various", "very",    "was",     "we",       "were",
    "what",    "when",       "where",  "whether",       "which",   "while",   "who",     "whom",     "whose",
    "why",     "will",       "with",   "within",        "without", "would",   "you",     "your",     "yours",
});

}  // namespace

bool Analyzer::is_stop_word(std::string_view part) noexcept {
  return std::binary_search(kStopWords.begin(), kStopWords.end(), part);
}

}  // namespace il2search
