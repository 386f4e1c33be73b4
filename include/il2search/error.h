// The one exception type of the library.
//
// Error: the environment fails. A path is missing, an index is locked or corrupt, a disk is full, memory is exhausted.
// Diagnostic (diagnostic.h): a query is wrong or doubtful. Never an exception.
// RecordError (record_error.h): a record of an input file is bad. It is reported, and reading goes on.
//
// Functions that touch files or an index throw nothing but Error and what callbacks of the caller throw; exceptions of a
// callback pass through unchanged, except std::bad_alloc, std::length_error and std::system_error, which become an Error.
// Functions that only compute a value may throw std::bad_alloc. Nothing ends the process.
#pragma once

#include <stdexcept>
#include <string>
#include <utility>

#include <il2search/export.h>

namespace il2search {

// The kinds of errors that a caller can tell apart and act on.
enum class ErrorCode {
  invalid_argument,      // an option or argument is wrong
  bad_query,             // the query has an error; its diagnostics say where
  not_found,             // no such document, concept or generation
  path_missing,          // an input path does not exist or cannot be read
  unknown_format,        // the content of an input file is not in a known format
  broken_file,           // an input file is truncated or empty, or fails its checksum
  too_many_bad_records,  // a run had more bad records than the caller allows
  index_missing,         // there is no index at the given path
  index_corrupt,         // a file of the index is missing, truncated or fails its checksum
  index_incompatible,    // the index was made by an incompatible version or analyzer
  locked,                // another writer holds the lock of the index
  io,                    // no space left, or another file system error
  out_of_memory,
  timed_out,  // a search exceeded its time limit
  cancelled,  // the caller cancelled a search or update
};

// message: one line that says what happened and where, without a full stop. hint: what to do about it, or empty.
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
