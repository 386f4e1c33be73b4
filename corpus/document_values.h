// What readers of several formats add to a Document in one way, so that a record reads the same from each.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <il2search/document.h>

namespace il2search {

// Caps on what one record may hold, far above any real one: what is small in a file is large in memory.
inline constexpr std::size_t kMaxRecordElements = 1'000'000;
inline constexpr std::size_t kMaxRecordFields = 500'000;

// A substance of the record. id is MeSH's (C000606551), or empty; the registry number is "0" where there is none.
struct Substance {
  std::string name;
  std::string id;
  std::string registry_number;
};

// Adds the substances behind all other entities. A heading of the same name becomes the chemical that it is; else it is
// a new entity. The registry number is kept as an alias.
void add_substances(Document& document, std::vector<Substance> substances);

// An indexed entity with a MeSH id, or without id where `id` is empty.
Entity mesh_entity(std::string name, std::string_view id, EntityType type);

// A name without value in the model, as x.NAME.
void add_extra_text(Document& document, std::string name, std::string_view text);

// Adds a value where it is not empty and not among the last few that were added.
void add_other_id(Document& document, std::string type, std::string value);
void add_issn(Journal& journal, std::string issn);

// Adds an affiliation behind those that the person has.
void add_affiliation(Author& author, std::string_view affiliation);

// Fills what follows from the rest: id, published date (else the electronic one), entry date (else that of creation),
// initials, status flags of publication types.
void complete_pubmed_document(Document& document);

}  // namespace il2search
