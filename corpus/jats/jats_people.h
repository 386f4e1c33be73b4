// Authors, editors and other contributors of a JATS article, with their affiliations.
#pragma once

#include <cstddef>
#include <string>

#include <il2search/document.h>

#include "corpus/jats/jats_tape.h"

namespace il2search {

// An affiliation stands once in an article and many times in its document: where all of them together pass this, the
// record is refused.
inline constexpr std::size_t kMaxAffiliationBytes = 16u << 20;

// Fills authors, editors and investigators from the contributors in the article's metadata. False where affiliations
// pass kMaxAffiliationBytes; the document is then not complete.
[[nodiscard]] bool add_jats_people(const JatsTape& tape, std::size_t article_meta, Document& document);

}  // namespace il2search
