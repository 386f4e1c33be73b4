// The table of entity names, sorted bytewise: those of HTML 5, and the Greek letters of ISO 8879 that HTML lacks.
#include "base/xml/xml_entities.h"

#include <algorithm>
#include <iterator>

#include "base/utf8.h"

namespace il2search {
namespace {

struct NamedEntity {
  std::string_view name;
  char32_t first;
  char32_t second = 0;  // a combining character that follows, of some names
};

constexpr NamedEntity kEntities[] = {
#include "base/xml/xml_entities.inc"
};

constexpr bool by_name(const NamedEntity& a, const NamedEntity& b) { return a.name < b.name; }
static_assert(std::is_sorted(std::begin(kEntities), std::end(kEntities), by_name));

}  // namespace

std::string xml_entity(std::string_view name) {
  const NamedEntity wanted{name, 0, 0};
  const auto* found = std::lower_bound(std::begin(kEntities), std::end(kEntities), wanted, by_name);
  std::string text;
  if (found == std::end(kEntities) || found->name != name) return text;
  append_utf8(text, found->first);
  if (found->second != 0) append_utf8(text, found->second);
  return text;
}

}  // namespace il2search
