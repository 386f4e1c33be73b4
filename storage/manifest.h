// Manifest: which files make up one generation of an index. Plain values and their JSON; index_directory.h reads and
// writes them on disk.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <il2search/vocabulary_status.h>

namespace il2search {

// What this version writes. An index with a higher number, or with a lower one than kOldestFormat, is refused.
inline constexpr unsigned kFormatVersion = 1;
inline constexpr unsigned kOldestFormat = 1;

// A larger manifest is not read.
inline constexpr std::size_t kMaxManifestBytes = std::size_t{64} << 20;

// A file of the index, by path relative to the index folder.
struct FileEntry {
  std::string path;
  std::uint64_t size = 0;
  std::string xxh3;  // XXH3-128, 32 hexadecimal digits

  bool operator==(const FileEntry&) const = default;
};

struct SegmentEntry {
  std::string name;             // "000017": the folder below segments/
  std::string uuid;             // of the Xapian database in it: how a PostingSource knows which segment it is asked for
  std::uint32_t documents = 0;  // docids 1 … documents, deleted ones included
  std::uint32_t deleted = 0;
  std::vector<FileEntry> files;           // every file of the segment's folder
  std::optional<FileEntry> deleted_list;  // segments/000017.dead.000042: u32 docids, sorted, little-endian

  bool operator==(const SegmentEntry&) const = default;
};

// The compiled vocabulary of a generation.
struct VocabularyEntry {
  std::string hash;  // of its content
  std::vector<VocabularyStatus> parts;
  std::vector<FileEntry> files;
  std::uint64_t copy = 1;  // over 1: compiled again, because the files of the copy before were damaged

  // "vocabulary/<hash>", of a later copy "vocabulary/<hash>-2": relative to the index folder.
  std::string folder() const;
  bool operator==(const VocabularyEntry&) const = default;
};

struct Manifest {
  std::uint64_t generation = 0;  // 0: an index that does not exist yet
  unsigned format_version = kFormatVersion;
  std::string analyzer_fingerprint;
  std::string created;  // 2026-11-21T03:00:00Z
  std::uint64_t next_segment = 1;
  std::vector<SegmentEntry> segments;  // oldest first
  std::optional<FileEntry> ledger;
  std::optional<VocabularyEntry> vocabulary;
  // Hash of the vocabulary that was there when every document came in; empty: none, or several.
  std::string indexed_with;
  std::vector<std::pair<std::string, std::string>> versions;  // for information: library -> version
  std::optional<FileEntry> previous;  // the manifest of the generation served before, to roll back to
  std::uint64_t sources = 0;

  std::uint64_t live_documents() const;
  std::uint64_t bytes() const;  // of all files named but `previous`
  bool operator==(const Manifest&) const = default;
};

// Calls visit(name in JSON, member) for each member: the manifest and the status of an index write them alike.
template <class Status, class Visit> void for_each_status_member(Status& status, Visit visit) {
  visit("name", status.name);
  visit("version", status.version);
  visit("source", status.source);
  visit("concepts", status.concepts);
  visit("names", status.names);
  visit("edges", status.edges);
  visit("mappings", status.mappings);
}

std::string manifest_to_json(const Manifest& manifest);
// Error{index_corrupt, index_incompatible (format version)} naming `where`. Refuses paths that leave the index folder.
Manifest manifest_from_json(std::string_view json, const std::string& where);

}  // namespace il2search
