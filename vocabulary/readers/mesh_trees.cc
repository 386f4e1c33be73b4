// read_mesh_trees(): the tree numbers of MeSH headings. Lines -> rows -> VocabularyPart.
//
//   mtrees:  Breast;A01.236
//   table:   Tree Number <tab> Desc Ui <tab> Term, which is also its header line
#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>

#include "base/ascii.h"
#include "base/blanks.h"
#include "vocabulary/readers/concept_draft.h"
#include "vocabulary/readers/mesh_part.h"
#include "vocabulary/readers/mesh_types.h"
#include "vocabulary/readers/part.h"
#include "vocabulary/readers/part_lines.h"
#include "vocabulary/readers/part_report.h"

namespace il2search {
namespace {

// Removes the text before the first tab, and the tab, and returns the text.
std::string_view consume_column(std::string_view& line) {
  const std::size_t tab = line.find('\t');
  const std::string_view column = trim_blanks(line.substr(0, tab));
  line.remove_prefix(tab == std::string_view::npos ? line.size() : tab + 1);
  return column;
}

TreeRow row_of_table(std::string_view line) {
  TreeRow row;
  row.tree_number = consume_column(line);
  row.id = consume_column(line);
  row.heading = squeeze_blanks(line);
  return row;
}

// Headings may contain a semicolon, tree numbers do not.
TreeRow row_of_mtrees(std::string_view line) {
  const std::size_t semicolon = line.rfind(';');
  if (semicolon == std::string_view::npos) return {squeeze_blanks(line), "", ""};
  return {squeeze_blanks(line.substr(0, semicolon)), "", std::string(trim_blanks(line.substr(semicolon + 1)))};
}

bool has_digit(std::string_view text) { return std::any_of(text.begin(), text.end(), ascii::is_digit); }

class MeshTreesReader {
 public:
  MeshTreesReader(ByteSource& source, const PartOptions& options)
      : report_(options), lines_(source, report_, LineEncoding::windows_1252_fallback) {}

  VocabularyPart read() {
    part_.name = "mesh-trees";
    part_.source = mesh_source_name(report_.options());
    part_.version = mesh_file_year(report_.options());
    for (bool first = true; lines_.next(); first = false) {
      const bool is_table = lines_.trimmed().find('\t') != std::string_view::npos;
      if (first && is_table && !has_digit(lines_.trimmed())) continue;  // the header line
      add(is_table ? row_of_table(lines_.trimmed()) : row_of_mtrees(lines_.trimmed()));
    }
    if (part_.tree_numbers.empty()) report_.broken("no row with a MeSH tree number");
    return std::move(part_);
  }

 private:
  void add(TreeRow row) {
    const std::string why = row_error(row);
    if (!why.empty()) return report_.left_out(lines_.position(), "", why);
    if (!row.id.empty()) row.id.insert(0, "MESH:");
    part_.tree_numbers.push_back(std::move(row));
  }

  // Why the row is left out; empty for a valid row.
  std::string row_error(const TreeRow& row) {
    if (row.tree_number.empty()) return "not a line with a heading and a tree number";
    if (!is_mesh_tree_number(row.tree_number)) return "invalid tree number: " + quoted_input(row.tree_number);
    if (!row.id.empty() && !is_mesh_ui(row.id)) return "invalid MeSH UI: " + quoted_input(row.id);
    if (row.id.empty() && row.heading.empty()) return "tree number without a heading: " + row.tree_number;
    if (row.heading.size() > kMaxConceptNameBytes)
      return "a heading is over " + std::to_string(kMaxConceptNameBytes) + " bytes: " + quoted_input(row.heading);
    if (!seen_.insert(row.tree_number).second)
      return "duplicate tree number, only the first row is kept: " + row.tree_number;
    return {};
  }

  PartReport report_;
  PartLines lines_;
  VocabularyPart part_;
  std::unordered_set<std::string> seen_;
};

}  // namespace

VocabularyPart read_mesh_trees(ByteSource& source, const PartOptions& options) {
  return MeshTreesReader(source, options).read();
}

}  // namespace il2search
