// Opens the Xapian database of a segment, and translates Xapian's exceptions; both are done nowhere else.
#include <algorithm>
#include <cerrno>
#include <initializer_list>
#include <string>
#include <string_view>

#include <il2search/error.h>
#include <il2search/text.h>

#include "storage/index_directory.h"
#include "storage/index_files.h"

namespace il2search {
namespace {

constexpr unsigned kMostAttempts = 100;

// Whether a system call failed with one of these error numbers. Xapian gives the system's text by itself, or in the
// message if one error led to another.
bool system_error_is(const Xapian::Error& error, std::initializer_list<int> numbers) {
  const char* given = error.get_error_string();
  return std::any_of(numbers.begin(), numbers.end(), [&](int number) {
    const std::string text = errno_message(number);
    return text == (given == nullptr ? "" : given) || error.get_msg().find(text) != std::string::npos;
  });
}

bool disk_is_full(const Xapian::Error& error) { return system_error_is(error, {ENOSPC, EDQUOT, EFBIG}); }

bool is_missing_file(const Xapian::Error& error) {
  const std::string_view type = error.get_type();
  const bool cannot_open = type == "DatabaseOpeningError" || type == "DatabaseNotFoundError";
  return cannot_open && system_error_is(error, {ENOENT, ENOTDIR});
}

// Whether the system failed, as opposed to damaged files.
bool is_system_failure(const Xapian::Error& error) {
  if (disk_is_full(error) || system_error_is(error, {EIO, EMFILE, ENFILE, EACCES, EPERM, EROFS, EINTR})) return true;
  // A missing or short file is damage; other failing system calls are not.
  if (error.get_error_string() != nullptr) return !is_missing_file(error) && !system_error_is(error, {EINVAL});
  // Xapian locks only folders that no other process uses. "Modifications failed" is about writing.
  return std::string_view(error.get_type()) == "DatabaseLockError" || error.get_msg().find("Modifications failed") == 0;
}

// Whether to open a database again. Xapian does not repeat an open() that a signal interrupted, as may happen on a network
// file system, and a file is missing only if it is so twice (confirm_missing()).
bool is_worth_another(unsigned attempt, const Xapian::Error& error) {
  if (system_error_is(error, {EINTR})) return attempt < kMostAttempts;
  return attempt == 1 && is_missing_file(error);
}

ErrorCode code_of(const Xapian::Error& error) {
  if (system_error_is(error, {ENOMEM})) return ErrorCode::out_of_memory;
  if (is_system_failure(error)) return ErrorCode::io;
  // The name of the type tells the classes apart without a catch clause for each.
  const std::string_view type = error.get_type();
  const bool wrong_call = type == "InvalidArgumentError" || type == "InvalidOperationError" ||
                          type == "UnimplementedError" || type == "AssertionError";
  return wrong_call ? ErrorCode::invalid_argument : ErrorCode::index_corrupt;
}

std::string message_start(ErrorCode code) {
  switch (code) {
    case ErrorCode::index_corrupt: return "index corrupt: ";
    case ErrorCode::io: return "cannot read or write the index: ";
    case ErrorCode::out_of_memory: return "out of memory: ";
    default: return "unexpected error from Xapian: ";
  }
}

std::string hint_for(ErrorCode code, const Xapian::Error& error) {
  if (disk_is_full(error)) return "free some disk space and run it again; the published index is unchanged";
  return code == ErrorCode::index_corrupt ? "`il2index check` lists what is damaged" : "";
}

}  // namespace

void throw_translated(const Xapian::Error& error, const std::string& where) {
  const ErrorCode code = code_of(error);
  const char* system = error.get_error_string();
  std::string message = message_start(code) + where + ": " + error.get_msg();
  if (system != nullptr) message += std::string(" (") + system + ")";
  throw Error(code, terminal_safe(message, false), hint_for(code, error));
}

Xapian::Database open_segment_database(const std::string& folder) {
  // A path without a glass database could be a stub file, which may name programs to run.
  if (!regular_file_size(folder + "/iamglass")) throw_corrupt(folder + "/iamglass", "it is missing");
  return translating_xapian(folder, [&] {
    for (unsigned attempt = 1;; ++attempt) {
      try {
        return Xapian::Database(folder, Xapian::DB_BACKEND_GLASS);
      } catch (const Xapian::Error& error) {
        if (!is_worth_another(attempt, error)) throw;
      }
    }
  });
}

}  // namespace il2search
