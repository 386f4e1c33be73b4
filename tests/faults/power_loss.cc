#include "tests/faults/power_loss.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string_view>

namespace il2search::test {
namespace {

namespace fs = std::filesystem;
constexpr std::uintmax_t kSectorBytes = 512;

bool is_one_of(std::string_view name, std::initializer_list<std::string_view> names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

bool exists(const std::string& path) { return fs::symlink_status(path).type() != fs::file_type::not_found; }

std::string parent_of(const std::string& path) { return fs::path(path).parent_path().string(); }

// A path as it is after a folder was renamed.
std::string moved(const std::string& path, const std::string& from, const std::string& to) {
  const bool is_below = path.starts_with(from) && (path.size() == from.size() || path[from.size()] == '/');
  return is_below ? to + path.substr(from.size()) : path;
}

void zero_any_sectors(const std::string& path, std::uintmax_t size, std::mt19937& random) {
  std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
  for (std::uintmax_t at = 0; at < size; at += kSectorBytes) {
    if (random() % 2 == 0) continue;
    file.seekp(static_cast<std::streamoff>(at));
    file << std::string(std::min(kSectorBytes, size - at), '\0');
  }
}

}  // namespace

void PowerLoss::note(const Call& call) {
  const std::string_view name = call.name;
  if (call.creates && !exists(call.path)) note_change(Change::Kind::created, call.path);
  if (is_one_of(name, {"mkdir", "mkdirat"}) && !exists(call.path)) note_change(Change::Kind::created, call.path);
  if (is_one_of(name, {"unlink", "unlinkat", "rmdir"}) && exists(call.path))
    note_change(Change::Kind::removed, call.path);
  if (is_one_of(name, {"rename", "renameat", "renameat2"}) && exists(call.from)) {
    note_change(Change::Kind::renamed, call.path, call.from);
    move_below(call.from, call.path);
  }
  if (is_one_of(name, {"write", "pwrite64", "writev", "ftruncate", "truncate", "fallocate", "copy_file_range"}))
    unsynced_.insert(call.path);
  if (is_one_of(name, {"fsync", "fdatasync"})) note_sync(call.path);
}

void PowerLoss::note_change(Change::Kind kind, const std::string& path, const std::string& from) {
  changes_[parent_of(path)].push_back({kind, path, from, keep(path), changes_seen_++});
}

void PowerLoss::note_sync(const std::string& path) {
  if (fs::is_directory(path)) changes_.erase(path);
  else unsynced_.erase(path);
}

void PowerLoss::move_below(const std::string& from, const std::string& to) {
  std::set<std::string> files;
  for (const std::string& file : unsynced_) files.insert(moved(file, from, to));
  unsynced_ = std::move(files);
  std::map<std::string, std::vector<Change>> folders;
  for (auto& [folder, changes] : changes_) {
    const std::string now = moved(folder, from, to);
    for (Change& change : changes) {
      // Changes of the folder in which the name was are about that name.
      if (now != folder) change.path = moved(change.path, from, to);
      folders[now].push_back(std::move(change));
    }
  }
  changes_ = std::move(folders);
}

std::string PowerLoss::keep(const std::string& path) {
  if (!exists(path)) return {};
  std::string kept = aside_ + "/" + std::to_string(kept_++);
  fs::copy(path, kept, fs::copy_options::recursive | fs::copy_options::copy_symlinks);
  return kept;
}

void PowerLoss::strike(std::mt19937& random) {
  const bool contents_survive = random() % 4 == 0;
  for (const std::string& file : unsynced_)
    if (fs::is_regular_file(file) && !contents_survive && random() % 4 != 0) damage(file, random);
  take_back_all_but(choose_survivors(random));
}

// A journal keeps the order of the changes of a folder, as in most of the states; POSIX does not demand it.
std::set<std::size_t> PowerLoss::choose_survivors(std::mt19937& random) const {
  enum { none, all, first_ones, any, kinds };
  const auto kind = random() % kinds;
  std::set<std::size_t> survivors;
  for (const auto& [folder, changes] : changes_) {
    const std::size_t count = kind == none ? 0 : kind == first_ones ? random() % (changes.size() + 1) : changes.size();
    for (std::size_t i = 0; i < count; ++i)
      if (kind != any || random() % 2 == 0) survivors.insert(changes[i].number);
  }
  return survivors;
}

void PowerLoss::take_back_all_but(const std::set<std::size_t>& survivors) {
  std::vector<Change> changes;
  for (const auto& [folder, some] : changes_) changes.insert(changes.end(), some.begin(), some.end());
  std::sort(changes.begin(), changes.end(), [](const Change& a, const Change& b) { return a.number > b.number; });
  std::set<std::string> settled;  // names of which a later change survives
  for (const Change& change : changes) {
    if (!survivors.contains(change.number)) {
      undo(change, settled);
      continue;
    }
    settled.insert(change.path);
    if (change.kind == Change::Kind::renamed) settled.insert(change.from);
  }
}

// Names that other lost changes have taken away already stay away.
void PowerLoss::undo(const Change& change, const std::set<std::string>& settled) {
  if (settled.contains(change.path)) return;
  const bool is_rename = change.kind == Change::Kind::renamed;
  if (is_rename && !settled.contains(change.from) && exists(change.path) && exists(parent_of(change.from))) {
    fs::remove_all(change.from);
    fs::rename(change.path, change.from);
  }
  if (change.kind != Change::Kind::removed) fs::remove_all(change.path);
  if (!change.kept.empty() && !exists(change.path) && exists(parent_of(change.path)))
    fs::copy(change.kept, change.path, fs::copy_options::recursive | fs::copy_options::copy_symlinks);
}

void PowerLoss::damage(const std::string& path, std::mt19937& random) {
  enum { cut, zero_end, zero_sectors, kinds };
  const auto kind = random() % kinds;
  const std::uintmax_t size = fs::file_size(path);
  if (kind == zero_sectors) return zero_any_sectors(path, size, random);
  const std::uintmax_t from = random() % (size / kSectorBytes + 1) * kSectorBytes;
  fs::resize_file(path, std::min(from, size));
  if (kind == zero_end) fs::resize_file(path, size);
}

}  // namespace il2search::test
