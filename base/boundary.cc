// Exceptions of the standard library -> Error.
#include "base/boundary.h"

#include <il2search/error.h>
#include <il2search/text.h>

namespace il2search {
namespace {

// Made when the library is loaded. A copy shares its message.
const Error kOutOfMemory(ErrorCode::out_of_memory, "out of memory");

bool is_lack_of_memory(const std::error_code& code) {
  return code == std::errc::not_enough_memory || code == std::errc::resource_unavailable_try_again;
}

}  // namespace

void throw_out_of_memory() { throw Error(kOutOfMemory); }

void throw_system_error(const std::system_error& error) {
  const bool is_memory = is_lack_of_memory(error.code());
  throw Error(is_memory ? ErrorCode::out_of_memory : ErrorCode::io,
              (is_memory ? "out of memory: " : "") + terminal_safe(error.what(), false));
}

}  // namespace il2search
