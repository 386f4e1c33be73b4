// A segment's Xapian database: the one place that opens one by path, and that turns Xapian's exceptions into ours.
#include <algorithm>
#include <cerrno>
#include <initializer_list>
#include <string>
#include <string_view>
#include <system_error>

#include <il2search/error.h>
#include <il2search/text.h>

#include "schema/index_directory.h"
#include "schema/index_directory_files.h"

namespace il2search {
namespace {

// Whether Xapian's error comes from a system call that failed with one of these numbers.
bool system_error_is(const Xapian::Error& error, std::initializer_list<int> numbers) {
  const char* text = error.get_error_string();
  return text != nullptr && std::any_of(numbers.begin(), numbers.end(),
                                        [&](int number) { return std::generic_category().message(number) == text; });
}

ErrorCode code_of(const Xapian::Error& error) {
  if (system_error_is(error, {ENOMEM})) return ErrorCode::out_of_memory;
  // A file that is missing or too short is damage; every other failing system call is the system's.
  const bool system = error.get_error_string() != nullptr && !system_error_is(error, {ENOENT, ENOTDIR, EINVAL});
  if (system) return ErrorCode::io;
  // The classes have no virtual functions; their names are what a handler can tell them apart by.
  const std::string_view type = error.get_type();
  if (type == "DatabaseLockError") return ErrorCode::locked;
  const bool wrong_call = type == "InvalidArgumentError" || type == "InvalidOperationError" ||
                          type == "UnimplementedError" || type == "AssertionError";
  return wrong_call ? ErrorCode::invalid_argument : ErrorCode::index_corrupt;
}

std::string what_happened(ErrorCode code) {
  switch (code) {
    case ErrorCode::index_corrupt: return "index corrupt: ";
    case ErrorCode::io: return "cannot read or write the index: ";
    case ErrorCode::out_of_memory: return "out of memory: ";
    case ErrorCode::locked: return "index locked: ";
    default: return "unexpected answer from Xapian: ";
  }
}

}  // namespace

void throw_translated(const Xapian::Error& error, const std::string& where) {
  const ErrorCode code = code_of(error);
  const char* system = error.get_error_string();
  std::string message = what_happened(code) + where + ": " + error.get_msg();
  if (system != nullptr) message += std::string(" (") + system + ")";
  throw Error(code, terminal_safe(message, false),
              code == ErrorCode::index_corrupt ? "`il2index check` lists what is damaged" : "");
}

Xapian::Database open_segment_database(const std::string& folder) {
  // Anything but a folder with a glass database in it could be a stub file, which may name programs to run.
  if (!regular_file_size(folder + "/iamglass")) throw_corrupt(folder + "/iamglass", "it is missing");
  return translating_xapian(folder, [&] { return Xapian::Database(folder, Xapian::DB_BACKEND_GLASS); });
}

}  // namespace il2search
