// read_hgnc(): HGNC's complete set (hgnc_complete_set.txt) -> VocabularyPart "gene-hgnc". A gene stands under its number
// of NCBI, so that it is the same one as in gene_info; under HGNC's where NCBI has none.
#include <string>

#include "base/blanks.h"
#include "vocabulary/readers/gene_rows.h"
#include "vocabulary/readers/part.h"

namespace il2search {
namespace {

struct HgncColumns {
  explicit HgncColumns(const TableRows& rows)
      : id(rows.column("hgnc_id")),
        symbol(rows.column("symbol")),
        name(rows.column("name")),
        status(rows.column("status")),
        alias_symbol(rows.column("alias_symbol")),
        alias_name(rows.column("alias_name")),
        previous_symbol(rows.column("prev_symbol")),
        previous_name(rows.column("prev_name")),
        entrez(rows.column("entrez_id")),
        ensembl(rows.column("ensembl_gene_id")),
        omim(rows.column("omim_id")),
        modified(rows.column("date_modified")) {}

  std::size_t id, symbol, name, status, alias_symbol, alias_name, previous_symbol, previous_name, entrez, ensembl, omim,
      modified;
};

class HgncReader {
 public:
  HgncReader(ByteSource& source, const PartOptions& options)
      : report_(options), rows_(source, report_), genes_(report_) {}

  VocabularyPart read() {
    if (!rows_.read_heading({'\t', true})) report_.broken("the table has no heading");
    const HgncColumns columns(rows_);
    if (columns.id == TableRows::npos || columns.symbol == TableRows::npos) {
      report_.broken("the table has no columns hgnc_id and symbol");
    }
    while (rows_.next()) take_row(columns);
    return genes_.take("gene-hgnc");
  }

 private:
  std::string_view field(std::size_t column) const { return trim_blanks(rows_.at(column)); }

  // False after a problem was reported.
  bool set_ids(ConceptDraft& gene, const HgncColumns& columns) {
    const std::string own = canonical_id(field(columns.id));
    if (prefix_of_curie(own) != "HGNC") {
      report_.left_out(rows_.place(), "", "the identifier is none of HGNC's: " + quoted_input(field(columns.id)));
      return false;
    }
    gene.add_mapping(own, MappingPredicate::xref);
    if (!field(columns.entrez).empty()) return genes_.set_gene_id(field(columns.entrez), field(columns.symbol));
    gene.set_id(own);
    if (field(columns.symbol).empty()) gene.left_out("the gene has no symbol");
    return !field(columns.symbol).empty();
  }

  void take_row(const HgncColumns& columns) {
    ConceptDraft& gene = genes_.begin(rows_.place());
    if (!set_ids(gene, columns)) return;
    gene.set_label(field(columns.symbol));
    gene.set_obsolete(field(columns.status).find("ithdrawn") != std::string_view::npos);
    gene.add_name(field(columns.name), NameScope::exact);
    add_names(gene, columns.alias_symbol, NameScope::abbreviation);
    add_names(gene, columns.previous_symbol, NameScope::abbreviation);
    add_names(gene, columns.alias_name, NameScope::exact);
    add_names(gene, columns.previous_name, NameScope::exact);
    add_references(gene, columns.ensembl, "Ensembl:");
    add_references(gene, columns.omim, "OMIM:");
    genes_.finish(std::string(field(columns.modified).substr(0, 10)));
  }

  void add_names(ConceptDraft& gene, std::size_t column, NameScope scope) const {
    for_each_part(field(column), [&gene, scope](std::string_view name) { gene.add_name(name, scope); });
  }

  void add_references(ConceptDraft& gene, std::size_t column, const std::string& prefix) const {
    for_each_part(field(column), [&gene, &prefix](std::string_view local) {
      gene.add_mapping(prefix + std::string(local), MappingPredicate::xref);
    });
  }

  PartReport report_;
  TableRows rows_;
  GeneRows genes_;
};

}  // namespace

VocabularyPart read_hgnc(ByteSource& source, const PartOptions& options) { return HgncReader(source, options).read(); }

}  // namespace il2search
