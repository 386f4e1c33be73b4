// Document -> JSON, member by member as document_members.h lists them.
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <il2search/json.h>

#include "base/json/json_stream.h"
#include "base/json/json_tree.h"
#include "base/json/json_writer.h"
#include "schema/document_members.h"

namespace il2search {
namespace {

// The value of every kind of member; structs with a member table, and lists, are templates below.
void write(JsonWriter& json, const std::string& text) { json.text(text); }
void write(JsonWriter& json, bool flag) { json.value(flag); }
void write(JsonWriter& json, std::uint32_t number) { json.value(number); }
void write(JsonWriter& json, const Span& span) { json.value(std::vector{span.start, span.end}); }
void write(JsonWriter& json, EntityType type) { json.text(to_string(type)); }
void write(JsonWriter& json, Provenance provenance) { json.text(to_string(provenance)); }

// As text where the text expresses all of it, else as an object (a day without a month).
void write(JsonWriter& json, const Date& date) {
  const bool as_text = date.year >= 1 && date.year <= 9999 && (date.month != 0 || date.day == 0);
  if (as_text) return json.text(to_string(date));
  json.open('{');
  json.member("year", date.year);
  json.member("month", date.month);
  json.member("day", date.day);
  json.close('}');
}

void write(JsonWriter& json, const Status& status) {
  json.open('[');
  for_each_member<Status>([&](const auto& member) {
    if (status.*member.pointer) json.text(member.name);
  });
  json.close(']');
}

template <HasMembers Struct> void write(JsonWriter& json, const Struct& value);

template <class Item> void write(JsonWriter& json, const std::vector<Item>& list) {
  json.open('[');
  for (const Item& item : list) write(json, item);
  json.close(']');
}

template <HasMembers Struct> void write_members(JsonWriter& json, const Struct& value) {
  static const Struct kDefault;
  for_each_member<Struct>([&](const auto& member) {
    if (!member.always && value.*member.pointer == kDefault.*member.pointer) return;
    json.name(member.name);
    write(json, value.*member.pointer);
  });
}

// A reader takes a missing vocabulary from the id, so an empty one is written.
template <class Struct> void write_omitted(JsonWriter&, const Struct&) {}
void write_omitted(JsonWriter& json, const Entity& entity) {
  if (entity.vocabulary.empty() && !entity.id.empty()) json.member("vocabulary", "");
}

template <HasMembers Struct> void write(JsonWriter& json, const Struct& value) {
  json.open('{');
  write_members(json, value);
  write_omitted(json, value);
  json.close('}');
}

// Whether reading the value and printing it gives the same text.
bool is_canonical_json(const std::string& value) {
  using Json = nlohmann::basic_json<JsonMembers>;
  OwnedJsonTree<Json> json;
  JsonTreeBuilder<Json> builder(json.root);
  try {
    parse_json(value, JsonCaps{}, builder);
  } catch (const JsonError&) {
    return false;
  }
  if (json.root.is_null()) return false;
  return json.root.dump(-1, ' ', false, Json::error_handler_t::replace) == value;
}

// Whether each has a name of its own that the model does not know, and a value that survives.
bool can_be_members(const std::vector<ExtraMember>& extra) {
  std::set<std::string_view> names;
  for (const ExtraMember& member : extra) {
    if (is_document_member(member.name) || !names.insert(member.name).second) return false;
    if (!is_canonical_json(member.value)) return false;
  }
  return true;
}

// Extra members are written beside the others if all of them can be, else as a list, which keeps order and texts.
void write_extra(JsonWriter& json, const std::vector<ExtraMember>& extra) {
  if (extra.empty()) return;
  if (can_be_members(extra)) {
    for (const ExtraMember& member : extra) {
      json.name(member.name);
      json.raw(member.value);
    }
    return;
  }
  json.name("extra");
  json.open('[');
  for (const ExtraMember& member : extra) {
    json.open('{');
    json.member("name", member.name);
    json.member("value", member.value);
    json.close('}');
  }
  json.close(']');
}

}  // namespace

std::string to_json(const Document& document) {
  JsonWriter json;
  json.open('{');
  write_members(json, document);
  write_extra(json, document.extra);
  json.close('}');
  return json.take();
}

}  // namespace il2search
