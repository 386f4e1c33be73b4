// A paper, record or text as il2search knows it: a plain value.
//
// Readers fill it, the indexer stores all of it without loss, and a search returns it. Every text is valid UTF-8; strings
// and lists are empty if the source has nothing for them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <il2search/export.h>

namespace il2search {

// A date of the proleptic Gregorian calendar, as precise as its source: parts that the source does not give are 0, and so is
// the year if it gives no date at all.
struct Date {
  int year = 0;
  int month = 0;
  int day = 0;

  bool known() const noexcept { return year != 0; }
  bool operator==(const Date&) const = default;
};

// "2025-04-23", "2025-04", "2025", or "" if there is no date.
IL2SEARCH_EXPORT std::string to_string(const Date& date);

// The dates that PubMed keeps for a record; other sources fill only `published`.
struct Dates {
  Date published;   // [dp]: print, else electronic
  Date electronic;  // [epdat]
  Date entered;     // [edat]
  Date created;     // [crdt]
  Date completed;   // [dcom]
  Date revised;     // [lr]
  Date mesh;        // [mhda]

  bool operator==(const Dates&) const = default;
};

// A section of an abstract. label is as printed ("METHODS"), empty for an unstructured abstract.
struct Section {
  std::string label;
  std::string text;

  bool operator==(const Section&) const = default;
};

// A section of a full text. type is the source's word for it ("methods", "fig", "table"), or empty.
struct BodySection {
  std::string heading;
  std::string type;
  std::string text;

  bool operator==(const BodySection&) const = default;
};

// A person, or a group if `collective` is not empty.
struct Author {
  std::string last;
  std::string fore;
  std::string initials;
  std::string suffix;
  std::string collective;
  std::string affiliation;  // several are joined by "; "
  std::string orcid;        // 0000-0002-1825-0097, without the address

  bool operator==(const Author&) const = default;
};

// "Humrich JY", or the collective name: the form in PubMed and in lists of hits.
IL2SEARCH_EXPORT std::string short_name(const Author& author);

struct Journal {
  std::string title;
  std::string abbreviation;
  std::vector<std::string> issns;  // print, electronic, linking: each once
  std::string nlm_id;
  std::string country;

  bool operator==(const Journal&) const = default;
};

struct PublicationType {
  std::string name;
  std::string id;  // a MeSH unique identifier (D016428), or empty

  bool operator==(const PublicationType&) const = default;
};

struct Grant {
  std::string number;
  std::string acronym;
  std::string agency;
  std::string country;

  bool operator==(const Grant&) const = default;
};

struct Databank {
  std::string name;
  std::vector<std::string> accessions;

  bool operator==(const Databank&) const = default;
};

// An identifier without a member of its own: type is lower case ("pii", "nlm", "isbn", "issn").
struct OtherId {
  std::string type;
  std::string value;

  bool operator==(const OtherId&) const = default;
};

enum class EntityType : std::uint8_t {
  gene,
  disease,
  chemical,
  species,
  variant,
  cell_line,
  cell_type,
  anatomy,
  procedure,
  publication_type,
  other
};

// Where an entity of a document comes from.
enum class Provenance : std::uint8_t {
  indexed,    // a curator's subject heading (MeSH of a PubMed record)
  annotated,  // marked in the text of the source
  tagged,     // found by il2search's own tagger
  listed,     // named in a list of the source (linked entities, keywords)
};

// "gene", "cell_line"; "indexed": the words of JSON and of queries.
IL2SEARCH_EXPORT const char* to_string(EntityType type) noexcept;
IL2SEARCH_EXPORT const char* to_string(Provenance provenance) noexcept;

// A byte range [start, end) of the text that it belongs to.
struct Span {
  std::size_t start = 0;
  std::size_t end = 0;

  bool operator==(const Span&) const = default;
};

// A subheading of a MeSH heading.
struct Qualifier {
  std::string name;
  std::string id;  // Q000188, or empty
  bool major = false;

  bool operator==(const Qualifier&) const = default;
};

// A concept that the document is about or mentions. Identifiers are CURIEs in canonical form (`MESH:D008180`,
// `MONDO:0007915`, `NCBIGene:3558`), as normalize_curie() in text.h returns. An entity without identifier has only a name.
struct Entity {
  std::string id;
  std::string vocabulary;  // "MESH", "MONDO", "NCBIGene"; empty without id
  EntityType type = EntityType::other;
  std::string name;
  std::vector<std::string> aliases;
  bool major = false;
  std::vector<Qualifier> qualifiers;
  std::vector<Span> spans;     // into title, newline, abstract texts joined by newlines
  std::uint32_t mentions = 0;  // as counted by the source; 0 if it does not count
  Provenance provenance = Provenance::annotated;

  bool operator==(const Entity&) const = default;
};

// An entity and its role in a relation: id is a CURIE or, failing that, the source's own name for the entity; role is the
// source's word ("Chemical", "Disease"), or empty.
struct RelationArgument {
  std::string id;
  std::string role;

  bool operator==(const RelationArgument&) const = default;
};

// A relation between entities that the source states ("CID" of a chemical and a disease).
struct Relation {
  std::string type;
  std::vector<RelationArgument> arguments;

  bool operator==(const Relation&) const = default;
};

struct Status {
  bool retracted = false;
  bool has_erratum = false;
  bool expression_of_concern = false;
  bool preprint = false;

  bool operator==(const Status&) const = default;
};

// A member of a source's record that Document has no field for: value is its JSON text.
struct ExtraMember {
  std::string name;
  std::string value;

  bool operator==(const ExtraMember&) const = default;
};

struct Document {
  // What identifies the document: another one with this id replaces it. `PMID:29768149`, else `PMCID:PMC12055818`, else
  // `DOI:…` in lower case, else the source's own id, else `FILE:<root>/<path>#<record>`. At most 200 bytes.
  std::string id;
  std::string pmid;   // digits
  std::string pmcid;  // PMC12055818
  std::string doi;    // lower case, without the address
  std::string url;
  std::string source;
  std::vector<OtherId> other_ids;
  std::uint32_t version = 1;  // of the record, if the source keeps several (PMID Version="2")

  std::string title;
  std::string vernacular_title;
  std::vector<Section> abstract;
  std::vector<Section> other_abstracts;
  std::string tldr;
  std::string contribution;
  std::vector<std::string> key_findings;
  std::vector<BodySection> body;

  std::vector<Author> authors;
  std::vector<Author> editors;
  std::vector<Author> investigators;
  std::vector<Author> personal_subjects;
  Journal journal;
  std::string volume;
  std::string issue;
  std::string pages;
  Dates dates;
  std::vector<std::string> languages;  // as the source writes them ("eng")
  std::vector<PublicationType> publication_types;
  std::string publication_status;  // "ppublish", "aheadofprint"
  std::string record_status;       // "MEDLINE", "PubMed-not-MEDLINE", "Publisher", "In-Process"
  std::string indexing_method;     // "Automated", "Curated", or empty
  std::vector<std::string> keywords;
  std::vector<Grant> grants;
  std::vector<Databank> databanks;
  std::vector<std::string> subsets;
  std::string conflict_of_interest;
  std::string publication_country;

  std::vector<Entity> entities;
  std::vector<Relation> relations;
  Status status;
  std::vector<std::string> references;  // ids of cited documents: `PMID:…`, `DOI:…`
  std::vector<ExtraMember> extra;

  bool operator==(const Document&) const = default;
};

}  // namespace il2search
