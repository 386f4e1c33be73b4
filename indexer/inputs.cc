// Inputs: walks folders in name order and sorts the files of NLM.
#include "indexer/inputs.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <system_error>

#include <il2search/error.h>
#include <il2search/text.h>

#include "base/checksum.h"
#include "indexer/documents/origin.h"

namespace il2search {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void throw_missing(const fs::path& path, const std::string& why) {
  throw Error(ErrorCode::path_missing, "cannot read: " + terminal_safe(path.string(), false) + ": " + why);
}

bool is_hidden(const fs::path& path) { return path.filename().string().starts_with('.'); }

bool is_input_name(const fs::path& path) { return !is_hidden(path) && path.extension() != ".md5"; }

// `papers`, `papers/` and `./papers` are the same folder.
fs::path normal_path(const fs::path& path) {
  const fs::path normal = fs::absolute(path).lexically_normal();
  return normal.has_filename() ? normal : normal.parent_path();
}

SourceFile describe(const fs::path& path, const fs::path& root) {
  SourceFile file;
  file.path = path.string();
  file.name = fs::absolute(path).lexically_normal().string();
  file.size = fs::file_size(path);
  file.nlm_file = nlm_file_number(path.filename().string());
  if (root.empty()) {
    file.file_id = path.filename().string();
    return file;
  }
  const fs::path normal_root = normal_path(root);
  file.root = normal_root.string();
  file.file_id = (normal_root.filename() / path.lexically_relative(root)).generic_string();
  return file;
}

void add_folder(std::vector<SourceFile>& files, const fs::path& root) {
  std::vector<fs::path> found;
  for (auto entry = fs::recursive_directory_iterator(root); entry != fs::recursive_directory_iterator(); ++entry) {
    if (entry->is_directory() && is_hidden(entry->path())) entry.disable_recursion_pending();
    if (entry->is_regular_file() && is_input_name(entry->path())) found.push_back(entry->path());
  }
  if (found.empty()) throw_missing(root, "no input files in this folder");
  std::sort(found.begin(), found.end());
  for (const fs::path& path : found) files.push_back(describe(path, root));
}

void add_path(std::vector<SourceFile>& files, const std::string& given) {
  if (given == "-") {
    SourceFile& input = files.emplace_back();
    input.path = input.name = given;
    input.file_id = "stdin";
    return;
  }
  const fs::path path(given);
  const fs::file_status status = fs::status(path);
  if (!fs::exists(status)) throw_missing(path, "no such file or folder");
  if (fs::is_directory(status)) add_folder(files, path);
  else if (fs::is_regular_file(status)) files.push_back(describe(path, {}));
  else throw_missing(path, "neither a file nor a folder");
}

// Sorts the numbered files among themselves; the others keep their positions.
void order_nlm_files(std::vector<SourceFile>& files) {
  std::vector<SourceFile> numbered;
  for (const SourceFile& file : files)
    if (file.nlm_file != 0) numbered.push_back(file);
  std::stable_sort(numbered.begin(), numbered.end(),
                   [](const SourceFile& a, const SourceFile& b) { return a.nlm_file < b.nlm_file; });
  auto next = numbered.begin();
  for (SourceFile& file : files)
    if (file.nlm_file != 0) file = *next++;
}

void verify_md5(const SourceFile& file) {
  std::ifstream in(file.path + ".md5");
  if (!in) return;
  std::stringstream text;
  text << in.rdbuf();
  const auto expected = parse_md5_file(text.str());
  if (expected && *expected != md5_of_file(file.path).hex)
    throw Error(ErrorCode::broken_file,
                "broken file: its MD5 differs from " + terminal_safe(file.path, false) +
                    ".md5: " + terminal_safe(file.path, false),
                "download the file again");
}

}  // namespace

std::vector<SourceFile> collect_inputs(const std::vector<std::string>& paths) {
  std::vector<SourceFile> files;
  for (const std::string& path : paths) {
    try {
      add_path(files, path);
    } catch (const fs::filesystem_error& error) {
      throw_missing(path, error.code().message());
    }
  }
  order_nlm_files(files);
  return files;
}

void compute_checksum(SourceFile& file) {
  if (file.path == "-") return;
  file.checksum = xxh3_of_file(file.path).hex;
  verify_md5(file);
}

}  // namespace il2search
