// One pass over the lines cuts the page into its preamble and sections; then each section goes to its member.
#include "corpus/pages/paper_md.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "base/blanks.h"
#include "corpus/pages/glued_labels.h"
#include "corpus/pages/paper_entities.h"
#include "corpus/pages/paper_lines.h"
#include "corpus/pages/paper_preamble.h"
#include "corpus/pages/whole_text.h"
#include "corpus/text_utilities.h"

namespace il2search {
namespace {

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
    const LabelledLine bold = bold_label(item.found ? item.rest : line);
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

void take_body(Document& document, const PagePart& part) {
  Lines lines = part.lines;
  std::erase_if(lines, is_pointer);
  std::string text = paragraphs_of(lines);
  if (!text.empty()) document.body.push_back({plain_words(part.heading), section_type(part.heading), std::move(text)});
}

// `above` is the section that the part belongs to: a smaller heading inside the abstract is a label of it.
void take_part(Document& document, const PagePart& part, std::string_view above) {
  const std::string_view name = part.heading;
  if (is_one_of(name, {"TL;DR", "TLDR", "TL;DR:", "Summary in one sentence"}))
    document.tldr = paragraphs_of(part.lines);
  else if (is_one_of(name, {"Contribution", "Contributions"})) document.contribution = paragraphs_of(part.lines);
  else if (is_one_of(name, {"Key findings", "Key finding", "Findings"})) document.key_findings = items_of(part.lines);
  else if (is_one_of(name, {"Abstract"})) take_abstract(document, part.lines);
  else if (is_one_of(name, {"Linked entities"})) take_entities(document, part.lines, Provenance::listed);
  else if (is_one_of(name, {"Full-text entities", "Full text entities", "Entities"})) {
    take_entities(document, part.lines, Provenance::annotated);
  } else if (is_one_of(name, {"Keywords", "Key words"})) {
    for (const std::string& line : items_of(part.lines)) add_keywords(document, line);
  } else if (part.level > 2 && is_one_of(above, {"Abstract"})) {
    if (std::string text = paragraphs_of(part.lines); !text.empty())
      document.abstract.push_back({plain_words(name), text});
  } else {
    take_body(document, part);
  }
}

}  // namespace

Document parse_paper_md(std::string_view text) {
  Document document;
  std::vector<PagePart> parts = page_parts(text);
  take_source_lines(document, parts);
  take_preamble(document, parts.front().lines);
  std::string_view above;
  for (std::size_t i = 1; i < parts.size(); ++i) {
    if (parts[i].level == 2) above = parts[i].heading;
    take_part(document, parts[i], above);
  }
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
