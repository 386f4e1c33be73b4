// The walk: one folder after the other, each read to its end before its subfolders are.
#include "indexer/folder_walk.h"

#include <fcntl.h>

#include <cerrno>
#include <system_error>
#include <utility>

#include <il2search/error.h>
#include <il2search/text.h>

#include "base/folder_entries.h"

namespace il2search {
namespace {

namespace fs = std::filesystem;
using Kind = SkippedInput::Kind;

bool is_hidden(const fs::path& path) { return path.filename().string().starts_with('.'); }

bool is_same_folder(const fs::path& a, const std::string& b) {
  std::error_code missing;
  return !b.empty() && fs::equivalent(a, b, missing) && !missing;
}

// An index keeps its documents in files that are not papers, and changes while it is written.
bool is_index(const fs::path& folder) {
  std::error_code ignored;
  return fs::is_regular_file(folder / "CURRENT", ignored) && fs::is_regular_file(folder / "LOCK", ignored) &&
         fs::is_directory(folder / "segments", ignored);
}

const char* describe(fs::file_type type) {
  switch (type) {
    case fs::file_type::fifo: return "a named pipe";
    case fs::file_type::socket: return "a socket";
    case fs::file_type::directory: return "a link to a folder";
    case fs::file_type::not_found: return "a link to nothing";
    default: return "a device or a link that cannot be followed";
  }
}

std::vector<fs::path> entries_of(const fs::path& folder) {
  const Descriptor opened = open_path(folder.string(), O_RDONLY | O_DIRECTORY);
  const auto names = opened.is_open() ? names_in(opened) : std::nullopt;
  if (!names)
    throw fs::filesystem_error("cannot read the folder", folder, std::error_code(errno, std::generic_category()));
  std::vector<fs::path> entries;
  for (const std::string& name : *names) entries.push_back(folder / name);
  return entries;
}

class FolderWalk {
 public:
  explicit FolderWalk(std::string index_path) : index_path_(std::move(index_path)) {}

  void add_entries(const std::vector<fs::path>& entries) {
    for (const fs::path& path : entries)
      if (!is_hidden(path)) add(path);
  }

  FolderContent take() { return std::move(content_); }

 private:
  void add(const fs::path& path) {
    std::error_code failed;
    std::error_code ignored;
    const fs::file_status status = fs::status(path, failed);
    const bool is_link = fs::is_symlink(fs::symlink_status(path, ignored));
    if (fs::is_regular_file(status)) {
      if (path.extension() != ".md5") content_.files.push_back(path);
    } else if (fs::is_directory(status) && !is_link) {
      add_folder(path);
    } else if (!fs::status_known(status) && !is_link) {
      skip(path, "cannot read it (" + failed.message() + ")", Kind::broken);
    } else {
      skip(path, describe(status.type()), Kind::unreachable);
    }
  }

  void add_folder(const fs::path& folder) {
    if (is_same_folder(folder, index_path_)) return skip(folder, "the index itself", Kind::not_a_paper);
    if (is_index(folder)) return skip(folder, "another il2search index", Kind::unreachable);
    std::vector<fs::path> entries;
    try {
      entries = entries_of(folder);
    } catch (const fs::filesystem_error& error) {
      return skip(folder, "cannot read the folder (" + error.code().message() + ")", Kind::broken);
    }
    add_entries(entries);
  }

  void skip(const fs::path& path, std::string reason, Kind kind) {
    content_.skipped.push_back({path.string(), std::move(reason), kind});
  }

  std::string index_path_;
  FolderContent content_;
};

}  // namespace

FolderContent walk_folder(const fs::path& root, const std::string& index_path) {
  if (is_same_folder(root, index_path) || is_index(root)) {
    throw Error(ErrorCode::path_missing, "an index instead of papers: " + terminal_safe(root.string(), false),
                "name the folder of the papers; --index names that of the index");
  }
  FolderWalk walk(index_path);
  walk.add_entries(entries_of(root));
  return walk.take();
}

}  // namespace il2search
