// Inputs: sorts the files of NLM, computes checksums, and tells papers from what is beside them. folder_walk.h finds files.
#include "indexer/inputs.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <filesystem>
#include <optional>
#include <string_view>

#include <il2search/error.h>
#include <il2search/text.h>

#include "base/ascii.h"
#include "base/byte_source.h"
#include "base/checksum.h"
#include "base/file.h"
#include "corpus/detect.h"
#include "indexer/documents/origin.h"
#include "indexer/folder_walk.h"

namespace il2search {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxMd5FileBytes = 4096;

[[noreturn]] void throw_missing(const fs::path& path, const std::string& why) {
  throw Error(ErrorCode::path_missing, "cannot read: " + terminal_safe(path.string(), false) + ": " + why);
}

// `papers`, `papers/` and `./papers` are the same folder.
fs::path normal_path(const fs::path& path) {
  const fs::path normal = fs::absolute(path).lexically_normal();
  return normal.has_filename() ? normal : normal.parent_path();
}

SourceFile describe(const fs::path& path, const fs::path& root) {
  SourceFile file;
  file.path = path.string();
  file.name = fs::absolute(path).lexically_normal().string();
  std::error_code failed;
  const std::uintmax_t size = fs::file_size(path, failed);
  if (!failed) file.size = size;
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

void add_folder(CollectedInputs& inputs, const fs::path& root, const std::string& index_path) {
  FolderContent content = walk_folder(root, index_path);
  if (content.files.empty() && content.skipped.empty()) throw_missing(root, "no input files in this folder");
  for (const fs::path& path : content.files) inputs.files.push_back(describe(path, root));
  std::move(content.skipped.begin(), content.skipped.end(), std::back_inserter(inputs.skipped));
}

void add_path(CollectedInputs& inputs, const std::string& given, const std::string& index_path) {
  if (given == "-") {
    SourceFile& input = inputs.files.emplace_back();
    input.path = input.name = given;
    input.file_id = "stdin";
    return;
  }
  const fs::path path(given);
  const fs::file_status status = fs::status(path);
  if (!fs::exists(status)) throw_missing(path, "no such file or folder");
  if (fs::is_directory(status)) add_folder(inputs, path, index_path);
  else if (fs::is_regular_file(status)) inputs.files.push_back(describe(path, {}));
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

FileStamp stamp_of(const struct stat& status) {
  return {status.st_dev, status.st_ino, static_cast<std::uint64_t>(status.st_size), status.st_mtim.tv_sec,
          status.st_mtim.tv_nsec};
}

// The text of a file NAME.md5; nothing if it does not exist or cannot be used. In the second case `why` gives the reason.
std::optional<std::string> read_md5_file(const std::string& path, std::string& why) {
  const Descriptor file = open_path(path, O_RDONLY | O_NONBLOCK);
  if (!file.is_open()) {
    if (errno != ENOENT && errno != ENAMETOOLONG) why = errno_message(errno);
    return std::nullopt;
  }
  struct stat status {};
  if (::fstat(file.get(), &status) != 0) why = errno_message(errno);
  else if (!S_ISREG(status.st_mode)) why = "it is not a regular file";
  else if (static_cast<std::uint64_t>(status.st_size) > kMaxMd5FileBytes) why = "it is over 4096 bytes";
  if (!why.empty()) return std::nullopt;
  std::string text(kMaxMd5FileBytes, '\0');
  text.resize(read_input(file, text.data(), text.size(), path));
  return text;
}

// The MD5 that NLM published with a file. Without one the file is read unverified, and a warning says why if there is
// something that looks like one.
std::optional<std::string> expected_md5(const SourceFile& file, const std::function<void(const std::string&)>& warn) {
  const std::string path = file.path + ".md5";
  std::string why;
  const std::optional<std::string> text = read_md5_file(path, why);
  std::optional<std::string> md5;
  if (text) md5 = parse_md5_file(*text);
  if (text && !md5) why = "it has no MD5";
  if (!why.empty() && warn) warn(terminal_safe("the file was not compared with its MD5: " + path + ": " + why, false));
  return md5;
}

// Files that accompany papers, by the name without extension in lower case.
constexpr std::array<std::string_view, 12> kAccompanying = {"readme",    "license", "licence",   "copying",
                                                            "copyright", "notice",  "changelog", "contributing",
                                                            "authors",   "md5sums", "sha1sums",  "sha256sums"};

bool is_accompanying(const fs::path& path) {
  const std::string stem = ascii::to_lower(path.stem().string());
  const std::string extension = ascii::to_lower(path.extension().string());
  const bool is_text = extension.empty() || extension == ".md" || extension == ".txt" || extension == ".rst";
  return is_text && std::find(kAccompanying.begin(), kAccompanying.end(), stem) != kAccompanying.end();
}

}  // namespace

CollectedInputs collect_inputs(const std::vector<std::string>& paths, const std::string& index_path) {
  CollectedInputs inputs;
  for (const std::string& path : paths) {
    try {
      add_path(inputs, path, index_path);
    } catch (const fs::filesystem_error& error) {
      throw_missing(path, error.code().message());
    }
  }
  order_nlm_files(inputs.files);
  return inputs;
}

void compute_checksum(SourceFile& file, const std::function<void(const std::string&)>& warn,
                      const std::function<void()>& checkpoint) {
  if (file.path == "-") return;
  const std::optional<std::string> md5 = expected_md5(file, warn);
  const Descriptor input = open_input(file.path);
  struct stat status {};
  if (::fstat(input.get(), &status) != 0) throw_io("cannot read the file", file.path);
  Xxh3 xxh3;
  Md5 actual;
  const auto add = [&](std::string_view piece) {
    if (checkpoint) checkpoint();
    xxh3.update(piece);
    if (md5) actual.update(piece);
  };
  file.size = for_each_piece(input, file.path, add);
  file.stamp = stamp_of(status);
  file.checksum = xxh3.hex();
  if (md5 && *md5 != actual.finish())
    throw Error(ErrorCode::broken_file,
                "broken file: its MD5 differs from " + terminal_safe(file.path, false) +
                    ".md5: " + terminal_safe(file.path, false),
                "download the file again");
}

bool is_unchanged(const SourceFile& file) {
  struct stat status {};
  return ::stat(file.path.c_str(), &status) == 0 && stamp_of(status) == file.stamp;
}

std::string name_what_is_not_a_paper(const SourceFile& file) {
  if (is_accompanying(file.path)) return "a file that accompanies papers";
  try {
    return std::string(name_foreign(open_source(file.path)->head()));
  } catch (const Error&) {
    return {};
  }
}

}  // namespace il2search
