// The one exception of the library, and the exit code that the programs give it.
//
// The world breaks (a path is missing, an index is locked or corrupt, a disk is full): that is an Error.
// A user mistypes a query: that is a Diagnostic (diagnostic.h), never an exception.
// A record of an input file is bad: that is a RecordError (record_error.h), and the rest goes on.
#pragma once

#include <stdexcept>
#include <string>
#include <utility>

#include <il2search/export.h>

namespace il2search {

// What went wrong, as far as a caller can act on it.
enum class ErrorCode {
  invalid_argument,      // an option or argument is wrong
  bad_query,             // the query has an error; the diagnostics say where
  not_found,             // no such document, concept or generation
  path_missing,          // an input path does not exist or cannot be read
  unknown_format,        // the content of an input file is none of the known formats
  broken_file,           // an input file is truncated, empty, fails its checksum or ends early
  too_many_bad_records,  // more records of a run were bad than the caller allows
  index_missing,         // there is no index at the given path
  index_corrupt,         // a file of the index is missing, too short or fails its checksum
  index_incompatible,    // the index was made by a version or analyzer that this one cannot serve
  locked,                // another writer holds the lock of the index
  io,                    // no space, or an error of the file system
  out_of_memory,
  timed_out,  // the time limit of a search passed
  cancelled,  // the caller asked a running search or update to stop
  stale,      // status: the newest generation is older than allowed
};

// The exit code of the programs for an error: the table of docs/cli.md.
IL2SEARCH_EXPORT int exit_code(ErrorCode code) noexcept;

// message: one line, what happened and where, without a full stop. hint: what to do about it, or empty.
// Both are safe to print on a terminal: control characters of quoted input are already replaced.
class IL2SEARCH_EXPORT Error : public std::runtime_error {
 public:
  Error(ErrorCode code, const std::string& message, std::string hint = {})
      : std::runtime_error(message), code_(code), hint_(std::move(hint)) {}
  ErrorCode code() const noexcept { return code_; }
  const std::string& hint() const noexcept { return hint_; }

 private:
  ErrorCode code_;
  std::string hint_;
};

}  // namespace il2search
