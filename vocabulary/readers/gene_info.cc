// read_gene_info(): NCBI's gene_info table -> VocabularyPart "gene". A row is a gene; "-" is nothing, "|" separates.
#include <string>

#include "base/blanks.h"
#include "vocabulary/readers/gene_rows.h"
#include "vocabulary/readers/part.h"

namespace il2search {
namespace {

struct GeneInfoColumns {
  explicit GeneInfoColumns(const TableRows& rows)
      : id(rows.column("GeneID")),
        symbol(rows.column("Symbol")),
        synonyms(rows.column("Synonyms")),
        xrefs(rows.column("dbXrefs")),
        description(rows.column("description")),
        official_symbol(rows.column("Symbol_from_nomenclature_authority")),
        official_name(rows.column("Full_name_from_nomenclature_authority")),
        designations(rows.column("Other_designations")),
        modified(rows.column("Modification_date")) {}

  std::size_t id, symbol, synonyms, xrefs, description, official_symbol, official_name, designations, modified;
};

// "20210708" -> "2021-07-08".
std::string date_of_gene_info(std::string_view written) {
  if (written.size() != 8 || written.find_first_not_of("0123456789") != std::string_view::npos) return {};
  return std::string(written.substr(0, 4)) + "-" + std::string(written.substr(4, 2)) + "-" +
         std::string(written.substr(6));
}

class GeneInfoReader {
 public:
  GeneInfoReader(ByteSource& source, const PartOptions& options)
      : report_(options), rows_(source, report_), genes_(report_) {}

  VocabularyPart read() {
    if (!rows_.read_heading({})) report_.broken("the table has no heading");
    const GeneInfoColumns columns(rows_);
    if (columns.id == TableRows::npos || columns.symbol == TableRows::npos) {
      report_.broken("the table has no columns GeneID and Symbol");
    }
    while (rows_.next()) take_row(columns);
    return genes_.take("gene");
  }

 private:
  std::string_view field(std::size_t column) const {
    const std::string_view text = trim_blanks(rows_.at(column));
    return text == "-" ? std::string_view{} : text;
  }

  void take_row(const GeneInfoColumns& columns) {
    const std::string_view symbol = field(columns.symbol);
    // A placeholder for literature about genes that have no record yet.
    if (symbol == "NEWENTRY") return;
    ConceptDraft& gene = genes_.begin(rows_.place());
    if (!genes_.set_gene_id(field(columns.id), symbol)) return;
    gene.set_label(symbol);
    gene.add_name(field(columns.official_symbol), NameScope::abbreviation);
    const std::string_view official = field(columns.official_name);
    gene.add_name(official.empty() ? field(columns.description) : official, NameScope::exact);
    for_each_part(field(columns.synonyms), [&gene](std::string_view s) { gene.add_name(s, NameScope::abbreviation); });
    for_each_part(field(columns.designations), [&gene](std::string_view s) { gene.add_name(s, NameScope::exact); });
    for_each_part(field(columns.xrefs), [&gene](std::string_view s) { gene.add_mapping(s, MappingPredicate::xref); });
    genes_.finish(date_of_gene_info(field(columns.modified)));
  }

  PartReport report_;
  TableRows rows_;
  GeneRows genes_;
};

}  // namespace

VocabularyPart read_gene_info(ByteSource& source, const PartOptions& options) {
  return GeneInfoReader(source, options).read();
}

}  // namespace il2search
