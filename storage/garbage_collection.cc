// Removes files that no manifest names. What is kept follows only from verified manifests, never from the age of a file
// or from the absence of one, and unknown names are left alone.
#include <sys/file.h>

#include <algorithm>
#include <optional>
#include <set>
#include <string_view>
#include <vector>

#include <il2search/error.h>
#include <il2search/text.h>

#include "base/ascii.h"
#include "storage/generation.h"
#include "storage/index_files.h"

namespace il2search {
namespace {

constexpr const char* kFirstRunMark = "tmp/FIRST-RUN";
constexpr std::string_view kDeletedInfix = ".dead.";

// The generations that have a manifest, newest first.
std::vector<std::uint64_t> generations_in(const IndexFolder& folder) {
  std::vector<std::uint64_t> generations;
  for (const std::string& name : folder.names("")) {
    if (const auto number = number_after(name, "MANIFEST-")) generations.push_back(*number);
  }
  std::sort(generations.rbegin(), generations.rend());
  return generations;
}

// "000017" or "000017.dead.000042".
bool is_segment_name(std::string_view name) {
  const std::size_t deleted = name.find(kDeletedInfix);
  if (deleted == std::string_view::npos) return ascii::is_number(name);
  return ascii::is_number(name.substr(0, deleted)) && ascii::is_number(name.substr(deleted + kDeletedInfix.size()));
}

// "3f2a…" or "3f2a…-2": VocabularyEntry::folder().
bool is_vocabulary_name(std::string_view name) {
  constexpr std::size_t kHashDigits = 32;
  const std::size_t dash = name.find('-');
  const std::string_view hash = name.substr(0, dash);
  if (hash.size() != kHashDigits || hash.find_first_not_of(ascii::kHexDigits) != std::string_view::npos) return false;
  if (dash == std::string_view::npos) return true;
  const std::string_view copy = name.substr(dash + 1);
  return ascii::is_number(copy) && copy.front() != '0' && copy != "1";
}

template <class IsOurs>
void add_names_in(const IndexFolder& folder, const std::string& inner, IsOurs is_ours, std::vector<std::string>& to) {
  for (const std::string& name : folder.names(inner)) {
    if (is_ours(name)) to.push_back(inner + "/" + name);
  }
}

// Segments, deletion lists and vocabularies in the folder, needed or not.
std::vector<std::string> inner_names(const IndexFolder& folder) {
  std::vector<std::string> names;
  add_names_in(folder, "segments", is_segment_name, names);
  add_names_in(folder, "vocabulary", is_vocabulary_name, names);
  return names;
}

// Paths below the index folder that have names of ours, needed or not, without manifests.
std::vector<std::string> removable_names(const IndexFolder& folder) {
  std::vector<std::string> names = inner_names(folder);
  for (const std::string& name : folder.names("")) {
    if (number_after(name, "LEDGER-") || is_temporary_name(name)) names.push_back(name);
  }
  return names;
}

// The paths that a manifest needs; of a segment or a vocabulary, that of its folder.
void add_names(const Manifest& manifest, std::set<std::string>& names) {
  if (manifest.ledger) names.insert(manifest.ledger->path);
  for (const SegmentEntry& segment : manifest.segments) {
    names.insert("segments/" + segment.name);
    if (segment.deleted_list) names.insert(segment.deleted_list->path);
  }
  if (manifest.vocabulary) names.insert(manifest.vocabulary->folder());
}

bool has_all_files(const IndexFolder& folder, const Manifest& manifest) {
  bool result = true;
  for_each_file(manifest, [&](const FileEntry& file) { result = result && folder.file_size(file.path) == file.size; });
  return result;
}

// What all manifests in the folder need.
struct Needed {
  std::set<std::string> names;
  std::vector<std::string> warnings;
  bool is_complete = true;  // false: an older manifest is damaged, so what it needs is unknown
};

// An older manifest, as its successor names it. If the successor is gone, a manifest whose files all exist is believed.
Manifest read_older(const IndexFolder& folder, std::uint64_t generation, const std::optional<FileEntry>& expected) {
  const std::string name = manifest_name(generation);
  if (expected && expected->path == name) return read_manifest(folder, *expected);
  Manifest manifest = manifest_from_json(folder.read_file(name, kMaxManifestBytes), name);
  if (manifest.generation != generation) throw_corrupt(folder.absolute(name), "it holds another generation");
  if (!has_all_files(folder, manifest)) throw_corrupt(folder.absolute(name), "it names missing files");
  return manifest;
}

Needed needed_names(const IndexFolder& folder, const Manifest& served) {
  Needed needed;
  add_names(served, needed.names);
  std::optional<FileEntry> previous = served.previous;
  for (const std::uint64_t generation : generations_in(folder)) {
    if (generation >= served.generation) continue;
    try {
      const Manifest manifest = read_older(folder, generation, previous);
      add_names(manifest, needed.names);
      previous = manifest.previous;
    } catch (const Error& error) {
      needed.is_complete = false;
      needed.warnings.push_back(std::string("old files are kept, since it is unknown which are needed: ") +
                                error.what());
      previous.reset();
    }
  }
  return needed;
}

std::uint64_t number_of(std::string_view digits) {
  // Names are longer than any published number only if somebody else made them.
  return digits.size() > 18 ? 0 : std::stoull(std::string(digits));
}

// Whether a name is from a run after `served`, so that no older manifest can name it.
bool is_newer(std::string_view name, const Manifest& served) {
  if (is_temporary_name(std::string(name))) return true;
  if (const auto ledger = number_after(name, "LEDGER-")) return *ledger > served.generation;
  constexpr std::string_view kSegments = "segments/";
  if (!name.starts_with(kSegments)) return false;
  name.remove_prefix(kSegments.size());
  const std::size_t deleted = name.find(kDeletedInfix);
  if (deleted == std::string_view::npos) return number_of(name) >= served.next_segment;
  return number_of(name.substr(deleted + kDeletedInfix.size())) > served.generation;
}

Removal remove_unneeded(const IndexFolder& folder, const Manifest& served) {
  Needed needed = needed_names(folder, served);
  Removal removal{0, std::move(needed.warnings)};
  for (const std::string& name : removable_names(folder)) {
    if (needed.names.count(name) != 0) continue;
    if (needed.is_complete || is_newer(name, served)) removal.bytes += folder.remove(name);
  }
  return removal;
}

// Whether a generation can be done without, because the served one is complete if that generation is.
class Superseded {
 public:
  Superseded(const IndexFolder& folder, const Manifest& served, const std::set<std::string>& written,
             const VerifyOptions& options)
      : folder_(folder), served_(served), intact_(written), options_(options) {}

  // The first file that is damaged in the served generation and absent from the old one.
  std::optional<FileFault> find_fault(std::uint64_t generation) {
    const std::set<std::string> shared = files_of(generation);
    std::optional<FileFault> fault;
    for_each_file(served_, [&](const FileEntry& file) {
      if (!fault && !shared.contains(identity_of(file))) fault = fault_of(file);
    });
    return fault;
  }

 private:
  static std::string identity_of(const FileEntry& file) { return file.path + " " + file.xxh3; }

  // Of a generation whose manifest is damaged, what the served one has: it cannot be served itself.
  std::set<std::string> files_of(std::uint64_t generation) const {
    std::set<std::string> files;
    const std::string name = manifest_name(generation);
    try {
      for_each_file(manifest_from_json(folder_.read_file(name, kMaxManifestBytes), name),
                    [&](const FileEntry& file) { files.insert(identity_of(file)); });
    } catch (const Error& error) {
      if (error.code() != ErrorCode::index_corrupt) throw;
      for_each_file(served_, [&](const FileEntry& file) { files.insert(identity_of(file)); });
    }
    return files;
  }

  std::optional<FileFault> fault_of(const FileEntry& file) {
    if (intact_.contains(file.path)) return std::nullopt;
    std::optional<FileFault> fault = verify_file(folder_, file, options_);
    if (!fault) intact_.insert(file.path);
    return fault;
  }

  const IndexFolder& folder_;
  const Manifest& served_;
  std::set<std::string> intact_;  // paths
  const VerifyOptions& options_;
};

std::string kept_since(const IndexFolder& folder, std::uint64_t generation, const FileFault& fault) {
  return "generation " + std::to_string(generation) +
         " is kept, since the served one is damaged: " + terminal_safe(folder.absolute(fault.path), false) + ": " +
         fault.what + "; run `il2index repair`";
}

bool is_first_run(const IndexFolder& folder) {
  if (!folder.file_size(kFirstRunMark)) return false;
  // The first run publishes generation 1 at most.
  const std::vector<std::uint64_t> generations = generations_in(folder);
  return generations.empty() || generations.front() == 1;
}

}  // namespace

bool is_temporary_name(const std::string& name) {
  constexpr std::string_view kSuffix = ".tmp";
  if (!name.ends_with(kSuffix)) return false;
  const std::string stem = name.substr(0, name.size() - kSuffix.size());
  return stem == "CURRENT" || number_after(stem, "MANIFEST-") || number_after(stem, "LEDGER-");
}

// The lock is kept until the name is gone, so that a reader that has just
// opened the file finds it unlinked.
std::uint64_t remove_manifest(const IndexFolder& folder, std::uint64_t generation) {
  const std::string name = manifest_name(generation);
  const Descriptor file = folder.open_file(name);
  if (!file.is_open() || ::flock(file.get(), LOCK_EX | LOCK_NB) != 0) return 0;
  return folder.remove(name);
}

bool has_published(const IndexFolder& folder) {
  const std::vector<std::string> names = folder.names("");
  const bool has_files = std::any_of(names.begin(), names.end(), [](const std::string& name) {
    return number_after(name, "MANIFEST-") || number_after(name, "LEDGER-");
  });
  return (has_files || !inner_names(folder).empty()) && !is_first_run(folder);
}

Removal remove_unpublished(const IndexFolder& folder, const HeldManifest& served) {
  std::uint64_t bytes = 0;
  for (const std::uint64_t generation : generations_in(folder)) {
    if (generation > served.current.generation) bytes += folder.remove(manifest_name(generation));
  }
  Removal removal = remove_unneeded(folder, served.manifest);
  removal.bytes += bytes;
  return removal;
}

Removal remove_old_generations(const IndexFolder& folder, const CurrentFile& current, const Manifest& served,
                               std::size_t keep, const std::set<std::string>& written, const VerifyOptions& options) {
  // CURRENT is read again: what follows is right only if it still names this generation.
  if (!(read_current(folder) == current))
    throw_corrupt(folder.absolute("CURRENT"), "it was changed by another process");
  std::uint64_t bytes = 0;
  std::vector<std::string> warnings;
  Superseded superseded(folder, served, written, options);
  const std::vector<std::uint64_t> generations = generations_in(folder);
  for (std::size_t i = keep; i < generations.size(); ++i) {
    if (generations[i] >= served.generation) continue;
    if (const auto fault = superseded.find_fault(generations[i]))
      warnings.push_back(kept_since(folder, generations[i], *fault));
    else bytes += remove_manifest(folder, generations[i]);
  }
  // The manifests must be gone from the disk before the files that they name.
  folder.sync_folder("");
  Removal removal = remove_unneeded(folder, served);
  removal.bytes += bytes;
  removal.warnings.insert(removal.warnings.begin(), warnings.begin(), warnings.end());
  return removal;
}

Removal remove_first_run(const IndexFolder& folder) {
  if (has_published(folder)) throw_corrupt(folder.absolute("CURRENT"), "it is missing");
  Removal removal;
  // A manifest is written last: what it names is complete, see finish_first_run().
  if (!is_first_run(folder) || !generations_in(folder).empty()) return removal;
  for (const std::string& name : removable_names(folder)) removal.bytes += folder.remove(name);
  return removal;
}

void mark_first_run(const IndexFolder& folder) {
  folder.write_synced(kFirstRunMark, "nothing was published in this index yet\n");
  folder.sync_folder("tmp");
  folder.sync_folder("");
}

void end_first_run(const IndexFolder& folder) {
  try {
    folder.remove(kFirstRunMark);
  } catch (const Error&) {
    // tmp/ is emptied when the lock is taken next.
  }
}

}  // namespace il2search
