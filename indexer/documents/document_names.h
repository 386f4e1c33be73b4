// The Boolean terms of a document: people, journal, identifiers, headings, entities, dates, flags.
#pragma once

#include <span>
#include <string>

#include <il2search/document.h>

#include "indexer/documents/term_bag.h"
#include "text/analyzer.h"

namespace il2search {

// Adds every term that is compared as a whole. `analyzer` normalises names. `linked_ids`: as for document_terms().
void add_names(TermBag& bag, Analyzer& analyzer, const Document& document, std::span<const std::string> linked_ids);

// Whether an entity is also indexed by name as a subject heading: the headings of curators, and every other MeSH concept
// unless it comes only from PubMed's list of chemicals.
bool is_heading(const Entity& entity);

}  // namespace il2search
