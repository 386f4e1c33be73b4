// Tables of what files begin with, and the little scanning that they need.
#include "base/sniff.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <initializer_list>

#include "base/ascii.h"
#include "base/blanks.h"

namespace il2search {
namespace {

using namespace std::string_view_literals;

struct Magic {
  std::string_view bytes;
  ForeignContent content;
  std::size_t offset = 0;
};

constexpr std::string_view kUnpack = "unpack it first";
constexpr std::string_view kSaveAsText = "save it as plain text first";
constexpr std::string_view kExportLines = "export its records as JSON lines";
constexpr std::string_view kOnlyText = "only text can be indexed";
constexpr std::string_view kConvertUtf16 = "convert it to UTF-8 first (iconv -f UTF-16 -t UTF-8)";

constexpr std::array<Magic, 19> kMagic = {{
    {"%PDF-"sv, {"a PDF file", "convert it to text first (pdftotext)"}},
    {"%!PS"sv, {"PostScript", "convert it to text first (ps2txt)"}},
    {"\xD0\xCF\x11\xE0"sv, {"an old Office document", kSaveAsText}},
    {"{\\rtf"sv, {"RTF", kSaveAsText}},
    {"\x1F\x8B"sv, {"gzip inside gzip", "unpack it once first", true}},
    {"BZh"sv, {"a bzip2 file", "unpack it first (bunzip2)", true}},
    {"\xFD"
     "7zXZ\0"sv,
     {"an xz file", "unpack it first (unxz)", true}},
    {"\x28\xB5\x2F\xFD"sv, {"a zstd file", "unpack it first (unzstd)", true}},
    {"7z\xBC\xAF"sv, {"a 7z archive", kUnpack}},
    {"Rar!"sv, {"a RAR archive", kUnpack}},
    {"ustar"sv, {"a tar archive", kUnpack}, 257},
    {"SQLite format 3\0"sv, {"an SQLite database", kExportLines}},
    {"\x89PNG"sv, {"a PNG picture", kOnlyText}},
    {"\xFF\xD8\xFF"sv, {"a JPEG picture", kOnlyText}},
    {"GIF8"sv, {"a GIF picture", kOnlyText}},
    {"\xFF\xFE"sv, {"UTF-16 text", kConvertUtf16, true}},
    {"\xFE\xFF"sv, {"UTF-16 text", kConvertUtf16, true}},
    {"\x7F"
     "ELF"sv,
     {"a program", kOnlyText}},
    {"PAR1"sv, {"a Parquet table", kExportLines}},
}};

// What the names of a zip archive's members say about it.
constexpr std::array<Magic, 4> kZipMembers = {{
    {"word/"sv, {"a Word document (docx)", kSaveAsText}},
    {"xl/"sv, {"a spreadsheet (xlsx)", kExportLines}},
    {"opendocument"sv, {"an OpenDocument file", kSaveAsText}},
    {"epub"sv, {"an EPUB book", "convert it to text first"}},
}};

ForeignContent sniff_zip(std::string_view head) {
  if (!head.starts_with("PK\x03\x04")) return {};
  for (const Magic& member : kZipMembers) {
    if (head.find(member.bytes) != std::string_view::npos) return member.content;
  }
  return {"a zip archive", kUnpack};
}

bool is_xml_name(char c) { return ascii::is_letter_or_digit(c) || c == '_' || c == '-' || c == '.' || c == ':'; }

// The text after the first `end`, without leading blanks; empty if `end` does not occur.
std::string_view after(std::string_view text, std::string_view end) {
  const std::size_t at = text.find(end);
  return at == std::string_view::npos ? std::string_view() : trim_blanks(text.substr(at + end.size()));
}

// The text after a document type and its internal subset.
std::string_view after_doctype(std::string_view text) {
  return text.find('[') < text.find('>') ? after(after(text, "]"), ">") : after(text, ">");
}

// The lines of a text, trimmed; blank lines and those that begin with `comment` are left out.
class FrontLines {
 public:
  explicit FrontLines(std::string_view text, char comment = '\0') : rest_(text), comment_(comment) {}

  // Empty at the end of the text.
  std::string_view next() {
    while (!rest_.empty()) {
      const std::size_t end = std::min(rest_.find('\n'), rest_.size());
      const std::string_view line = trim_blanks(rest_.substr(0, end));
      rest_.remove_prefix(std::min(end + 1, rest_.size()));
      if (!line.empty() && line[0] != comment_) return line;
    }
    return {};
  }

  bool any_of_next(int lines, bool (*fits)(std::string_view)) {
    for (; lines > 0; --lines) {
      const std::string_view line = next();
      if (line.empty()) return false;
      if (fits(line)) return true;
    }
    return false;
  }

 private:
  std::string_view rest_;
  char comment_;
};

bool starts_with_one_of(std::string_view text, std::initializer_list<std::string_view> prefixes) {
  return std::any_of(prefixes.begin(), prefixes.end(),
                     [text](std::string_view prefix) { return text.starts_with(prefix); });
}

bool is_mesh_xml(std::string_view text) {
  constexpr std::array<std::string_view, 6> kRoots = {"DescriptorRecordSet", "SupplementalRecordSet",
                                                      "QualifierRecordSet",  "DescriptorRecord",
                                                      "SupplementalRecord",  "QualifierRecord"};
  return std::find(kRoots.begin(), kRoots.end(), xml_root(text)) != kRoots.end();
}

bool begins_mesh_ascii(std::string_view text) { return text.starts_with("*NEWRECORD"); }

bool is_mesh_ascii(std::string_view text) {
  FrontLines lines(text);
  if (lines.next() != "*NEWRECORD") return false;
  const std::string_view second = lines.next();
  return second.empty() || second.find(" = ") != std::string_view::npos;
}

// `A01.111.428`.
bool is_tree_number(std::string_view text) {
  if (text.size() < 3 || !ascii::is_upper(text[0]) || !ascii::is_number(text.substr(1, 2))) return false;
  for (text.remove_prefix(3); !text.empty(); text.remove_prefix(4)) {
    if (text.size() < 4 || text[0] != '.' || !ascii::is_number(text.substr(1, 3))) return false;
  }
  return true;
}

// `Body Regions;A01`, or a row of a table: `A01`, `D001829`, `Body Regions`, separated by tabs.
bool is_tree_row(std::string_view line) {
  const std::size_t semicolon = line.rfind(';');
  if (semicolon != std::string_view::npos && semicolon > 0 && is_tree_number(line.substr(semicolon + 1))) return true;
  const std::size_t tab = line.find('\t');
  return tab != std::string_view::npos && is_tree_number(line.substr(0, tab)) && line.substr(tab + 1).starts_with('D');
}

// The reader accepts blanks around the number too.
bool is_spaced_tree_row(std::string_view line) {
  const std::size_t semicolon = line.rfind(';');
  return is_tree_row(line) ||
         (semicolon != std::string_view::npos && is_tree_number(trim_blanks(line.substr(semicolon + 1))));
}

constexpr int kTreeRows = 3;

bool has_tree_row(std::string_view text) { return FrontLines(text).any_of_next(kTreeRows, is_spaced_tree_row); }

// The first three lines, or all if there are fewer. A table may have a heading.
bool is_tree_list(std::string_view text) {
  FrontLines lines(text);
  std::string_view line = lines.next();
  if (line.starts_with("Tree Number\t")) line = lines.next();
  if (line.empty()) return false;
  for (int i = 0; i < kTreeRows && !line.empty(); ++i) {
    if (!is_tree_row(line)) return false;
    line = lines.next();
  }
  return true;
}

// `default-namespace: x`: a line of OBO's header.
bool is_obo_tag(std::string_view line) {
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos || colon < 2) return false;
  return std::all_of(line.begin(), line.begin() + static_cast<std::ptrdiff_t>(colon),
                     [](char c) { return ascii::is_lower(c) || c == '-' || c == '_'; });
}

bool is_obo_version(std::string_view line) {
  constexpr std::string_view kTag = "format-version:";
  if (!line.starts_with(kTag)) return false;
  const std::string_view version = trim_blanks(line.substr(kTag.size()));
  return !version.empty() && version.find_first_not_of("0123456789.") == std::string_view::npos;
}

bool is_obo_stanza(std::string_view line) { return line == "[Term]" || line == "[Typedef]" || line == "[Instance]"; }

// A header may be missing, and a long one may hide the first stanza.
bool is_obo_sign(std::string_view line) {
  return starts_with_one_of(line, {"format-version:", "data-version:", "ontology:", "[Term]", "[Typedef]"});
}

constexpr int kOboLines = 200;

bool has_obo_line(std::string_view text) { return FrontLines(text, '!').any_of_next(kOboLines, is_obo_sign); }

// Header tags up to the first stanza and its id. After a version number one such line is enough: a header may be long.
bool is_obo(std::string_view text) {
  FrontLines lines(text, '!');
  std::string_view line = lines.next();
  if (is_obo_version(line)) {
    const std::string_view second = lines.next();
    return second.empty() || is_obo_tag(second) || is_obo_stanza(second);
  }
  for (int i = 0; i < kOboLines && is_obo_tag(line); ++i) line = lines.next();
  return is_obo_stanza(line) && lines.next().starts_with("id:");
}

bool has_column(std::string_view heading, std::string_view name) {
  const char separator = heading.find('\t') != std::string_view::npos ? '\t' : ',';
  while (true) {
    const std::size_t end = std::min(heading.find(separator), heading.size());
    std::string_view cell = trim_blanks(heading.substr(0, end));
    if (cell.size() >= 2 && cell.starts_with('"') && cell.ends_with('"')) cell = cell.substr(1, cell.size() - 2);
    if (ascii::equals_ignoring_case(cell, name)) return true;
    if (end == heading.size()) return false;
    heading.remove_prefix(end + 1);
  }
}

bool has_columns(std::string_view heading, std::initializer_list<std::string_view> names) {
  if (heading.starts_with('#')) heading.remove_prefix(1);
  return std::all_of(names.begin(), names.end(), [&](std::string_view name) { return has_column(heading, name); });
}

bool is_gene_info(std::string_view text) { return has_columns(FrontLines(text).next(), {"tax_id", "GeneID"}); }

bool is_hgnc(std::string_view text) { return has_columns(FrontLines(text).next(), {"hgnc_id", "symbol"}); }

bool is_mapping_table(std::string_view text) {
  return has_columns(FrontLines(text, '#').next(), {"subject_id", "predicate_id", "object_id"});
}

bool is_sssom_key(std::string_view line) {
  if (!line.starts_with('#')) return false;
  return starts_with_one_of(trim_blanks(line.substr(1)),
                            {"curie_map:", "mapping_set_id:", "mapping_set_version:", "sssom_version:"});
}

bool has_sssom_header(std::string_view text) {
  constexpr int kLines = 50;
  return is_mapping_table(text) || FrontLines(text).any_of_next(kLines, is_sssom_key);
}

// Removes one of the tokens, and blanks before it, from the front of the text; false if it begins with none of them.
bool skip_token(std::string_view& text, std::initializer_list<std::string_view> tokens) {
  const std::string_view rest = trim_blanks(text);
  const auto found =
      std::find_if(tokens.begin(), tokens.end(), [rest](std::string_view token) { return rest.starts_with(token); });
  if (found == tokens.end()) return false;
  text = rest.substr(found->size());
  return true;
}

bool has_graphs(std::string_view text) { return text.find("\"graphs\"") != std::string_view::npos; }

// An object that begins with a key of an obographs document and holds a list of graphs. A line of JSON with a member
// "graphs" begins with another key, or its list holds something else.
bool is_obographs(std::string_view text) {
  constexpr std::size_t kWindow = 4096;
  text = text.substr(0, kWindow);
  if (!has_graphs(text)) return false;
  std::string_view graphs = text.substr(text.find("\"graphs\""));
  return skip_token(text, {"{"}) && skip_token(text, {"\"graphs\"", "\"meta\"", "\"@context\""}) &&
         skip_token(graphs, {"\"graphs\""}) && skip_token(graphs, {":"}) && skip_token(graphs, {"["}) &&
         skip_token(graphs, {"{"}) && skip_token(graphs, {"\"id\"", "\"lbl\"", "\"meta\"", "\"nodes\"", "\"edges\""});
}

struct VocabularyFormat {
  std::string_view format;
  std::string_view name;
  char first;  // '<' or '{'; 0: any other character
  bool (*is_certain)(std::string_view text);
  bool (*is_likely)(std::string_view text);
};

// In this order: remarks in the header of a table may look like lines of OBO.
constexpr std::array<VocabularyFormat, 8> kVocabularyFormats = {{
    {"mesh-xml", "MeSH XML", '<', is_mesh_xml, is_mesh_xml},
    {"obographs", "obographs JSON", '{', is_obographs, has_graphs},
    {"mesh-ascii", "MeSH ASCII records", '\0', is_mesh_ascii, begins_mesh_ascii},
    {"gene-info", "NCBI gene_info", '\0', is_gene_info, is_gene_info},
    {"hgnc", "the HGNC gene table", '\0', is_hgnc, is_hgnc},
    {"sssom", "SSSOM", '\0', is_mapping_table, has_sssom_header},
    {"obo", "OBO", '\0', is_obo, has_obo_line},
    {"mesh-trees", "MeSH tree numbers", '\0', is_tree_list, has_tree_row},
}};

}  // namespace

ForeignContent sniff_binary(std::string_view head) {
  for (const Magic& magic : kMagic) {
    if (head.substr(std::min(magic.offset, head.size())).starts_with(magic.bytes)) return magic.content;
  }
  return sniff_zip(head);
}

std::string_view xml_root(std::string_view text) {
  while (text.size() > 1 && text[0] == '<') {
    if (text.starts_with("<?")) text = after(text, "?>");
    else if (text.starts_with("<!--")) text = after(text.substr(4), "-->");
    else if (ascii::starts_with_ignoring_case(text, "<!doctype html")) return "html";
    else if (ascii::starts_with_ignoring_case(text, "<!doctype")) text = after_doctype(text);
    else break;
  }
  if (text.size() < 2 || text[0] != '<' || !ascii::is_letter(text[1])) return {};
  const auto end = std::find_if_not(text.begin() + 1, text.end(), is_xml_name);
  const std::string_view name = text.substr(1, static_cast<std::size_t>(end - text.begin()) - 1);
  return name.substr(name.rfind(':') + 1);
}

std::string_view sniff_vocabulary(std::string_view text, Evidence needed) {
  const char first = text.starts_with('<') || text.starts_with('{') ? text[0] : '\0';
  if (first == '\0' && text.find('\0') != std::string_view::npos) return {};
  for (const VocabularyFormat& row : kVocabularyFormats) {
    if (row.first != first) continue;
    if (needed == Evidence::certain ? row.is_certain(text) : row.is_likely(text)) return row.format;
  }
  return {};
}

std::string_view vocabulary_format_name(std::string_view format) {
  const auto row = std::find_if(kVocabularyFormats.begin(), kVocabularyFormats.end(),
                                [format](const VocabularyFormat& candidate) { return candidate.format == format; });
  return row == kVocabularyFormats.end() ? format : row->name;
}

}  // namespace il2search
