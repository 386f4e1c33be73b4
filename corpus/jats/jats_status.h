// What kind of publication a JATS article is, and what became of it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <il2search/document.h>

namespace il2search {

// Adds what an article-type means in PubMed's words, with their MeSH ids ("review-article": Review, Journal Article),
// and the source's own word behind them.
void add_jats_types(std::string_view article_type, Document& document);

// Sets the status by the links to other articles (related-article-type), by the article's type and by its title. A link
// from a notice to what it is about ("retracted-article") says nothing of the notice itself; one from the article to its
// notice ("retraction-forward") does.
void add_jats_relations(const std::vector<std::string>& related_types, Document& document);

}  // namespace il2search
