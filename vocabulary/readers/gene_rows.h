// GeneRows: what the tables of genes have in common: a row is a gene, ids each once, the newest date is the version.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <unordered_set>

#include "base/blanks.h"
#include "vocabulary/readers/concept_draft.h"
#include "vocabulary/readers/part.h"
#include "vocabulary/readers/table_rows.h"

namespace il2search {

// Calls `take` for each part of "A|B|C" that is not empty.
template <class Take> void for_each_part(std::string_view list, const Take& take) {
  for (std::size_t at = 0; at < list.size();) {
    const std::size_t end = std::min(list.find('|', at), list.size());
    if (const std::string_view part = trim_blanks(list.substr(at, end - at)); !part.empty()) take(part);
    at = end + 1;
  }
}

class GeneRows {
 public:
  // The report must outlive it.
  explicit GeneRows(const PartReport& report) : report_(report), draft_(report) {}

  // A new gene; the draft is to be filled before finish().
  ConceptDraft& begin(const PartPlace& place);
  // NCBI's number as identifier; false after a problem was reported: no number, or no symbol.
  bool set_gene_id(std::string_view number, std::string_view symbol);
  // Takes the gene in, or reports that its identifier was given before. Of the dates
  // "2025-04-23" the newest becomes the version; other texts say nothing.
  void finish(const std::string& date);
  // Error{broken_file} without a gene.
  VocabularyPart take(const std::string& part_name);

 private:
  const PartReport& report_;
  ConceptDraft draft_;
  PartPlace place_;
  VocabularyPart part_;
  std::unordered_set<std::string> ids_;
};

}  // namespace il2search
