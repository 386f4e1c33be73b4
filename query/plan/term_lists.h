// Lists of terms -> Xapian queries: the part of compile that knows when alternatives are a tree of ORs and when they are
// walked into a set of documents.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <xapian.h>

#include "query/budget.h"
#include "query/plan/index_view.h"
#include "query/plan/plan.h"
#include "query/plan/sources.h"
#include "query/syntax/problems.h"

namespace il2search::plan {

inline constexpr std::size_t kMaxAlternatives = 50;  // more terms than this are walked into a set of documents

// A query and whether it is ranked.
struct Part {
  Xapian::Query query;
  bool weighted = false;
};

// For one query, whose text is for messages. What it makes refers to the view's snapshot.
class TermLists {
 public:
  TermLists(std::string_view text, IndexView& index, Budget& budget, syntax::DiagnosticSink& problems)
      : text_(text), index_(index), budget_(budget), problems_(problems) {}

  // Documents with any term of the list. Says so when it was asked for by name or identifier and no document has any.
  Part list(const Terms& terms, const Node& node);

  // Documents with any term of any of these lists, which can_join() holds for; what is said is said of each.
  Part lists(const std::vector<const Node*>& nodes);
  static bool can_join(const Node& node);  // a list that only filters

  Part any_term(const std::vector<std::string>& terms, bool weighted);

  // The terms that begin so, behind those in `found`; says when there are too many.
  void add_names(const std::string& beginning, std::vector<std::string>& found, syntax::Span span);
  void say_capped(syntax::Span span, std::size_t cap);
  std::string quoted(syntax::Span span) const;

 private:
  struct Gathered {
    std::vector<std::string> terms;  // sorted, each once
    std::vector<bool> has_names;     // of each list: some term begins as it wants
  };
  struct Found {
    Part part;
    std::vector<bool> occurs;  // of each term: some document has it
  };
  Gathered gather(const std::vector<const Node*>& nodes);
  Found any_that_occurs(const std::vector<std::string>& sorted_terms, bool weighted);
  Found demanded(const std::vector<std::string>& sorted_terms, const EntityDemand& demand);
  bool is_unheard_of(const Asked& asked);
  Part repeated(const Terms& terms);
  Xapian::Query set_query(std::shared_ptr<const DocidSets> sets) const;
  void say_unknown(const Node& node);

  std::string_view text_;
  IndexView& index_;
  Budget& budget_;
  syntax::DiagnosticSink& problems_;
  std::size_t suggested_ = 0;
};

}  // namespace il2search::plan
