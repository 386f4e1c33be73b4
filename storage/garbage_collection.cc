// Removes files that no manifest names. What is kept follows only from the manifests in the folder, never from the age
// of a file, and unknown names are left alone.
#include <sys/file.h>

#include <algorithm>
#include <optional>
#include <set>
#include <string_view>
#include <vector>

#include <il2search/error.h>

#include "base/ascii.h"
#include "storage/generation.h"
#include "storage/index_files.h"

namespace il2search {
namespace {

constexpr std::size_t kKeptGenerations = 2;

// The generations that have a manifest, newest first.
std::vector<std::uint64_t> generations_in(const std::string& index_path) {
  std::vector<std::uint64_t> generations;
  for (const std::string& name : names_in(index_path)) {
    if (const auto number = number_after(name, "MANIFEST-")) generations.push_back(*number);
  }
  std::sort(generations.rbegin(), generations.rend());
  return generations;
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

// What all manifests in the folder need; nothing if one of them cannot be read, since its generation may be in use.
std::optional<std::set<std::string>> needed_names(const std::string& index_path) {
  std::set<std::string> names;
  for (const std::uint64_t generation : generations_in(index_path)) {
    const std::string path = index_path + "/" + manifest_name(generation);
    try {
      const Descriptor file = open_regular_file(path);
      if (file.is_open()) add_names(manifest_from_json(read_all(file, path, kMaxManifestBytes), path), names);
    } catch (const Error&) {
      return std::nullopt;
    }
  }
  return names;
}

// "000017" or "000017.dead.000042".
bool is_segment_name(std::string_view name) {
  constexpr std::string_view kDeletedInfix = ".dead.";
  const std::size_t deleted = name.find(kDeletedInfix);
  if (deleted == std::string_view::npos) return ascii::is_number(name);
  return ascii::is_number(name.substr(0, deleted)) && ascii::is_number(name.substr(deleted + kDeletedInfix.size()));
}

// Paths below the index folder that have names of ours, needed or not, without manifests.
std::vector<std::string> removable_names(const std::string& index_path) {
  std::vector<std::string> names;
  for (const std::string& name : names_in(index_path)) {
    if (number_after(name, "LEDGER-") || is_temporary_name(name)) names.push_back(name);
  }
  for (const std::string& name : names_in(index_path + "/segments")) {
    if (is_segment_name(name)) names.push_back("segments/" + name);
  }
  for (const std::string& name : names_in(index_path + "/vocabulary")) names.push_back("vocabulary/" + name);
  return names;
}

std::uint64_t remove_unneeded(const std::string& index_path) {
  const auto needed = needed_names(index_path);
  if (!needed) return 0;
  std::uint64_t freed = 0;
  for (const std::string& name : removable_names(index_path)) {
    if (needed->count(name) == 0) freed += remove_tree(index_path + "/" + name);
  }
  return freed;
}

// Removes a manifest unless a reader holds it. The lock is kept until the name is gone, so that a reader that has just
// opened the file finds it unlinked.
std::uint64_t remove_manifest(const std::string& index_path, std::uint64_t generation) {
  const std::string path = index_path + "/" + manifest_name(generation);
  const Descriptor file = open_regular_file(path);
  if (!file.is_open() || ::flock(file.get(), LOCK_EX | LOCK_NB) != 0) return 0;
  return remove_tree(path);
}

}  // namespace

bool is_temporary_name(const std::string& name) {
  constexpr std::string_view kSuffix = ".tmp";
  if (!name.ends_with(kSuffix)) return false;
  const std::string stem = name.substr(0, name.size() - kSuffix.size());
  return stem == "CURRENT" || number_after(stem, "MANIFEST-") || number_after(stem, "LEDGER-");
}

std::uint64_t remove_unpublished(const std::string& index_path, std::uint64_t newest) {
  std::uint64_t freed = 0;
  for (const std::uint64_t generation : generations_in(index_path)) {
    if (generation > newest) freed += remove_tree(index_path + "/" + manifest_name(generation));
  }
  return freed + remove_unneeded(index_path);
}

std::uint64_t remove_old_generations(const std::string& index_path, std::uint64_t newest) {
  std::uint64_t freed = 0;
  const std::vector<std::uint64_t> generations = generations_in(index_path);
  for (std::size_t i = kKeptGenerations; i < generations.size(); ++i) {
    if (generations[i] < newest) freed += remove_manifest(index_path, generations[i]);
  }
  // The manifests must be gone from the disk before the files that they name.
  sync_folder(index_path);
  return freed + remove_unneeded(index_path);
}

}  // namespace il2search
