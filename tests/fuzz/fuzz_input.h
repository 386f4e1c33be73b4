// Shared by the fuzz targets: requirements, and inputs that are taken apart from front to back.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include <il2search/error.h>
#include <il2search/text.h>

namespace il2search::fuzz {

// Ends the process with the message, which libFuzzer takes for a finding.
inline void require(bool holds, const char* what, std::string_view detail = "") {
  if (holds) return;
  std::fprintf(stderr, "%s: %.*s\n", what, static_cast<int>(detail.size()), detail.data());
  std::abort();
}

inline std::string_view as_text(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

// An Error that hostile bytes may cause: its message is one line that any terminal can show.
inline void require_printable(const Error& error) {
  require(error.what()[0] != '\0', "an error without a message");
  require(terminal_safe(error.what(), false) == error.what(), "a message that steers terminals", error.what());
  require(terminal_safe(error.hint(), false) == error.hint(), "a hint that steers terminals", error.hint());
}

// Calls work(); returns false if it throws an Error with one of these codes. Any other Error is a finding.
template <class... Codes, class Work> bool succeeds(Work work, Codes... allowed) {
  try {
    work();
    return true;
  } catch (const Error& error) {
    require_printable(error);
    require(((error.code() == allowed) || ...), "an error with another code", error.what());
    return false;
  }
}

// Whether stored bytes are accepted: work() either returns or refuses them as damaged or of another version.
template <class Work> bool accepts(Work work) {
  return succeeds(work, ErrorCode::index_corrupt, ErrorCode::index_incompatible);
}

// The parts of an input. What lies beyond its end is zero or empty.
class FuzzInput {
 public:
  explicit FuzzInput(std::string_view bytes) : rest_(bytes) {}

  bool at_end() const { return rest_.empty(); }
  std::uint8_t byte() {
    const std::string_view one = bytes(1);
    return one.empty() ? 0 : static_cast<std::uint8_t>(one.front());
  }
  std::size_t number16() {
    const std::size_t low = byte();
    return low + (std::size_t{byte()} << 8);
  }
  std::string_view bytes(std::size_t count) {
    const std::string_view taken = rest_.substr(0, count);
    rest_.remove_prefix(taken.size());
    return taken;
  }
  // Up to the next line feed, which is dropped.
  std::string_view line() {
    const std::string_view taken = bytes(std::min(rest_.find('\n'), rest_.size()));
    bytes(1);
    return taken;
  }
  std::string_view rest() const { return rest_; }

 private:
  std::string_view rest_;
};

}  // namespace il2search::fuzz
