// Recovery: every manifest in the folder -> what is wrong with its generation -> a new CURRENT.
#include "storage/recovery.h"

#include <algorithm>
#include <map>
#include <utility>

#include <il2search/error.h>

#include "base/ascii.h"
#include "base/checksum.h"
#include "storage/index_files.h"

namespace il2search {
namespace {

// Damage is a fault. A failing disk is an error, and so is an index of a newer version, which is not damaged.
bool is_damage(const Error& error) { return error.code() == ErrorCode::index_corrupt; }

void read_served(const IndexFolder& folder, FoundGenerations& found) {
  try {
    found.current = find_current(folder);
    if (!found.current) found.faults.push_back({"CURRENT", "it is missing"});
  } catch (const Error& error) {
    if (!is_damage(error)) throw;
    found.faults.push_back(to_fault("CURRENT", error));
  }
}

// Whether a manifest is as the entry says, or the entry is what is damaged: two different manifests have about two of the
// 32 digits in common, and a flipped bit in the entry changes one.
bool vouches_for(const FileEntry& entry, const FileEntry& manifest) {
  std::size_t equal = 0;
  for (std::size_t i = 0; i < manifest.xxh3.size(); ++i) equal += entry.xxh3[i] == manifest.xxh3[i];
  return equal >= manifest.xxh3.size() / 2;
}

// Reads the manifest, which must be as `expected` says if that names it.
void read_found(const IndexFolder& folder, FoundGeneration& found, const std::optional<FileEntry>& expected) {
  const std::string name = manifest_name(found.number);
  try {
    const std::string bytes = folder.read_file(name, kMaxManifestBytes);
    found.entry = {name, bytes.size(), xxh3_hex(bytes)};
    if (expected && expected->path == name && !vouches_for(*expected, found.entry))
      throw_corrupt(folder.absolute(name), "its checksum is wrong");
    Manifest manifest = manifest_from_json(bytes, name);
    if (manifest.generation != found.number) throw_corrupt(folder.absolute(name), "it holds another generation");
    found.manifest = std::move(manifest);
  } catch (const Error& error) {
    if (!is_damage(error)) throw;
    found.faults.push_back(to_fault(name, error));
  }
}

// Newest first.
std::vector<std::uint64_t> manifest_numbers(const IndexFolder& folder) {
  std::vector<std::uint64_t> numbers;
  for (const std::string& name : folder.names("")) {
    if (const auto number = number_after(name, "MANIFEST-"); number && *number <= kMaxNumber)
      numbers.push_back(*number);
  }
  std::sort(numbers.rbegin(), numbers.rend());
  return numbers;
}

// Newest first: the served generation, whose manifest may be missing, and older ones. What is above it was never
// published.
std::vector<std::uint64_t> numbers_to_read(const IndexFolder& folder, const std::optional<CurrentFile>& current) {
  std::vector<std::uint64_t> numbers = manifest_numbers(folder);
  if (!current) return numbers;
  std::erase_if(numbers, [&](std::uint64_t number) { return number >= current->generation; });
  numbers.insert(numbers.begin(), current->generation);
  return numbers;
}

// Above every segment in the folder, needed or not.
std::uint64_t next_segment_in(const IndexFolder& folder) {
  constexpr std::size_t kMostDigits = 18;
  std::uint64_t next = 1;
  for (const std::string& name : folder.names("segments")) {
    if (!ascii::is_number(name) || name.size() > kMostDigits) continue;
    const std::uint64_t number = std::stoull(name);
    if (number < kMaxNumber) next = std::max(next, number + 1);
  }
  return next;
}

// Verifies files that several generations share only once.
class SharedVerification {
 public:
  SharedVerification(const IndexFolder& folder, const VerifyOptions& options) : folder_(folder), options_(options) {}

  std::vector<FileFault> faults_of(const Manifest& manifest) {
    std::vector<FileFault> faults;
    for_each_file(manifest, [&](const FileEntry& entry) {
      if (const auto& fault = fault_of(entry)) faults.push_back(*fault);
    });
    return faults;
  }

 private:
  const std::optional<FileFault>& fault_of(const FileEntry& entry) {
    const auto [at, is_new] = verified_.try_emplace({entry.path, entry.xxh3});
    if (is_new) at->second = verify_file(folder_, entry, options_);
    return at->second;
  }

  const IndexFolder& folder_;
  const VerifyOptions& options_;
  std::map<std::pair<std::string, std::string>, std::optional<FileFault>> verified_;  // by path and checksum
};

}  // namespace

bool holds_index(const IndexFolder& folder) {
  const std::vector<std::string> names = folder.names("");
  return std::any_of(names.begin(), names.end(),
                     [](const std::string& name) { return name == "CURRENT" || number_after(name, "MANIFEST-"); }) ||
         has_published(folder);
}

bool finish_first_run(const IndexFolder& folder) {
  const std::string name = manifest_name(1);
  if (!folder.file_size(name)) return false;
  const std::string bytes = folder.read_file(name, kMaxManifestBytes);
  const Manifest manifest = manifest_from_json(bytes, name);
  if (manifest.generation != 1) throw_corrupt(folder.absolute(name), "it holds another generation");
  require_intact(folder, manifest);
  replace_current(folder, {1, {name, bytes.size(), xxh3_hex(bytes)}}, std::nullopt);
  return true;
}

const FoundGeneration* FoundGenerations::newest_complete() const {
  const auto at = std::find_if(generations.begin(), generations.end(),
                               [](const FoundGeneration& generation) { return generation.is_complete(); });
  return at == generations.end() ? nullptr : &*at;
}

std::uint64_t FoundGenerations::next_number() const {
  std::uint64_t newest = current ? current->generation : 0;
  if (!generations.empty()) newest = std::max(newest, generations.front().number);
  return newest + 1;
}

bool FoundGenerations::is_sound() const {
  return current && !generations.empty() && generations.front().entry == current->manifest &&
         generations.front().is_complete();
}

FoundGenerations find_manifests(const IndexFolder& folder) {
  FoundGenerations found;
  read_served(folder, found);
  std::optional<FileEntry> expected;
  if (found.current) expected = found.current->manifest;
  for (const std::uint64_t number : numbers_to_read(folder, found.current)) {
    FoundGeneration& generation = found.generations.emplace_back();
    generation.number = number;
    read_found(folder, generation, expected);
    if (!generation.manifest) continue;
    expected = generation.manifest->previous;
    if (found.current && number == found.current->generation && !(generation.entry == found.current->manifest))
      found.faults.push_back({"CURRENT", "it does not match its manifest"});
  }
  return found;
}

FoundGenerations find_generations(const IndexFolder& folder, const VerifyOptions& options) {
  FoundGenerations found = find_manifests(folder);
  SharedVerification verification(folder, options);
  for (FoundGeneration& generation : found.generations) {
    if (generation.manifest) generation.faults = verification.faults_of(*generation.manifest);
  }
  return found;
}

std::uint64_t serve_again(const IndexFolder& folder, const FoundGenerations& found, const FoundGeneration& chosen) {
  Manifest next = *chosen.manifest;
  next.generation = found.next_number();
  if (next.generation > kMaxNumber) throw_numbers_exhausted(folder);
  next.created = timestamp_now();
  next.created_by = "repair";
  next.next_segment = std::max(next.next_segment, next_segment_in(folder));
  next.previous = chosen.entry;
  const std::string name = manifest_name(next.generation);
  const std::string json = manifest_to_json(next);
  folder.replace_file(name, json);
  folder.sync_folder("");
  replace_current(folder, {next.generation, {name, json.size(), xxh3_hex(json)}}, found.current);
  return next.generation;
}

}  // namespace il2search
