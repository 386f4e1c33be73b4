// Front matter of a JATS article -> bibliographic members of a Document: journal, identifiers, titles, dates, volume,
// pages, keywords, grants, types, language and status.
#pragma once

#include <cstddef>

#include <il2search/document.h>

#include "corpus/jats/jats_tape.h"

namespace il2search {

// Fills all that journal and article metadata say but people (jats_people.h) and running text (jats_sections.h).
void add_jats_front(const JatsTape& tape, std::size_t article, Document& document);

// Whether a group of keywords is a list of abbreviations.
bool lists_abbreviations(const JatsTape& tape, std::size_t kwd_group);

}  // namespace il2search
