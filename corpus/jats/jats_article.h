// One recorded JATS article -> a Document: front matter, people, abstracts, running text, references.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include <il2search/document.h>

#include "corpus/jats/jats_tape.h"
#include "corpus/reader.h"

namespace il2search {

// The document is incomplete if there is an error.
struct JatsArticle {
  Document document;
  std::string error;  // why the article must be left out, or empty
};

// The root of the tape is the article. Memory: up to twice the article's text.
JatsArticle read_jats_article(const JatsTape& tape);

// The id of a full text: `PMCID:…`, else `DOI:…`, else `PMID:…`, else the one that id_for() makes. The PMID comes last
// because PubMed's record of the same paper has it as its id, and neither may replace the other.
std::string jats_id(const Document& document, const ReaderOptions& options, std::uint64_t record);

// ---- stages of read_jats_article()

// Fills the members that journal and article metadata describe, except people: journal, identifiers, titles, dates, volume,
// pages, keywords, grants, types, language and status. `article` is the start of an article or sub-article.
void add_jats_front(const JatsTape& tape, std::size_t article, Document& document);

// Whether a group of keywords is a list of abbreviations.
bool lists_abbreviations(const JatsTape& tape, std::size_t kwd_group);

// An article states an affiliation once, but each author in the document has a copy. If the copies exceed this, the article
// is left out.
inline constexpr std::size_t kMaxAffiliationBytes = 16u << 20;

// Fills authors, editors and investigators from the article's metadata. Returns false if their affiliations exceed
// kMaxAffiliationBytes.
[[nodiscard]] bool add_jats_people(const JatsTape& tape, std::size_t article_meta, Document& document);

}  // namespace il2search
