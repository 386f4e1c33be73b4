// Terms and words of a plan -> lists of the index. Part of compile(), for one query and one view.
//
//   TermLists      few alternatives become a union of lists, many are walked into a set of documents
//   expand()       the words of the index that a word of a phrase matches (expansion.cc)
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "query/budget.h"
#include "query/match/index_view.h"
#include "query/match/match_tree.h"
#include "query/plan/plan.h"
#include "query/syntax/diagnostic_sink.h"

namespace il2search::plan {

inline constexpr std::size_t kMaxAlternatives = 50;   // more terms than this are walked into a set of documents
inline constexpr std::size_t kMaxExpansion = 20'000;  // words that a truncation may match

// The text of the query is for messages. What it makes refers to the view's snapshot.
class TermLists {
 public:
  TermLists(std::string_view text, IndexView& index, Budget& budget, syntax::DiagnosticSink& diagnostics)
      : text_(text), index_(index), budget_(budget), diagnostics_(diagnostics) {}

  // Documents with any term of the list. Warns if the user asked for it by name or identifier and no document has any.
  MatchTree list(const Terms& terms, const Node& node);

  // Documents with any term of any of these lists, for all of which can_join() holds. Warns about each list by itself.
  MatchTree lists(const std::vector<const Node*>& nodes);
  static bool can_join(const Node& node);  // a list that only filters

  // Documents with any of the terms; ranked as one word, which the query has that many times.
  MatchTree any_term(const std::vector<std::string>& terms, bool weighted, std::uint32_t times = 1);

  // Appends the terms with this beginning to `terms`; warns if there are too many.
  void add_names(const std::string& beginning, std::vector<std::string>& terms, Span span);
  void warn_of_capped(Span span, std::size_t cap);
  std::string quoted(Span span) const;

 private:
  struct Gathered {
    std::vector<std::string> terms;  // sorted, each once
    std::vector<bool> has_names;     // per list: a beginning of it matches some term
  };
  struct Found {
    MatchTree tree;
    std::vector<bool> occurs;  // per term: some document has it
  };
  Gathered gather(const std::vector<const Node*>& nodes);
  Found any_that_occurs(const std::vector<std::string>& sorted_terms, bool weighted);
  Found demanded(const std::vector<std::string>& sorted_terms, const EntityDemand& demand);
  bool is_unknown_to_vocabularies(const Asked& asked);
  void warn_of_unknown(const Node& node);

  std::string_view text_;
  IndexView& index_;
  Budget& budget_;
  syntax::DiagnosticSink& diagnostics_;
  std::size_t suggested_ = 0;
};

struct Expansion {
  std::vector<std::string> stems;  // sorted, each once: every match has one of them
  std::vector<std::string> sure;   // of a beginning: the stems all of whose forms match, sorted
  std::vector<std::string> words;  // the forms that match; some may not occur
  bool capped = false;             // more than kMaxExpansion words match
};
Expansion expand(const PhraseWord& word, IndexView& index, Budget& budget);

// The ways to split a joined form (`tnfalpha`) into 2 to 5 words of the index, the first of them shorter than
// `first_below` bytes. At most 16; most forms have one.
std::vector<std::vector<std::string>> splits_of(const std::string& joined, std::size_t first_below,
                                                const IndexView& index);

}  // namespace il2search::plan
