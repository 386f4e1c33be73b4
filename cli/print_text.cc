// Text output of il2search.
#include "cli/print_text.h"

#include <algorithm>

#include <fmt/format.h>

#include <il2search/text.h>

#include "cli/text_style.h"

namespace il2search::cli {
namespace {

constexpr std::size_t kShownAuthors = 3;
constexpr std::size_t kShownEntities = 8;
constexpr std::size_t kContextBytes = 60;  // of a query on either side of what a diagnostic marks

std::string safe(std::string_view text) { return terminal_safe(text, false); }

std::string authors_text(const std::vector<std::string>& authors) {
  std::string text;
  for (std::size_t i = 0; i < std::min(authors.size(), kShownAuthors); ++i) text += (i > 0 ? ", " : "") + authors[i];
  return authors.size() > kShownAuthors ? text + ", et al." : text;
}

std::string source_line(const Hit& hit) {
  std::string line;
  const auto add = [&](const std::string& part) {
    if (!part.empty()) line += (line.empty() ? "" : " · ") + part;
  };
  add(authors_text(hit.authors));
  add(hit.journal);
  add(to_string(hit.date));
  add(hit.id);
  for (const std::string& status : hit.status) add("[" + status + "]");
  return safe(line);
}

std::string snippet_line(const Snippet& snippet, const TextStyle& style) {
  std::string line;
  std::size_t at = 0;
  for (const Span& mark : snippet.highlights) {
    if (mark.start < at || mark.end > snippet.text.size() || mark.end < mark.start) continue;
    line += safe(std::string_view(snippet.text).substr(at, mark.start - at));
    line += style.marked(safe(std::string_view(snippet.text).substr(mark.start, mark.end - mark.start)));
    at = mark.end;
  }
  return line + safe(std::string_view(snippet.text).substr(at));
}

std::string entity_text(const Entity& entity) {
  if (entity.name.empty()) return entity.id;
  return entity.id.empty() ? entity.name : entity.name + " (" + entity.id + ")";
}

// Entities found by the tagger are marked: they are guesses, if good ones.
std::string entities_line(const std::vector<Entity>& entities) {
  std::string line = "entities: ";
  for (std::size_t i = 0; i < std::min(entities.size(), kShownEntities); ++i) {
    line += (i > 0 ? ", " : "") + std::string(entities[i].provenance == Provenance::tagged ? "~" : "");
    line += entity_text(entities[i]);
  }
  if (entities.size() > kShownEntities) line += fmt::format(" and {} more", entities.size() - kShownEntities);
  return safe(line);
}

std::string hit_text(const Hit& hit, const TextStyle& style) {
  const std::string title = hit.title.empty() ? hit.id : hit.title;
  std::string text =
      fmt::format("{:>3}  {}\n     {}\n", hit.rank, style.bold(safe(title)), style.dim(source_line(hit)));
  if (!hit.snippet.text.empty()) text += "     " + snippet_line(hit.snippet, style) + "\n";
  if (!hit.entities.empty()) text += "     " + style.dim(entities_line(hit.entities)) + "\n";
  return text + "\n";
}

std::string explanation_text(const Explanation& e) {
  const auto stage = [](const char* name, const std::string& text) {
    return fmt::format("{}\n{}{}", name, terminal_safe(text), text.empty() || text.back() != '\n' ? "\n\n" : "\n");
  };
  return stage("parsed", e.tree) + stage("resolved", e.resolved) + stage("rewritten", e.rewritten) +
         stage("compiled", e.compiled);
}

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xc0) != 0x80; }));
}

// The start of the character that this byte belongs to.
std::size_t character_start(std::string_view text, std::size_t at) {
  at = std::min(at, text.size());
  while (at > 0 && at < text.size() && (text[at] & 0xc0) == 0x80) --at;
  return at;
}

}  // namespace

std::string page_text(const Results& results, bool colour) {
  const TextStyle style(colour);
  std::string text;
  if (results.explanation) text += explanation_text(*results.explanation);
  if (results.total == 0) return text + "no matches\n";
  const std::string total = (results.total_is_exact ? "" : "about ") + std::to_string(results.total);
  if (results.hits.empty())
    return text + total + (results.total == 1 ? " match" : " matches") + ", none on this page\n";
  const std::string read_as = results.interpreted == results.query ? "" : " for " + safe(results.interpreted);
  text += style.dim(fmt::format("{}-{} of {}{}", results.hits.front().rank, results.hits.back().rank, total, read_as)) +
          "\n\n";
  for (const Hit& hit : results.hits) text += hit_text(hit, style);
  return text;
}

std::string diagnostic_text(const Diagnostic& d, std::string_view query) {
  std::string text = fmt::format("il2search: {}: {}\n", to_string(d.severity), safe(d.message));
  const bool has_span = d.start < d.end && d.start <= query.size();  // a diagnostic about an option has no place
  if (has_span && !(d.start == 0 && d.end >= query.size())) {
    const std::size_t from = character_start(query, d.start > kContextBytes ? d.start - kContextBytes : 0);
    const std::size_t to = character_start(query, std::max(d.end, d.start) + kContextBytes);
    const std::size_t marked =
        std::max<std::size_t>(1, characters(query.substr(d.start, std::min(d.end, to) - d.start)));
    text += fmt::format("  {}\n  {}{}\n", safe(query.substr(from, to - from)),
                        std::string(characters(query.substr(from, d.start - from)), ' '), std::string(marked, '^'));
  }
  if (!d.hint.empty()) text += "hint: " + safe(d.hint) + "\n";
  return text;
}

std::string document_text(const Document& d) {
  std::string text;
  const auto line = [&](const char* name, const std::string& value) {
    if (!value.empty()) text += fmt::format("{:<12} {}\n", name, safe(value));
  };
  const auto block = [&](const std::string& name, const std::string& value) {
    if (!value.empty()) text += fmt::format("\n{}\n{}\n", safe(name), terminal_safe(value));
  };
  line("id", d.id);
  line("title", d.title);
  line("", d.vernacular_title);
  std::string authors;
  for (const Author& a : d.authors) authors += (authors.empty() ? "" : ", ") + short_name(a);
  line("authors", authors);
  line("journal", d.journal.title.empty() ? d.journal.abbreviation : d.journal.title);
  line("volume", d.volume + (d.issue.empty() ? "" : " (" + d.issue + ")") + (d.pages.empty() ? "" : ", " + d.pages));
  line("published", to_string(d.dates.published));
  line("pmid", d.pmid);
  line("pmcid", d.pmcid);
  line("doi", d.doi);
  line("url", d.url);
  std::string types;
  for (const PublicationType& t : d.publication_types) types += (types.empty() ? "" : ", ") + t.name;
  line("types", types);
  std::string keywords;
  for (const std::string& k : d.keywords) keywords += (keywords.empty() ? "" : ", ") + k;
  line("keywords", keywords);
  if (d.status.retracted) line("status", "retracted");
  if (d.status.has_erratum) line("status", "erratum");
  if (d.status.expression_of_concern) line("status", "expression of concern");
  if (d.status.preprint) line("status", "preprint");
  for (const Entity& e : d.entities)
    line("entity",
         fmt::format("{}{} {} {}", entity_text(e), e.major ? " *" : "", to_string(e.type), to_string(e.provenance)));
  block("TL;DR", d.tldr);
  block("Contribution", d.contribution);
  std::string findings;
  for (const std::string& f : d.key_findings) findings += "- " + f + "\n";
  block("Key findings", findings);
  for (const Section& s : d.abstract) block(s.label.empty() ? "Abstract" : s.label, s.text);
  for (const Section& s : d.other_abstracts) block(s.label.empty() ? "Other abstract" : s.label, s.text);
  for (const BodySection& s : d.body) block(s.heading.empty() ? "Text" : s.heading, s.text);
  return text;
}

}  // namespace il2search::cli
