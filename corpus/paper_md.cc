// One pass over the lines cuts the page into its preamble and sections; then each section goes to its member.
#include "corpus/paper_md.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include <il2search/text.h>

#include "corpus/glued_labels.h"
#include "corpus/page_text.h"
#include "corpus/paper_entities.h"
#include "corpus/pubmed_fields.h"
#include "corpus/whole_text.h"
#include "schema/person_name.h"

namespace il2search {
namespace {

using Lines = std::vector<std::string_view>;

// A line `## Heading` with the lines behind it; level 0 is what stands before the first such line.
struct Part {
  std::string_view heading;
  std::size_t level = 0;
  Lines lines;
};

// "**Label:** value", "**Label**: value", "Label: value" -> label and value; an empty label where the line has none.
struct Labelled {
  std::string_view label;
  std::string_view value;
};

std::size_t heading_level(std::string_view line) {
  const std::size_t level = line.find_first_not_of('#');
  return level != std::string_view::npos && level <= 6 && level > 0 && line[level] == ' ' ? level : 0;
}

bool is_rule(std::string_view line) {
  return line.size() >= 3 && line.find_first_not_of(line[0]) == std::string_view::npos &&
         std::string_view("-*_").find(line[0]) != std::string_view::npos;
}

std::vector<Part> parts_of(std::string_view text) {
  std::vector<Part> parts(1);
  for (const std::string_view raw : lines_of(text)) {
    const std::string_view line = trimmed(raw);
    const std::size_t level = heading_level(line);
    if (level >= 2) parts.push_back({trimmed(line.substr(level)), level, {}});
    else parts.back().lines.push_back(line);
  }
  return parts;
}

Labelled bold_label(std::string_view line) {
  if (!line.starts_with("**")) return {};
  const std::size_t end = line.find("**", 2);
  if (end == std::string_view::npos) return {};
  std::string_view label = trimmed(line.substr(2, end - 2));
  std::string_view value = trimmed(line.substr(end + 2));
  if (label.ends_with(':')) label.remove_suffix(1);
  else if (value.starts_with(':')) value = trimmed(value.substr(1));
  else return {};
  return {trimmed(label), value};
}

Labelled labelled(std::string_view line) {
  if (const Labelled bold = bold_label(line); !bold.label.empty()) return bold;
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos || colon == 0 || colon > 30) return {};
  return {trimmed(line.substr(0, colon)), trimmed(line.substr(colon + 1))};
}

bool is_one_of(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(), [&](std::string_view word) { return equals_ignoring_case(text, word); });
}

// Emphasis and links of Markdown are marks, not text: "**x**" -> x, "[x](address)" -> x.
std::string plain(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text.substr(at, 2) == "**") {
      ++at;
    } else if (text.substr(at, 2) == "](") {
      const std::size_t open = out.rfind('[');
      const std::size_t close = text.find(')', at);
      if (open == std::string::npos || close == std::string_view::npos) out += text[at];
      else {
        out.erase(open, 1);
        at = close;
      }
    } else {
      out += text[at];
    }
  }
  return squeeze_blanks(out);
}

// Paragraphs of the lines, a line each: lines of one paragraph are joined.
std::string paragraphs(const Lines& lines) {
  std::string text;
  bool fresh = true;
  for (const std::string_view line : lines) {
    if (line.empty() || is_rule(line)) {
      fresh = true;
      continue;
    }
    const Behind item = list_item(line);
    std::string words = plain(item.found ? item.rest : line);
    if (words.empty()) continue;
    if (!text.empty()) text += fresh || item.found ? '\n' : ' ';
    text += words;
    fresh = false;
  }
  return text;
}

std::vector<std::string> list_of(const Lines& lines) {
  std::vector<std::string> items;
  for (const std::string_view line : lines) {
    if (line.empty() || is_rule(line)) continue;
    const Behind item = list_item(line);
    std::string words = plain(item.found ? item.rest : line);
    if (item.found || items.empty()) items.push_back(std::move(words));
    else items.back() += ' ' + words;
  }
  return items;
}

// ---- the preamble: title, authors, identifiers

bool take_date(Document& document, std::string_view text) {
  if (text.size() > 40 || document.dates.published.known()) return false;
  document.dates.published = find_date(text);
  return document.dates.published.known();
}

bool take_identifier(Document& document, std::string_view piece) {
  const std::string id = normalize_curie(piece);
  if (id.starts_with("PMID:")) document.pmid = id.substr(5);
  else if (id.starts_with("PMCID:")) document.pmcid = id.substr(6);
  else if (id.starts_with("DOI:")) document.doi = id.substr(4);
  else if (Behind doi = behind_ignoring_case(piece, "doi:"); doi.found) document.doi = clean_doi(trimmed(doi.rest));
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

void add_keywords(Document& document, std::string_view list) {
  while (!list.empty()) {
    const std::size_t end = std::min(list.find_first_of(",;\n"), list.size());
    if (std::string word = plain(list.substr(0, end)); !word.empty()) document.keywords.push_back(std::move(word));
    list.remove_prefix(std::min(end + 1, list.size()));
  }
}

void add_people(std::vector<Author>& people, std::string_view line) {
  for (Author& person : authors_from_line(plain(line))) people.push_back(std::move(person));
}

bool take_label(Document& document, const Labelled& line) {
  if (is_one_of(line.label, {"Authors", "Author"})) add_people(document.authors, line.value);
  else if (is_one_of(line.label, {"Editors", "Editor"})) add_people(document.editors, line.value);
  else if (is_one_of(line.label, {"Journal", "Published in"})) document.journal.title = plain(line.value);
  else if (is_one_of(line.label, {"Date", "Published", "Publication date"})) take_date(document, line.value);
  else if (is_one_of(line.label, {"Keywords", "Keyword"})) add_keywords(document, line.value);
  else if (is_one_of(line.label, {"Source", "URL"})) document.url = std::string(first_address(line.value));
  else if (is_one_of(line.label, {"DOI"})) document.doi = find_doi(line.value);
  else if (is_one_of(line.label, {"PMID"})) document.pmid = clean_pmid(line.value);
  else if (is_one_of(line.label, {"PMCID", "PMC"})) document.pmcid = clean_pmcid(line.value);
  else return false;
  return true;
}

void take_preamble(Document& document, const Lines& lines) {
  Lines rest;
  for (const std::string_view line : lines) {
    if (line.empty() || is_rule(line)) continue;
    if (document.title.empty() && heading_level(line) == 1) document.title = plain(line.substr(1));
    else if (line.find("\u00b7") != std::string_view::npos && bold_label(line).label.empty()) {
      take_identifier_line(document, line);
    } else if (!take_label(document, labelled(line))) rest.push_back(line);
  }
  if (std::string text = paragraphs(rest); !text.empty()) document.body.push_back({"", "", std::move(text)});
}

// ---- sections

void take_entities(Document& document, const Lines& lines, Provenance provenance) {
  std::string list;
  EntityType type = EntityType::other;
  std::vector<Entity> found;
  const auto flush = [&] {
    for (Entity& entity : parse_entity_list(list, type, provenance)) found.push_back(std::move(entity));
    list.clear();
  };
  for (const std::string_view line : lines) {
    if (line.empty() || is_rule(line)) continue;
    const Behind item = list_item(line);
    const Labelled bold = bold_label(item.found ? item.rest : line);
    if (!bold.label.empty()) {
      flush();
      type = entity_type_of_label(bold.label);
      list = bold.value;
    } else {
      // An item of a nested list, or a line that goes on.
      list += item.found ? ", " : " ";
      list += item.found ? item.rest : line;
    }
  }
  flush();
  merge_entities(document.entities, std::move(found));
}

void take_abstract(Document& document, const Lines& lines) {
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
    const Labelled bold = bold_label(line);
    if (!bold.label.empty()) {
      flush();
      label = squeeze_blanks(bold.label);
    }
    const std::string words = is_rule(line) ? "" : plain(bold.label.empty() ? line : bold.value);
    if (!text.empty() && !words.empty()) text += '\n';
    text += words;
  }
  flush();
}

// "_Full body text omitted …_ Fetch the complete paper …: address" and its like.
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
    if (equals_ignoring_case(heading, name)) return std::string(type);
  }
  return {};
}

void take_body(Document& document, const Part& part) {
  Lines lines = part.lines;
  std::erase_if(lines, is_pointer);
  std::string text = paragraphs(lines);
  if (!text.empty()) document.body.push_back({plain(part.heading), section_type(part.heading), std::move(text)});
}

// `above` is the section that the part belongs to: a smaller heading inside the abstract is a label of it.
void take_part(Document& document, const Part& part, std::string_view above) {
  const std::string_view name = part.heading;
  if (is_one_of(name, {"TL;DR", "TLDR", "TL;DR:", "Summary in one sentence"})) document.tldr = paragraphs(part.lines);
  else if (is_one_of(name, {"Contribution", "Contributions"})) document.contribution = paragraphs(part.lines);
  else if (is_one_of(name, {"Key findings", "Key finding", "Findings"})) document.key_findings = list_of(part.lines);
  else if (is_one_of(name, {"Abstract"})) take_abstract(document, part.lines);
  else if (is_one_of(name, {"Linked entities"})) take_entities(document, part.lines, Provenance::listed);
  else if (is_one_of(name, {"Full-text entities", "Full text entities", "Entities"})) {
    take_entities(document, part.lines, Provenance::annotated);
  } else if (is_one_of(name, {"Keywords", "Key words"})) {
    for (const std::string& line : list_of(part.lines)) add_keywords(document, line);
  } else if (part.level > 2 && is_one_of(above, {"Abstract"})) {
    if (std::string text = paragraphs(part.lines); !text.empty()) document.abstract.push_back({plain(name), text});
  } else {
    take_body(document, part);
  }
}

// The last lines of the page, wherever the last section left them: "Source: address".
void take_source_lines(Document& document, std::vector<Part>& parts) {
  for (Part& part : parts) {
    std::erase_if(part.lines, [&](std::string_view line) {
      const Labelled source = labelled(line);
      if (!is_one_of(source.label, {"Source", "URL"}) || first_address(source.value).empty()) return false;
      return take_label(document, source);
    });
  }
}

void complete_identifiers(Document& document) {
  if (document.pmcid.empty()) document.pmcid = find_pmcid(document.url);
  if (document.pmid.empty() && document.url.find("pubmed") != std::string::npos) {
    const std::string id = normalize_curie(document.url);
    if (id.starts_with("PMID:")) document.pmid = id.substr(5);
  }
}

}  // namespace

Document parse_paper_md(std::string_view text) {
  Document document;
  std::vector<Part> parts = parts_of(text);
  take_source_lines(document, parts);
  take_preamble(document, parts.front().lines);
  std::string_view above;
  for (std::size_t i = 1; i < parts.size(); ++i) {
    if (parts[i].level == 2) above = parts[i].heading;
    take_part(document, parts[i], above);
  }
  complete_identifiers(document);
  return document;
}

bool looks_like_paper_md(std::string_view head) {
  const Document page = parse_paper_md(head);
  if (page.title.empty() || heading_level(trimmed(head)) != 1) return false;
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
