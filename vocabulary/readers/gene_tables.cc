// read_gene_info() and read_hgnc(): tables with one gene per row -> VocabularyPart.
//
// Both formats share one reader; a GeneTable says what their columns are called and how fields are written.
#include <algorithm>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "base/ascii.h"
#include "base/blanks.h"
#include "vocabulary/readers/concept_draft.h"
#include "vocabulary/readers/part.h"
#include "vocabulary/readers/table_rows.h"

namespace il2search {
namespace {

struct NameColumn {
  std::string_view name;
  NameScope scope = NameScope::exact;
  bool is_list = false;           // "A|B|C"
  std::string_view instead = {};  // the column to read where this one is empty
};

struct ReferenceColumn {
  std::string_view name;
  std::string_view prefix;  // of identifiers that the column gives without one
};

struct GeneTable {
  std::string_view part;
  TableShape shape;
  std::string_view empty_field;  // what an empty field is written as
  std::string_view own_id;       // identifiers of the table's maintainer
  std::string_view ncbi_number;
  std::string_view symbol;
  std::string_view status;
  std::string_view date;
  std::vector<NameColumn> names;
  std::vector<ReferenceColumn> references;
  std::string_view skipped_symbol;
};

const GeneTable& gene_info_table() {
  static const GeneTable table{
      .part = "gene",
      .shape = {},
      .empty_field = "-",
      .own_id = {},
      .ncbi_number = "GeneID",
      .symbol = "Symbol",
      .status = {},
      .date = "Modification_date",
      .names = {{"Symbol_from_nomenclature_authority", NameScope::abbreviation},
                {"Full_name_from_nomenclature_authority", NameScope::exact, false, "description"},
                {"Synonyms", NameScope::abbreviation, true},
                {"Other_designations", NameScope::exact, true}},
      .references = {{"dbXrefs", ""}},
      // A placeholder for publications about genes that have no record yet.
      .skipped_symbol = "NEWENTRY",
  };
  return table;
}

const GeneTable& hgnc_table() {
  static const GeneTable table{
      .part = "gene-hgnc",
      .shape = {'\t', true},
      .empty_field = {},
      .own_id = "hgnc_id",
      .ncbi_number = "entrez_id",
      .symbol = "symbol",
      .status = "status",
      .date = "date_modified",
      .names = {{"name", NameScope::exact},
                {"alias_symbol", NameScope::abbreviation, true},
                {"prev_symbol", NameScope::abbreviation, true},
                {"alias_name", NameScope::exact, true},
                {"prev_name", NameScope::exact, true}},
      .references = {{"ensembl_gene_id", "Ensembl:"}, {"omim_id", "OMIM:"}},
      .skipped_symbol = {},
  };
  return table;
}

// "2025-04-23" for that text, with or without hyphens and a time after it; empty for others. Such dates sort as texts.
std::string day_of(std::string_view text) {
  if (text.size() == 8 && ascii::is_number(text)) {
    return std::string(text.substr(0, 4)) + "-" + std::string(text.substr(4, 2)) + "-" + std::string(text.substr(6));
  }
  const std::string_view day = text.substr(0, 10);
  if (day.size() != 10 || day[4] != '-' || day[7] != '-') return {};
  const bool is_day = std::all_of(day.begin(), day.end(), [](char c) { return c == '-' || ascii::is_digit(c); });
  return is_day ? std::string(day) : std::string();
}

// Calls `use` for each item of "A|B|C" that is not empty.
template <class Use> void for_each_item(std::string_view list, const Use& use) {
  for (std::size_t at = 0; at < list.size();) {
    const std::size_t end = std::min(list.find('|', at), list.size());
    if (const std::string_view item = trim_blanks(list.substr(at, end - at)); !item.empty()) use(item);
    at = end + 1;
  }
}

class GeneTableReader {
 public:
  GeneTableReader(ByteSource& source, const PartOptions& options, const GeneTable& table)
      : table_(table), report_(options), rows_(source, report_), gene_(report_) {}

  VocabularyPart read() {
    read_header();
    while (rows_.next()) read_row();
    if (part_.concepts.empty()) report_.broken("the table has no genes");
    part_.name = table_.part;
    for (Concept& gene : part_.concepts) {
      for (ConceptMapping& mapping : gene.mappings) mapping.source = part_.name;
    }
    return std::move(part_);
  }

 private:
  void read_header() {
    if (!rows_.read_header(table_.shape)) report_.broken("the table has no header line");
    const std::string_view id = table_.own_id.empty() ? table_.ncbi_number : table_.own_id;
    if (rows_.column(id) == TableRows::npos || rows_.column(table_.symbol) == TableRows::npos) {
      report_.broken("the table lacks the columns " + std::string(id) + " and " + std::string(table_.symbol));
    }
    for (const std::string_view column :
         {table_.own_id, table_.ncbi_number, table_.symbol, table_.status, table_.date}) {
      find_column(column);
    }
    for (const NameColumn& column : table_.names) {
      find_column(column.name);
      find_column(column.instead);
    }
    for (const ReferenceColumn& column : table_.references) find_column(column.name);
  }

  void find_column(std::string_view name) {
    columns_.emplace(name, name.empty() ? TableRows::npos : rows_.column(name));
  }

  std::string_view field(std::string_view column) const {
    const std::string_view text = trim_blanks(rows_.at(columns_.at(column)));
    return text == table_.empty_field ? std::string_view{} : text;
  }

  void read_row() {
    const std::string_view symbol = field(table_.symbol);
    if (!symbol.empty() && symbol == table_.skipped_symbol) return;
    gene_.begin(rows_.position());
    if (!set_id()) return;
    if (symbol.empty()) return gene_.left_out("the gene has no symbol");
    gene_.set_label(symbol);
    gene_.set_obsolete(field(table_.status).find("ithdrawn") != std::string_view::npos);
    for (const NameColumn& column : table_.names) add_names(column);
    for (const ReferenceColumn& column : table_.references) add_references(column);
    add_gene();
  }

  // NCBI's number where there is one, so that a gene is the same concept in both tables. False if the row has no valid
  // identifier, which is reported.
  bool set_id() {
    if (!table_.own_id.empty()) {
      const std::string own = canonical_id(field(table_.own_id));
      if (prefix_of_curie(own) != "HGNC") return refuse("not an HGNC identifier: ", field(table_.own_id));
      gene_.add_mapping(own, MappingPredicate::xref);
      gene_.set_id(own);
      if (field(table_.ncbi_number).empty()) return true;
    }
    const std::string_view number = field(table_.ncbi_number);
    const std::string id = ascii::is_number(number) ? canonical_id("NCBIGene:" + std::string(number)) : std::string();
    if (id.empty()) return refuse("invalid gene number: ", number);
    gene_.set_id(id);
    return true;
  }

  bool refuse(std::string_view why, std::string_view field) const {
    report_.left_out(rows_.position(), "", std::string(why) + quoted_input(field));
    return false;
  }

  void add_names(const NameColumn& column) {
    std::string_view text = field(column.name);
    if (text.empty() && !column.instead.empty()) text = field(column.instead);
    if (!column.is_list) return gene_.add_name(text, column.scope);
    for_each_item(text, [&](std::string_view name) { gene_.add_name(name, column.scope); });
  }

  void add_references(const ReferenceColumn& column) {
    for_each_item(field(column.name), [&](std::string_view id) {
      gene_.add_mapping(std::string(column.prefix) + std::string(id), MappingPredicate::xref);
    });
  }

  void add_gene() {
    Concept gene = gene_.finish();
    if (gene.label.empty()) return;  // too long, which is reported
    if (!ids_.insert(gene.id).second) {
      return report_.left_out(rows_.position(), gene.id, "duplicate identifier, only the first row is kept");
    }
    part_.version = std::max(part_.version, day_of(field(table_.date)));
    part_.concepts.push_back(std::move(gene));
  }

  const GeneTable& table_;
  PartReport report_;
  TableRows rows_;
  std::unordered_map<std::string_view, std::size_t> columns_;
  ConceptDraft gene_;
  VocabularyPart part_;
  std::unordered_set<std::string> ids_;
};

}  // namespace

VocabularyPart read_gene_info(ByteSource& source, const PartOptions& options) {
  return GeneTableReader(source, options, gene_info_table()).read();
}

VocabularyPart read_hgnc(ByteSource& source, const PartOptions& options) {
  return GeneTableReader(source, options, hgnc_table()).read();
}

}  // namespace il2search
