// check_index(): verifies the files of every kept generation against their checksums, the files of a segment against each
// other, and finally reads all postings. Only reads, as a reader that holds the generations.
#include <algorithm>
#include <chrono>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <il2search/error.h>
#include <il2search/maintenance.h>
#include <il2search/text.h>

#include "indexer/database_check.h"
#include "indexer/ledger.h"
#include "indexer/progress.h"
#include "storage/deletion_list.h"
#include "storage/generation.h"
#include "storage/index_directory.h"
#include "storage/posting_file.h"
#include "storage/record_file.h"
#include "storage/verify.h"
#include "vocabulary/store/compiler.h"
#include "vocabulary/store/vocabulary.h"
#include "vocabulary/tagger/tagger.h"

namespace il2search {
namespace {

// Files as one text, to see that two generations share them.
std::string identity_of(const std::vector<FileEntry>& files) {
  std::string identity;
  for (const FileEntry& file : files) identity += file.path + " " + file.xxh3 + "\n";
  return identity;
}

std::uint64_t size_of(const std::vector<FileEntry>& files) {
  std::uint64_t bytes = 0;
  for (const FileEntry& file : files) bytes += file.size;
  return bytes;
}

class IndexCheck {
 public:
  IndexCheck(const std::string& path, const CheckOptions& options)
      : folder_(IndexFolder::open(path)), options_(options), progress_(options.on_progress) {
    verify_.on_progress = [this](const std::string& file, std::uint64_t bytes) { show(file, bytes); };
    verify_.cancelled = options.cancelled;
    made_.phase = "verifying";
  }

  CheckReport run();

 private:
  void add_finding(const std::string& where, const std::string& what) {
    report_.findings.push_back(terminal_safe(where + ": " + what, false));
  }
  // Runs a step. Damage is a finding, and other errors mean that there is something that cannot be checked; returns
  // whether there was none.
  template <class Step> bool passes(const std::string& where, Step step);
  void show(const std::string& file, std::uint64_t bytes);

  bool hold_served();
  void hold_older();
  void hold(std::uint64_t generation, const std::optional<FileEntry>& expected);
  void count_bytes();
  bool is_new(const FileEntry& entry) { return seen_.insert(entry.path + " " + entry.xxh3).second; }

  std::optional<FileFault> fault_of(const FileEntry& entry) const;
  bool check_file(const FileEntry& entry);
  bool check_files(const std::vector<FileEntry>& entries);
  void check_generation(const Manifest& manifest);
  void check_segment(const SegmentEntry& segment, unsigned format);
  void check_deleted(const SegmentEntry& segment);
  void check_stray_files(const std::string& folder, const std::vector<FileEntry>& files);
  void check_counts(const SegmentEntry& segment, const std::string& folder, unsigned format);
  void check_postings(const std::string& name);
  void check_values(const std::string& name, const std::vector<FileEntry>& files);
  void check_vocabulary(const VocabularyEntry& vocabulary);

  IndexFolder folder_;
  const CheckOptions& options_;
  ProgressReporter progress_;
  Progress made_;
  VerifyOptions verify_;
  std::vector<HeldManifest> held_;  // newest first
  std::set<std::string> seen_;      // files and folders that were checked for a newer generation
  CheckReport report_;
};

template <class Step> bool IndexCheck::passes(const std::string& where, Step step) {
  try {
    step();
    return true;
  } catch (const Error& error) {
    if (error.code() == ErrorCode::cancelled || error.code() == ErrorCode::out_of_memory) throw;
    const bool is_damage = error.code() != ErrorCode::io && error.code() != ErrorCode::locked;
    if (is_damage) add_finding(where, error.what());
    else report_.unchecked.push_back(terminal_safe(where + ": " + error.what(), false));
    return false;
  }
}

void IndexCheck::show(const std::string& file, std::uint64_t bytes) {
  made_.file = file;
  made_.bytes_done += bytes;
  progress_.show(made_);
}

// --- Which generations there are.

bool IndexCheck::hold_served() {
  try {
    held_.push_back(hold_newest(folder_));
    return true;
  } catch (const Error& error) {
    if (error.code() != ErrorCode::index_corrupt) throw;
    report_.findings.push_back(error.what());
    return false;
  }
}

// Garbage collection locks a manifest for an instant before it is gone.
HeldManifest hold_patiently(const IndexFolder& folder, std::uint64_t generation) {
  constexpr int kTries = 20;
  constexpr std::chrono::milliseconds kPause{10};
  for (int tries = 1;; ++tries) {
    try {
      return hold_generation(folder, generation);
    } catch (const Error& error) {
      if (error.code() != ErrorCode::locked || tries == kTries) throw;
    }
    std::this_thread::sleep_for(kPause);
  }
}

void IndexCheck::hold(std::uint64_t generation, const std::optional<FileEntry>& expected) {
  const std::string name = manifest_name(generation);
  passes(name, [&] {
    try {
      HeldManifest held = hold_patiently(folder_, generation);
      if (expected && expected->path == name && !(*expected == held.current.manifest))
        throw Error(ErrorCode::index_corrupt, "its checksum is wrong");
      held_.push_back(std::move(held));
    } catch (const Error& error) {
      if (error.code() != ErrorCode::not_found) throw;  // removed meanwhile
    }
  });
}

// Held like the served one, so that garbage collection does not remove what is being checked.
void IndexCheck::hold_older() {
  std::vector<std::uint64_t> numbers;
  for (const std::string& name : folder_.names("")) {
    const auto number = number_after(name, "MANIFEST-");
    if (number && *number < held_.front().current.generation) numbers.push_back(*number);
  }
  std::sort(numbers.rbegin(), numbers.rend());
  for (const std::uint64_t number : numbers) hold(number, held_.back().manifest.previous);
}

void IndexCheck::count_bytes() {
  std::set<std::string> counted;
  for (const HeldManifest& held : held_) {
    for_each_file(held.manifest, [&](const FileEntry& file) {
      if (counted.insert(file.path + " " + file.xxh3).second) made_.bytes_total += file.size;
    });
  }
}

// --- Files.

std::optional<FileFault> IndexCheck::fault_of(const FileEntry& entry) const {
  return options_.quick ? verify_size(folder_, entry) : verify_file(folder_, entry, verify_);
}

bool IndexCheck::check_file(const FileEntry& entry) {
  if (options_.cancelled && options_.cancelled())
    throw Error(ErrorCode::cancelled, "cancelled: the check is incomplete");
  ++report_.files;
  return passes(entry.path, [&] {
    if (const auto fault = fault_of(entry)) throw Error(ErrorCode::index_corrupt, fault->what);
  });
}

bool IndexCheck::check_files(const std::vector<FileEntry>& entries) {
  bool good = true;
  for (const FileEntry& entry : entries) good = check_file(entry) && good;
  return good;
}

// Xapian opens tables by name, so a stray file could be taken for a table that the segment does not have.
void IndexCheck::check_stray_files(const std::string& folder, const std::vector<FileEntry>& files) {
  for (const std::string& name : folder_.names(folder)) {
    const bool known = std::any_of(files.begin(), files.end(),
                                   [&](const FileEntry& file) { return file.path == folder + "/" + name; });
    if (!known) add_finding(folder + "/" + name, "the file is not part of the index");
  }
}

// --- Contents.

void IndexCheck::check_counts(const SegmentEntry& segment, const std::string& folder, unsigned format) {
  const auto check_size = [&](const auto& records) {
    if (records.size() != segment.documents)
      throw Error(ErrorCode::index_corrupt, "record count does not match the document count");
  };
  const auto check_records = [&](const auto& records) {
    check_size(records);
    for (std::uint32_t docid = 1; docid <= records.size(); ++docid) records.record(docid);
  };
  for (const char* name : {"heads", "texts"}) {
    passes("segments/" + segment.name + "/" + name, [&] { check_records(CompressedRecordFile(folder + "/" + name)); });
  }
  passes("segments/" + segment.name + "/tokens", [&] {
    // The words of older formats are read by no command.
    if (format != kFormatVersion) return check_size(RecordFile(folder + "/tokens"));
    const TokenFile tokens(folder + "/tokens");
    check_size(tokens);
    tokens.verify();
  });
  passes("segments/" + segment.name, [&] {
    const Xapian::Database database = open_segment_database(folder);
    translating_xapian(folder, [&] {
      if (database.get_doccount() != segment.documents || database.get_uuid() != segment.uuid) {
        throw Error(ErrorCode::index_corrupt, "this is not the published database");
      }
    });
  });
}

void IndexCheck::check_postings(const std::string& name) {
  show(name, 0);
  passes(name + kPostings, [&] {
    PostingFile(folder_.absolute(name) + kPostings).verify([&] {
      if (options_.cancelled && options_.cancelled())
        throw Error(ErrorCode::cancelled, "cancelled: the check is incomplete");
    });
  });
}

void IndexCheck::check_values(const std::string& name, const std::vector<FileEntry>& files) {
  passes(name, [&] {
    const std::string finding = check_database(folder_.absolute(name), size_of(files), options_.cancelled);
    if (!finding.empty()) throw Error(ErrorCode::index_corrupt, finding);
  });
}

void IndexCheck::check_deleted(const SegmentEntry& segment) {
  if (!segment.deleted_list || !is_new(*segment.deleted_list) || !check_file(*segment.deleted_list)) return;
  passes(segment.deleted_list->path, [&] { read_deleted_list(folder_, segment); });
}

void IndexCheck::check_segment(const SegmentEntry& segment, unsigned format) {
  check_deleted(segment);
  if (!seen_.insert(segment.uuid + identity_of(segment.files)).second) return;
  const std::string name = "segments/" + segment.name;
  passes(name, [&] { check_stray_files(name, segment.files); });
  // Reading the contents of damaged files would only repeat the finding.
  if (!check_files(segment.files) || options_.quick) return;
  check_counts(segment, folder_.absolute(name), format);
  // Postings of older formats are read by no command.
  if (format != kFormatVersion) return;
  check_postings(name);
  check_values(name, segment.files);
}

// Opening a vocabulary verifies its files against each other; a rebuild needs its parts. A vocabulary of another version is
// not damaged.
void IndexCheck::check_vocabulary(const VocabularyEntry& vocabulary) {
  if (!seen_.insert(identity_of(vocabulary.files)).second) return;
  const std::string name = vocabulary.folder();
  passes(name, [&] { check_stray_files(name, vocabulary.files); });
  if (!check_files(vocabulary.files) || options_.quick) return;
  bool is_current = true;
  passes(name, [&] {
    try {
      const Vocabulary vocabulary_opens(folder_.absolute(name));
      const TagDictionary dictionary_opens(folder_.absolute(name) + "/" + kTagDictionaryFile);
    } catch (const Error& error) {
      if (error.code() != ErrorCode::index_incompatible) throw;
      is_current = false;
    }
    read_compiled_parts(folder_.absolute(name));
  });
  if (is_current) check_postings(name);
}

void IndexCheck::check_generation(const Manifest& manifest) {
  if (manifest.ledger && is_new(*manifest.ledger) && check_file(*manifest.ledger) && !options_.quick) {
    passes(manifest.ledger->path, [&] { load_ledger(folder_, manifest); });
  }
  for (const SegmentEntry& segment : manifest.segments) check_segment(segment, manifest.format_version);
  if (manifest.vocabulary) check_vocabulary(*manifest.vocabulary);
}

CheckReport IndexCheck::run() {
  if (!hold_served()) return std::move(report_);
  hold_older();
  count_bytes();
  show("", 0);
  for (const HeldManifest& held : held_) check_generation(held.manifest);
  report_.generations = held_.size();
  return std::move(report_);
}

}  // namespace

CheckReport check_index(const std::string& index_path, const CheckOptions& options) {
  return guarded_index(index_path, [&]() -> CheckReport { return IndexCheck(index_path, options).run(); });
}

}  // namespace il2search
