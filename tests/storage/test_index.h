// Small indexes for tests: temporary folders, and segments whose documents all have one word.
#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <il2search/error.h>
#include <xapian.h>

#include "base/checksum.h"
#include "storage/compressed_records.h"
#include "storage/generation.h"
#include "storage/index_directory.h"
#include "storage/posting_file_writer.h"
#include "storage/token_file.h"

namespace il2search::test {

// A new folder, removed with the object.
class TestFolder {
 public:
  TestFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "il2search-test-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("cannot make a folder for the test");
    std::filesystem::permissions(name, std::filesystem::perms(0755));
    path_ = name;
  }
  ~TestFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TestFolder(const TestFolder&) = delete;
  TestFolder& operator=(const TestFolder&) = delete;

  const std::string& path() const { return path_; }
  std::string operator/(const std::string& name) const { return path_ + "/" + name; }

 private:
  std::string path_;
};

inline std::string read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream bytes;
  bytes << in.rdbuf();
  return bytes.str();
}

inline void write_file(const std::string& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
}

// Changes the byte in the middle of a file.
inline void flip_byte(const std::string& path) {
  std::string bytes = read_file(path);
  bytes.at(bytes.size() / 2) ^= 1;
  write_file(path, bytes);
}

// Rewrites a record file with another record in place of one.
inline void replace_record(const std::string& path, std::uint32_t number, const std::string& record) {
  std::vector<std::string> records;
  {
    const RecordFile file(path);
    for (std::uint32_t n = 1; n <= file.size(); ++n) records.emplace_back(n == number ? record : file.record(n));
  }
  RecordFileWriter writer(path);
  for (const std::string& one : records) writer.append(one);
  writer.finish();
}

// A finished segment folder with `documents` documents that have `word`, and a value each.
inline void make_segment_folder(const std::string& folder, std::uint32_t documents, const std::string& word) {
  {
    Xapian::WritableDatabase values(
        folder, Xapian::DB_CREATE | Xapian::DB_NO_TERMLIST | Xapian::DB_NO_SYNC | Xapian::DB_BACKEND_GLASS);
    PostingFileWriter postings(folder + kPostings);
    for (std::uint32_t i = 0; i < documents; ++i) {
      Xapian::Document document;
      document.add_value(0, word + std::to_string(i));
      values.add_document(document);
      postings.add_length(1);
    }
    values.commit();
    postings.begin_list(true);
    for (std::uint32_t docid = 1; docid <= documents; ++docid) postings.add_posting(docid, 1);
    if (documents > 0) postings.end_list(word);
    postings.finish();
  }
  const auto write = [&](auto records) {
    for (std::uint32_t i = 0; i < documents; ++i) records.append(word + " " + std::to_string(i));
    records.finish();
  };
  for (const char* name : {"/heads", "/texts"}) write(CompressedRecordWriter(folder + name));
  TokenFileWriter tokens(folder + "/tokens");
  tokens.append(std::vector<std::string_view>(documents), {});
  tokens.finish();
}

// How many documents of all segments have a term.
inline std::uint32_t documents_with(const Snapshot& snapshot, const std::string& term) {
  std::uint32_t documents = 0;
  for (const Segment& segment : snapshot.segments())
    segment.postings.for_each_posting(term, [&](std::uint32_t, std::uint32_t) { ++documents; });
  return documents;
}

inline SegmentEntry add_segment(IndexDirectory& directory, std::uint32_t documents, const std::string& word) {
  const std::string folder = directory.tmp() + "/made";
  make_segment_folder(folder, documents, word);
  return directory.adopt_segment(folder, documents);
}

inline const IndexDirectory::Options kCreate{.create = true, .lock_wait = {}, .cancelled = {}};

// Publishes a generation with one more segment and returns its number.
inline std::uint64_t publish_segment(const std::string& path, std::uint32_t documents, const std::string& word) {
  IndexDirectory directory(path, kCreate);
  Manifest next = directory.manifest();
  next.segments.push_back(add_segment(directory, documents, word));
  next.ledger = directory.write_ledger("");
  directory.publish(std::move(next));
  return directory.manifest().generation;
}

// Rewrites the manifest of the served generation.
template <class Change> void change_manifest(const std::string& path, Change change) {
  HeldManifest held = hold_newest(IndexFolder::open(path));
  change(held.manifest);
  const std::string json = manifest_to_json(held.manifest);
  const std::string& name = held.current.manifest.path;
  write_file(path + "/" + name, json);
  write_file(path + "/CURRENT", current_line({name, json.size(), xxh3_hex(json)}));
}

// Gives the served generation another date, as a writer with another clock would have.
inline void set_created(const std::string& path, const std::string& created) {
  change_manifest(path, [&](Manifest& manifest) { manifest.created = created; });
}

// Says that an earlier version wrote the served generation.
inline void set_format(const std::string& path, unsigned version) {
  change_manifest(path, [&](Manifest& manifest) { manifest.format_version = version; });
}

// The code of the Error that `work` throws; nothing if it throws none.
template <class Work> std::optional<ErrorCode> error_of(Work work, std::string* message = nullptr) {
  try {
    work();
  } catch (const Error& error) {
    if (message != nullptr) *message = std::string(error.what()) + "\n" + error.hint();
    return error.code();
  }
  return std::nullopt;
}

}  // namespace il2search::test
