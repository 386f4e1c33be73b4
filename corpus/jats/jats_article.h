// One recorded JATS article -> a Document: front matter, people, abstracts, running text, references.
#pragma once

#include <cstdint>
#include <string>

#include <il2search/document.h>

#include "corpus/jats/jats_tape.h"
#include "corpus/reader.h"

namespace il2search {

struct JatsArticle {
  Document document;
  std::string problem;  // why the article cannot be given out; empty where it can
};

// The tape's root is the article. Memory: up to twice the article's text.
JatsArticle read_jats_article(const JatsTape& tape);

// The identity of a full text: `PMCID:…`, else `DOI:…`, else `PMID:…`, else of its place in the file. Not the PMID
// first: PubMed's record of the same paper has that, and one must not take the place of the other.
std::string jats_id(const Document& document, const ReaderOptions& options, std::uint64_t record);

}  // namespace il2search
