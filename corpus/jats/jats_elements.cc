// Names -> JatsElement. Names that are read in the same way share an element.
#include "corpus/jats/jats_elements.h"

#include <iterator>

#include "corpus/name_table.h"

namespace il2search {
namespace {

using E = JatsElement;

// clang-format off
constexpr JatsName kJatsNames[] = {
    {"abbrev-journal-title", E::abbrev_journal_title},
    {"abstract", E::abstract, {"abstract-type", "xml:lang"}},
    {"ack", E::ack},
    {"addr-line", E::gap},
    {"aff", E::aff, {"", "id"}},
    {"aff-alternatives", E::alternatives, {"", "id"}},
    {"alternatives", E::alternatives},
    {"annotation", E::hidden},
    {"annotation-xml", E::hidden},
    {"anonymous", E::anonymous},
    {"app", E::app},
    {"array", E::lines},
    {"article", E::article, {"article-type", "xml:lang"}},
    {"article-id", E::article_id, {"pub-id-type"}},
    {"article-meta", E::article_meta},
    {"article-title", E::article_title},
    {"attrib", E::block},
    {"author-notes", E::author_notes},
    {"award-group", E::award_group},
    {"award-id", E::award_id},
    {"back", E::back},
    {"bio", E::bio},
    {"body", E::body},
    {"boxed-text", E::boxed_text},
    {"break", E::gap},
    {"caption", E::caption},
    {"citation-alternatives", E::alternatives},
    {"code", E::block},
    {"collab", E::collab},
    {"collab-alternatives", E::alternatives},
    {"compound-kwd", E::compound_kwd},
    {"compound-kwd-part", E::cell},
    {"contract-num", E::contract_num},
    {"contract-sponsor", E::contract_sponsor},
    {"contrib", E::contrib, {"contrib-type", "rid"}},
    {"contrib-group", E::contrib_group, {"content-type"}},
    {"contrib-id", E::contrib_id, {"contrib-id-type"}},
    {"corresp", E::hidden},
    {"country", E::gap},
    {"day", E::day},
    {"def", E::cell},
    {"def-item", E::row},
    {"def-list", E::def_list},
    {"disp-formula", E::disp_formula},
    {"disp-quote", E::block},
    {"elocation-id", E::elocation_id},
    {"email", E::gap},
    {"entry", E::cell},
    {"ext-link", E::ext_link, {"ext-link-type", "xlink:href"}},
    {"fig", E::fig},
    {"fig-group", E::fig_group},
    {"floats-group", E::floats},
    {"floats-wrap", E::floats},
    {"fn", E::fn, {"fn-type"}},
    {"fn-group", E::fn_group},
    {"fpage", E::fpage},
    {"front", E::front},
    {"front-stub", E::front},
    {"funding-group", E::funding_group},
    {"funding-source", E::funding_source},
    {"funding-statement", E::funding_statement},
    {"given-names", E::given_names, {"initials"}},
    {"glossary", E::glossary},
    {"grant-num", E::contract_num},
    {"grant-sponsor", E::contract_sponsor},
    {"index-term", E::hidden},
    {"index-term-range-end", E::hidden},
    {"inline-formula", E::inline_formula},
    {"institution", E::gap},
    {"institution-id", E::hidden},
    {"isbn", E::isbn},
    {"issn", E::issn},
    {"issn-l", E::issn},
    {"issue", E::issue},
    {"journal-id", E::journal_id, {"journal-id-type"}},
    {"journal-meta", E::journal_meta},
    {"journal-subtitle", E::journal_subtitle},
    {"journal-title", E::journal_title},
    {"journal-title-group", E::journal_title_group},
    {"kwd", E::kwd},
    {"kwd-group", E::kwd_group, {"kwd-group-type"}},
    {"label", E::label},
    {"list", E::lines},
    {"list-item", E::block},
    {"long-desc", E::block},
    {"lpage", E::lpage},
    {"math", E::math},
    {"media", E::media},
    {"mi", E::math_leaf},
    {"mn", E::math_leaf},
    {"mo", E::math_leaf},
    {"month", E::month},
    {"ms", E::math_leaf},
    {"mtext", E::math_leaf},
    {"name", E::name, {"name-style", "xml:lang"}},
    {"name-alternatives", E::alternatives},
    {"nested-kwd", E::nested_kwd},
    {"note", E::block},
    {"notes", E::notes, {"notes-type"}},
    {"object-id", E::hidden},
    {"on-behalf-of", E::on_behalf_of},
    {"p", E::block},
    {"page-range", E::page_range},
    {"permissions", E::hidden},
    {"preformat", E::block},
    {"product", E::product},
    {"pub-date", E::pub_date, {"pub-type", "date-type", "publication-format", "iso-8601-date"}},
    {"pub-id", E::pub_id, {"pub-id-type"}},
    {"publisher", E::publisher},
    {"publisher-loc", E::publisher_loc},
    {"publisher-name", E::publisher_name},
    {"ref", E::ref},
    {"ref-list", E::ref_list},
    {"related-article", E::related_article, {"related-article-type"}},
    {"response", E::response, {"response-type", "xml:lang"}},
    {"season", E::season},
    {"row", E::row},
    {"sec", E::sec, {"sec-type"}},
    {"self-uri", E::self_uri, {"content-type", "xlink:href"}},
    {"sig", E::block},
    {"sig-block", E::block},
    {"speaker", E::gap},
    {"speech", E::block},
    {"statement", E::block},
    {"string-date", E::string_date},
    {"string-name", E::string_name},
    {"sub-article", E::sub_article, {"article-type", "xml:lang"}},
    {"subtitle", E::subtitle},
    {"suffix", E::suffix},
    {"sup", E::sup},
    {"supplement", E::block},
    {"supplementary-material", E::supplementary_material},
    {"surname", E::surname},
    {"table", E::table},
    {"table-wrap", E::table_wrap},
    {"table-wrap-foot", E::block},
    {"table-wrap-group", E::table_wrap_group},
    {"td", E::cell},
    {"term", E::cell},
    {"tex-math", E::tex_math},
    {"textual-form", E::block},
    {"th", E::cell},
    {"title", E::title},
    {"title-group", E::title_group},
    {"tr", E::row},
    {"trans-abstract", E::trans_abstract, {"abstract-type", "xml:lang"}},
    {"trans-subtitle", E::trans_subtitle},
    {"trans-title", E::trans_title, {"", "xml:lang"}},
    {"trans-title-group", E::trans_title_group, {"", "xml:lang"}},
    {"unstructured-kwd-group", E::unstructured_kwd_group, {"kwd-group-type"}},
    {"uri", E::uri, {"content-type", "xlink:href"}},
    {"verse-group", E::lines},
    {"verse-line", E::block},
    {"volume", E::volume},
    {"xref", E::xref, {"ref-type", "rid"}},
    {"year", E::year},
};
// clang-format on

constexpr NameTable<JatsName, std::size(kJatsNames), 1024> kJatsTable(kJatsNames);

}  // namespace

const JatsName* find_jats_name(std::string_view name) noexcept { return kJatsTable.find(name); }

bool is_jats_math(JatsElement element) noexcept {
  return element == E::math || element == E::math_leaf || element == E::hidden;
}

bool divides_text(JatsElement element) noexcept {
  switch (element) {
    case E::other:
    case E::sup:
    case E::xref:
    case E::ext_link:
    case E::uri:
    case E::hidden:
    case E::alternatives: return false;
    default: return true;
  }
}

}  // namespace il2search
