// Identifiers, journal, authors, annotations and relations of a BioC document. Its texts are read in bioc_passages.cc.
#include "corpus/annotated/bioc_document.h"

#include <algorithm>
#include <charconv>

#include <il2search/text.h>

#include "base/ascii.h"
#include "base/blanks.h"
#include "corpus/annotated/annotation_ids.h"
#include "corpus/text_utilities.h"
#include "schema/identifiers.h"
#include "schema/person_name.h"

namespace il2search {
namespace {

constexpr std::size_t kMaxBiocAuthors = 10'000;

bool is_reference(const BiocPassage& passage) {
  return ascii::to_lower(infon(passage.infons, "type")).starts_with("ref") ||
         ascii::equals_ignoring_case(infon(passage.infons, "section_type"), "ref");
}

// The infon of the document, or else of the first passage that has it, which is the front matter.
std::string front_infon(const BiocDocument& source, std::string_view key) {
  if (const std::string_view own = infon(source.infons, key); !trim_whitespace(own).empty()) return squeeze_blanks(own);
  for (const BiocPassage& passage : source.passages) {
    if (is_reference(passage)) continue;
    if (const std::string_view found = infon(passage.infons, key); !trim_whitespace(found).empty()) {
      return squeeze_blanks(found);
    }
  }
  return {};
}

std::string front_infon(const BiocDocument& source, std::string_view key, std::string_view other_key) {
  std::string value = front_infon(source, key);
  return value.empty() ? front_infon(source, other_key) : value;
}

// Collections from PMC use PMC numbers without the letters as document ids.
void set_identifiers(Document& document, const BiocDocument& source) {
  document.pmid = clean_pmid(front_infon(source, "article-id_pmid", "pmid"));
  document.pmcid = clean_pmcid(front_infon(source, "article-id_pmc", "pmcid"));
  document.doi = clean_doi(front_infon(source, "article-id_doi", "doi"));
  const std::string_view id = trim_whitespace(source.id);
  if (id.empty()) return;
  const bool number_of_pmc =
      ascii::is_number(id) &&
      (document.pmcid == "PMC" + std::string(id) ||
       (document.pmid.empty() && ascii::equals_ignoring_case(trim_whitespace(source.source), "pmc")));
  Document named;
  set_source_id(named, number_of_pmc ? "PMC" + std::string(id) : std::string(id));
  if (document.pmid.empty()) document.pmid = named.pmid;
  if (document.pmcid.empty()) document.pmcid = named.pmcid;
  if (document.doi.empty()) document.doi = named.doi;
  document.id = named.id;
}

// Identifiers take precedence over the source's own id, which set_identifiers() has set.
void set_identity(Document& document) {
  if (!document.pmcid.empty() && (!document.body.empty() || document.pmid.empty())) {
    document.id = "PMCID:" + document.pmcid;
  } else if (std::string id = id_from_identifiers(document); !id.empty()) {
    document.id = std::move(id);
  }
}

// The infon may be a whole citation: "Immunity; 2019 Mar 19; 50(3) 569-75".
void set_journal(Document& document, const BiocDocument& source) {
  const std::string journal = front_infon(source, "journal", "journal-title");
  const std::size_t semicolon = journal.find("; ");
  const bool dated = semicolon != std::string::npos && semicolon + 6 <= journal.size() &&
                     ascii::is_number(std::string_view(journal).substr(semicolon + 2, 4));
  document.journal.title = dated ? journal.substr(0, semicolon) : journal;
  document.volume = front_infon(source, "volume");
  document.issue = front_infon(source, "issue");
  document.pages = front_infon(source, "fpage");
  if (const std::string last = front_infon(source, "lpage"); !last.empty() && last != document.pages) {
    document.pages.append(document.pages.empty() ? "" : "-").append(last);
  }
  document.dates.published = find_date(front_infon(source, "date").substr(0, 10));
  if (!document.dates.published.known()) document.dates.published = find_date(front_infon(source, "year"));
}

// "surname:Humrich;given-names:Jens Y"
Author author_of_infon(std::string_view value) {
  Author author;
  while (!value.empty()) {
    const std::string_view part = value.substr(0, value.find(';'));
    value.remove_prefix(std::min(part.size() + 1, value.size()));
    if (part.starts_with("surname:")) author.last = squeeze_blanks(part.substr(8));
    if (part.starts_with("given-names:")) author.fore = squeeze_blanks(part.substr(12));
  }
  author.initials = initials_of(author.fore);
  return author;
}

// False if the document has the maximum number of authors.
bool add_author_of_bioc(Document& document, Author author) {
  if (author.last.empty() && author.collective.empty()) return true;
  if (document.authors.size() >= kMaxBiocAuthors) return false;
  document.authors.push_back(std::move(author));
  return true;
}

bool add_authors_of_line(Document& document, std::string_view line) {
  while (!line.empty()) {
    const std::string_view part = line.substr(0, line.find(','));
    line.remove_prefix(std::min(part.size() + 1, line.size()));
    const std::string_view name = trim_whitespace(part);
    if (!name.empty() && !add_author_of_bioc(document, author_from_name(name))) return false;
  }
  return true;
}

bool add_authors_of_passages(Document& document, const std::vector<BiocPassage>& passages) {
  for (const BiocPassage& passage : passages) {
    if (is_reference(passage)) continue;
    for (const auto& [key, value] : passage.infons) {
      if (key.starts_with("name_") && !add_author_of_bioc(document, author_of_infon(value))) return false;
    }
  }
  return true;
}

void set_authors(Document& document, BiocDocument& source) {
  bool all = add_authors_of_line(document, front_infon(source, "authors"));
  if (document.authors.empty()) all = add_authors_of_passages(document, source.passages);
  if (all) return;
  source.warnings.push_back("the document has over " + std::to_string(kMaxBiocAuthors) +
                            " authors; the rest are left out");
}

// The infon "identifier", or else one whose key is the name of a vocabulary ("NCBI Gene": "3558").
std::string identifier_of(const BiocInfons& infons) {
  if (const std::string_view own = infon(infons, "identifier"); !own.empty()) return std::string(own);
  for (const auto& [key, value] : infons) {
    const std::string_view id = trim_whitespace(value);
    if (ascii::equals_ignoring_case(key, "type") || id.empty() || id.find(':') != std::string_view::npos) continue;
    // No known vocabulary has a lower-case prefix in its canonical form, so a change means that the key is one.
    const std::string written = ascii::to_lower(key) + ":" + std::string(id);
    if (std::string curie = normalize_curie(written); curie != written) return curie;
  }
  return {};
}

std::vector<SourceAnnotation> annotations_of(BiocPassage& passage, std::size_t first_piece) {
  std::vector<SourceAnnotation> annotations;
  annotations.reserve(passage.annotations.size());
  for (BiocAnnotation& annotation : passage.annotations) {
    SourceAnnotation& added = annotations.emplace_back();
    added.local_id = std::move(annotation.id);
    added.type = infon(annotation.infons, "type");
    added.identifier = identifier_of(annotation.infons);
    added.mention = {std::move(annotation.text), std::move(annotation.locations), first_piece + annotation.sentence};
  }
  return annotations;
}

// The arguments are infons (entity1, role1, or a type of entity as key), or else nodes.
SourceRelation relation_of(const BiocRelation& relation) {
  SourceRelation added;
  added.local_id = relation.id;
  added.type = infon(relation.infons, "type");
  if (added.type.empty()) added.type = infon(relation.infons, "relation");
  for (const auto& [key, value] : relation.infons) {
    const bool numbered = (key.starts_with("entity") && ascii::is_number(std::string_view(key).substr(6))) ||
                          (key.starts_with("role") && ascii::is_number(std::string_view(key).substr(4)));
    if (numbered) added.arguments.push_back({value, "", ""});
    else if (annotation_type(key) != EntityType::other) added.arguments.push_back({value, "", key});
  }
  if (!added.arguments.empty()) return added;
  for (const BiocNode& node : relation.nodes) added.arguments.push_back({"", node.refid, node.role});
  return added;
}

AnnotatedSource annotated_source(BiocDocument& source, BiocTexts texts) {
  AnnotatedSource annotated;
  annotated.pieces = std::move(texts.pieces);
  annotated.warnings = std::move(source.warnings);
  if (source.bad_numbers > 0) {
    annotated.warnings.push_back(std::to_string(source.bad_numbers) + " offsets or lengths are not numbers");
  }
  for (std::size_t i = 0; i < source.passages.size(); ++i) {
    for (SourceAnnotation& annotation : annotations_of(source.passages[i], texts.first_pieces[i])) {
      annotated.annotations.push_back(std::move(annotation));
    }
  }
  for (const BiocRelation& relation : source.relations) annotated.relations.push_back(relation_of(relation));
  return annotated;
}

}  // namespace

std::string_view infon(const BiocInfons& infons, std::string_view key) {
  const auto found = std::find_if(infons.begin(), infons.end(),
                                  [&](const auto& one) { return ascii::equals_ignoring_case(one.first, key); });
  return found == infons.end() ? std::string_view() : std::string_view(found->second);
}

BiocOutcome bioc_to_document(BiocDocument source) {
  BiocOutcome outcome;
  Document document;
  set_identifiers(document, source);
  BiocTexts texts = add_bioc_texts(document, source.passages);
  set_identity(document);
  set_journal(document, source);
  set_authors(document, source);
  const bool has_text = !document.title.empty() || !document.abstract.empty() || !document.body.empty();
  if (!has_text) {
    outcome.error = "the document has no text";
    return outcome;
  }
  AnnotationOutcome annotations = add_annotations(document, annotated_source(source, std::move(texts)));
  outcome.error = std::move(annotations.error);
  outcome.warnings = std::move(annotations.warnings);
  if (outcome.error.empty()) outcome.document = std::move(document);
  return outcome;
}

std::optional<Document> BiocRecords::make(BiocDocument source, const RecordPosition& position) {
  const std::string given = source.id.substr(0, kMaxIdBytes);
  BiocOutcome outcome = bioc_to_document(std::move(source));
  if (!outcome.document) {
    options_.report(position, given, outcome.error, true);
    return std::nullopt;
  }
  Document& document = *outcome.document;
  if (document.id.empty()) document.id = id_for(document, options_, position.record);
  for (const std::string& warning : outcome.warnings) options_.report(position, document.id, warning, false);
  if (seen_.add(document.id)) {
    options_.report(position, document.id, "the file has this document more than once; the last one is used", false);
  }
  return std::move(outcome.document);
}

}  // namespace il2search
