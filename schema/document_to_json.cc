// Document -> JSON, member by member as document_members.h lists them.
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <il2search/json.h>

#include "base/terminal_json.h"
#include "schema/document_json.h"
#include "schema/document_members.h"

namespace il2search {
namespace {

using Json = nlohmann::ordered_json;

// Every value that can stand in a member; structs with a member table, and lists, are templates below.
Json value_of(const std::string& text) { return text; }
Json value_of(bool flag) { return flag; }
Json value_of(std::uint32_t number) { return number; }
Json value_of(const Span& span) { return Json::array({span.start, span.end}); }
Json value_of(EntityType type) { return to_string(type); }
Json value_of(Provenance provenance) { return to_string(provenance); }

// As text where the text says all of it, else in parts (a day without a month).
Json value_of(const Date& date) {
  const bool as_text = date.year >= 1 && date.year <= 9999 && (date.month != 0 || date.day == 0);
  if (as_text) return to_string(date);
  return Json{{"year", date.year}, {"month", date.month}, {"day", date.day}};
}

Json value_of(const Status& status) {
  Json names = Json::array();
  for_each_member<Status>([&](const auto& member) {
    if (status.*member.pointer) names.push_back(member.name);
  });
  return names;
}

template <HasMembers Struct> Json value_of(const Struct& value);

template <class Item> Json value_of(const std::vector<Item>& list) {
  Json array = Json::array();
  for (const Item& item : list) array.push_back(value_of(item));
  return array;
}

// What must be said although it is empty. A reader takes the vocabulary from the id where it is missing.
template <class Struct> void add_omitted(Json&, const Struct&) {}
void add_omitted(Json& object, const Entity& entity) {
  if (entity.vocabulary.empty() && !entity.id.empty()) object["vocabulary"] = "";
}

template <HasMembers Struct> Json value_of(const Struct& value) {
  static const Struct kDefault;
  Json object = Json::object();
  for_each_member<Struct>([&](const auto& member) {
    if (member.always || !(value.*member.pointer == kDefault.*member.pointer)) {
      object[std::string(member.name)] = value_of(value.*member.pointer);
    }
  });
  add_omitted(object, value);
  return object;
}

// The value as JSON, if reading it back and printing it gives the same text.
std::optional<Json> as_printed(const std::string& value) {
  Json json = Json::parse(value, nullptr, false);
  if (json.is_discarded() || json.is_null()) return std::nullopt;
  if (json.dump(-1, ' ', false, Json::error_handler_t::replace) != value) return std::nullopt;
  return json;
}

// Extra members stand beside the others where every one can: under a name of its own that the model does not know. Else
// all of them stand in a list, so that their order and their texts survive.
void add_extra(Json& object, const std::vector<ExtraMember>& extra) {
  std::map<std::string, Json> values;
  for (const ExtraMember& member : extra) {
    const bool taken = is_document_member(member.name) || values.contains(member.name);
    auto value = taken ? std::nullopt : as_printed(member.value);
    if (!value) {
      values.clear();
      break;
    }
    values.emplace(member.name, std::move(*value));
  }
  if (values.empty() && !extra.empty()) {
    Json& list = object["extra"] = Json::array();
    for (const ExtraMember& member : extra) list.push_back({{"name", member.name}, {"value", member.value}});
    return;
  }
  for (const ExtraMember& member : extra) object[member.name] = std::move(values[member.name]);
}

}  // namespace

std::string document_to_json(const Document& document, bool pretty) {
  Json object = value_of(document);
  add_extra(object, document.extra);
  return terminal_safe_json(object.dump(pretty ? 2 : -1, ' ', false, Json::error_handler_t::replace));
}

std::string to_json(const Document& document) { return document_to_json(document, false); }

}  // namespace il2search
