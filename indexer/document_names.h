// The Boolean terms of a document: people, journal, identifiers, headings, entities, dates, flags.
#pragma once

#include <il2search/document.h>

#include "indexer/term_bag.h"
#include "text/analyzer.h"

namespace il2search {

class EntityLinker;

// Adds every term that is compared whole. `analyzer` normalises names; `linker` knows the ids of headings and may be null.
void add_names(TermBag& bag, Analyzer& analyzer, const Document& document, EntityLinker* linker = nullptr);

// Whether an entity is indexed as a subject heading (by name too): a curator's heading, or any MeSH concept that is not
// merely a substance of the chemical list. A heading that PubMed lists there again is still one.
bool is_heading(const Entity& entity);

}  // namespace il2search
