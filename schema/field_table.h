// The field table: what can be searched for, and how it is indexed. Fields are declared only here; the table drives the
// indexer (document_terms), the tags of queries (resolve), `il2search --fields` and docs/fields.md.
//
// Terms of a segment (docs/index-format.md has the whole layout):
//   Z stem          a word of the combined list (title, abstract, keywords, headings, entity names), by its stem
//   word            joined, whole and sign tokens of the combined list (`il2`, `hla-drb1*04:01`, `cd4+`)
//   ZN stem         marker: the stem is in the combined list only through headings and entity names
//   ZM stem         marker: the stem is in title, keywords … but not in an abstract
//   ZP stem, P word the same two for a text field with a prefix P of its own
//   P name          Boolean: a whole normalised name, identifier or CURIE under its prefix
// Surface forms of parts have no postings: the token stream has the forms of a document and their positions. Quoted
// words, phrases and truncations use the postings of stems and check the stream; V lists the forms for truncation.
// Normalised words start with a lower-case letter, a digit or a byte over 0x7f, never with A-Z. Values that do start
// with A-Z (CURIEs) have a prefix that ends in a colon, so terms are unambiguous.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "schema/region.h"

namespace il2search {

enum class FieldKind : std::uint8_t {
  text,        // analysed words with stems; phrases through the token stream
  name,        // whole names, normalised by Analyzer::normalize_name
  person,      // `last initials`, normalised by Analyzer::normalize_author
  identifier,  // compared without case and blanks
  entity,      // CURIEs, or names that documents carry with an entity
  heading,     // MeSH headings, with subheadings
  date,        // a value slot, and for `date` year terms
  flag,        // a word that is a filter by itself (`hasabstract`)
  setting,     // matches nothing; an option of the whole query (`explode:2`)
};

// The longest term of the index. Indexer and query cut names and identifiers there, between characters. Xapian's limit
// is 245 bytes, with every NUL counted twice.
inline constexpr std::size_t kMaxTermBytes = 240;

// Value slots: see value_slots.h.
enum class Slot : std::uint8_t {
  id = 0,
  title_key = 1,    // collation key, cut to 24 bytes
  journal_key = 2,  // collation key, cut to 24 bytes
  published = 3,
  electronic = 4,
  entered = 5,
  created = 6,
  completed = 7,
  revised = 8,
  mesh_date = 9,
  precedence = 10,  // which record wins: see value_slots.h
  source = 11,      // number of the input file in the ledger
  none = 255,
};

// Term prefixes that are not in the table, or that code uses by name.
namespace prefix {
inline constexpr std::string_view stem = "Z";
inline constexpr std::string_view only_outside_tiab = "ZN";
inline constexpr std::string_view only_outside_abstract = "ZM";
inline constexpr std::string_view id = "Q";                  // Q + Document::id: one document each
inline constexpr std::string_view identifier = "I:";         // I:PMID:1, I:DOI:10.…, I:pii:…, I:isbn:…
inline constexpr std::string_view entity = "E:";             // E:MESH:D008180
inline constexpr std::string_view entity_tagged = "ET:";     // the same, if only our tagger found it
inline constexpr std::string_view entity_major = "EM:";      // likewise, major topics only
inline constexpr std::string_view entity_qualified = "EQ:";  // EQ:MESH:D008180/Q000188
inline constexpr std::string_view heading = "H";             // H + normalised heading name
inline constexpr std::string_view heading_major = "HM:";
inline constexpr std::string_view heading_qualified = "HQ:";  // HQ: + heading + "/" + subheading, normalised
inline constexpr std::string_view subheading = "XSH";         // name, normalised, or XSH + id in lower case
inline constexpr std::string_view entity_name = "N";          // any entity's name or alias, normalised
inline constexpr std::string_view gene_name = "XNG";
inline constexpr std::string_view disease_name = "XND";
inline constexpr std::string_view chemical_name = "XNC";
inline constexpr std::string_view year = "Y";  // Y2025, by publication date
inline constexpr std::string_view flag = "F";
inline constexpr std::string_view extra = "XX";  // XX + member name + ":" + normalised value
}  // namespace prefix

// clang-format off
enum class FieldId : std::uint8_t {
  all, text, title, vernacular_title, title_abstract, abstract, keyword, tldr, contribution, key_findings, body,
  affiliation, conflict_of_interest, author, first_author, last_author, full_author, editor, investigator,
  personal_subject, corporate_author, orcid, journal, volume, issue, page, language, place, publication_type,
  publication_status, grant, databank, subset, mesh, major, subheading, substance, registry_number, entity, gene,
  disease, chemical, mondo, tagged, annotated, pmid, pmcid, doi, any_id, isbn, nlm_id, id, date, electronic_date, entered_date,
  created_date, completed_date, revised_date, mesh_date, flag, extra,
  explode, min_mentions, provenance,
};
// clang-format on

struct Field {
  FieldId id;
  std::string_view name;     // the name that docs and --fields give
  std::string_view aliases;  // other names, among them PubMed's tags, separated by '|'
  FieldKind kind;
  std::string_view term_prefix;  // of its Boolean or text terms; empty for the combined list or without terms
  Slot slot;
  RegionSet regions;  // in which phrases of this field may be
  std::string_view description;
  std::string_view example;
};

const std::vector<Field>& field_table();

// The field of this name or alias (lower case, inner blanks single), or nullptr.
const Field* find_field(std::string_view name);
const Field& field(FieldId id);

// The name or alias nearest to a mistyped one by edit distance, which works in its place; "" if none is near.
std::string_view nearest_field_name(std::string_view name);

// The regions of title, abstracts and keywords: PubMed's [tiab].
inline constexpr RegionSet kTiabRegions = region_bit(Region::title) | region_bit(Region::abstract) |
                                          region_bit(Region::other_abstract) | region_bit(Region::tldr) |
                                          region_bit(Region::contribution) | region_bit(Region::key_finding) |
                                          region_bit(Region::keyword);
inline constexpr RegionSet kAbstractRegions = region_bit(Region::abstract) | region_bit(Region::other_abstract) |
                                              region_bit(Region::tldr) | region_bit(Region::contribution) |
                                              region_bit(Region::key_finding);
// What untagged words search.
inline constexpr RegionSet kCombinedRegions =
    kTiabRegions | region_bit(Region::heading) | region_bit(Region::entity_name) | region_bit(Region::vernacular_title);

// A word that is a filter by itself (kind flag): "hasabstract", "retracted", …
struct Flag {
  std::string_view name;
  std::string_view description;
};
const std::vector<Flag>& flag_table();

}  // namespace il2search
