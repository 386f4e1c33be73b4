// Dates, types and names as text, for JSON, filters and hit lists.
#include <il2search/document.h>

#include <cstdio>

#include "schema/person_name.h"

namespace il2search {

std::string to_string(const Date& date) {
  if (!date.known()) return {};
  char text[48];
  const int bytes = date.month == 0 ? std::snprintf(text, sizeof text, "%04d", date.year)
                    : date.day == 0
                        ? std::snprintf(text, sizeof text, "%04d-%02d", date.year, date.month)
                        : std::snprintf(text, sizeof text, "%04d-%02d-%02d", date.year, date.month, date.day);
  return std::string(text, static_cast<std::size_t>(bytes));
}

const char* to_string(EntityType type) noexcept {
  switch (type) {
    case EntityType::gene: return "gene";
    case EntityType::disease: return "disease";
    case EntityType::chemical: return "chemical";
    case EntityType::species: return "species";
    case EntityType::variant: return "variant";
    case EntityType::cell_line: return "cell_line";
    case EntityType::cell_type: return "cell_type";
    case EntityType::anatomy: return "anatomy";
    case EntityType::procedure: return "procedure";
    case EntityType::publication_type: return "publication_type";
    case EntityType::other: break;
  }
  return "other";
}

const char* to_string(Provenance provenance) noexcept {
  switch (provenance) {
    case Provenance::indexed: return "indexed";
    case Provenance::tagged: return "tagged";
    case Provenance::listed: return "listed";
    case Provenance::annotated: break;
  }
  return "annotated";
}

std::string short_name(const Author& author) {
  if (!author.collective.empty()) return author.collective;
  std::string name = author.last;
  const std::string initials = author.initials.empty() ? initials_of(author.fore) : author.initials;
  for (const std::string& part : {initials, author.suffix}) {
    if (part.empty()) continue;
    if (!name.empty()) name += ' ';
    name += part;
  }
  return name;
}

}  // namespace il2search
