// Rooms depend downwards only; Xapian, ICU, Boost and the like are known to few files.
#include "tests/layering/rules.h"

#include <algorithm>
#include <array>

namespace il2search::layering {
namespace {

using Rooms = std::vector<std::string_view>;

struct Room {
  std::string_view name;
  std::string_view folder;
  Rooms may_include;
};

// The first folder that fits wins, so query/syntax stands before query.
const std::vector<Room>& rooms() {
  static const std::vector<Room> table = {
      {"public", "include/il2search/", {"public"}},
      {"base", "base/", {"base", "public"}},
      {"syntax", "query/syntax/", {"syntax", "public"}},
      {"schema", "schema/", {"schema", "base", "public"}},
      {"vocabulary", "vocabulary/", {"vocabulary", "schema", "base", "public"}},
      {"corpus", "corpus/", {"corpus", "schema", "base", "public"}},
      {"indexer", "indexer/", {"indexer", "corpus", "vocabulary", "schema", "base", "public"}},
      {"query", "query/", {"query", "syntax", "vocabulary", "schema", "base", "public"}},
  };
  return table;
}

// A library's headers, and the files that may include them: a path, or a beginning of paths.
struct Confined {
  std::string_view header;
  std::vector<std::string_view> files;
};

const std::vector<Confined>& confined() {
  static const std::vector<Confined> table = {
      {"xapian.h", {"schema/index_directory", "vocabulary/", "indexer/", "query/"}},
      {"unicode/", {"schema/unicode_fold.cc", "schema/analyzer", "base/collation.cc", "base/conversion.cc"}},
      {"boost/", {}},  // programs alone
      {"expat.h", {"base/"}},
      {"libstemmer.h", {"schema/"}},
      {"md5.h", {"base/"}},
  };
  return table;
}

bool begins_with_any(std::string_view path, const std::vector<std::string_view>& beginnings) {
  return std::any_of(beginnings.begin(), beginnings.end(), [&](auto beginning) { return path.starts_with(beginning); });
}

bool contains(const Rooms& list, std::string_view name) {
  return std::find(list.begin(), list.end(), name) != list.end();
}

std::string_view room_of_target(std::string_view target) {
  return target.starts_with("il2_") ? target.substr(4) : std::string_view{};
}

// Programs know the public headers, and files beside them that are compiled into the program alone.
std::optional<std::string> program_fault(std::string_view header, std::string_view header_room) {
  if (header_room.empty() || header_room == "public" || header_room == "program") return std::nullopt;
  return "a program knows the public headers alone, not " + std::string(header);
}

std::optional<std::string> confinement_fault(std::string_view file, std::string_view room, std::string_view header) {
  for (const Confined& row : confined()) {
    if (!header.starts_with(row.header)) continue;
    if (room == "program" ? row.header == "boost/" : begins_with_any(file, row.files)) continue;
    return "<" + std::string(header) + "> has no place here";
  }
  return std::nullopt;
}

std::optional<std::string> public_header_fault(std::string_view room, std::string_view header) {
  const bool plain = header.starts_with("il2search/") || header.find_first_of("./") == std::string_view::npos;
  if (room != "public" || plain) return std::nullopt;
  return "a public header includes the standard library and public headers alone";
}

}  // namespace

std::string_view room_of(std::string_view path) {
  for (const Room& room : rooms()) {
    if (path.starts_with(room.folder)) return room.name;
  }
  return {};
}

const std::vector<std::string_view>& may_include(std::string_view room) {
  static const Rooms none;
  for (const Room& row : rooms()) {
    if (row.name == room) return row.may_include;
  }
  return none;
}

std::optional<std::string> include_fault(std::string_view file, std::string_view room, std::string_view header) {
  const std::string_view header_room = header.starts_with("il2search/") ? "public" : room_of(header);
  if (auto fault = public_header_fault(room, header)) return fault;
  if (auto fault = confinement_fault(file, room, header)) return fault;
  if (room == "program") return program_fault(header, header_room);
  if (header_room.empty() || contains(may_include(room), header_room)) return std::nullopt;
  return std::string(room) + " must not know " + std::string(header_room);
}

std::optional<std::string> link_fault(std::string_view target, std::string_view linked) {
  const std::string_view room = room_of_target(linked);
  if (room.empty() || room == "flags") return std::nullopt;
  if (contains(may_include(room_of_target(target)), room)) return std::nullopt;
  return std::string(target) + " must not link " + std::string(linked);
}

}  // namespace il2search::layering
