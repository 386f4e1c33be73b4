// The page is split into a preamble and sections, and each section fills its member of the document.
#include "corpus/pages/paper_md.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include <il2search/text.h>

#include "base/ascii.h"
#include "base/blanks.h"
#include "corpus/pages/glued_labels.h"
#include "corpus/pages/paper_entities.h"
#include "corpus/pages/paper_lines.h"
#include "corpus/pages/whole_text.h"
#include "corpus/text_utilities.h"
#include "schema/identifiers.h"
#include "schema/person_name.h"

namespace il2search {
namespace {

bool set_date(Document& document, std::string_view text) {
  if (text.size() > 40 || document.dates.published.known()) return false;
  document.dates.published = find_date(text);
  return document.dates.published.known();
}

// "PMID: 123", "PMC123", "DOI: 10.…" or the address of such an identifier.
bool set_identifier(Document& document, std::string_view piece) {
  const std::string id = normalize_curie(piece);
  if (ascii::starts_with_ignoring_case(piece, "doi:") || id.starts_with("DOI:")) document.doi = find_doi(piece);
  else if (id.starts_with("PMID:")) document.pmid = clean_pmid(std::string_view(id).substr(5));
  else if (id.starts_with("PMCID:")) document.pmcid = clean_pmcid(std::string_view(id).substr(6));
  else return false;
  return true;
}

// The name of a source in the identifier line. A paper on a preprint server is a preprint.
bool set_source(Document& document, std::string_view piece) {
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
    if (const std::string_view piece = trim_blanks(line.substr(0, dot)); !piece.empty()) pieces.push_back(piece);
    if (dot == std::string_view::npos) return pieces;
    line.remove_prefix(dot + kDot.size());
  }
}

// A short piece with nothing but a date; "Journal of 2000 names" is not one.
bool is_date_piece(std::string_view piece) {
  return piece.find_first_of("0123456789") != std::string_view::npos && piece.size() <= 20 && find_date(piece).known();
}

void add_identifier_line(Document& document, std::string_view line) {
  for (const std::string_view piece : pieces_of(line)) {
    if (set_identifier(document, piece) || set_source(document, piece)) continue;
    if (is_date_piece(piece) && set_date(document, piece)) continue;
    if (document.journal.title.empty()) document.journal.title = squeeze_blanks(piece);
    else document.body.push_back({"", "", squeeze_blanks(piece)});
  }
}

void add_people(std::vector<Author>& people, std::string_view line) {
  for (Author& person : authors_from_line(plain_words(line))) people.push_back(std::move(person));
}

void add_keywords(Document& document, std::string_view list) {
  while (!list.empty()) {
    const std::size_t end = std::min(list.find_first_of(",;\n"), list.size());
    if (std::string word = plain_words(list.substr(0, end)); !word.empty())
      document.keywords.push_back(std::move(word));
    list.remove_prefix(std::min(end + 1, list.size()));
  }
}

bool set_labelled(Document& document, const LabelledLine& line) {
  if (is_one_of(line.label, {"Authors", "Author"})) add_people(document.authors, line.value);
  else if (is_one_of(line.label, {"Editors", "Editor"})) add_people(document.editors, line.value);
  else if (is_one_of(line.label, {"Journal", "Published in"})) document.journal.title = plain_words(line.value);
  else if (is_one_of(line.label, {"Date", "Published", "Publication date"})) set_date(document, line.value);
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

void add_preamble(Document& document, const Lines& lines) {
  Lines rest;
  for (const std::string_view line : lines) {
    if (line.empty() || is_rule(line)) continue;
    if (document.title.empty() && heading_level(line) == 1) document.title = plain_words(line.substr(1));
    else if (line.find("\u00b7") != std::string_view::npos && bold_label(line).label.empty()) {
      add_identifier_line(document, line);
    } else if (!set_labelled(document, labelled(line))) rest.push_back(line);
  }
  if (std::string text = paragraphs_of(rest); !text.empty()) document.body.push_back({"", "", std::move(text)});
  complete_identifiers(document);
}

// Applies lines "Source: address" and removes them from the sections. They end the page and so belong to any section.
void move_source_lines(Document& document, std::vector<MarkdownSection>& sections) {
  for (MarkdownSection& section : sections) {
    std::erase_if(section.lines, [&](std::string_view line) {
      const LabelledLine source = labelled(line);
      if (!is_one_of(source.label, {"Source", "URL"}) || first_address(source.value).empty()) return false;
      return set_labelled(document, source);
    });
  }
}

void add_entities(Document& document, const Lines& lines, Provenance provenance) {
  std::string list;
  EntityType type = EntityType::other;
  std::vector<Entity> found;
  const auto flush = [&] {
    for (Entity& entity : parse_entity_list(list, type, provenance)) found.push_back(std::move(entity));
    list.clear();
  };
  for (const std::string_view line : lines) {
    if (line.empty() || is_rule(line)) continue;
    const auto item = list_item(line);
    const LabelledLine bold = bold_label(item ? *item : line);
    if (!bold.label.empty()) {
      flush();
      type = entity_type_of_label(bold.label);
      list = bold.value;
    } else {
      // An item of a nested list, or the continuation of a line.
      list += item.has_value() ? ", " : " ";
      list += item ? *item : line;
    }
  }
  flush();
  merge_entities(document.entities, std::move(found));
}

void add_abstract(Document& document, const Lines& lines) {
  std::string text;
  std::string label;
  const auto flush = [&] {
    std::vector<Section> sections = label.empty() ? split_glued_labels(text) : std::vector<Section>{{label, text}};
    for (Section& section : sections) {
      if (!section.text.empty()) document.abstract.push_back(std::move(section));
    }
    text.clear();
  };
  for (const std::string_view line : lines) {
    const LabelledLine bold = bold_label(line);
    if (!bold.label.empty()) {
      flush();
      label = squeeze_blanks(bold.label);
    }
    const std::string words = is_rule(line) ? "" : plain_words(bold.label.empty() ? line : bold.value);
    if (!text.empty() && !words.empty()) text += '\n';
    text += words;
  }
  flush();
}

// "_Full body text omitted …_ Fetch the complete paper …: address" and similar lines.
bool is_pointer(std::string_view line) {
  return line.find("http") != std::string_view::npos &&
         (line.find("complete paper") != std::string_view::npos || line.find("full.md") != std::string_view::npos);
}

std::string section_type(std::string_view heading) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kTypes = {{{"References", "ref"},
                                                                                    {"Figures", "fig"},
                                                                                    {"Introduction", "intro"},
                                                                                    {"Methods", "methods"},
                                                                                    {"Results", "results"},
                                                                                    {"Discussion", "discussion"}}};
  for (const auto& [name, type] : kTypes) {
    if (ascii::equals_ignoring_case(heading, name)) return std::string(type);
  }
  return {};
}

void add_body(Document& document, const MarkdownSection& section) {
  Lines lines = section.lines;
  std::erase_if(lines, is_pointer);
  std::string text = paragraphs_of(lines);
  if (!text.empty())
    document.body.push_back({plain_words(section.heading), section_type(section.heading), std::move(text)});
}

// `above` is the section of level 2 that this one is in: a smaller heading inside the abstract is a label of it.
void add_section(Document& document, const MarkdownSection& section, std::string_view above) {
  const std::string_view name = section.heading;
  if (is_one_of(name, {"TL;DR", "TLDR", "TL;DR:", "Summary in one sentence"}))
    document.tldr = paragraphs_of(section.lines);
  else if (is_one_of(name, {"Contribution", "Contributions"})) document.contribution = paragraphs_of(section.lines);
  else if (is_one_of(name, {"Key findings", "Key finding", "Findings"}))
    document.key_findings = items_of(section.lines);
  else if (is_one_of(name, {"Abstract"})) add_abstract(document, section.lines);
  else if (is_one_of(name, {"Linked entities"})) add_entities(document, section.lines, Provenance::listed);
  else if (is_one_of(name, {"Full-text entities", "Full text entities", "Entities"})) {
    add_entities(document, section.lines, Provenance::annotated);
  } else if (is_one_of(name, {"Keywords", "Key words"})) {
    for (const std::string& line : items_of(section.lines)) add_keywords(document, line);
  } else if (section.level > 2 && is_one_of(above, {"Abstract"})) {
    if (std::string text = paragraphs_of(section.lines); !text.empty())
      document.abstract.push_back({plain_words(name), text});
  } else {
    add_body(document, section);
  }
}

}  // namespace

Document parse_paper_md(std::string_view text) {
  Document document;
  std::vector<MarkdownSection> sections = markdown_sections(text);
  move_source_lines(document, sections);
  add_preamble(document, sections.front().lines);
  std::string_view above;
  for (std::size_t i = 1; i < sections.size(); ++i) {
    if (sections[i].level == 2) above = sections[i].heading;
    add_section(document, sections[i], above);
  }
  return document;
}

bool looks_like_paper_md(std::string_view head) {
  const Document page = parse_paper_md(head);
  if (page.title.empty() || heading_level(trim_blanks(head)) != 1) return false;
  const std::array<bool, 8> marks = {!page.authors.empty(),      !page.doi.empty() || !page.pmid.empty(),
                                     !page.tldr.empty(),         !page.contribution.empty(),
                                     !page.key_findings.empty(), !page.entities.empty(),
                                     !page.abstract.empty(),     !page.url.empty()};
  return std::count(marks.begin(), marks.end(), true) >= 2;
}

std::unique_ptr<Reader> make_paper_md_reader(std::unique_ptr<ByteSource> source, ReaderOptions options) {
  return make_whole_text_reader(std::move(source), std::move(options), parse_paper_md);
}

}  // namespace il2search
