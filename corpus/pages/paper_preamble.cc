// Labels and the identifier line of a paper's page.
#include "corpus/pages/paper_preamble.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>

#include <il2search/text.h>

#include "base/blanks.h"
#include "corpus/text_utilities.h"
#include "schema/identifiers.h"
#include "schema/person_name.h"

namespace il2search {
namespace {

bool take_date(Document& document, std::string_view text) {
  if (text.size() > 40 || document.dates.published.known()) return false;
  document.dates.published = find_date(text);
  return document.dates.published.known();
}

// "PMID: 123", "PMC123", "DOI: 10.…" or an address of one.
bool take_identifier(Document& document, std::string_view piece) {
  const std::string id = normalize_curie(piece);
  const Behind doi = behind_ignoring_case(piece, "doi:");
  if (doi.found || id.starts_with("DOI:")) document.doi = find_doi(piece);
  else if (id.starts_with("PMID:")) document.pmid = clean_pmid(std::string_view(id).substr(5));
  else if (id.starts_with("PMCID:")) document.pmcid = clean_pmcid(std::string_view(id).substr(6));
  else return false;
  return true;
}

// The name of a source in the identifier line. Preprint servers make the paper a preprint.
bool take_source(Document& document, std::string_view piece) {
  const bool preprint = is_one_of(piece, {"bioRxiv", "medRxiv", "arXiv", "Preprint", "Research Square", "SSRN"});
  if (!preprint && !is_one_of(piece, {"PMC", "PubMed", "PubMed Central", "Europe PMC", "Crossref"})) return false;
  if (document.source.empty()) document.source = std::string(piece);
  document.status.preprint = document.status.preprint || preprint;
  return true;
}

std::vector<std::string_view> pieces_of(std::string_view line) {
  constexpr std::string_view kDot = "\u00b7";
  std::vector<std::string_view> pieces;
  while (true) {
    const std::size_t dot = line.find(kDot);
    if (const std::string_view piece = trimmed(line.substr(0, dot)); !piece.empty()) pieces.push_back(piece);
    if (dot == std::string_view::npos) return pieces;
    line.remove_prefix(dot + kDot.size());
  }
}

// A date among the pieces looks like nothing but a date; "Journal of 2000 names" does not.
bool is_date_piece(std::string_view piece) {
  return piece.find_first_of("0123456789") != std::string_view::npos && piece.size() <= 20 && find_date(piece).known();
}

void take_identifier_line(Document& document, std::string_view line) {
  for (const std::string_view piece : pieces_of(line)) {
    if (take_identifier(document, piece) || take_source(document, piece)) continue;
    if (is_date_piece(piece) && take_date(document, piece)) continue;
    if (document.journal.title.empty()) document.journal.title = squeeze_blanks(piece);
    else document.body.push_back({"", "", squeeze_blanks(piece)});
  }
}

void add_people(std::vector<Author>& people, std::string_view line) {
  for (Author& person : authors_from_line(plain_words(line))) people.push_back(std::move(person));
}

bool take_label(Document& document, const LabelledLine& line) {
  if (is_one_of(line.label, {"Authors", "Author"})) add_people(document.authors, line.value);
  else if (is_one_of(line.label, {"Editors", "Editor"})) add_people(document.editors, line.value);
  else if (is_one_of(line.label, {"Journal", "Published in"})) document.journal.title = plain_words(line.value);
  else if (is_one_of(line.label, {"Date", "Published", "Publication date"})) take_date(document, line.value);
  else if (is_one_of(line.label, {"Keywords", "Keyword"})) add_keywords(document, line.value);
  else if (is_one_of(line.label, {"Source", "URL"})) document.url = std::string(first_address(line.value));
  else if (is_one_of(line.label, {"DOI"})) document.doi = find_doi(line.value);
  else if (is_one_of(line.label, {"PMID"})) document.pmid = clean_pmid(line.value);
  else if (is_one_of(line.label, {"PMCID", "PMC"})) document.pmcid = clean_pmcid(line.value);
  else return false;
  return true;
}

void complete_identifiers(Document& document) {
  if (document.pmcid.empty()) document.pmcid = find_pmcid(document.url);
  if (document.pmid.empty() && document.url.find("pubmed") != std::string::npos) {
    const std::string id = normalize_curie(document.url);
    if (id.starts_with("PMID:")) document.pmid = clean_pmid(std::string_view(id).substr(5));
  }
}

}  // namespace

void add_keywords(Document& document, std::string_view list) {
  while (!list.empty()) {
    const std::size_t end = std::min(list.find_first_of(",;\n"), list.size());
    if (std::string word = plain_words(list.substr(0, end)); !word.empty())
      document.keywords.push_back(std::move(word));
    list.remove_prefix(std::min(end + 1, list.size()));
  }
}

void take_preamble(Document& document, const Lines& lines) {
  Lines rest;
  for (const std::string_view line : lines) {
    if (line.empty() || is_rule(line)) continue;
    if (document.title.empty() && heading_level(line) == 1) document.title = plain_words(line.substr(1));
    else if (line.find("\u00b7") != std::string_view::npos && bold_label(line).label.empty()) {
      take_identifier_line(document, line);
    } else if (!take_label(document, labelled(line))) rest.push_back(line);
  }
  if (std::string text = paragraphs_of(rest); !text.empty()) document.body.push_back({"", "", std::move(text)});
  complete_identifiers(document);
}

// The last lines of the page, wherever the last section left them: "Source: address".
void take_source_lines(Document& document, std::vector<PagePart>& parts) {
  for (PagePart& part : parts) {
    std::erase_if(part.lines, [&](std::string_view line) {
      const LabelledLine source = labelled(line);
      if (!is_one_of(source.label, {"Source", "URL"}) || first_address(source.value).empty()) return false;
      return take_label(document, source);
    });
  }
}

}  // namespace il2search
