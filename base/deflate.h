// Raw deflate of byte strings whose plain size is stored with them: documents, parts of vocabularies.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace il2search {

// The most that one string may inflate to.
inline constexpr std::uint64_t kMaxInflatedBytes = 256ull << 20;

// Keeps its tables between calls. Not safe from two threads at once.
class Deflater {
 public:
  Deflater();
  ~Deflater();
  Deflater(Deflater&&) noexcept;
  Deflater& operator=(Deflater&&) noexcept;

  // `before` followed by the deflated bytes. Error{invalid_argument} for more than kMaxInflatedBytes.
  std::string deflate(std::string_view bytes, std::string before = {});

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// The plain bytes, or nothing if the input is malformed, does not inflate to exactly `size` bytes, or `size` exceeds
// kMaxInflatedBytes. A size that so few bytes cannot inflate to is refused before memory is allocated for it.
std::optional<std::string> inflated(std::string_view bytes, std::uint64_t size);

}  // namespace il2search
