// Boolean terms, one function per group of fields. Prefixes come from the field table.
#include "indexer/documents/document_names.h"

#include <algorithm>
#include <iterator>
#include <string>

#include <il2search/text.h>

#include "base/ascii.h"
#include "schema/field_table.h"
#include "schema/person_name.h"

namespace il2search {
namespace {

using ascii::to_lower;

// How identifiers are compared: in lower case, without blanks and control characters.
std::string identifier_key(std::string_view text) {
  std::string key;
  for (const char c : text)
    if (c != ' ' && !ascii::is_control(c)) key.push_back(to_lower(c));
  return key;
}

// A language as records write it ("eng", "de", "English"), so that a query finds it by code and by name.
struct Language {
  std::string_view code;   // ISO 639-2/B, as in PubMed
  std::string_view other;  // ISO 639-1, or empty
  std::string_view name;   // English, lower case
};

// The languages of PubMed records.
constexpr Language kLanguages[] = {
    {"afr", "af", "afrikaans"},  {"alb", "sq", "albanian"},    {"ara", "ar", "arabic"},
    {"arm", "hy", "armenian"},   {"aze", "az", "azerbaijani"}, {"bos", "bs", "bosnian"},
    {"bul", "bg", "bulgarian"},  {"cat", "ca", "catalan"},     {"chi", "zh", "chinese"},
    {"cze", "cs", "czech"},      {"dan", "da", "danish"},      {"dut", "nl", "dutch"},
    {"eng", "en", "english"},    {"epo", "eo", "esperanto"},   {"est", "et", "estonian"},
    {"fin", "fi", "finnish"},    {"fre", "fr", "french"},      {"geo", "ka", "georgian"},
    {"ger", "de", "german"},     {"gla", "gd", "gaelic"},      {"gre", "el", "greek"},
    {"heb", "he", "hebrew"},     {"hin", "hi", "hindi"},       {"hrv", "hr", "croatian"},
    {"hun", "hu", "hungarian"},  {"ice", "is", "icelandic"},   {"ind", "id", "indonesian"},
    {"ita", "it", "italian"},    {"jpn", "ja", "japanese"},    {"kin", "rw", "kinyarwanda"},
    {"kor", "ko", "korean"},     {"lat", "la", "latin"},       {"lav", "lv", "latvian"},
    {"lit", "lt", "lithuanian"}, {"mac", "mk", "macedonian"},  {"mal", "ml", "malayalam"},
    {"mao", "mi", "maori"},      {"may", "ms", "malay"},       {"mul", "", "multiple languages"},
    {"nor", "no", "norwegian"},  {"per", "fa", "persian"},     {"pol", "pl", "polish"},
    {"por", "pt", "portuguese"}, {"pus", "ps", "pushto"},      {"rum", "ro", "romanian"},
    {"rus", "ru", "russian"},    {"san", "sa", "sanskrit"},    {"slo", "sk", "slovak"},
    {"slv", "sl", "slovenian"},  {"spa", "es", "spanish"},     {"srp", "sr", "serbian"},
    {"swe", "sv", "swedish"},    {"tha", "th", "thai"},        {"tur", "tr", "turkish"},
    {"ukr", "uk", "ukrainian"},  {"und", "", "undetermined"},  {"urd", "ur", "urdu"},
    {"vie", "vi", "vietnamese"}, {"wel", "cy", "welsh"},
};

// The language with this code or name in lower case, or nullptr.
const Language* find_language(std::string_view text) {
  const auto matches = [&](const Language& l) {
    return text == l.code || text == l.name || (!l.other.empty() && text == l.other);
  };
  const auto* found = std::find_if(std::begin(kLanguages), std::end(kLanguages), matches);
  return found == std::end(kLanguages) ? nullptr : found;
}

class Names {
 public:
  Names(TermBag& bag, Analyzer& analyzer, const Document& document, std::span<const std::string> linked_ids)
      : bag_(bag), analyzer_(analyzer), document_(document), linked_ids_(linked_ids) {}

  void add_all() {
    add_identifiers();
    add_people();
    add_journal();
    add_publication();
    add_entities();
    add_dates();
    add_flags();
    add_extra();
  }

 private:
  void boolean(std::string_view prefix, std::string_view value) {
    // Xapian encodes a NUL as two bytes, and rejects the document if that makes the term too long.
    if (!value.empty() && value.find('\0') == std::string_view::npos) bag_.add(prefix, value, 0);
  }
  void boolean(FieldId id, std::string_view value) { boolean(field(id).term_prefix, value); }
  void name(std::string_view prefix, std::string_view text) {
    if (!text.empty()) boolean(prefix, analyzer_.normalize_name(text));
  }
  void name(FieldId id, std::string_view text) { name(field(id).term_prefix, text); }

  void add_identifiers() {
    const Document& d = document_;
    boolean(prefix::id, d.id);
    if (!d.pmid.empty()) boolean(prefix::identifier, "PMID:" + d.pmid);
    if (!d.pmcid.empty()) boolean(prefix::identifier, "PMCID:" + d.pmcid);
    if (!d.doi.empty()) boolean(prefix::identifier, "DOI:" + to_lower(d.doi));
    boolean(prefix::identifier, d.id);
    if (!d.url.empty()) boolean(prefix::identifier, "url:" + identifier_key(d.url));
    if (!d.source.empty()) boolean(prefix::identifier, "source:" + identifier_key(d.source));
    for (const OtherId& other : d.other_ids) {
      boolean(prefix::identifier, identifier_key(other.type) + ":" + identifier_key(other.value));
      if (other.type == "rn") boolean(FieldId::registry_number, identifier_key(other.value));
    }
  }

  void add_person(std::string_view prefix, const Author& author) {
    if (author.collective.empty()) boolean(prefix, author_key(analyzer_, author));
    else name(prefix, author.collective);
  }

  void add_people() {
    const Document& d = document_;
    for (const Author& a : d.authors) {
      add_person(field(FieldId::author).term_prefix, a);
      if (!a.collective.empty()) name(FieldId::corporate_author, a.collective);
      else if (!a.fore.empty()) boolean(FieldId::full_author, analyzer_.normalize_author(a.last + " " + a.fore));
      boolean(FieldId::orcid, identifier_key(a.orcid));
    }
    if (!d.authors.empty()) {
      add_person(field(FieldId::first_author).term_prefix, d.authors.front());
      add_person(field(FieldId::last_author).term_prefix, d.authors.back());
    }
    for (const Author& a : d.editors) add_person(field(FieldId::editor).term_prefix, a);
    for (const Author& a : d.investigators) add_person(field(FieldId::investigator).term_prefix, a);
    for (const Author& a : d.personal_subjects) add_person(field(FieldId::personal_subject).term_prefix, a);
  }

  void add_journal() {
    const Journal& j = document_.journal;
    name(FieldId::journal, j.title);
    name(FieldId::journal, j.abbreviation);
    for (const std::string& issn : j.issns) boolean(FieldId::journal, identifier_key(issn));
    boolean(FieldId::nlm_id, identifier_key(j.nlm_id));
    boolean(FieldId::volume, identifier_key(document_.volume));
    boolean(FieldId::issue, identifier_key(document_.issue));
    const std::string& pages = document_.pages;
    boolean(FieldId::page, identifier_key(pages.substr(0, pages.find_first_of("-,;"))));
  }

  void add_publication() {
    const Document& d = document_;
    for (const std::string& code : d.languages) add_language(to_lower(code));
    name(FieldId::place, d.publication_country);
    if (d.journal.country != d.publication_country) name(FieldId::place, d.journal.country);
    for (const PublicationType& type : d.publication_types) {
      name(FieldId::publication_type, type.name);
      boolean(FieldId::publication_type, to_lower(type.id));
      if (!type.id.empty()) boolean(prefix::entity, normalize_curie("MESH:" + type.id));
    }
    name(FieldId::publication_status, d.publication_status);
    for (const Grant& g : d.grants)
      for (const std::string* part : {&g.number, &g.acronym, &g.agency, &g.country}) name(FieldId::grant, *part);
    for (const Databank& bank : d.databanks) add_databank(bank);
    for (const std::string& subset : d.subsets) name(FieldId::subset, subset);
    name(FieldId::subset, d.record_status);
  }

  void add_language(const std::string& code) {
    boolean(FieldId::language, code);
    if (const Language* language = find_language(code)) {
      boolean(FieldId::language, language->code);
      boolean(FieldId::language, language->name);
    }
  }

  void add_databank(const Databank& bank) {
    const std::string bank_name = identifier_key(bank.name);
    boolean(FieldId::databank, bank_name);
    for (const std::string& accession : bank.accessions) {
      boolean(FieldId::databank, identifier_key(accession));
      boolean(FieldId::databank, bank_name + "/" + identifier_key(accession));
    }
  }

  void add_entities() {
    for (std::size_t i = 0; i < document_.entities.size(); ++i) {
      const Entity& entity = document_.entities[i];
      add_entity_id(entity, entity.id.empty() && !linked_ids_.empty() ? linked_ids_[i] : entity.id);
      if (entity.provenance == Provenance::tagged) continue;  // its names are the vocabulary's, not the document's
      if (is_heading(entity)) add_heading(entity);
      if (entity.provenance != Provenance::indexed || entity.type != EntityType::other) add_entity_names(entity);
    }
  }

  void add_entity_id(const Entity& entity, const std::string& id) {
    if (id.empty()) return;
    boolean(prefix::entity, id);
    if (entity.provenance == Provenance::tagged && !is_given_by_source(id)) boolean(prefix::entity_tagged, id);
    if (entity.major) boolean(prefix::entity_major, id);
    for (const Qualifier& q : entity.qualifiers)
      if (!q.id.empty()) boolean(prefix::entity_qualified, id + "/" + q.id);
  }

  // Whether the document has the entity other than as a tag. Documents of other programs may have it both ways.
  bool is_given_by_source(const std::string& id) const {
    return std::any_of(document_.entities.begin(), document_.entities.end(), [&](const Entity& entity) {
      return entity.id == id && entity.provenance != Provenance::tagged;
    });
  }

  void add_heading(const Entity& entity) {
    const std::string heading = analyzer_.normalize_name(entity.name);
    boolean(prefix::heading, heading);
    if (entity.major) boolean(prefix::heading_major, heading);
    for (const Qualifier& q : entity.qualifiers) {
      const std::string qualifier = analyzer_.normalize_name(q.name);
      boolean(prefix::heading_qualified, heading + "/" + qualifier);
      boolean(prefix::subheading, qualifier);
      boolean(prefix::subheading, to_lower(q.id));
    }
  }

  void add_entity_names(const Entity& entity) {
    add_entity_name(entity.type, entity.name);
    for (const std::string& alias : entity.aliases) add_entity_name(entity.type, alias);
  }

  void add_entity_name(EntityType type, const std::string& text) {
    const std::string normal = analyzer_.normalize_name(text);
    boolean(prefix::entity_name, normal);
    if (type == EntityType::gene) boolean(prefix::gene_name, normal);
    if (type == EntityType::disease) boolean(prefix::disease_name, normal);
    if (type == EntityType::chemical) boolean(prefix::chemical_name, normal);
  }

  void add_dates() {
    const int year = document_.dates.published.year;
    if (year > 0) boolean(prefix::year, std::to_string(year));
  }

  void flag_if(bool holds, std::string_view word) {
    if (holds) boolean(prefix::flag, word);
  }

  void add_flags() {
    const Document& d = document_;
    flag_if(!d.abstract.empty(), "hasabstract");
    flag_if(std::any_of(d.abstract.begin(), d.abstract.end(), [](const Section& s) { return !s.label.empty(); }),
            "hasstructuredabstract");
    flag_if(!d.other_abstracts.empty(), "hasnonenglishabstract");
    flag_if(!d.keywords.empty(), "haskeyword");
    flag_if(!d.conflict_of_interest.empty(), "hascois");
    flag_if(!d.databanks.empty(), "hasdatabanklist");
    flag_if(!d.body.empty(), "hasbody");
    flag_if(d.status.retracted, "retracted");
    flag_if(d.status.retracted, "hasretractionin");
    flag_if(d.status.has_erratum, "haserratumin");
    flag_if(d.status.expression_of_concern, "hasconcernin");
    flag_if(d.status.preprint, "preprint");
    flag_if(d.publication_status == "aheadofprint", "pubstatusaheadofprint");
    flag_if(d.indexing_method == "Automated", "indexingmethod_automated");
    flag_if(d.indexing_method == "Curated", "indexingmethod_curated");
  }

  void add_extra() {
    for (const ExtraMember& member : document_.extra)
      boolean(prefix::extra, to_lower(member.name) + ":" + analyzer_.normalize_name(member.value));
  }

  TermBag& bag_;
  Analyzer& analyzer_;
  const Document& document_;
  std::span<const std::string> linked_ids_;
};

}  // namespace

bool is_heading(const Entity& entity) {
  const bool substance = entity.provenance == Provenance::listed && entity.type == EntityType::chemical;
  return entity.provenance == Provenance::indexed || (entity.vocabulary == "MESH" && !substance);
}

void add_names(TermBag& bag, Analyzer& analyzer, const Document& document, std::span<const std::string> linked_ids) {
  Names(bag, analyzer, document, linked_ids).add_all();
}

}  // namespace il2search
