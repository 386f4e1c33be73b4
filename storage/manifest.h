// Manifests: which files make up a generation of an index. Plain values and their JSON form.
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

// The format that this version writes. Indexes with a higher number, or one below kOldestFormat, are refused.
inline constexpr unsigned kFormatVersion = 3;
inline constexpr unsigned kOldestFormat = 1;

// Generations, segments and copies of a vocabulary have numbers up to this one; an index with a higher number is damaged.
// A generation per second reaches it after 30,000 years, and no sum of two of them overflows.
inline constexpr std::uint64_t kMaxNumber = 1'000'000'000'000;

// Generations kept unless the index says otherwise, and the most that it may ask for.
inline constexpr unsigned kDefaultKeep = 2;
inline constexpr unsigned kMaxKeep = 1000;

// A larger manifest is not read.
inline constexpr std::size_t kMaxManifestBytes = std::size_t{64} << 20;

// A file of the index. Its path is relative to the index folder.
struct FileEntry {
  std::string path;
  std::uint64_t size = 0;
  std::string xxh3;  // XXH3-128, 32 hexadecimal digits

  bool operator==(const FileEntry&) const = default;
};

struct SegmentEntry {
  std::string name;             // "000017": the folder below segments/
  std::string uuid;             // of its Xapian database, by which a PostingSource recognises the segment
  std::uint32_t documents = 0;  // docids 1 … documents, deleted ones included
  std::uint32_t deleted = 0;
  std::vector<FileEntry> files;           // every file of the segment's folder
  std::optional<FileEntry> deleted_list;  // segments/000017.dead.000042: see deletion_list.h

  bool operator==(const SegmentEntry&) const = default;
};

// The compiled vocabulary of a generation.
struct VocabularyEntry {
  std::string hash;  // of its content
  std::vector<VocabularyStatus> parts;
  std::vector<FileEntry> files;
  std::uint64_t copy = 1;  // above 1: compiled again because the previous copy was damaged

  // "vocabulary/<hash>", or "vocabulary/<hash>-2" for the second copy: relative to the index folder.
  std::string folder() const;
  bool operator==(const VocabularyEntry&) const = default;
};

struct Manifest {
  std::uint64_t generation = 0;  // 0: nothing is published yet
  unsigned format_version = kFormatVersion;
  std::string analyzer_fingerprint;
  std::string created;     // 2026-11-21T03:00:00Z
  std::string created_by;  // the command: "update"; empty if the version that wrote it did not record that
  std::uint64_t next_segment = 1;
  std::vector<SegmentEntry> segments;  // oldest first
  std::optional<FileEntry> ledger;
  std::optional<VocabularyEntry> vocabulary;
  // Hash of the vocabulary with which all documents were indexed; empty if there was none or several.
  std::string indexed_with;
  std::vector<std::pair<std::string, std::string>> versions;  // for information: library -> version
  std::optional<FileEntry> previous;  // the manifest of the generation served before, for `il2index rollback`
  std::uint64_t sources = 0;
  unsigned keep = kDefaultKeep;  // generations that garbage collection keeps, this one included

  std::uint64_t live_documents() const;
  std::uint64_t bytes() const;  // of all files named, without `previous`
  bool operator==(const Manifest&) const = default;
};

// Calls visit(const FileEntry&) for each file of a generation, in the order of the manifest, without `previous`.
template <class Visit> void for_each_file(const Manifest& manifest, Visit visit) {
  for (const SegmentEntry& segment : manifest.segments) {
    for (const FileEntry& file : segment.files) visit(file);
    if (segment.deleted_list) visit(*segment.deleted_list);
  }
  if (manifest.vocabulary) {
    for (const FileEntry& file : manifest.vocabulary->files) visit(file);
  }
  if (manifest.ledger) visit(*manifest.ledger);
}

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
// Error{index_corrupt, index_incompatible (format version)} with `where` in the message. Paths that lead out of the
// index folder are refused.
Manifest manifest_from_json(std::string_view json, const std::string& where);

}  // namespace il2search
