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
  std::vector<Change> lost;
  const auto how = random() % 4;
  for (auto& [folder, changes] : changes_) {
    const std::size_t survive = how == 0 ? 0 : how == 1 ? changes.size() : random() % (changes.size() + 1);
    lost.insert(lost.end(), changes.begin() + static_cast<std::ptrdiff_t>(survive), changes.end());
  }
  for (const std::string& file : unsynced_)
    if (fs::is_regular_file(file) && how != 1 && random() % 4 != 0) damage(file, random);
  std::sort(lost.begin(), lost.end(), [](const Change& a, const Change& b) { return a.number > b.number; });
  for (const Change& change : lost) undo(change);
}

// Names that other lost changes have taken away already stay away.
void PowerLoss::undo(const Change& change) {
  if (change.kind == Change::Kind::renamed && exists(change.path) && exists(parent_of(change.from))) {
    fs::remove_all(change.from);
    fs::rename(change.path, change.from);
  }
  if (change.kind != Change::Kind::removed) fs::remove_all(change.path);
  if (!change.kept.empty() && !exists(change.path) && exists(parent_of(change.path)))
    fs::copy(change.kept, change.path, fs::copy_options::recursive | fs::copy_options::copy_symlinks);
}

void PowerLoss::damage(const std::string& path, std::mt19937& random) {
  const std::uintmax_t size = fs::file_size(path);
  const std::uintmax_t sectors = size / kSectorBytes + 1;
  const std::uintmax_t from = random() % sectors * kSectorBytes;
  if (random() % 2 == 0) return fs::resize_file(path, std::min(from, size));
  fs::resize_file(path, std::min(from, size));
  fs::resize_file(path, size);  // zeros
}

}  // namespace il2search::test
