// JSON -> Document, member by member as document_members.h lists them. The first invalid member ends the record; the
// error starts with the path of that member ("entities[2].type: …").
#include <algorithm>
#include <array>
#include <charconv>
#include <concepts>
#include <limits>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <utility>
#include <vector>

#include <il2search/text.h>

#include "base/ascii.h"
#include "base/json/json_stream.h"
#include "base/json/json_tree.h"
#include "schema/document_json.h"
#include "schema/document_members.h"
#include "schema/identifiers.h"
#include "schema/person_name.h"

namespace il2search {
namespace {

using Json = nlohmann::basic_json<JsonMembers>;

// Other names for members.
struct Alias {
  std::string_view name;
  std::string_view member;
};
constexpr std::array<Alias, 3> kAliases = {
    {{"language", "languages"}, {"publication_type", "publication_types"}, {"keyword", "keywords"}}};
// Names for dates.published at the top of a record.
constexpr std::array<std::string_view, 3> kDateNames = {"date", "published", "year"};

struct RecordFault : std::runtime_error {
  using std::runtime_error::runtime_error;
};

std::string vocabulary_of(const std::string& curie) {
  if (const std::size_t colon = curie.find(':'); colon != std::string::npos) return curie.substr(0, colon);
  return curie.starts_with("CVCL_") ? "CVCL" : "";
}

class DocumentLoader {
 public:
  explicit DocumentLoader(const JsonCaps& caps) : caps_(caps) {}

  Document load(const Json& record) {
    if (!record.is_object()) throw RecordFault("the record is not a JSON object");
    Document document;
    for (const auto& [name, value] : record.items()) {
      const Step step(*this, name);
      if (!load_named(document, name, value)) load_other(document, name, value);
    }
    append_extra(document);
    complete(document);
    return document;
  }

 private:
  // One step of the path to the value that is being read.
  class Step {
   public:
    Step(DocumentLoader& loader, const std::string& name) : path_(loader.path_), size_(path_.size()) {
      if (!path_.empty()) path_ += '.';
      path_ += name;
    }
    Step(DocumentLoader& loader, std::size_t index) : path_(loader.path_), size_(path_.size()) {
      path_ += '[' + std::to_string(index) + ']';
    }
    Step(const Step&) = delete;
    Step& operator=(const Step&) = delete;
    ~Step() { path_.resize(size_); }

   private:
    std::string& path_;
    std::size_t size_;
  };

  [[noreturn]] void fail(const std::string& what) const {
    throw RecordFault(terminal_safe(path_.substr(0, 200), false) + ": " + what);
  }
  [[noreturn]] void expected(const char* what, const Json& found) const {
    fail(std::string("expected ") + what + ", found " + found.type_name());
  }

  // ---- single values

  void read(const Json& json, std::string& text) const {
    if (json.is_string()) text = json.get_ref<const std::string&>();
    else if (json.is_number_integer()) text = json.dump();
    else expected("text", json);
    if (text.size() > caps_.text_bytes)
      fail("the text is over the cap of " + std::to_string(caps_.text_bytes) + " bytes");
  }

  void read(const Json& json, bool& flag) const {
    if (!json.is_boolean()) expected("true or false", json);
    flag = json.get<bool>();
  }

  template <std::unsigned_integral Number> void read(const Json& json, Number& number) const {
    if (!json.is_number_unsigned()) expected("a number from 0 up", json);
    const auto value = json.get<std::uint64_t>();
    if (value > std::numeric_limits<Number>::max()) fail("the number is too large");
    number = static_cast<Number>(value);
  }

  template <class Enum> void read_word(const Json& json, Enum& value, Enum last) const {
    std::string word;
    read(json, word);
    std::string known;
    for (int i = 0; i <= static_cast<int>(last); ++i) {
      const auto candidate = static_cast<Enum>(i);
      if (word == to_string(candidate)) {
        value = candidate;
        return;
      }
      known += (i > 0 ? ", " : "") + std::string(to_string(candidate));
    }
    fail("\"" + terminal_safe(word.substr(0, 60), false) + "\" is not one of " + known);
  }
  void read(const Json& json, EntityType& type) const { read_word(json, type, EntityType::other); }
  void read(const Json& json, Provenance& provenance) const { read_word(json, provenance, Provenance::listed); }

  void read(const Json& json, Span& span) const {
    if (!json.is_array() || json.size() != 2) expected("[start, end]", json);
    read(json[0], span.start);
    read(json[1], span.end);
    if (span.end < span.start) fail("the span ends before it starts");
  }

  void read(const Json& json, Date& date) const {
    if (json.is_object()) {
      read_date_part(json, "year", date.year, 9999);
      read_date_part(json, "month", date.month, 12);
      read_date_part(json, "day", date.day, 31);
    } else {
      std::string text;
      read(json, text);
      date = parse_date(text);
    }
  }

  void read_date_part(const Json& json, const char* name, int& part, int most) const {
    const auto found = json.find(name);
    if (found == json.end() || found->is_null()) return;
    if (!found->is_number_unsigned() || found->get<std::uint64_t>() > static_cast<std::uint64_t>(most)) {
      fail(std::string(name) + " is not a number from 0 to " + std::to_string(most));
    }
    part = found->get<int>();
  }

  // "2025-04-23", "2025-04", "2025"; a time after the day is ignored.
  Date parse_date(std::string_view text) const {
    Date date;
    const bool shape = (text.size() == 4 || text.size() == 7 || text.size() >= 10) &&
                       ascii::is_number(text.substr(0, 4)) &&
                       (text.size() == 4 || (text[4] == '-' && ascii::is_number(text.substr(5, 2)))) &&
                       (text.size() < 10 || (text[7] == '-' && ascii::is_number(text.substr(8, 2)))) &&
                       (text.size() <= 10 || text[10] == 'T' || text[10] == ' ');
    if (text.empty()) return date;
    if (!shape)
      fail("\"" + terminal_safe(text.substr(0, 60), false) + "\" is not a date (2025-04-23, 2025-04 or 2025)");
    std::from_chars(text.data(), text.data() + 4, date.year);
    if (text.size() >= 7) std::from_chars(text.data() + 5, text.data() + 7, date.month);
    if (text.size() >= 10) std::from_chars(text.data() + 8, text.data() + 10, date.day);
    if (date.month > 12 || date.day > 31 || (text.size() >= 7 && date.month == 0)) fail("there is no such date");
    return date;
  }

  // ---- lists and structs

  // A single value is read as a list of one.
  template <class Item> void read(const Json& json, std::vector<Item>& list) {
    if (!json.is_array()) {
      read(json, list.emplace_back());
      return;
    }
    list.reserve(list.size() + json.size());
    for (std::size_t i = 0; i < json.size(); ++i) {
      const Step step(*this, i);
      read(json[i], list.emplace_back());
    }
  }

  // A plain string sets the most important member.
  void read_short(std::string text, Section& section) const { section.text = std::move(text); }
  void read_short(std::string text, BodySection& section) const { section.text = std::move(text); }
  void read_short(const std::string& text, Author& author) const { author = author_from_name(text); }
  void read_short(std::string text, Journal& journal) const { journal.title = std::move(text); }
  void read_short(std::string text, PublicationType& type) const { type.name = std::move(text); }
  void read_short(std::string text, Grant& grant) const { grant.number = std::move(text); }
  void read_short(std::string text, Databank& databank) const { databank.name = std::move(text); }
  void read_short(std::string text, Qualifier& qualifier) const { qualifier.name = std::move(text); }
  void read_short(const std::string& text, Entity& entity) const {
    const std::string id = normalize_curie(text);
    const bool is_id = !vocabulary_of(id).empty() && id.find(' ') == std::string::npos;
    (is_id ? entity.id : entity.name) = is_id ? id : text;
  }
  template <class Struct> void read_short(const std::string& text, Struct&) const { expected("an object", Json(text)); }

  template <HasMembers Struct> void read(const Json& json, Struct& value) {
    if (json.is_string()) {
      std::string text;
      read(json, text);
      read_short(std::move(text), value);
    } else if (json.is_object()) {
      read_members(json, value);
    } else {
      expected("an object", json);
    }
    finish(value, json);
  }

  // Statuses are a list of names, or an object of flags.
  void read(const Json& json, Status& status) {
    if (json.is_object()) return read_members(json, status);
    std::vector<std::string> names;
    read(json, names);
    for (const std::string& name : names) {
      bool known = false;
      for_each_member<Status>([&](const auto& member) {
        if (name == member.name) known = status.*member.pointer = true;
      });
      if (!known) fail("\"" + terminal_safe(name.substr(0, 60), false) + "\" is not a status");
    }
  }

  template <HasMembers Struct> void read_members(const Json& json, Struct& value) {
    for (const auto& [name, member_value] : json.items()) {
      const Step step(*this, name);
      if (!read_member(value, name, member_value)) keep_extra(extra_name(), member_value);
    }
  }

  // Whether the struct has a member of this name. null leaves it unchanged.
  template <HasMembers Struct> bool read_member(Struct& value, std::string_view name, const Json& json) {
    bool found = false;
    for_each_member<Struct>([&](const auto& member) {
      if (found || name != member.name) return;
      found = true;
      if (!json.is_null()) read(json, value.*member.pointer);
    });
    return found;
  }

  template <class Struct> void finish(Struct&, const Json&) const {}
  void finish(Author& author, const Json&) const {
    if (std::string orcid = clean_orcid(author.orcid); !orcid.empty()) author.orcid = std::move(orcid);
  }
  void finish(Entity& entity, const Json& json) const {
    entity.id = normalize_curie(entity.id);
    if (entity.id.size() > kMaxIdBytes) fail("the id is over " + std::to_string(kMaxIdBytes) + " bytes");
    if (!json.is_object() || !json.contains("vocabulary")) entity.vocabulary = vocabulary_of(entity.id);
  }

  // ---- the top of the record

  bool load_named(Document& document, std::string_view name, const Json& json) {
    for (const Alias& alias : kAliases) {
      if (name == alias.name) name = alias.member;
    }
    const bool date = std::find(kDateNames.begin(), kDateNames.end(), name) != kDateNames.end();
    if (date && !json.is_null()) read(json, document.dates.published);
    return date || read_member(document, name, json);
  }

  void load_other(Document& document, const std::string& name, const Json& json) {
    if (name == "extra" && is_extra_list(json)) {
      for (const Json& item : json) document.extra.push_back({item["name"], item["value"]});
    } else {
      keep_extra(name, json);
    }
  }

  // What to_json() writes if names or values of extra members cannot be next to the others.
  static bool is_extra_list(const Json& json) {
    return json.is_array() && !json.empty() && std::all_of(json.begin(), json.end(), [](const Json& item) {
             return item.is_object() && item.size() == 2 && item.contains("name") && item.contains("value") &&
                    item["name"].is_string() && item["value"].is_string();
           });
  }

  // The path without list indexes: "authors.email".
  std::string extra_name() const {
    std::string name;
    bool in_brackets = false;
    for (const char c : path_) {
      in_brackets = c == '[' || (in_brackets && c != ']');
      if (!in_brackets && c != ']') name += c;
    }
    return name;
  }

  void keep_extra(std::string name, const Json& json) {
    if (!json.is_null()) extra_.push_back({std::move(name), json.dump()});
  }

  void append_extra(Document& document) {
    for (ExtraMember& member : extra_) document.extra.push_back(std::move(member));
  }

  // ---- identifiers

  void complete(Document& document) {
    clean(document.pmid, "pmid", "PMID:");
    clean(document.pmcid, "pmcid", "PMCID:");
    clean_doi(document.doi);
    document.id = document.id.empty() ? id_from_identifiers(document) : normalize_curie(document.id);
    const Step step(*this, "id");
    if (const std::string error = id_error(document.id); !error.empty() && !document.id.empty()) fail(error);
  }

  // Reduces a CURIE or an address to its number.
  void clean(std::string& value, const char* member, std::string_view prefix) {
    if (value.empty()) return;
    const Step step(*this, member);
    std::string curie = normalize_curie(value);
    if (!curie.starts_with(prefix)) curie = normalize_curie(std::string(prefix) + value);
    const std::string local = curie.starts_with(prefix) ? curie.substr(prefix.size()) : std::string();
    if (!ascii::is_number(std::string_view(local).substr(local.starts_with("PMC") ? 3 : 0))) fail_identifier(value);
    value = local;
  }

  // What starts with "10." is kept in lower case even if it is not a DOI, so that no record loses it.
  void clean_doi(std::string& doi) {
    if (doi.empty()) return;
    const Step step(*this, "doi");
    std::string cleaned = il2search::clean_doi(doi);
    if (cleaned.empty() && doi.starts_with("10.")) cleaned = ascii::to_lower(doi);
    if (cleaned.empty()) fail_identifier(doi);
    doi = std::move(cleaned);
  }

  [[noreturn]] void fail_identifier(const std::string& value) const {
    fail("\"" + terminal_safe(value.substr(0, 60), false) + "\" is not a valid identifier");
  }

  const JsonCaps& caps_;
  std::string path_;
  std::vector<ExtraMember> extra_;
};

}  // namespace

bool is_document_member(std::string_view name) {
  bool found = name == "extra" || std::find(kDateNames.begin(), kDateNames.end(), name) != kDateNames.end() ||
               std::any_of(kAliases.begin(), kAliases.end(), [&](const Alias& alias) { return alias.name == name; });
  for_each_member<Document>([&](const auto& member) { found = found || member.name == name; });
  return found;
}

JsonRecord document_from_json(std::string_view text, const JsonCaps& caps) {
  try {
    OwnedJsonTree<Json> record;
    JsonTreeBuilder<Json> builder(record.root);
    parse_json(text, caps, builder);
    return {DocumentLoader(caps).load(record.root), ""};
  } catch (const RecordFault& fault) {
    return {std::nullopt, fault.what()};
  } catch (const JsonError& error) {
    return {std::nullopt, error.what()};
  }
}

}  // namespace il2search
