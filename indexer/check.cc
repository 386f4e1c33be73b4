// check_index(): verifies the files of the newest generation against their checksums, the files of a segment against each
// other, and finally runs Xapian's own check.
#include <algorithm>
#include <string>
#include <vector>

#include <il2search/error.h>
#include <il2search/maintenance.h>
#include <il2search/text.h>

#include "indexer/database_check.h"
#include "indexer/ledger.h"
#include "storage/deletion_list.h"
#include "storage/generation.h"
#include "storage/index_directory.h"
#include "storage/record_file.h"
#include "storage/verify.h"
#include "vocabulary/store/compiler.h"
#include "vocabulary/store/vocabulary.h"
#include "vocabulary/tagger/tagger.h"

namespace il2search {
namespace {

class IndexCheck {
 public:
  IndexCheck(const std::string& path, const std::function<void(const std::string&)>& on_progress)
      : folder_(IndexFolder::open(path)), on_progress_(on_progress) {}

  std::vector<std::string> run();

 private:
  void add_finding(const std::string& where, const std::string& what) {
    findings_.push_back(terminal_safe(where + ": " + what, false));
  }
  // Runs a step. An error is a finding; returns whether there was none.
  template <class Step> bool passes(const std::string& where, Step step);

  bool check_file(const FileEntry& entry);
  bool check_files(const std::vector<FileEntry>& entries);
  void check_previous(const Manifest& manifest);
  void check_segment(const SegmentEntry& segment);
  void check_stray_files(const std::string& folder, const std::vector<FileEntry>& files);
  void check_counts(const SegmentEntry& segment, const std::string& folder);
  void check_xapian(const std::string& name, const std::vector<FileEntry>& files);
  void check_vocabulary(const VocabularyEntry& vocabulary);

  IndexFolder folder_;
  const std::function<void(const std::string&)>& on_progress_;
  std::vector<std::string> findings_;
};

template <class Step> bool IndexCheck::passes(const std::string& where, Step step) {
  try {
    step();
    return true;
  } catch (const Error& error) {
    add_finding(where, error.what());
    return false;
  }
}

bool IndexCheck::check_file(const FileEntry& entry) {
  if (on_progress_) on_progress_(entry.path);
  return passes(entry.path, [&] {
    if (const auto fault = verify_file(folder_, entry)) throw Error(ErrorCode::index_corrupt, fault->what);
  });
}

bool IndexCheck::check_files(const std::vector<FileEntry>& entries) {
  const std::size_t before = findings_.size();
  for (const FileEntry& entry : entries) check_file(entry);
  return findings_.size() == before;
}

// The previous generation is only needed to revert, so its absence is not damage.
void IndexCheck::check_previous(const Manifest& manifest) {
  if (manifest.previous && folder_.file_size(manifest.previous->path)) check_file(*manifest.previous);
}

// Xapian opens tables by name, so a stray file could be taken for a table that the segment does not have.
void IndexCheck::check_stray_files(const std::string& folder, const std::vector<FileEntry>& files) {
  for (const std::string& name : folder_.names(folder)) {
    const bool known = std::any_of(files.begin(), files.end(),
                                   [&](const FileEntry& file) { return file.path == folder + "/" + name; });
    if (!known) add_finding(folder + "/" + name, "the file is not part of the index");
  }
}

void IndexCheck::check_counts(const SegmentEntry& segment, const std::string& folder) {
  for (const char* name : {"heads", "texts", "tokens"}) {
    passes("segments/" + segment.name + "/" + name, [&] {
      const RecordFile records(folder + "/" + name);
      if (records.size() != segment.documents)
        throw Error(ErrorCode::index_corrupt, "record count does not match the document count");
      for (std::uint32_t docid = 1; docid <= records.size(); ++docid) records.record(docid);
    });
  }
  passes("segments/" + segment.name, [&] {
    const Xapian::Database database = open_segment_database(folder);
    translating_xapian(folder, [&] {
      if (database.get_doccount() != segment.documents || database.get_uuid() != segment.uuid) {
        throw Error(ErrorCode::index_corrupt, "this is not the published database");
      }
    });
  });
}

void IndexCheck::check_segment(const SegmentEntry& segment) {
  const std::string name = "segments/" + segment.name;
  const std::string folder = folder_.absolute(name);
  passes(name, [&] { check_stray_files(name, segment.files); });
  if (segment.deleted_list && check_file(*segment.deleted_list)) {
    passes(segment.deleted_list->path, [&] { read_deleted_list(folder_, segment); });
  }
  // Reading the contents of damaged files would only repeat the finding.
  if (!check_files(segment.files)) return;
  check_counts(segment, folder);
  check_xapian(name, segment.files);
}

void IndexCheck::check_xapian(const std::string& name, const std::vector<FileEntry>& files) {
  if (on_progress_) on_progress_(name);
  std::uint64_t bytes = 0;
  for (const FileEntry& file : files) bytes += file.size;
  const std::string finding = check_database(folder_.absolute(name), bytes);
  if (!finding.empty()) add_finding(name, finding);
}

// Opening a vocabulary verifies its files against each other; a rebuild needs its parts. A vocabulary of another version is
// not damaged.
void IndexCheck::check_vocabulary(const VocabularyEntry& vocabulary) {
  const std::string name = vocabulary.folder();
  passes(name, [&] { check_stray_files(name, vocabulary.files); });
  if (!check_files(vocabulary.files)) return;
  passes(name, [&] {
    try {
      const Vocabulary vocabulary_opens(folder_.absolute(name));
      const TagDictionary dictionary_opens(folder_.absolute(name) + "/" + kTagDictionaryFile);
    } catch (const Error& error) {
      if (error.code() != ErrorCode::index_incompatible) throw;
    }
    read_compiled_parts(folder_.absolute(name));
  });
  check_xapian(name, vocabulary.files);
}

std::vector<std::string> IndexCheck::run() {
  HeldManifest held;
  try {
    held = hold_newest(folder_);
  } catch (const Error& error) {
    if (error.code() != ErrorCode::index_corrupt) throw;
    return {error.what()};
  }
  const Manifest& manifest = held.manifest;
  check_previous(manifest);
  if (manifest.ledger && check_file(*manifest.ledger)) {
    passes(manifest.ledger->path, [&] { load_ledger(folder_, manifest); });
  }
  for (const SegmentEntry& segment : manifest.segments) check_segment(segment);
  if (manifest.vocabulary) check_vocabulary(*manifest.vocabulary);
  return std::move(findings_);
}

}  // namespace

std::vector<std::string> check_index(const std::string& index_path,
                                     const std::function<void(const std::string&)>& on_progress) {
  return IndexCheck(index_path, on_progress).run();
}

}  // namespace il2search
