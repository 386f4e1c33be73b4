// Clauses joined by AND, and parentheses where the query needs them.
#include "query/interpreted.h"

#include <algorithm>
#include <utility>
#include <variant>

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

void add_clause(std::string& out, const std::string& clause) { out += (out.empty() ? "" : " AND ") + clause; }

void add_clause(std::string& out, FieldId id, const std::string& value) {
  add_clause(out, std::string(field(id).name) + ":" + value);
}

std::string filters_text(const Filters& filters) {
  std::string out;
  for (const Filters::Id& id : filters.ids) {
    std::string value = *id.value;
    std::erase(value, '"');
    add_clause(out, id.field, "\"" + value + "\"");
  }
  if (filters.since.known() || filters.until.known()) {
    add_clause(out, "date:" + to_string(filters.since) + ".." + to_string(filters.until));
  }
  return out;
}

std::string settings_text(const plan::EntityOptions& subjects) {
  std::string out;
  if (subjects.levels != kAllLevels) add_clause(out, FieldId::explode, std::to_string(subjects.levels));
  if (subjects.demand.mentions > 1) add_clause(out, FieldId::min_mentions, std::to_string(subjects.demand.mentions));
  if (subjects.demand.provenance != 0)
    add_clause(out, FieldId::provenance, plan::to_string(subjects.demand.provenance));
  return out;
}

}  // namespace

std::string interpreted(const Understood& query) {
  std::string out = query.root != nullptr ? words_text(*query.root, query.any_word) : std::string();
  const std::string filters = filters_text(query.filters);
  const std::string settings = settings_text(query.subjects);
  const auto* boolean = query.root != nullptr ? std::get_if<syntax::Boolean>(&query.root->value) : nullptr;
  const bool group = (boolean != nullptr && boolean->op != syntax::Operator::and_) || query.any_word;
  if (group && !out.empty() && !(filters.empty() && settings.empty())) out = "(" + out + ")";
  if (!filters.empty()) add_clause(out, filters);
  if (!settings.empty()) add_clause(out, settings);
  return out;
}

}  // namespace il2search
