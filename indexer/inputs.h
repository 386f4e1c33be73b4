// Inputs: the paths given to a command -> the files to read, in order, and what is left out.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include <il2search/index_writer.h>

namespace il2search {

// Tells whether a path still names the same content, without reading it.
struct FileStamp {
  std::uint64_t device = 0;
  std::uint64_t inode = 0;
  std::uint64_t size = 0;
  std::int64_t modified_seconds = 0;
  std::int64_t modified_nanoseconds = 0;

  bool operator==(const FileStamp&) const = default;
};

struct SourceFile {
  std::string path;     // to open; "-" for standard input
  std::string name;     // in the ledger: the absolute path, or "-"
  std::string file_id;  // the stem of FILE: ids: `<name of the root>/<path below it>`
  std::string root;     // absolute path of the given folder that it was found in; empty if the file itself was given
  std::uint64_t size = 0;
  std::string checksum;  // XXH3-128 of its bytes; empty for standard input
  FileStamp stamp;       // when the checksum was computed
  std::uint32_t nlm_file = 0;
};

struct CollectedInputs {
  std::vector<SourceFile> files;
  std::vector<SkippedInput> skipped;  // broken: folders that cannot be read
};

// Files as given, and folders recursively in name order, without hidden files, NLM's .md5 files and the folder of the index
// at `index_path`, which need not exist. Links to files are followed, links to folders are not. The numbered files of NLM
// are sorted by number among themselves; all others keep their positions. Checksums are not computed yet. Throws
// Error{path_missing, io} for a path that was given; a folder without input files is path_missing.
CollectedInputs collect_inputs(const std::vector<std::string>& paths, const std::string& index_path = {});

// Reads the file and sets `checksum`, `size` and `stamp`. Throws Error{broken_file} if there is a file NAME.md5 for the
// file NAME and its MD5 differs; a NAME.md5 that is not a small regular file is not opened, with a warning. Throws what
// open_input() throws, and what `checkpoint`, called for each piece, throws.
void compute_checksum(SourceFile& file, const std::function<void(const std::string&)>& warn = {},
                      const std::function<void()>& checkpoint = {});

// Whether the path still names the content of which compute_checksum() computed the checksum.
bool is_unchanged(const SourceFile& file);

// Why a file that was found in a folder is not a paper, by its name or the beginning of its content: "a PDF file". Empty if
// it may be one or cannot be read.
std::string name_what_is_not_a_paper(const SourceFile& file);

}  // namespace il2search
