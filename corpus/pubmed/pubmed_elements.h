// The elements of PubMed XML that carry data, as an enum, so that names are compared only once.
#pragma once

#include <cstdint>
#include <string_view>

namespace il2search {

// clang-format off
enum class PubmedElement : std::uint8_t {
  other,  // inline markup and all elements that are not read
  abstract, abstract_text, accession_number, acronym, affiliation, agency, annotation, annotation_xml, article,
  article_date, article_id, article_id_list, article_title, author, author_list, book, book_document, book_title,
  chemical, citation_subset, coi_statement, collection_title, collective_name, comments_corrections, contribution_date,
  copyright_information, country, data_bank, data_bank_name, date_completed, date_created, date_revised, day,
  delete_citation, delete_document, descriptor_name, e_location_id, end_page, fore_name, gene_symbol, grant, grant_id,
  identifier, initials, investigator, iso_abbreviation, isbn, issn, issn_linking, issue, journal, journal_issue,
  keyword, language, last_name, math_block, math_leaf, medline_citation, medline_citation_set, medline_date,
  medline_journal_info, medline_pgn, medline_ta, mesh_heading, month, name_of_substance, nlm_unique_id, other_abstract,
  other_id, personal_name_subject, pmid, pub_date, pub_med_pub_date, publication_status, publication_type,
  publisher_location, publisher_name, pubmed_article, pubmed_article_set, pubmed_book_article, pubmed_book_article_set,
  pubmed_book_data, pubmed_data, qualifier_name, reference, registry_number, season, section_title, start_page, suffix,
  suppl_mesh_name, title, vernacular_title, volume, year
};
// clang-format on

// Cost: a hash of the length and four letters, and one comparison for most names.
PubmedElement pubmed_element(std::string_view name) noexcept;

// Whether the value of the element is its text, including text inside inline markup.
bool holds_text(PubmedElement element) noexcept;

}  // namespace il2search
