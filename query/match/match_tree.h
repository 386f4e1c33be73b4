// MatchTree: a compiled query: which documents match and what their words count, over the lists of one view's segments.
//
//   plan::Node -> compile() -> MatchTree -> ranked_query() -> RankedQuery    most ranked queries: query/ranked
//                                        -> to_xapian() -> Xapian::Query     all others
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "query/match/bm25.h"
#include "query/match/docid_set.h"
#include "query/match/phrase_matcher.h"
#include "schema/field_table.h"
#include "storage/posting_file.h"

namespace il2search::plan {

// Terms that count as one word: a document has it as often as it has any of them.
struct TermList {
  std::vector<std::string> terms;
  std::vector<std::vector<StoredPostings>> lists;  // of each segment, without terms that the segment does not have
  std::uint32_t times = 1;                         // how often the query has the word
  std::optional<Bm25> weight;                      // if it is ranked
};

struct MatchNothing {};
struct MatchEverything {};
struct MatchTerms {
  std::shared_ptr<const TermList> list;
  bool is_implied = false;  // another operand of the same AND has hardly a document that is not in this list
};
// Documents of a set per segment, in the order of the snapshot.
struct MatchSet {
  std::shared_ptr<const DocidSets> sets;
};
// Documents with a date from `from` to `to`, as packed in value slots.
struct MatchValues {
  Slot slot;
  std::string from;
  std::string to;
};

struct MatchTree;
// The matches of the only child whose text has a phrase.
struct MatchPhrase {
  std::vector<MatchTree> child;
  std::shared_ptr<PhraseMatchers> matchers;
  std::shared_ptr<bool> found;  // set by the first match
};

// all: what is not ranked only filters. any: what is not ranked adds nothing to the score. without: the first child minus
// the others. maybe: the first child; the others only add to its score.
enum class MatchOp : std::uint8_t { all, any, without, maybe };
struct MatchGroup {
  MatchOp op;
  std::vector<MatchTree> children;
};

struct MatchTree {
  std::variant<MatchNothing, MatchEverything, MatchTerms, MatchSet, MatchValues, MatchPhrase, MatchGroup> value;
  bool is_ranked = false;
  double scale = 1;  // factor of the score; at most 1
};

// `all(Zlupus, [E:MESH:D008180])`: what only filters is in brackets. For --explain.
std::string print(const MatchTree& tree);

// The number of posting lists, sets and ranges, for estimates of the time that a search takes.
std::size_t leaves(const MatchTree& tree);

}  // namespace il2search::plan
