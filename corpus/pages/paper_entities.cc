// Cuts a list of entities into items and an item into name, description, identifiers and other names.
#include "corpus/pages/paper_entities.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <map>
#include <string>
#include <tuple>
#include <utility>

#include <il2search/text.h>

#include "base/ascii.h"
#include "base/blanks.h"
#include "corpus/text_utilities.h"

namespace il2search {
namespace {

struct TypeWord {
  std::string_view word;  // lower case; a label that begins with it has the type
  EntityType type;
};

// "cell line" stands before "cell": the first row that fits decides.
constexpr std::array<TypeWord, 24> kTypeWords = {{
    {"gene", EntityType::gene},           {"protein", EntityType::gene},
    {"disease", EntityType::disease},     {"disorder", EntityType::disease},
    {"phenotype", EntityType::disease},   {"condition", EntityType::disease},
    {"chemical", EntityType::chemical},   {"drug", EntityType::chemical},
    {"compound", EntityType::chemical},   {"substance", EntityType::chemical},
    {"species", EntityType::species},     {"organism", EntityType::species},
    {"variant", EntityType::variant},     {"mutation", EntityType::variant},
    {"snp", EntityType::variant},         {"cell line", EntityType::cell_line},
    {"cell-line", EntityType::cell_line}, {"cellline", EntityType::cell_line},
    {"cell", EntityType::cell_type},      {"anatom", EntityType::anatomy},
    {"tissue", EntityType::anatomy},      {"organ", EntityType::anatomy},
    {"procedure", EntityType::procedure}, {"publication type", EntityType::publication_type},
}};

// Far above any real page: every id of an item is an entity with all the names of the item.
constexpr std::size_t kMaxEntities = 100'000;
constexpr std::size_t kMaxIdsOfItem = 20;

char closing(char c) {
  switch (c) {
    case '(': return ')';
    case '[': return ']';
    case '{': return '}';
    default: return '\0';
  }
}

// The place behind the bracket that closes the one at `open`; npos where none does.
std::size_t behind_bracket(std::string_view text, std::size_t open) {
  const char close = closing(text[open]);
  std::size_t depth = 0;
  for (std::size_t at = open; at < text.size(); ++at) {
    if (text[at] == text[open]) ++depth;
    else if (text[at] == close && --depth == 0) return at + 1;
  }
  return std::string_view::npos;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// "1,25-dihydroxy": a comma of a chemical name.
bool is_between_digits(std::string_view text, std::size_t at) {
  return at > 0 && at + 1 < text.size() && is_digit(text[at - 1]) && is_digit(text[at + 1]);
}

// The pieces between separators that stand outside all brackets. An unclosed bracket holds nothing together, so that one
// slip of the source does not swallow the list behind it. split_numbers: also at a comma between digits.
std::vector<std::string_view> split_outside_brackets(std::string_view text, std::string_view separators,
                                                     bool split_numbers) {
  std::vector<std::string_view> pieces;
  std::string unclosed;  // kinds of bracket that are closed no more: not searched again
  std::size_t start = 0;
  for (std::size_t at = 0; at < text.size();) {
    const bool opens = closing(text[at]) != '\0' && unclosed.find(text[at]) == std::string::npos;
    const std::size_t behind = opens ? behind_bracket(text, at) : at + 1;
    if (behind == std::string_view::npos) unclosed += text[at];
    const bool separates = !opens && separators.find(text[at]) != std::string_view::npos;
    if (separates && (split_numbers || !is_between_digits(text, at))) {
      pieces.push_back(trimmed(text.substr(start, at - start)));
      start = at + 1;
    }
    at = behind == std::string_view::npos ? at + 1 : behind;
  }
  pieces.push_back(trimmed(text.substr(start)));
  std::erase_if(pieces, [](std::string_view piece) { return piece.empty(); });
  return pieces;
}

// The group in brackets that the text ends with: "name (x)" -> rest "name", inner "x".
struct Group {
  char open = '\0';
  std::string_view inner;
  std::string_view rest;
};

Group last_group(std::string_view text) {
  constexpr std::string_view kClosings = ")]}";
  if (text.empty()) return {};
  const std::size_t kind = kClosings.find(text.back());
  if (kind == std::string_view::npos) return {};
  const char open = "([{"[kind];
  std::size_t depth = 0;
  for (std::size_t at = text.size(); at-- > 0;) {
    if (text[at] == kClosings[kind]) ++depth;
    else if (text[at] == open && --depth == 0) {
      return {open, trimmed(text.substr(at + 1, text.size() - at - 2)), trimmed(text.substr(0, at))};
    }
  }
  return {};
}

bool is_name_of_vocabulary(std::string_view text) {
  return !text.empty() && text.size() <= 20 && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_';
  }) && !(text[0] >= '0' && text[0] <= '9');
}

// PREFIX:LOCAL without blanks, or one of the forms that carry their vocabulary in themselves.
std::string vocabulary_of(std::string_view curie) {
  const std::size_t colon = curie.find(':');
  const bool local =
      colon != std::string_view::npos && colon + 1 < curie.size() && curie.find(' ') == std::string_view::npos;
  if (local && is_name_of_vocabulary(curie.substr(0, colon))) return std::string(curie.substr(0, colon));
  return curie.starts_with("CVCL_") ? "CVCL" : "";
}

bool is_number(std::string_view text) { return !text.empty() && std::all_of(text.begin(), text.end(), is_digit); }

// "NCBI Gene 3558, 3559", "MESH:D008180|MONDO:0007915" -> CURIEs; empty as soon as one piece is none.
std::vector<std::string> ids_of(std::string_view text) {
  std::vector<std::string> ids;
  for (const std::string_view piece : split_outside_brackets(text, ",;|", true)) {
    std::string id = normalize_curie(piece);
    if (is_number(piece) && !ids.empty()) id = normalize_curie(vocabulary_of(ids.back()) + ":" + std::string(piece));
    if (vocabulary_of(id).empty() || id.size() > 200) return {};
    if (ids.size() == kMaxIdsOfItem) break;
    ids.push_back(std::move(id));
  }
  return ids;
}

void add_alias(Entity& entity, std::string alias) {
  const bool known = alias.empty() || alias == entity.name ||
                     std::find(entity.aliases.begin(), entity.aliases.end(), alias) != entity.aliases.end();
  if (!known && entity.aliases.size() < 1000) entity.aliases.push_back(std::move(alias));
}

void add_other_names(Entity& entity, std::string_view list) {
  for (const std::string_view word : {"aka ", "also known as "}) {
    if (const Behind behind = behind_ignoring_case(list, word); behind.found) list = behind.rest;
  }
  for (const std::string_view name : split_outside_brackets(list, ",;", false)) add_alias(entity, squeeze_blanks(name));
}

// Takes the groups off the item's end, last first; one that is neither id nor names stays part of the name, and so does
// everything before it.
struct Item {
  std::string_view name;
  std::string_view description;
  std::string_view other_names;
  std::vector<std::string> ids;
};

Item parse_item(std::string_view text) {
  Item item{text, {}, {}, {}};
  for (int groups = 0; groups < 4; ++groups) {
    const Group group = last_group(item.name);
    if (group.open == '\0' || group.rest.empty()) break;
    std::vector<std::string> ids = group.open == '{' ? std::vector<std::string>() : ids_of(group.inner);
    if (!ids.empty()) {
      item.ids.insert(item.ids.begin(), ids.begin(), ids.end());
    } else if (group.open == '{' && item.other_names.empty()) {
      item.other_names = group.inner;
    } else if (group.open == '(' && item.description.empty()) {
      item.description = group.inner;
    } else {
      break;
    }
    item.name = group.rest;
  }
  return item;
}

Entity entity_of(const Item& item, EntityType type, Provenance provenance) {
  Entity entity;
  entity.type = type;
  entity.provenance = provenance;
  entity.name = squeeze_blanks(item.name);
  add_alias(entity, squeeze_blanks(item.description));
  add_other_names(entity, item.other_names);
  return entity;
}

}  // namespace

EntityType entity_type_of_label(std::string_view label) {
  const std::string lower = ascii::to_lower(trimmed(label));
  for (const TypeWord& row : kTypeWords) {
    if (std::string_view(lower).starts_with(row.word)) return row.type;
  }
  return EntityType::other;
}

std::vector<Entity> parse_entity_list(std::string_view list, EntityType type, Provenance provenance) {
  std::vector<Entity> entities;
  for (const std::string_view text : split_outside_brackets(list, ",;", false)) {
    if (entities.size() >= kMaxEntities) break;
    const Item item = parse_item(text);
    Entity entity = entity_of(item, type, provenance);
    if (item.ids.empty()) entities.push_back(entity);
    for (const std::string& id : item.ids) {
      entity.id = id;
      entity.vocabulary = vocabulary_of(id);
      entities.push_back(entity);
    }
  }
  return entities;
}

void merge_entities(std::vector<Entity>& into, std::vector<Entity> added) {
  using Key = std::tuple<std::string, EntityType, Provenance>;
  std::map<Key, std::size_t> places;
  for (std::size_t i = 0; i < into.size(); ++i) places.emplace(Key(into[i].id, into[i].type, into[i].provenance), i);
  for (Entity& entity : added) {
    const auto place = places.find(Key(entity.id, entity.type, entity.provenance));
    if (entity.id.empty() || place == places.end()) {
      places.emplace(Key(entity.id, entity.type, entity.provenance), into.size());
      into.push_back(std::move(entity));
      continue;
    }
    Entity& kept = into[place->second];
    add_alias(kept, std::move(entity.name));
    for (std::string& alias : entity.aliases) add_alias(kept, std::move(alias));
  }
}

}  // namespace il2search
