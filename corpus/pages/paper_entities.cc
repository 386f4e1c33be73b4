// Splits a list of entities into items, and an item into name, description, identifiers and other names.
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

namespace il2search {
namespace {

struct TypeWord {
  std::string_view word;  // a label that begins with it has this type; lower case
  EntityType type;
};

// The first row that matches decides, so "cell line" comes before "cell".
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

// Far above any real page. Each id of an item makes an entity with all names of the item.
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

// The offset after the bracket that closes the one at `open`; npos if it is not closed.
std::size_t after_bracket(std::string_view text, std::size_t open) {
  const char close = closing(text[open]);
  std::size_t depth = 0;
  for (std::size_t at = open; at < text.size(); ++at) {
    if (text[at] == text[open]) ++depth;
    else if (text[at] == close && --depth == 0) return at + 1;
  }
  return std::string_view::npos;
}

// As in the name of a chemical: "1,25-dihydroxy".
bool is_between_digits(std::string_view text, std::size_t at) {
  return at > 0 && at + 1 < text.size() && ascii::is_digit(text[at - 1]) && ascii::is_digit(text[at + 1]);
}

// The pieces between separators outside brackets. Brackets that are not closed are ignored, so that one mistake in the
// source does not swallow the rest of the list. split_numbers: a comma between digits separates too.
std::vector<std::string_view> split_outside_brackets(std::string_view text, std::string_view separators,
                                                     bool split_numbers) {
  std::vector<std::string_view> pieces;
  std::string unclosed;  // kinds of bracket that are not closed: not searched for again
  std::size_t start = 0;
  for (std::size_t at = 0; at < text.size();) {
    const bool opens = closing(text[at]) != '\0' && unclosed.find(text[at]) == std::string::npos;
    const std::size_t next = opens ? after_bracket(text, at) : at + 1;
    if (next == std::string_view::npos) unclosed += text[at];
    const bool separates = !opens && separators.find(text[at]) != std::string_view::npos;
    if (separates && (split_numbers || !is_between_digits(text, at))) {
      pieces.push_back(trim_blanks(text.substr(start, at - start)));
      start = at + 1;
    }
    at = next == std::string_view::npos ? at + 1 : next;
  }
  pieces.push_back(trim_blanks(text.substr(start)));
  std::erase_if(pieces, [](std::string_view piece) { return piece.empty(); });
  return pieces;
}

// The bracketed group at the end of the text: "name (x)" -> rest "name", inner "x".
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
      return {open, trim_blanks(text.substr(at + 1, text.size() - at - 2)), trim_blanks(text.substr(0, at))};
    }
  }
  return {};
}

bool is_vocabulary_name(std::string_view text) {
  return !text.empty() && text.size() <= 20 && !ascii::is_digit(text[0]) &&
         std::all_of(text.begin(), text.end(),
                     [](char c) { return ascii::is_letter_or_digit(c) || c == '.' || c == '_'; });
}

// The prefix of PREFIX:LOCAL without blanks, or CVCL for the accessions of Cellosaurus; else empty.
std::string vocabulary_of(std::string_view curie) {
  const std::size_t colon = curie.find(':');
  const bool local =
      colon != std::string_view::npos && colon + 1 < curie.size() && curie.find(' ') == std::string_view::npos;
  if (local && is_vocabulary_name(curie.substr(0, colon))) return std::string(curie.substr(0, colon));
  return curie.starts_with("CVCL_") ? "CVCL" : "";
}

// "NCBI Gene 3558, 3559", "MESH:D008180|MONDO:0007915" -> CURIEs; empty if any piece is not an identifier.
std::vector<std::string> ids_of(std::string_view text) {
  std::vector<std::string> ids;
  for (const std::string_view piece : split_outside_brackets(text, ",;|", true)) {
    std::string id = normalize_curie(piece);
    if (ascii::is_number(piece) && !ids.empty())
      id = normalize_curie(vocabulary_of(ids.back()) + ":" + std::string(piece));
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
    list = ascii::strip_prefix_ignoring_case(list, word).value_or(list);
  }
  for (const std::string_view name : split_outside_brackets(list, ",;", false)) add_alias(entity, squeeze_blanks(name));
}

struct Item {
  std::string_view name;
  std::string_view description;
  std::string_view other_names;
  std::vector<std::string> ids;
};

// Removes bracketed groups from the end of the item. One that is neither identifiers nor names is part of the name, and
// so is everything before it.
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
  const std::string lower = ascii::to_lower(trim_blanks(label));
  for (const TypeWord& row : kTypeWords) {
    if (lower.starts_with(row.word)) return row.type;
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
  std::map<Key, std::size_t> indexes;
  for (std::size_t i = 0; i < into.size(); ++i) indexes.emplace(Key(into[i].id, into[i].type, into[i].provenance), i);
  for (Entity& entity : added) {
    const auto found = indexes.find(Key(entity.id, entity.type, entity.provenance));
    if (entity.id.empty() || found == indexes.end()) {
      indexes.emplace(Key(entity.id, entity.type, entity.provenance), into.size());
      into.push_back(std::move(entity));
      continue;
    }
    Entity& kept = into[found->second];
    add_alias(kept, std::move(entity.name));
    for (std::string& alias : entity.aliases) add_alias(kept, std::move(alias));
  }
}

}  // namespace il2search
