// The rows of the field table. Order is the order of the documentation.
#include "schema/field_table.h"

#include <algorithm>
#include <string>
#include <unordered_map>

#include <il2search/fields.h>

#include "base/ascii.h"
#include "base/edit_distance.h"

namespace il2search {
namespace {

constexpr RegionSet bit(Region r) { return region_bit(r); }
constexpr RegionSet kAllRegions = kCombinedRegions | bit(Region::body);

// clang-format off
const std::vector<Field> kTable = {
  // Words.
  {FieldId::text, "text", "tw|text word|text words", FieldKind::text, "", Slot::none, kCombinedRegions,
   "title, abstract, keywords, headings and entity names: what words without a field search", "proteinuria[tw]"},
  {FieldId::all, "all", "all fields", FieldKind::text, "", Slot::none, kAllRegions,
   "the same fields and the full text", "all:proteinuria"},
  {FieldId::title, "title", "ti", FieldKind::text, "S", Slot::none, bit(Region::title), "title", "lupus[ti]"},
  {FieldId::title_abstract, "tiab", "title/abstract|titleabstract|title_abstract", FieldKind::text, "", Slot::none, kTiabRegions,
   "title, abstracts, summaries and author keywords", "\"low-dose\"[tiab]"},
  {FieldId::abstract, "abstract", "ab", FieldKind::text, "", Slot::none, kAbstractRegions, "abstracts and summaries", "abstract:remission"},
  {FieldId::keyword, "keyword", "ot|other term|other terms|keywords|kw", FieldKind::text, "K", Slot::none, bit(Region::keyword),
   "author keywords", "Treg[ot]"},
  {FieldId::vernacular_title, "vernacular_title", "tt|transliterated title", FieldKind::text, "XTT", Slot::none, bit(Region::vernacular_title),
   "title in the original language", "niere[tt]"},
  {FieldId::tldr, "tldr", "", FieldKind::text, "XTL", Slot::none, bit(Region::tldr), "one-sentence summary of a paper page", "tldr:cytokine"},
  {FieldId::contribution, "contribution", "", FieldKind::text, "XCO", Slot::none, bit(Region::contribution),
   "what a paper page says is new", "contribution:therapies"},
  {FieldId::key_findings, "key_findings", "findings", FieldKind::text, "XKF", Slot::none, bit(Region::key_finding),
   "key findings of a paper page", "findings:toxicity"},
  {FieldId::body, "body", "full text|fulltext", FieldKind::text, "B", Slot::none, bit(Region::body), "full text", "biopsy[body]"},
  {FieldId::affiliation, "affiliation", "ad", FieldKind::text, "XAD", Slot::none, bit(Region::affiliation),
   "affiliations of the authors", "Freiburg[ad]"},
  {FieldId::conflict_of_interest, "conflict_of_interest", "cois|conflict of interest|conflict of interest statements", FieldKind::text, "XCI",
   Slot::none, bit(Region::conflict_of_interest), "conflict of interest statement", "honoraria[cois]"},

  // People.
  {FieldId::author, "author", "au|authors|auth", FieldKind::person, "A", Slot::none, 0,
   "authors by last name and initials; without quotes, further initials may follow", "humrich j[au]"},
  {FieldId::first_author, "first_author", "1au|first author|author - first", FieldKind::person, "XA1", Slot::none, 0, "first author", "xia x[1au]"},
  {FieldId::last_author, "last_author", "lastau|last author|author - last", FieldKind::person, "XAL", Slot::none, 0, "last author", "humrich jy[lastau]"},
  {FieldId::full_author, "full_author", "fau|full author name|author - full", FieldKind::person, "XAF", Slot::none, 0,
   "authors by last name and first names", "humrich jens[fau]"},
  {FieldId::corporate_author, "corporate_author", "cn|corporate author|author - corporate", FieldKind::name, "XCN", Slot::none, 0,
   "groups that sign as author", "\"Lupus Study Group\"[cn]"},
  {FieldId::editor, "editor", "ed", FieldKind::person, "XED", Slot::none, 0, "editors of a book", "smith j[ed]"},
  {FieldId::investigator, "investigator", "ir|fir", FieldKind::person, "XIR", Slot::none, 0, "investigators of a study", "smith j[ir]"},
  {FieldId::personal_subject, "personal_subject", "ps|personal name as subject|subject - personal name", FieldKind::person, "XPS", Slot::none, 0,
   "people the paper is about", "koch r[ps]"},
  {FieldId::orcid, "orcid", "auid|author - identifier|author identifier", FieldKind::identifier, "XOR", Slot::none, 0,
   "ORCID of an author", "0000-0002-1825-0097[auid]"},

  // Where it was published.
  {FieldId::journal, "journal", "ta|jour|so", FieldKind::name, "J", Slot::journal_key, 0,
   "journal by title, abbreviation, ISSN or NLM id", "\"Curr Opin Rheumatol\"[ta]"},
  {FieldId::nlm_id, "nlm_id", "jid|nlm unique id", FieldKind::identifier, "XJI", Slot::none, 0, "NLM id of the journal", "0370513[jid]"},
  {FieldId::volume, "volume", "vi", FieldKind::identifier, "XVI", Slot::none, 0, "volume", "35[vi]"},
  {FieldId::issue, "issue", "ip", FieldKind::identifier, "XIP", Slot::none, 0, "issue", "2[ip]"},
  {FieldId::page, "page", "pg|pagination", FieldKind::identifier, "XPG", Slot::none, 0, "first page", "98[pg]"},
  {FieldId::language, "language", "la|lang", FieldKind::name, "L", Slot::none, 0, "language by name or three letters", "ger[la]"},
  {FieldId::place, "place", "pl|place of publication", FieldKind::name, "XPL", Slot::none, 0, "country of publication", "germany[pl]"},
  {FieldId::publication_type, "publication_type", "pt|publication type|ptyp", FieldKind::name, "XPT", Slot::none, 0,
   "publication type by name or MeSH id", "review[pt]"},
  {FieldId::publication_status, "publication_status", "pubstatus|publication status", FieldKind::name, "XSP", Slot::none, 0,
   "ppublish, epublish, aheadofprint", "aheadofprint[pubstatus]"},
  {FieldId::grant, "grant", "gr|grants|grant number|grants and funding", FieldKind::name, "XGR", Slot::none, 0,
   "grants by number, acronym or agency", "DC008549[gr]"},
  {FieldId::databank, "databank", "si|secondary source id", FieldKind::identifier, "XSI", Slot::none, 0,
   "accession numbers, with or without the databank", "NCT01886872[si]"},
  {FieldId::subset, "subset", "sb", FieldKind::name, "XSB", Slot::none, 0, "subsets and record status", "medline[sb]"},

  // Subjects.
  {FieldId::mesh, "mesh", "mh|mesh terms|mesh term|mesh heading", FieldKind::heading, "E:", Slot::none, bit(Region::heading),
   "MeSH headings by id or name, a subheading after a slash", "\"Lupus Nephritis/drug therapy\"[mh]"},
  {FieldId::major, "major", "majr|mesh major topic|major topic", FieldKind::heading, "EM:", Slot::none, bit(Region::heading),
   "MeSH headings that are a main point of the paper", "\"Lupus Nephritis\"[majr]"},
  {FieldId::subheading, "subheading", "sh|mesh subheading|mesh subheadings", FieldKind::name, "XSH", Slot::none, 0,
   "MeSH subheadings by name", "drug therapy[sh]"},
  {FieldId::substance, "substance", "nm|substance name|supplementary concept", FieldKind::name, "XNC", Slot::none, 0,
   "chemicals and supplementary concepts by name", "tocilizumab[nm]"},
  {FieldId::registry_number, "registry_number", "rn|ec/rn number", FieldKind::identifier, "XRN", Slot::none, 0,
   "CAS, EC and UNII numbers", "W36ZG6FT64[rn]"},
  {FieldId::entity, "entity", "", FieldKind::entity, "E:", Slot::none, bit(Region::entity_name), "any entity by CURIE or by a name that documents give",
   "entity:CHEBI:9168"},
  {FieldId::gene, "gene", "gn|gs|gene name", FieldKind::entity, "E:", Slot::none, bit(Region::entity_name), "genes by NCBI Gene id or symbol", "gene:3558"},
  {FieldId::disease, "disease", "", FieldKind::entity, "E:", Slot::none, bit(Region::entity_name), "diseases by CURIE or name", "disease:SLE"},
  {FieldId::chemical, "chemical", "", FieldKind::entity, "E:", Slot::none, bit(Region::entity_name), "chemicals by CURIE or name", "chemical:rapamycin"},
  {FieldId::mondo, "mondo", "", FieldKind::entity, "E:", Slot::none, bit(Region::entity_name), "diseases by MONDO id or name", "mondo:0007915"},
  {FieldId::tagged, "tagged", "", FieldKind::entity, "ET:", Slot::none, bit(Region::entity_name),
   "entities found by il2search's tagger, by CURIE or name", "tagged:NCBIGene:3558"},
  {FieldId::annotated, "annotated", "", FieldKind::entity, "E:", Slot::none, bit(Region::entity_name),
   "entities given by the source, by CURIE or name", "annotated:MESH:D008180"},

  // Identifiers.
  {FieldId::pmid, "pmid", "uid", FieldKind::identifier, "I:", Slot::none, 0, "PubMed id", "29768149[pmid]"},
  {FieldId::pmcid, "pmcid", "pmc", FieldKind::identifier, "I:", Slot::none, 0, "PubMed Central id", "PMC12055818[pmc]"},
  {FieldId::doi, "doi", "", FieldKind::identifier, "I:", Slot::none, 0, "DOI", "10.3389/fmed.2025.1552473[doi]"},
  {FieldId::any_id, "aid", "article identifier|lid|location id", FieldKind::identifier, "I:", Slot::none, 0, "any identifier of the paper",
   "10.3389/fmed.2025.1552473[aid]"},
  {FieldId::isbn, "isbn", "", FieldKind::identifier, "I:", Slot::none, 0, "ISBN of a book", "9780123456786[isbn]"},
  {FieldId::id, "id", "", FieldKind::identifier, "Q", Slot::id, 0, "the document's own id", "id:PMCID:PMC12055818"},

  // Dates.
  {FieldId::date, "date", "dp|pdat|ppdat|date - publication|publication date|year", FieldKind::date, "Y", Slot::published, 0,
   "date of publication", "2019:2023[dp]"},
  {FieldId::electronic_date, "electronic_date", "epdat|electronic date of publication", FieldKind::date, "", Slot::electronic, 0,
   "electronic date of publication", "2023/05[epdat]"},
  {FieldId::entered_date, "entered_date", "edat|date - entry|date - entrez|entrez date|entry date", FieldKind::date, "", Slot::entered, 0,
   "date of entry into PubMed", "2023/05/01:[edat]"},
  {FieldId::created_date, "created_date", "crdt|date - create|date - created|create date", FieldKind::date, "", Slot::created, 0, "date of creation", "2023[crdt]"},
  {FieldId::completed_date, "completed_date", "dcom|date - completion|completion date", FieldKind::date, "", Slot::completed, 0,
   "date of completed indexing", "2023[dcom]"},
  {FieldId::revised_date, "revised_date", "lr|date - revised|date - last revised|modification date|mdat|date - modification", FieldKind::date, "",
   Slot::revised, 0, "date of the last revision", "2024:[lr]"},
  {FieldId::mesh_date, "mesh_date", "mhda|date - mesh|mesh date", FieldKind::date, "", Slot::mesh_date, 0, "date when headings were added", "2023[mhda]"},

  // Filters.
  {FieldId::flag, "filter", "flag", FieldKind::flag, "F", Slot::none, 0, "properties of a record; the words also work without a field", "hasabstract[filter]"},
  {FieldId::extra, "x", "", FieldKind::identifier, "XX", Slot::none, 0, "members of a JSONL record without a field of their own: x.NAME", "x.cohort:alpha"},

  // Settings.
  {FieldId::explode, "explode", "", FieldKind::setting, "", Slot::none, 0,
   "levels of narrower concepts to include, for the whole query; 0 for none", "explode:2"},
  {FieldId::min_mentions, "min_mentions", "", FieldKind::setting, "", Slot::none, 0,
   "how often a document must mention each entity of the query", "min_mentions:2"},
  {FieldId::provenance, "provenance", "", FieldKind::setting, "", Slot::none, 0,
   "how entities of the query came into a document: indexed, annotated, tagged, listed", "provenance:tagged,annotated"},
};

const std::vector<Flag> kFlags = {
  {"hasabstract", "has an abstract"},
  {"hasstructuredabstract", "has an abstract with labelled sections"},
  {"hasnonenglishabstract", "has an abstract in another language"},
  {"haskeyword", "has author keywords"},
  {"hascois", "has a conflict of interest statement"},
  {"hasdatabanklist", "has accession numbers of databanks"},
  {"hasbody", "has full text"},
  {"retracted", "was retracted"},
  {"hasretractionin", "was retracted"},
  {"haserratumin", "a correction was published"},
  {"hasconcernin", "an expression of concern was published"},
  {"preprint", "is a preprint"},
  {"pubstatusaheadofprint", "was published ahead of print"},
  {"indexingmethod_automated", "its headings were assigned by a program"},
  {"indexingmethod_curated", "its headings were assigned by a program and reviewed"},
};
// clang-format on

// Calls use(name) for the name and each alias of a field.
template <class Use> void for_each_name(const Field& f, Use use) {
  use(f.name);
  std::string_view rest = f.aliases;
  while (!rest.empty()) {
    const auto bar = rest.find('|');
    use(rest.substr(0, bar));
    rest = bar == std::string_view::npos ? std::string_view{} : rest.substr(bar + 1);
  }
}

const std::unordered_map<std::string_view, const Field*>& by_name() {
  static const auto map = [] {
    std::unordered_map<std::string_view, const Field*> names;
    for (const Field& f : kTable) for_each_name(f, [&](std::string_view n) { names.emplace(n, &f); });
    return names;
  }();
  return map;
}

// Whether a name can be written before a colon. Names with blanks or signs work only in brackets.
bool is_colon_name(std::string_view name) {
  return std::all_of(name.begin(), name.end(), [](char c) { return ascii::is_letter_or_digit(c) || c == '_'; });
}

const char* to_string(FieldKind kind) {
  switch (kind) {
    case FieldKind::text: return "text";
    case FieldKind::name: return "name";
    case FieldKind::person: return "person";
    case FieldKind::identifier: return "identifier";
    case FieldKind::entity: return "entity";
    case FieldKind::heading: return "heading";
    case FieldKind::date: return "date";
    case FieldKind::flag: return "flag";
    case FieldKind::setting: return "setting";
  }
  return "text";
}

}  // namespace

const std::vector<Field>& field_table() { return kTable; }
const std::vector<Flag>& flag_table() { return kFlags; }

const Field* find_field(std::string_view name) {
  const auto it = by_name().find(name);
  return it == by_name().end() ? nullptr : it->second;
}

const Field& field(FieldId id) {
  return *std::find_if(kTable.begin(), kTable.end(), [&](const Field& f) { return f.id == id; });
}

std::string_view nearest_field_name(std::string_view name) {
  std::string_view best;
  // At most one change per three characters: a name of two is near to too many tags.
  unsigned best_distance = static_cast<unsigned>(std::min(name.size(), kMaxEditDistanceBytes) / 3) + 1;
  for (const Field& f : kTable) {
    if (f.id == FieldId::extra) continue;  // `x` is not a field by itself, only `x.NAME` is
    for_each_name(f, [&](std::string_view known) {
      if (is_colon_name(name) && !is_colon_name(known)) return;
      const unsigned distance = edit_distance(name, known, best_distance - 1);
      if (distance < best_distance) {
        best_distance = distance;
        best = known;
      }
    });
  }
  return best;
}

std::vector<FieldInfo> fields() {
  std::vector<FieldInfo> list;
  for (const Field& f : kTable) {
    FieldInfo info{std::string(f.name), {}, to_string(f.kind), std::string(f.description), std::string(f.example)};
    for_each_name(f, [&](std::string_view n) {
      if (n != f.name) info.aliases.emplace_back(n);
    });
    list.push_back(std::move(info));
  }
  return list;
}

}  // namespace il2search
