// The first bytes of a file -> its format. Each format has a sign of its own that no other one shows.
#include "vocabulary/readers/format_sniff.h"

#include <algorithm>
#include <array>
#include <vector>

#include "base/ascii.h"
#include "base/blanks.h"
#include "vocabulary/readers/part.h"

namespace il2search {
namespace {

constexpr std::array<std::array<std::string_view, 2>, 8> kFormatNames = {{{"mesh-xml", "MeSH's XML"},
                                                                          {"mesh-ascii", "MeSH's ASCII records"},
                                                                          {"mesh-trees", "MeSH's tree numbers"},
                                                                          {"obo", "OBO"},
                                                                          {"obographs", "obographs JSON"},
                                                                          {"sssom", "a SSSOM mapping set"},
                                                                          {"gene-info", "NCBI's gene_info"},
                                                                          {"hgnc", "HGNC's table of genes"}}};

constexpr std::array<std::string_view, 6> kMeshRoots = {"DescriptorRecordSet", "SupplementalRecordSet",
                                                        "QualifierRecordSet",  "DescriptorRecord",
                                                        "SupplementalRecord",  "QualifierRecord"};

constexpr std::size_t kLinesLookedAt = 3;

std::string_view without_byte_order_mark(std::string_view head) {
  return head.starts_with("\xEF\xBB\xBF") ? head.substr(3) : head;
}

// Up to `most` lines that are not blank and do not begin with one of `comment`'s characters.
std::vector<std::string_view> first_lines(std::string_view text, std::string_view comment, std::size_t most) {
  std::vector<std::string_view> lines;
  for (std::size_t at = 0; at < text.size() && lines.size() < most;) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view line = trim_blanks(text.substr(at, end - at));
    if (!line.empty() && comment.find(line.front()) == std::string_view::npos) lines.push_back(line);
    at = end + 1;
  }
  return lines;
}

// The text behind a declaration, comment or DOCTYPE that it begins with; its end where that is not closed.
std::string_view behind_markup(std::string_view text) {
  std::size_t end = text.find('>');
  if (text.starts_with("<!--")) {
    const std::size_t close = text.find("-->");
    end = close == std::string_view::npos ? close : close + 2;
  } else if (const std::size_t subset = text.find('['); text.starts_with("<!") && subset < end) {
    end = text.find('>', std::min(text.find(']', subset), text.size()));
  }
  return end == std::string_view::npos ? std::string_view{} : trim_blanks(text.substr(end + 1));
}

// The name of the first element; empty where the text is no XML.
std::string_view root_element(std::string_view text) {
  while (text.starts_with("<?") || text.starts_with("<!")) text = behind_markup(text);
  if (!text.starts_with('<')) return {};
  return text.substr(1, std::min(text.find_first_of(" \t\r\n/>", 1), text.size()) - 1);
}

bool is_tree_number(std::string_view text) {
  if (text.size() < 3 || text[0] < 'A' || text[0] > 'Z') return false;
  return text.find_first_not_of("0123456789.", 1) == std::string_view::npos && text[1] != '.' && text[2] != '.';
}

bool is_tree_line(std::string_view line) {
  const std::size_t semicolon = line.rfind(';');
  if (semicolon != std::string_view::npos && is_tree_number(trim_blanks(line.substr(semicolon + 1)))) return true;
  const std::size_t tab = line.find('\t');
  return tab != std::string_view::npos && is_tree_number(trim_blanks(line.substr(0, tab)));
}

bool has_line(const std::vector<std::string_view>& lines, bool (*fits)(std::string_view)) {
  return std::any_of(lines.begin(), lines.end(), fits);
}

bool has_column(std::string_view heading, std::string_view name) {
  for (std::size_t at = 0; at < heading.size();) {
    const std::size_t end = std::min(heading.find_first_of("\t,", at), heading.size());
    std::string_view field = trim_blanks(heading.substr(at, end - at));
    if (field.size() >= 2 && field.starts_with('"') && field.ends_with('"')) field = field.substr(1, field.size() - 2);
    if (ascii::equals_ignoring_case(field, name)) return true;
    at = end + 1;
  }
  return false;
}

// OBO's header may be missing, and a long one may hide the first stanza.
bool is_obo_line(std::string_view line) {
  return line.starts_with("format-version:") || line.starts_with("data-version:") || line.starts_with("[Term]") ||
         line.starts_with("[Typedef]") || line.starts_with("ontology:");
}

bool is_sssom_header(std::string_view line) {
  constexpr std::array<std::string_view, 4> kKeys = {
      "curie_map:", "mapping_set_id:", "mapping_set_version:", "sssom_version:"};
  if (!line.starts_with('#')) return false;
  return std::any_of(kKeys.begin(), kKeys.end(),
                     [line](std::string_view key) { return trim_blanks(line.substr(1)).starts_with(key); });
}

std::string detect_table(std::string_view text) {
  const std::vector<std::string_view> lines = first_lines(text, "", 1);
  std::string_view heading = lines.empty() ? std::string_view{} : lines.front();
  if (heading.starts_with('#')) heading.remove_prefix(1);
  if (has_column(heading, "tax_id") && has_column(heading, "GeneID")) return "gene-info";
  if (has_column(heading, "hgnc_id") && has_column(heading, "symbol")) return "hgnc";
  if (has_line(first_lines(text, "", 50), is_sssom_header)) return "sssom";
  const std::vector<std::string_view> body = first_lines(text, "#", 1);
  const bool mappings = !body.empty() && has_column(body.front(), "subject_id") &&
                        has_column(body.front(), "object_id") && has_column(body.front(), "predicate_id");
  return mappings ? "sssom" : "";
}

}  // namespace

std::string detect_vocabulary_format(std::string_view head) {
  const std::string_view text = trim_blanks(without_byte_order_mark(head));
  if (text.starts_with('<')) {
    const bool mesh = std::find(kMeshRoots.begin(), kMeshRoots.end(), root_element(text)) != kMeshRoots.end();
    return mesh ? "mesh-xml" : "";
  }
  if (text.starts_with('{')) return text.find("\"graphs\"") != std::string_view::npos ? "obographs" : "";
  if (text.find('\0') != std::string_view::npos) return "";
  if (text.starts_with("*NEWRECORD")) return "mesh-ascii";
  if (std::string table = detect_table(text); !table.empty()) return table;
  // Remarks and subset definitions may stand before what tells.
  if (has_line(first_lines(text, "!", 200), is_obo_line)) return "obo";
  return has_line(first_lines(text, "", kLinesLookedAt), is_tree_line) ? "mesh-trees" : "";
}

std::string name_of_vocabulary_format(std::string_view format) {
  for (const auto& [name, words] : kFormatNames) {
    if (name == format) return std::string(words);
  }
  return std::string(format);
}

std::string describe_unknown_content(std::string_view head) {
  const std::string_view text = trim_blanks(without_byte_order_mark(head));
  if (text.empty()) return "nothing but blanks";
  if (head.starts_with("%PDF")) return "a PDF file";
  if (head.starts_with("PK\x03\x04")) return "a zip archive";
  if (head.starts_with("BZh")) return "a bzip2 file";
  if (head.starts_with("\xFD"
                       "7zXZ"))
    return "an xz file";
  if (text.find('\0') != std::string_view::npos) return "binary data";
  if (text.starts_with('<')) {
    const std::string_view root = root_element(text);
    if (ascii::equals_ignoring_case(root, "html") || ascii::equals_ignoring_case(text.substr(0, 14), "<!doctype html"))
      return "a web page";
    return ascii::equals_ignoring_case(root.substr(root.find(':') + 1), "RDF") ? "OWL in RDF/XML"
                                                                               : "XML of another kind";
  }
  if (text.starts_with('{') || text.starts_with('[')) return "JSON of another kind";
  return "text of another kind";
}

}  // namespace il2search
