// detect_format() tries the formats from the strictest to the loosest; what no format claims and nothing else explains
// is plain text.
#include "corpus/detect.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include <il2search/error.h>

#include "base/ascii.h"
#include "base/blanks.h"
#include "base/sniff.h"
#include "base/text_encoding.h"
#include "base/utf8.h"
#include "corpus/annotated/pubtator.h"
#include "corpus/jats/jats.h"
#include "corpus/pages/paper_md.h"
#include "corpus/pages/portal_text.h"
#include "corpus/reader.h"
#include "corpus/text_utilities.h"

namespace il2search {
namespace {

// Roots and namespaces are found near the beginning.
constexpr std::size_t kWindow = 4096;

constexpr std::string_view kExportRecords = "export the records as PubMed or JSON lines instead";

bool contains_one_of(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(),
                     [text](std::string_view word) { return text.find(word) != std::string_view::npos; });
}

bool is_pubmed_root(std::string_view root) {
  constexpr std::array<std::string_view, 6> kRoots = {"PubmedArticleSet", "MedlineCitationSet", "PubmedBookArticleSet",
                                                      "PubmedArticle",    "MedlineCitation",    "PubmedBookArticle"};
  return std::find(kRoots.begin(), kRoots.end(), root) != kRoots.end();
}

// Other formats have a root "collection" too (MARC 21).
bool looks_like_bioc_xml(std::string_view root, std::string_view text) {
  return root == "collection" && contains_one_of(text, {"BioC", "<source", "<document", "<passage"});
}

bool is_docbook(std::string_view text) {
  return contains_one_of(text.substr(0, kWindow), {"docbook.org/", "//DTD DocBook"});
}

// An article by itself or in a wrapper that holds some. DocBook has a root "article" too.
bool looks_like_jats(std::string_view root, std::string_view text) {
  if (!is_jats_root(root) || is_docbook(text)) return false;
  return root == "article" || root == "pmc-articleset" || text.find("<article") != std::string_view::npos;
}

// The first line that is not blank is "PMID- " and digits, or another field, followed by that line before a blank one.
bool looks_like_medline(std::string_view text) {
  bool begun = false;
  for (const std::string_view line : lines_of(text)) {
    if (trim_blanks(line).empty()) {
      if (begun) return false;
      continue;
    }
    if (line.starts_with("PMID-")) {
      const std::string_view value = trim_blanks(line.substr(5));
      return !value.empty() && ascii::is_digit(value[0]);
    }
    const bool field = line.size() >= 5 && (line[4] == '-' || line.starts_with("    "));
    if (!field) return false;
    begun = true;
  }
  return false;
}

// bioc: a collection or a document. lines: one object per line, even if the first one is faulty or exceeds the head.
enum class JsonKind { none, lines, array, object, bioc };

// Documents of BioC hold passages.
bool is_bioc_json(std::string_view text) {
  const std::string_view window = text.substr(0, kWindow);
  return contains_one_of(window, {"\"passages\""}) &&
         contains_one_of(window, {"\"documents\"", "\"PubTator3\"", "\"infons\""});
}

// A line that is an object or was meant as one: it begins and ends with a brace.
bool has_object_line(std::string_view text) {
  for (const std::string_view raw : lines_of(text)) {
    const std::string_view line = trim_blanks(raw);
    if (line.size() > 1 && line.front() == '{' && line.back() == '}') return true;
  }
  return false;
}

JsonKind json_kind(std::string_view text) {
  if (text.empty()) return JsonKind::none;
  const std::string_view inside = trim_blanks(text.substr(1));
  const char next = inside.empty() ? '\0' : inside[0];
  if ((text[0] == '{' || (text[0] == '[' && next == '{')) && is_bioc_json(text)) return JsonKind::bioc;
  if (text[0] == '[')
    return next == '{' || next == '[' || next == ']' || next == '"' ? JsonKind::array : JsonKind::none;
  if (text[0] != '{' || (next != '"' && next != '}')) return JsonKind::none;
  // A record may be longer than the head; a file of one object that is printed over many lines has short ones.
  const bool one_line = text.find('\n') == std::string_view::npos;
  return one_line || has_object_line(text) ? JsonKind::lines : JsonKind::object;
}

ForeignContent sniff_xml(std::string_view text) {
  const std::string_view root = xml_root(text);
  if (root.empty()) return {"XML or HTML without a root element", "only XML of papers is read"};
  if (ascii::equals_ignoring_case(root, "html")) return {"HTML", "save the page as plain text first"};
  if (root == "article") return {"DocBook", "save the page as plain text first"};
  if (root == "OAI-PMH") {
    return {"an answer of OAI-PMH without full text", "ask for metadataPrefix=pmc, or load the records from PubMed"};
  }
  if (root == "eSearchResult" || root == "eSummaryResult") {
    return {"an answer of E-utilities without records",
            "fetch the records with efetch and rettype=abstract&retmode=xml"};
  }
  return {"XML of an unknown kind",
          "the XML formats read are PubMed's (PubmedArticleSet), JATS (article) and BioC (collection)"};
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

// The cells of a table's heading are short names; in prose a comma is followed by a blank.
bool looks_like_heading(std::string_view line, char separator) {
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
  const std::string_view heading = trim_blanks(text.substr(0, end));
  const std::size_t columns = separators_outside_quotes(heading, separator);
  if (columns < 2 || !looks_like_heading(heading, separator)) return false;
  const std::string_view second = text.substr(std::min(end + 1, text.size()));
  return separators_outside_quotes(second.substr(0, second.find('\n')), separator) >= columns;
}

ForeignContent sniff_table(std::string_view text) {
  constexpr std::string_view kAdvice = "write its rows as JSON lines";
  if (looks_like_table(text, ',') || looks_like_table(text, ';')) return {"a table (CSV)", kAdvice};
  if (looks_like_table(text, '\t')) return {"a table (TSV)", kAdvice};
  return {};
}

ForeignContent sniff_citations(std::string_view text) {
  const std::string_view line = trim_blanks(text.substr(0, text.find('\n')));
  if (line.starts_with("TY  - ")) return {"RIS", kExportRecords};
  if (line.starts_with("%0 ")) return {"an EndNote export", kExportRecords};
  if (line.starts_with('@') && line.find('{') != std::string_view::npos) return {"BibTeX", kExportRecords};
  return {};
}

// Text of a known kind that no reader takes.
ForeignContent sniff_text(std::string_view text) {
  if (const std::string_view format = sniff_vocabulary(text, Evidence::certain); !format.empty()) {
    return {vocabulary_format_name(format), "load a vocabulary with `il2index vocabulary`"};
  }
  const bool markup = text.size() > 1 && text[0] == '<';
  if (markup && (text[1] == '!' || text[1] == '?' || ascii::is_letter(text[1]))) return sniff_xml(text);
  const JsonKind json = json_kind(text);
  if (json == JsonKind::array) return {"a JSON array", "write one object per line (jq -c '.[]')"};
  if (json == JsonKind::object) return {"one JSON object over several lines", "write one object per line (jq -c .)"};
  if (const ForeignContent citations = sniff_citations(text); citations.known()) return citations;
  return sniff_table(text);
}

// Without byte order mark and the blanks and form feeds at either end.
std::string_view text_of(std::string_view head) { return trim_whitespace(strip_bom(head)); }

}  // namespace

bool is_blank_text(std::string_view head) { return text_of(head).empty(); }

std::string detect_format(std::string_view head) {
  if (head.empty()) throw Error(ErrorCode::broken_file, "the file is empty");
  const std::string_view text = text_of(head);
  if (text.empty() || sniff_binary(head).known()) return {};
  const std::string_view root = xml_root(text);
  if (is_pubmed_root(root)) return "pubmed-xml";
  if (looks_like_bioc_xml(root, text)) return "bioc-xml";
  if (looks_like_jats(root, text)) return "jats";
  if (looks_like_medline(strip_bom(head))) return "medline";
  if (json_kind(text) == JsonKind::bioc) return "bioc-json";
  if (looks_like_pubtator(text)) return "pubtator";
  if (!sniff_vocabulary(text, Evidence::certain).empty()) return {};
  if (json_kind(text) == JsonKind::lines) return "jsonl";
  if (find_control_character(head) != std::string_view::npos || sniff_text(text).known()) return {};
  // The readers decode the text; detection works on the bytes as they are up to here.
  const std::string decoded = decode_text(std::string(text)).text;
  if (looks_like_paper_md(decoded)) return "paper-md";
  if (looks_like_portal_text(decoded)) return "portal-text";
  return "text";
}

std::string_view name_foreign(std::string_view head) {
  if (const ForeignContent content = sniff_binary(head); content.known())
    return content.may_hold_papers ? std::string_view() : content.name;
  if (is_blank_text(head) || find_control_character(head) == std::string_view::npos) return {};
  return detect_format(head).empty() && !sniff_text(text_of(head)).known() ? "binary data" : std::string_view();
}

std::string describe_unknown(std::string_view head) {
  ForeignContent content = sniff_binary(head);
  if (!content.known()) content = sniff_text(text_of(head));
  if (!content.known() && find_control_character(head) != std::string_view::npos) {
    content = {"binary data", "plain text holds no control characters"};
  }
  if (!content.known()) return "name its format with --format";
  return "this looks like " + std::string(content.name) + ": " + std::string(content.advice);
}

}  // namespace il2search
