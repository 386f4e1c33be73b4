// The elements of JATS and its predecessors that are read, as an enum, so that names are compared only here.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace il2search {

// clang-format off
enum class JatsElement : std::uint8_t {
  other,  // inline markup and unknown elements: their text belongs to the element around them
  abbrev_journal_title, abstract, ack, aff, alternatives, anonymous, app, article, article_id, article_meta,
  article_title, author_notes, award_group, award_id, back, bio, block, body, boxed_text, caption, cell, collab,
  compound_kwd, contract_num, contract_sponsor, contrib, contrib_group, contrib_id, day, def_list, disp_formula,
  elocation_id, ext_link, fig, fig_group, floats, fn, fn_group, fpage, front, funding_group, funding_source,
  funding_statement, given_names, glossary, gap, hidden, inline_formula, isbn, issn, issue, journal_id, journal_meta,
  journal_subtitle, journal_title, journal_title_group, kwd, kwd_group, label, lines, lpage, math, math_leaf, media,
  month, name, nested_kwd, notes, on_behalf_of, page_range, product, pub_date, pub_id, publisher, publisher_loc,
  publisher_name, ref, ref_list, related_article, response, row, season, sec, self_uri, string_date, string_name,
  sub_article, subtitle, suffix, sup, supplementary_material, surname, table, table_wrap, table_wrap_group, tex_math,
  title, title_group, trans_abstract, trans_subtitle, trans_title, trans_title_group, unstructured_kwd_group, uri,
  volume, xref, year
};
// clang-format on

// The attributes that are read. Their names depend on the element.
enum class JatsAttribute : std::uint8_t {
  kind,    // pub-id-type, sec-type, ref-type and the like
  link,    // id, rid, xlink:href, xml:lang; date-type of a pub-date
  format,  // publication-format
  iso,     // iso-8601-date
};
inline constexpr std::size_t kJatsAttributes = 4;

// An element's names for them, by JatsAttribute; empty if it has no such attribute.
using JatsAttributeNames = std::array<std::string_view, kJatsAttributes>;

struct JatsName {
  std::string_view name;
  JatsElement element = JatsElement::other;
  JatsAttributeNames attributes = {};
};

// The row of a name without prefix; nullptr if the element is `other`.
const JatsName* find_jats_name(std::string_view name) noexcept;

// Whether the element belongs to a formula in MathML.
bool is_jats_math(JatsElement element) noexcept;

// Whether the element separates the text before it from the text after it, as all but inline markup does.
bool divides_text(JatsElement element) noexcept;

}  // namespace il2search
