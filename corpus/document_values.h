// Values that several readers add to a Document in the same way, so that a record reads the same from each format.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <il2search/document.h>

namespace il2search {

// Caps per record, far above any real one: small elements of a file take much memory.
inline constexpr std::size_t kMaxRecordElements = 1'000'000;
inline constexpr std::size_t kMaxRecordFields = 500'000;

// A substance of the record, with its MeSH id (C000606551) or none. The registry number is "0" if it has none.
struct Substance {
  std::string name;
  std::string id;
  std::string registry_number;
};

// Adds the substances after all other entities. If there is a heading of the same name, it becomes a chemical instead.
// The registry number is kept as an alias.
void add_substances(Document& document, std::vector<Substance> substances);

// An indexed entity; `id` is the MeSH id or empty.
Entity mesh_entity(std::string name, std::string_view id, EntityType type);

// Adds a text that the model has no member for, searchable as x.NAME. Does nothing if it is empty.
void add_extra_text(Document& document, std::string name, std::string_view text);

// Adds the value unless it is empty or among the last few that were added.
void add_other_id(Document& document, std::string type, std::string value);
void add_issn(Journal& journal, std::string issn);

// Appends to the affiliations of the person.
void add_affiliation(Author& author, std::string_view affiliation);

// Fills in what follows from other members: the id, the published date (or else the electronic one), the entry date (or
// else the date of creation), initials, and the status that publication types imply.
void complete_pubmed_document(Document& document);

}  // namespace il2search
