// WordCutter: a run of letters and digits -> its parts with their stems. The analyzer's hot path: results are cached, since
// nearly every run of a text has been seen before.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <memory_resource>
#include <string>
#include <string_view>
#include <vector>

#include "text/plurals.h"

namespace il2search {

// One part of a run. The term is empty if the part is too long.
struct RunPart {
  std::string_view term;
  std::string_view stem;
  std::uint32_t start;  // bytes [start, end) of the run
  std::uint32_t end;
};

struct Run {
  std::string_view key;  // the run in lower case
  const RunPart* parts = nullptr;
  std::uint32_t part_count = 0;
  bool letters = false;
  bool digits = false;
  std::string_view joined;  // the parts joined, if there are 2 to kMaxJoinedParts in at most kMaxJoinedBytes
};

inline constexpr std::size_t kMaxJoinedBytes = 40;
inline constexpr std::size_t kMaxJoinedParts = 5;

// Not safe from two threads at once. Caches at most kMaxRuns runs (about 12 MiB).
class WordCutter {
 public:
  WordCutter();
  WordCutter(const WordCutter&) = delete;
  WordCutter& operator=(const WordCutter&) = delete;

  // Frees a full cache. Invalidates every Run and every view returned so far.
  void begin_text();

  // The parts of a run, which consists of lower-case ASCII letters, digits and bytes >= 0x80 and must be followed by 8
  // readable bytes that are 0. Valid until begin_text().
  const Run& cut(std::string_view run);

  std::string_view stem(std::string_view part) { return stemmer_(part); }

  // Memory for terms of the current text, valid until begin_text().
  char* allocate(std::size_t bytes) {
    text_used_ = true;
    return static_cast<char*>(text_memory_.allocate(bytes, 1));
  }

  static constexpr std::size_t kMaxRuns = 1u << 16;
  static constexpr std::size_t kMaxKeptBytes = 64;

 private:
  struct Slot {
    std::uint64_t hash = 0;
    const Run* run = nullptr;
  };

  const Run& add(std::string_view run, std::uint64_t hash, std::size_t slot);
  const Run& build(std::string_view run, std::pmr::memory_resource& memory);
  const Run& store(std::string_view run, std::pmr::memory_resource& memory);
  std::string_view join_new_parts(std::string_view key, std::pmr::memory_resource& memory) const;
  void add_atom(std::string_view run, std::size_t start, std::size_t end);
  void add_word(std::string_view run, std::size_t start, std::size_t end);
  void add_part(std::string term, std::size_t start, std::size_t end);
  void grow();

  struct NewPart {
    std::string term;
    std::string stem;
    std::uint32_t start;
    std::uint32_t end;
  };

  static constexpr std::size_t kTextBytes = 32 * 1024;

  Stemmer stemmer_;
  std::unique_ptr<std::byte[]> first_text_bytes_;  // enough for most texts, so that they allocate nothing
  std::pmr::monotonic_buffer_resource kept_memory_;
  std::pmr::monotonic_buffer_resource text_memory_;
  std::vector<Slot> slots_;
  std::size_t kept_ = 0;
  bool text_used_ = false;
  std::vector<NewPart> new_parts_;
};

}  // namespace il2search
