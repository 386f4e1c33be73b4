// Names -> PubmedElement.
#include "corpus/pubmed/pubmed_elements.h"

#include <array>
#include <cstddef>
#include <iterator>

#include "corpus/name_table.h"

namespace il2search {
namespace {

using E = PubmedElement;

struct Row {
  std::string_view name;
  PubmedElement element = E::other;
  bool text = false;
};

// clang-format off
constexpr Row kRows[] = {
    {"Abstract", E::abstract},
    {"AbstractText", E::abstract_text, true},
    {"AccessionNumber", E::accession_number, true},
    {"Acronym", E::acronym, true},
    {"Affiliation", E::affiliation, true},
    {"Agency", E::agency, true},
    {"Article", E::article},
    {"ArticleDate", E::article_date},
    {"ArticleId", E::article_id, true},
    {"ArticleIdList", E::article_id_list},
    {"ArticleTitle", E::article_title, true},
    {"Author", E::author},
    {"AuthorList", E::author_list},
    {"Book", E::book},
    {"BookDocument", E::book_document},
    {"BookTitle", E::book_title, true},
    {"Chemical", E::chemical},
    {"CitationSubset", E::citation_subset, true},
    {"CoiStatement", E::coi_statement, true},
    {"CollectionTitle", E::collection_title, true},
    {"CollectiveName", E::collective_name, true},
    {"CommentsCorrections", E::comments_corrections},
    {"ContributionDate", E::contribution_date},
    {"CopyrightInformation", E::copyright_information},
    {"Country", E::country, true},
    {"DataBank", E::data_bank},
    {"DataBankName", E::data_bank_name, true},
    {"DateCompleted", E::date_completed},
    {"DateCreated", E::date_created},
    {"DateRevised", E::date_revised},
    {"Day", E::day, true},
    {"DeleteCitation", E::delete_citation},
    {"DeleteDocument", E::delete_document},
    {"DescriptorName", E::descriptor_name, true},
    {"DispFormula", E::math_block},
    {"ELocationID", E::e_location_id, true},
    {"EndPage", E::end_page, true},
    {"ForeName", E::fore_name, true},
    {"GeneSymbol", E::gene_symbol, true},
    {"Grant", E::grant},
    {"GrantID", E::grant_id, true},
    {"ISOAbbreviation", E::iso_abbreviation, true},
    {"ISSN", E::issn, true},
    {"ISSNLinking", E::issn_linking, true},
    {"Identifier", E::identifier, true},
    {"Initials", E::initials, true},
    {"Investigator", E::investigator},
    {"Isbn", E::isbn, true},
    {"Issue", E::issue, true},
    {"Journal", E::journal},
    {"JournalIssue", E::journal_issue},
    {"Keyword", E::keyword, true},
    {"Language", E::language, true},
    {"LastName", E::last_name, true},
    {"MedlineCitation", E::medline_citation},
    {"MedlineCitationSet", E::medline_citation_set},
    {"MedlineDate", E::medline_date, true},
    {"MedlineJournalInfo", E::medline_journal_info},
    {"MedlinePgn", E::medline_pgn, true},
    {"MedlineTA", E::medline_ta, true},
    {"MeshHeading", E::mesh_heading},
    {"Month", E::month, true},
    {"NameOfSubstance", E::name_of_substance, true},
    {"NlmUniqueID", E::nlm_unique_id, true},
    {"OtherAbstract", E::other_abstract},
    {"OtherID", E::other_id, true},
    {"PMID", E::pmid, true},
    {"PersonalNameSubject", E::personal_name_subject},
    {"PubDate", E::pub_date},
    {"PubMedPubDate", E::pub_med_pub_date},
    {"PublicationStatus", E::publication_status, true},
    {"PublicationType", E::publication_type, true},
    {"PublisherLocation", E::publisher_location, true},
    {"PublisherName", E::publisher_name, true},
    {"PubmedArticle", E::pubmed_article},
    {"PubmedArticleSet", E::pubmed_article_set},
    {"PubmedBookArticle", E::pubmed_book_article},
    {"PubmedBookArticleSet", E::pubmed_book_article_set},
    {"PubmedBookData", E::pubmed_book_data},
    {"PubmedData", E::pubmed_data},
    {"QualifierName", E::qualifier_name, true},
    {"Reference", E::reference},
    {"RegistryNumber", E::registry_number, true},
    {"Season", E::season, true},
    {"SectionTitle", E::section_title, true},
    {"StartPage", E::start_page, true},
    {"Suffix", E::suffix, true},
    {"SupplMeshName", E::suppl_mesh_name, true},
    {"Title", E::title, true},
    {"VernacularTitle", E::vernacular_title, true},
    {"Volume", E::volume, true},
    {"Year", E::year, true},
    {"br", E::math_block},
    {"mml:annotation", E::annotation},
    {"mml:annotation-xml", E::annotation_xml},
    {"mml:math", E::math_block},
    {"mml:mi", E::math_leaf},
    {"mml:mn", E::math_leaf},
    {"mml:mo", E::math_leaf},
    {"mml:mtext", E::math_leaf},
};
// clang-format on

constexpr NameTable<Row, std::size(kRows), 512> kNames(kRows);

constexpr std::array<bool, 256> make_text_flags() {
  std::array<bool, 256> flags{};
  for (const Row& row : kRows) flags[static_cast<std::size_t>(row.element)] = row.text;
  return flags;
}

constexpr std::array<bool, 256> kHoldsText = make_text_flags();

}  // namespace

PubmedElement pubmed_element(std::string_view name) noexcept {
  const Row* row = kNames.find(name);
  return row == nullptr ? E::other : row->element;
}

bool holds_text(PubmedElement element) noexcept { return kHoldsText[static_cast<std::size_t>(element)]; }

}  // namespace il2search
