// What the types in a JATS article mean: types of articles, links between articles, and types and titles of sections.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <il2search/document.h>

#include "corpus/jats/jats_elements.h"

namespace il2search {

// Longer values of type attributes are ignored.
inline constexpr std::size_t kMaxJatsTypeBytes = 64;

// Adds what an article-type means in PubMed's terms, with their MeSH ids ("review-article": Review, Journal Article), and
// then the article-type itself.
void add_publication_types(std::string_view article_type, Document& document);

// Sets the status by links to other articles (related-article-type), by the publication types and by the title. A link
// from the article to a notice about it ("retraction-forward") counts; a link from a notice to its article
// ("retracted-article") does not.
void set_status(const std::vector<std::string>& related_types, Document& document);

// The type of a section by its element and its type attribute ("sec-type", "notes-type"): "fig", "table", "methods",
// "materials|methods". Empty if neither gives one.
std::string section_type_of_element(JatsElement element, std::string_view kind);

// The type of a section by its title: "intro", "methods", "results", "discussion", "conclusions", "cases", "ack",
// "abbreviations", "supplementary-material", or two of them joined by |. Empty for any other title.
std::string section_type_of_title(std::string_view title);

// Whether a section, note or footnote with this type or title states conflicts of interest.
bool is_conflict_type(std::string_view kind);
bool is_conflict_title(std::string_view title);

}  // namespace il2search
