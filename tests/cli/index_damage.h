// What can be damaged in an index of two generations, of which the second has a segment of its own.
#pragma once

#include <cstddef>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "tests/storage/test_index.h"

namespace il2search::test {

using Damage = std::function<void(const std::filesystem::path&)>;

// `at`: negative counts from the end.
inline void flip_bit(const std::filesystem::path& file, std::ptrdiff_t at) {
  std::string bytes = read_file(file);
  ASSERT_GT(bytes.size(), static_cast<std::size_t>(std::abs(at))) << file;
  char& byte = at < 0 ? bytes.end()[at] : bytes[static_cast<std::size_t>(at)];
  byte = static_cast<char>(byte ^ 1);
  write_file(file, bytes);
}
inline void flip_bit(const std::filesystem::path& file) {
  flip_bit(file, static_cast<std::ptrdiff_t>(std::filesystem::file_size(file) / 2));
}

inline Damage flipped(const std::string& name) {
  return [name](const std::filesystem::path& index) { flip_bit(index / name); };
}
inline Damage flipped(const std::string& name, std::ptrdiff_t at) {
  return [name, at](const std::filesystem::path& index) { flip_bit(index / name, at); };
}
inline Damage removed(const std::string& name) {
  return
      [name](const std::filesystem::path& index) { ASSERT_GT(std::filesystem::remove_all(index / name), 0u) << name; };
}
inline Damage emptied(const std::string& name) {
  return [name](const std::filesystem::path& index) { write_file(index / name, ""); };
}
inline Damage linked(const std::string& name) {
  return [name](const std::filesystem::path& index) {
    std::filesystem::rename(index / name, index / "elsewhere");
    std::filesystem::create_symlink("elsewhere", index / name);
  };
}

struct DamageRow {
  const char* name;
  Damage damage;
};

// What only generation 2 needs.
inline const std::vector<DamageRow>& damages() {
  static const std::vector<DamageRow> rows = {
      {"bit in MANIFEST", flipped("MANIFEST-000002")},
      {"no MANIFEST", removed("MANIFEST-000002")},
      {"bit in the name in CURRENT", flipped("CURRENT", 3)},
      {"bit in the number in CURRENT", flipped("CURRENT", 14)},
      {"bit in the size in CURRENT", flipped("CURRENT", 17)},
      {"bit in the checksum in CURRENT", flipped("CURRENT", -3)},
      {"empty CURRENT", emptied("CURRENT")},
      {"no CURRENT", removed("CURRENT")},
      {"linked CURRENT", linked("CURRENT")},
      {"bit in LEDGER", flipped("LEDGER-000002")},
      {"no LEDGER", removed("LEDGER-000002")},
      {"bit in postings", flipped("segments/000002/postings.data")},
      {"bit in values", flipped("segments/000002/postlist.glass")},
      {"bit in heads", flipped("segments/000002/heads.data")},
      {"bit in texts", flipped("segments/000002/texts.data")},
      {"bit in tokens", flipped("segments/000002/tokens.data")},
      {"bit in token words", flipped("segments/000002/tokens.words")},
      {"bit in offsets", flipped("segments/000002/heads.offsets")},
      {"bit in deletion list", flipped("segments/000001.dead.000002")},
      {"no segment", removed("segments/000002")},
      {"linked segment", linked("segments/000002")},
  };
  return rows;
}

}  // namespace il2search::test
