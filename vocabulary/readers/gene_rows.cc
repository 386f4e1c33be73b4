// Rows of genes -> VocabularyPart.
#include "vocabulary/readers/gene_rows.h"

#include <algorithm>
#include <utility>

namespace il2search {
namespace {

// "2025-04-23"; such dates are in order as texts.
bool is_day(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
  return std::all_of(text.begin(), text.end(), [](char c) { return c == '-' || (c >= '0' && c <= '9'); });
}

}  // namespace

ConceptDraft& GeneRows::begin(const PartPlace& place) {
  place_ = place;
  draft_.begin(place);
  return draft_;
}

bool GeneRows::set_gene_id(std::string_view number, std::string_view symbol) {
  const bool digits = !number.empty() && number.find_first_not_of("0123456789") == std::string_view::npos;
  const std::string id = digits ? canonical_id("NCBIGene:" + std::string(number)) : std::string();
  if (id.empty()) {
    report_.left_out(place_, "", "the gene's number is none: " + quoted_input(number));
    return false;
  }
  draft_.set_id(id);
  if (symbol.empty()) draft_.left_out("the gene has no symbol");
  return !symbol.empty();
}

void GeneRows::finish(const std::string& date) {
  Concept gene = draft_.take();
  if (gene.label.empty()) return;  // too long, and reported
  if (!ids_.insert(gene.id).second) {
    return report_.left_out(place_, gene.id, "the identifier was given before: the second row is left out");
  }
  if (is_day(date)) part_.version = std::max(part_.version, date);
  part_.concepts.push_back(std::move(gene));
}

VocabularyPart GeneRows::take(const std::string& part_name) {
  if (part_.concepts.empty()) report_.broken("the table holds no gene");
  part_.name = part_name;
  for (Concept& gene : part_.concepts) {
    for (ConceptMapping& mapping : gene.mappings) mapping.source = part_name;
  }
  ids_.clear();
  return std::move(part_);
}

}  // namespace il2search
