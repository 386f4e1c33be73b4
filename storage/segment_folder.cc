// A segment's Xapian database: the one place that opens one by path, and that turns Xapian's exceptions into ours.
#include <algorithm>
#include <cerrno>
#include <initializer_list>
#include <string>
#include <string_view>
#include <system_error>

#include <il2search/error.h>
#include <il2search/text.h>

#include "storage/directory_files.h"
#include "storage/index_directory.h"

namespace il2search {
namespace {

std::string words_of(int number) { return std::generic_category().message(number); }

// Whether Xapian's error comes from a system call that failed with one of these numbers. The words stand apart, or in
// the message, where one error led to another.
bool system_error_is(const Xapian::Error& error, std::initializer_list<int> numbers) {
  const char* apart = error.get_error_string();
  return std::any_of(numbers.begin(), numbers.end(), [&](int number) {
    return words_of(number) == (apart == nullptr ? "" : apart) ||
           error.get_msg().find(words_of(number)) != std::string::npos;
  });
}

bool disk_is_full(const Xapian::Error& error) { return system_error_is(error, {ENOSPC, EDQUOT, EFBIG}); }

// Whether the system failed, and not the bytes that it gave.
bool is_of_the_system(const Xapian::Error& error) {
  if (disk_is_full(error) || system_error_is(error, {EIO, EMFILE, ENFILE, EACCES, EPERM, EROFS, EINTR})) return true;
  // A file that is missing or too short is damage; every other call of the system that fails is not.
  if (error.get_error_string() != nullptr) return !system_error_is(error, {ENOENT, ENOTDIR, EINVAL});
  // Xapian's own locks are on folders that only one process knows. "Modifications failed" is about writing.
  return std::string_view(error.get_type()) == "DatabaseLockError" || error.get_msg().find("Modifications failed") == 0;
}

ErrorCode code_of(const Xapian::Error& error) {
  if (system_error_is(error, {ENOMEM})) return ErrorCode::out_of_memory;
  if (is_of_the_system(error)) return ErrorCode::io;
  // The classes have no virtual functions; their names are what a handler can tell them apart by.
  const std::string_view type = error.get_type();
  const bool wrong_call = type == "InvalidArgumentError" || type == "InvalidOperationError" ||
                          type == "UnimplementedError" || type == "AssertionError";
  return wrong_call ? ErrorCode::invalid_argument : ErrorCode::index_corrupt;
}

std::string what_happened(ErrorCode code) {
  switch (code) {
    case ErrorCode::index_corrupt: return "index corrupt: ";
    case ErrorCode::io: return "cannot read or write the index: ";
    case ErrorCode::out_of_memory: return "out of memory: ";
    default: return "unexpected answer from Xapian: ";
  }
}

std::string what_to_do(ErrorCode code, const Xapian::Error& error) {
  if (disk_is_full(error)) return "make room on the disk and run it again; the index still serves what it had";
  return code == ErrorCode::index_corrupt ? "`il2index check` lists what is damaged" : "";
}

}  // namespace

void throw_translated(const Xapian::Error& error, const std::string& where) {
  const ErrorCode code = code_of(error);
  const char* system = error.get_error_string();
  std::string message = what_happened(code) + where + ": " + error.get_msg();
  if (system != nullptr) message += std::string(" (") + system + ")";
  throw Error(code, terminal_safe(message, false), what_to_do(code, error));
}

Xapian::Database open_segment_database(const std::string& folder) {
  // Anything but a folder with a glass database in it could be a stub file, which may name programs to run.
  if (!regular_file_size(folder + "/iamglass")) throw_corrupt(folder + "/iamglass", "it is missing");
  return translating_xapian(folder, [&] { return Xapian::Database(folder, Xapian::DB_BACKEND_GLASS); });
}

}  // namespace il2search
