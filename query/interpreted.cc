// interpreted(): clauses joined by AND, with parentheses where the query needs them.
#include <algorithm>
#include <utility>
#include <variant>

#include "query/planner.h"
#include "query/syntax/print.h"

namespace il2search {
namespace {

std::string words_text(const syntax::Node& root, bool any_word) {
  const auto* run = std::get_if<syntax::WordRun>(&root.value);
  if (run == nullptr || !any_word || run->words.size() < 2) return syntax::print({root});
  syntax::Boolean any{syntax::Operator::or_, {}};
  for (const syntax::Word& word : run->words) {
    any.children.push_back({syntax::WordRun{{word}}, root.field, word.text, false, word.span});
  }
  return syntax::print({syntax::Node{std::move(any), {}, {}, false, root.span}});
}

// Whether the text of the node means something else within a chain of ANDs.
bool is_loose(const syntax::Node& node) {
  const auto* boolean = std::get_if<syntax::Boolean>(&node.value);
  return boolean != nullptr && !node.field && boolean->op != syntax::Operator::and_;
}

void add_clause(std::string& out, const std::string& clause) { out += (out.empty() ? "" : " AND ") + clause; }

void add_setting(std::string& out, FieldId id, const std::string& value) {
  add_clause(out, std::string(field(id).name) + ":" + value);
}

void add_settings(std::string& out, const plan::EntityOptions& entities) {
  const plan::EntityDemand& demand = entities.demand;
  if (entities.levels != kAllLevels) add_setting(out, FieldId::explode, std::to_string(entities.levels));
  if (demand.mentions > 1) add_setting(out, FieldId::min_mentions, std::to_string(demand.mentions));
  if (demand.provenance != 0) add_setting(out, FieldId::provenance, plan::to_string(demand.provenance));
}

}  // namespace

std::string interpreted(const Understood& query) {
  std::string more;
  for (const syntax::Node& filter : query.filters) {
    const std::string text = syntax::print({filter});
    const bool is_whole = query.root == nullptr && query.filters.size() == 1;
    add_clause(more, is_loose(filter) && !is_whole ? "(" + text + ")" : text);
  }
  add_settings(more, query.entities);
  if (query.root == nullptr) return more;
  std::string out = words_text(*query.root, query.any_word);
  if (more.empty()) return out;
  if (is_loose(*query.root) || query.any_word) out = "(" + out + ")";
  add_clause(out, more);
  return out;
}

}  // namespace il2search
