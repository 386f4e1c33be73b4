// Manifests to and from JSON. Every member is checked, since every path in a manifest is opened.
#include "storage/manifest.h"

#include <algorithm>
#include <set>

#include <il2search/error.h>
#include <il2search/text.h>
#include <nlohmann/json.hpp>

#include "base/ascii.h"
#include "base/json/json_stream.h"
#include "base/json/json_tree.h"
#include "base/json/json_writer.h"

namespace il2search {
namespace {

// Written with members in a fixed order, which ordered_json keeps in a list. Reading that way would look through all
// members for each one that is added, so a manifest is read into a sorted map.
using ParsedJson = nlohmann::json;

constexpr JsonCaps kCaps{.depth = 10, .values = 3'000'000};
constexpr std::size_t kMaxPathBytes = 1000;
constexpr std::size_t kChecksumDigits = 32;
constexpr std::size_t kMaxCommandBytes = 40;

void write(JsonWriter& json, const FileEntry& file) {
  json.open('{');
  json.member("path", file.path);
  json.member("size", file.size);
  json.member("xxh3", file.xxh3);
  json.close('}');
}

void write(JsonWriter& json, const SegmentEntry& segment);
void write(JsonWriter& json, const VocabularyStatus& part);

template <class Items> void write_list(JsonWriter& json, std::string_view name, const Items& items) {
  json.name(name);
  json.open('[');
  for (const auto& item : items) write(json, item);
  json.close(']');
}

void write_file(JsonWriter& json, std::string_view name, const std::optional<FileEntry>& file) {
  if (!file) return;
  json.name(name);
  write(json, *file);
}

void write(JsonWriter& json, const SegmentEntry& segment) {
  json.open('{');
  json.member("name", segment.name);
  json.member("uuid", segment.uuid);
  json.member("documents", segment.documents);
  json.member("dead", segment.deleted);
  write_list(json, "files", segment.files);
  write_file(json, "dead_list", segment.deleted_list);
  json.close('}');
}

void write(JsonWriter& json, const VocabularyStatus& part) {
  json.open('{');
  for_each_status_member(part, [&](const char* name, const auto& value) { json.member(name, value); });
  json.close('}');
}

void write(JsonWriter& json, const VocabularyEntry& vocabulary) {
  json.open('{');
  json.member("hash", vocabulary.hash);
  write_list(json, "parts", vocabulary.parts);
  write_list(json, "files", vocabulary.files);
  if (vocabulary.copy > 1) json.member("copy", vocabulary.copy);
  json.close('}');
}

// Reads one manifest; the first invalid member is an error.
class ManifestReader {
 public:
  explicit ManifestReader(const std::string& where) : where_(where) {}

  Manifest read(const ParsedJson& json) const;

 private:
  [[noreturn]] void fail(const std::string& what) const {
    throw Error(ErrorCode::index_corrupt, "index corrupt: " + where_ + ": " + what);
  }
  void check(bool good, const std::string& what) const {
    if (!good) fail(what);
  }

  const ParsedJson& member(const ParsedJson& json, const char* name) const;
  std::uint64_t number(const ParsedJson& json, const char* name) const;
  std::uint64_t small_number(const ParsedJson& json, const char* name) const;
  std::uint32_t number32(const ParsedJson& json, const char* name) const;
  std::string text(const ParsedJson& json, const char* name) const;
  const ParsedJson& list(const ParsedJson& json, const char* name) const;
  void read(const ParsedJson& json, const char* name, std::string& value) const { value = text(json, name); }
  void read(const ParsedJson& json, const char* name, std::uint64_t& value) const { value = number(json, name); }

  void check_format(unsigned version) const;
  FileEntry file(const ParsedJson& json) const;
  FileEntry file_in_root(const ParsedJson& json, std::string_view prefix) const;
  std::vector<FileEntry> files(const ParsedJson& json, const std::string& folder) const;
  SegmentEntry segment(const ParsedJson& json) const;
  VocabularyStatus vocabulary_part(const ParsedJson& json) const;
  VocabularyEntry vocabulary(const ParsedJson& json) const;
  std::vector<std::pair<std::string, std::string>> versions(const ParsedJson& json) const;

  const std::string& where_;
};

const ParsedJson& ManifestReader::member(const ParsedJson& json, const char* name) const {
  check(json.is_object(), "an object is expected");
  const auto found = json.find(name);
  if (found == json.end()) fail(std::string("\"") + name + "\" is missing");
  return *found;
}

std::uint64_t ManifestReader::number(const ParsedJson& json, const char* name) const {
  const ParsedJson& value = member(json, name);
  if (!value.is_number_unsigned()) fail(std::string("\"") + name + "\" is not a number");
  return value.get<std::uint64_t>();
}

std::uint64_t ManifestReader::small_number(const ParsedJson& json, const char* name) const {
  const std::uint64_t value = number(json, name);
  if (value > kMaxNumber) fail(std::string("\"") + name + "\" is too large");
  return value;
}

std::uint32_t ManifestReader::number32(const ParsedJson& json, const char* name) const {
  const std::uint64_t value = number(json, name);
  if (value > UINT32_MAX) fail(std::string("\"") + name + "\" is too large");
  return static_cast<std::uint32_t>(value);
}

std::string ManifestReader::text(const ParsedJson& json, const char* name) const {
  const ParsedJson& value = member(json, name);
  if (!value.is_string()) fail(std::string("\"") + name + "\" is not a string");
  return value.get<std::string>();
}

const ParsedJson& ManifestReader::list(const ParsedJson& json, const char* name) const {
  const ParsedJson& value = member(json, name);
  if (!value.is_array()) fail(std::string("\"") + name + "\" is not an array");
  return value;
}

// Whether the text has only lower-case hexadecimal digits.
bool is_hex(std::string_view text) { return text.find_first_not_of("0123456789abcdef") == std::string_view::npos; }

// A component of a path: letters, digits and "._-", not starting with a dot.
bool is_plain_name(std::string_view name) {
  return !name.empty() && name.front() != '.' && std::all_of(name.begin(), name.end(), [](char c) {
    return ascii::is_letter_or_digit(c) || c == '.' || c == '_' || c == '-';
  });
}

// Whether a path consists of plain names, so that it cannot lead out of the index folder.
bool is_inner_path(std::string_view path) {
  if (path.empty() || path.size() > kMaxPathBytes) return false;
  for (;;) {
    const std::size_t slash = path.find('/');
    if (!is_plain_name(path.substr(0, slash))) return false;
    if (slash == std::string_view::npos) return true;
    path.remove_prefix(slash + 1);
  }
}

FileEntry ManifestReader::file(const ParsedJson& json) const {
  FileEntry entry{text(json, "path"), number(json, "size"), text(json, "xxh3")};
  check(is_inner_path(entry.path), "a path leads out of the index: " + terminal_safe(entry.path, false));
  check(entry.xxh3.size() == kChecksumDigits && is_hex(entry.xxh3), entry.path + " has a malformed checksum");
  return entry;
}

FileEntry ManifestReader::file_in_root(const ParsedJson& json, std::string_view prefix) const {
  FileEntry entry = file(json);
  const std::string_view path = entry.path;
  check(path.starts_with(prefix) && ascii::is_number(path.substr(prefix.size())), "unexpected path: " + entry.path);
  return entry;
}

// The files of one folder, none of them in a subfolder.
std::vector<FileEntry> ManifestReader::files(const ParsedJson& json, const std::string& folder) const {
  std::vector<FileEntry> result;
  std::set<std::string> seen;
  for (const ParsedJson& item : list(json, "files")) {
    FileEntry entry = file(item);
    check(entry.path.starts_with(folder) && entry.path.find('/', folder.size()) == std::string::npos &&
              seen.insert(entry.path).second,
          "unexpected path: " + entry.path);
    result.push_back(std::move(entry));
  }
  return result;
}

SegmentEntry ManifestReader::segment(const ParsedJson& json) const {
  SegmentEntry entry;
  entry.name = text(json, "name");
  check(entry.name.size() <= 13 && ascii::is_number(entry.name), "the name of a segment is not a number");
  entry.uuid = text(json, "uuid");
  entry.documents = number32(json, "documents");
  entry.deleted = number32(json, "dead");
  check(entry.deleted <= entry.documents, "segment " + entry.name + " has more deleted documents than documents");
  entry.files = files(json, "segments/" + entry.name + "/");
  check(json.contains("dead_list") == (entry.deleted != 0),
        "segment " + entry.name + " does not match its deletion list");
  if (entry.deleted != 0) {
    entry.deleted_list = file(json["dead_list"]);
    const std::string prefix = "segments/" + entry.name + ".dead.";
    check(entry.deleted_list->path.starts_with(prefix), "unexpected path: " + entry.deleted_list->path);
  }
  return entry;
}

VocabularyStatus ManifestReader::vocabulary_part(const ParsedJson& json) const {
  VocabularyStatus part;
  for_each_status_member(part, [&](const char* name, auto& value) { read(json, name, value); });
  return part;
}

VocabularyEntry ManifestReader::vocabulary(const ParsedJson& json) const {
  VocabularyEntry entry;
  entry.hash = text(json, "hash");
  check(!entry.hash.empty() && entry.hash.size() <= kChecksumDigits && is_hex(entry.hash),
        "the vocabulary has a malformed hash");
  if (json.contains("copy")) entry.copy = number(json, "copy");
  check(entry.copy > 0 && entry.copy < UINT32_MAX, "invalid vocabulary copy number");
  for (const ParsedJson& item : list(json, "parts")) entry.parts.push_back(vocabulary_part(item));
  entry.files = files(json, entry.folder() + "/");
  return entry;
}

std::vector<std::pair<std::string, std::string>> ManifestReader::versions(const ParsedJson& json) const {
  const ParsedJson& object = member(json, "versions");
  check(object.is_object(), "\"versions\" is not an object");
  std::vector<std::pair<std::string, std::string>> result;
  for (const auto& [name, value] : object.items()) {
    check(value.is_string(), "a version is not a string");
    result.emplace_back(name, value.get<std::string>());
  }
  return result;
}

void ManifestReader::check_format(unsigned version) const {
  if (version >= kOldestFormat && version <= kFormatVersion) return;
  const bool newer = version > kFormatVersion;
  throw Error(ErrorCode::index_incompatible,
              "index incompatible: " + where_ + ": its format is " + std::to_string(version) +
                  ", this version of il2search reads " + std::to_string(kOldestFormat) + " to " +
                  std::to_string(kFormatVersion),
              newer ? "use the version of il2search that wrote it, or a newer one"
                    : "index the papers again into a new folder with `il2index update`");
}

Manifest ManifestReader::read(const ParsedJson& json) const {
  Manifest manifest;
  // Checked first, since another format may have other members.
  manifest.format_version = number32(json, "format_version");
  check_format(manifest.format_version);
  manifest.generation = small_number(json, "generation");
  manifest.analyzer_fingerprint = text(json, "analyzer_fingerprint");
  manifest.created = text(json, "created");
  manifest.next_segment = small_number(json, "next_segment");
  manifest.sources = number(json, "sources");
  std::set<std::string> names;
  for (const ParsedJson& item : list(json, "segments")) {
    manifest.segments.push_back(segment(item));
    check(names.insert(manifest.segments.back().name).second, "a segment is named twice");
  }
  if (json.contains("vocabulary")) manifest.vocabulary = vocabulary(json["vocabulary"]);
  if (json.contains("indexed_with")) manifest.indexed_with = text(json, "indexed_with");
  if (json.contains("created_by")) manifest.created_by = text(json, "created_by");
  check(manifest.created_by.empty() ||
            (manifest.created_by.size() <= kMaxCommandBytes && is_plain_name(manifest.created_by)),
        "\"created_by\" is not the name of a command");
  if (json.contains("keep")) manifest.keep = number32(json, "keep");
  check(manifest.keep >= 1 && manifest.keep <= kMaxKeep, "\"keep\" is not between 1 and 1000");
  if (json.contains("ledger")) manifest.ledger = file_in_root(json["ledger"], "LEDGER-");
  if (json.contains("previous")) manifest.previous = file_in_root(json["previous"], "MANIFEST-");
  manifest.versions = versions(json);
  return manifest;
}

std::uint64_t total_size(const std::vector<FileEntry>& files) {
  std::uint64_t sum = 0;
  for (const FileEntry& file : files) sum += file.size;
  return sum;
}

}  // namespace

std::string VocabularyEntry::folder() const {
  return "vocabulary/" + hash + (copy > 1 ? "-" + std::to_string(copy) : "");
}

std::uint64_t Manifest::live_documents() const {
  std::uint64_t sum = 0;
  for (const SegmentEntry& segment : segments) sum += segment.documents - segment.deleted;
  return sum;
}

std::uint64_t Manifest::bytes() const {
  std::uint64_t sum = ledger ? ledger->size : 0;
  for (const SegmentEntry& segment : segments) {
    sum += total_size(segment.files) + (segment.deleted_list ? segment.deleted_list->size : 0);
  }
  if (vocabulary) sum += total_size(vocabulary->files);
  return sum;
}

std::string manifest_to_json(const Manifest& manifest) {
  JsonWriter json;
  json.open('{');
  json.member("format_version", manifest.format_version);
  json.member("generation", manifest.generation);
  json.member("created", manifest.created);
  if (!manifest.created_by.empty()) json.member("created_by", manifest.created_by);
  json.member("analyzer_fingerprint", manifest.analyzer_fingerprint);
  json.member("next_segment", manifest.next_segment);
  json.member("sources", manifest.sources);
  json.member("keep", manifest.keep);
  write_list(json, "segments", manifest.segments);
  if (manifest.vocabulary) {
    json.name("vocabulary");
    write(json, *manifest.vocabulary);
  }
  if (!manifest.indexed_with.empty()) json.member("indexed_with", manifest.indexed_with);
  json.name("versions");
  json.open('{');
  for (const auto& [name, version] : manifest.versions) json.member(name, version);
  json.close('}');
  write_file(json, "ledger", manifest.ledger);
  write_file(json, "previous", manifest.previous);
  json.close('}');
  return json.take() + "\n";
}

Manifest manifest_from_json(std::string_view json, const std::string& where) {
  OwnedJsonTree<ParsedJson> parsed;
  JsonTreeBuilder<ParsedJson> builder(parsed.root);
  try {
    parse_json(json, kCaps, builder);
  } catch (const JsonError& error) {
    throw Error(ErrorCode::index_corrupt, "index corrupt: " + where + ": invalid JSON: " + error.what());
  }
  return ManifestReader(where).read(parsed.root);
}

}  // namespace il2search
