// Raw deflate of byte strings whose plain size is kept beside them: stored documents, parts of vocabularies.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace il2search {

// What one string may inflate to.
inline constexpr std::uint64_t kMaxInflatedBytes = 256ull << 20;

// Keeps its tables between calls. Not safe from two threads at once.
class Deflater {
 public:
  Deflater();
  ~Deflater();
  Deflater(Deflater&&) noexcept;
  Deflater& operator=(Deflater&&) noexcept;

  // `before` with the deflated bytes behind it. Error{invalid_argument} over kMaxInflatedBytes.
  std::string deflate(std::string_view bytes, std::string before = {});

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// The plain bytes, or nothing when these are not what deflated to `size` bytes of at most kMaxInflatedBytes. A size that
// such few bytes cannot inflate to is refused before room is made for it.
std::optional<std::string> inflated(std::string_view bytes, std::uint64_t size);

}  // namespace il2search
