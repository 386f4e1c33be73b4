// Tables of signs, and the little scanning that they need.
#include "corpus/content_sniff.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "corpus/text_utilities.h"
#include "corpus/vocabulary_sniff.h"

namespace il2search {
namespace {

using namespace std::string_view_literals;

constexpr Sign kNone;
constexpr std::string_view kLoadVocabulary = "a vocabulary is loaded with `il2index vocabulary`";

struct Magic {
  std::string_view bytes;
  Sign sign;
};

constexpr std::array<Magic, 18> kMagic = {{
    {"%PDF-"sv, {"a PDF", "convert it to text first (pdftotext)"}},
    {"%!PS"sv, {"PostScript", "convert it to text first (ps2txt)"}},
    {"\xD0\xCF\x11\xE0"sv, {"an old Office document", "save it as plain text first"}},
    {"{\\rtf"sv, {"RTF", "save it as plain text first"}},
    {"\x1F\x8B"sv, {"gzip inside gzip", "unpack it once first"}},
    {"BZh"sv, {"a bzip2 file", "unpack it first (bunzip2)"}},
    {"\xFD"
     "7zXZ\0"sv,
     {"an xz file", "unpack it first (unxz)"}},
    {"\x28\xB5\x2F\xFD"sv, {"a zstd file", "unpack it first (unzstd)"}},
    {"7z\xBC\xAF"sv, {"a 7z archive", "unpack it first"}},
    {"Rar!"sv, {"a RAR archive", "unpack it first"}},
    {"SQLite format 3\0"sv, {"an SQLite database", "export its records as JSON lines"}},
    {"\x89PNG"sv, {"a PNG picture", "only text can be indexed"}},
    {"\xFF\xD8\xFF"sv, {"a JPEG picture", "only text can be indexed"}},
    {"GIF8"sv, {"a GIF picture", "only text can be indexed"}},
    {"\xFF\xFE"sv, {"UTF-16 text", "convert it to UTF-8 first (iconv -f UTF-16 -t UTF-8)"}},
    {"\xFE\xFF"sv, {"UTF-16 text", "convert it to UTF-8 first (iconv -f UTF-16 -t UTF-8)"}},
    {"\x7F"
     "ELF"sv,
     {"a program", "only text can be indexed"}},
    {"PAR1"sv, {"a Parquet table", "export its records as JSON lines"}},
}};

Sign sign_of_zip(std::string_view head) {
  if (!head.starts_with("PK\x03\x04")) return kNone;
  if (head.find("word/") != std::string_view::npos) return {"a Word document (docx)", "save it as plain text first"};
  if (head.find("xl/") != std::string_view::npos) return {"a spreadsheet (xlsx)", "export its records as JSON lines"};
  if (head.find("opendocument") != std::string_view::npos) {
    return {"an OpenDocument file", "save it as plain text first"};
  }
  if (head.find("epub") != std::string_view::npos) return {"an EPUB book", "convert it to text first"};
  return {"a zip archive", "unpack it first"};
}

Sign sign_of_tar(std::string_view head) {
  if (head.size() >= 262 && head.substr(257, 5) == "ustar") return {"a tar archive", "unpack it first"};
  return kNone;
}

bool is_name_character(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-' ||
         c == '.' || c == ':';
}

bool is_letter(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }

// The text behind `end`, blanks skipped; empty where it does not occur.
std::string_view behind(std::string_view text, std::string_view end) {
  const std::size_t at = text.find(end);
  return at == std::string_view::npos ? std::string_view() : trimmed(text.substr(at + end.size()));
}

// Behind a document type, its internal subset included.
std::string_view behind_doctype(std::string_view text) {
  const std::size_t bracket = text.find('[');
  const std::size_t close = text.find('>');
  return bracket < close ? behind(behind(text, "]"), ">") : behind(text, ">");
}

Sign sign_of_xml(std::string_view root) {
  if (root.empty()) return kNone;
  if (root == "article") return {"DocBook", "save the page as plain text first"};
  if (root == "OAI-PMH") {
    return {"an answer of OAI-PMH without full text", "ask for metadataPrefix=pmc, or load the records from PubMed"};
  }
  if (equals_ignoring_case(root, "html")) return {"HTML", "save the page as plain text first"};
  if (root == "eSearchResult" || root == "eSummaryResult") {
    return {"an answer of E-utilities without records",
            "fetch the records with efetch and rettype=abstract&retmode=xml"};
  }
  if (root == "DescriptorRecordSet" || root == "SupplementalRecordSet" || root == "QualifierRecordSet") {
    return {"MeSH in XML", kLoadVocabulary};
  }
  return {"XML of an unknown kind",
          "the XML formats read are PubMed's (PubmedArticleSet), JATS (article) and BioC (collection)"};
}

Sign sign_of_json(JsonKind kind) {
  switch (kind) {
    case JsonKind::array: return {"a JSON array", "write one object a line (jq -c '.[]')"};
    case JsonKind::object: return {"one JSON object over several lines", "write one object a line (jq -c .)"};
    case JsonKind::bioc:
    case JsonKind::none:
    case JsonKind::lines: break;
  }
  return kNone;
}

std::size_t separators_outside_quotes(std::string_view line, char separator) {
  std::size_t count = 0;
  bool quoted = false;
  for (const char c : line) {
    if (c == '"') quoted = !quoted;
    else if (c == separator && !quoted) ++count;
  }
  return count;
}

// Cells of a table's first line are short names; prose has a blank behind its commas.
bool looks_like_header(std::string_view line, char separator) {
  std::size_t start = 0;
  while (true) {
    const std::size_t end = std::min(line.find(separator, start), line.size());
    const std::string_view cell = line.substr(start, end - start);
    if (cell.empty() || cell.size() > 64 || cell[0] == ' ') return false;
    if (end == line.size()) return true;
    start = end + 1;
  }
}

bool looks_like_table(std::string_view text, char separator) {
  const std::size_t end = std::min(text.find('\n'), text.size());
  const std::string_view header = trimmed(text.substr(0, end));
  const std::size_t columns = separators_outside_quotes(header, separator);
  if (columns < 2 || !looks_like_header(header, separator)) return false;
  const std::string_view second = text.substr(std::min(end + 1, text.size()));
  return separators_outside_quotes(second.substr(0, second.find('\n')), separator) >= columns;
}

Sign sign_of_table(std::string_view text) {
  for (const char separator : {',', ';', '\t'}) {
    if (looks_like_table(text, separator)) {
      return {separator == '\t' ? "a table (TSV)" : "a table (CSV)", "write its rows as JSON lines"};
    }
  }
  return kNone;
}

Sign sign_of_records(std::string_view text) {
  const std::string_view line = trimmed(text.substr(0, text.find('\n')));
  if (line.starts_with("TY  - ")) return {"RIS", "export the records as PubMed or JSON lines instead"};
  if (line.starts_with("%0 ")) return {"an EndNote export", "export the records as PubMed or JSON lines instead"};
  if (line.starts_with('@') && line.find('{') != std::string_view::npos) {
    return {"BibTeX", "export the records as PubMed or JSON lines instead"};
  }
  return kNone;
}

// Other formats have a root "collection" too (MARC 21).
constexpr std::array<std::string_view, 4> kBiocSigns = {"BioC", "<source", "<document", "<passage"};

// BioC holds passages; a collection of it documents.
bool is_bioc(std::string_view text) {
  const std::string_view window = text.substr(0, 4096);
  const bool passages = window.find("\"passages\"") != std::string_view::npos;
  const bool collection =
      window.find("\"documents\"") != std::string_view::npos || window.find("\"PubTator3\"") != std::string_view::npos;
  return passages && (collection || window.find("\"infons\"") != std::string_view::npos);
}

// A line that is an object, or was meant as one: it begins and ends with braces.
bool has_object_line(std::string_view text) {
  for (const std::string_view raw : lines_of(text)) {
    const std::string_view line = trimmed(raw);
    if (line.size() > 1 && line.front() == '{' && line.back() == '}') return true;
  }
  return false;
}

}  // namespace

Sign sign_of_binary(std::string_view head) {
  for (const Magic& magic : kMagic) {
    if (head.starts_with(magic.bytes)) return magic.sign;
  }
  if (const Sign zip = sign_of_zip(head); !zip.name.empty()) return zip;
  return sign_of_tar(head);
}

bool is_docbook(std::string_view text) {
  constexpr std::size_t kWindow = 4096;
  const std::string_view beginning = text.substr(0, kWindow);
  return beginning.find("docbook.org/") != std::string_view::npos ||
         beginning.find("//DTD DocBook") != std::string_view::npos;
}

std::string_view xml_root(std::string_view text) {
  while (text.size() > 1 && text[0] == '<') {
    if (text.starts_with("<?")) text = behind(text, "?>");
    else if (text.starts_with("<!--")) text = behind(text.substr(4), "-->");
    else if (behind_ignoring_case(text, "<!doctype html").found) return "html";
    else if (behind_ignoring_case(text, "<!doctype").found) text = behind_doctype(text);
    else break;
  }
  if (text.size() < 2 || text[0] != '<' || !is_letter(text[1])) return {};
  std::size_t end = 1;
  while (end < text.size() && is_name_character(text[end])) ++end;
  const std::string_view name = text.substr(1, end - 1);
  return name.substr(name.rfind(':') + 1);
}

bool looks_like_bioc_xml(std::string_view text) {
  if (xml_root(text) != "collection") return false;
  return std::any_of(kBiocSigns.begin(), kBiocSigns.end(),
                     [&](std::string_view sign) { return text.find(sign) != std::string_view::npos; });
}

JsonKind json_kind(std::string_view text) {
  if (text.empty()) return JsonKind::none;
  const std::string_view inside = trimmed(text.substr(1));
  const char next = inside.empty() ? '\0' : inside[0];
  if ((text[0] == '{' || (text[0] == '[' && next == '{')) && is_bioc(text)) return JsonKind::bioc;
  if (text[0] == '[')
    return std::string_view("{[]\"").find(next) != std::string_view::npos && next != '\0' ? JsonKind::array
                                                                                          : JsonKind::none;
  if (text[0] != '{' || (next != '"' && next != '}')) return JsonKind::none;
  const std::size_t end = text.find('\n');
  // A first line beyond the window: records may be long, and a file of one pretty-printed object has short lines.
  if (end == std::string_view::npos || has_object_line(text)) return JsonKind::lines;
  return JsonKind::object;
}

Sign sign_of_text(std::string_view text) {
  if (text.starts_with("<!") || text.starts_with("<?") || (text.size() > 1 && text[0] == '<' && is_letter(text[1]))) {
    const Sign xml = sign_of_xml(xml_root(text));
    return xml.name.empty() ? Sign{"XML or HTML without a root element", "only XML of papers is read"} : xml;
  }
  if (const std::string_view name = vocabulary_name(text); !name.empty()) return {name, kLoadVocabulary};
  if (const Sign json = sign_of_json(json_kind(text)); !json.name.empty()) return json;
  if (const Sign records = sign_of_records(text); !records.name.empty()) return records;
  return sign_of_table(text);
}

}  // namespace il2search
