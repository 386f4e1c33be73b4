// Random damage to the files of a folder: flipped bits, truncations, swapped files and blocks, zeroed blocks, removals.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <random>
#include <string>
#include <vector>

namespace il2search::test {

using Files = std::map<std::string, std::string>;                   // path within the index -> bytes
using Changes = std::map<std::string, std::optional<std::string>>;  // nothing: the file is removed

Files read_files(const std::filesystem::path& folder);
void write_changes(const std::filesystem::path& folder, const Changes& changes);
// One line for messages: what was changed where.
std::string described(const Changes& changes, const Files& files);

// Not of empty files, nor of the file LOCK, whose content means nothing. The same seed gives the same changes.
class Damager {
 public:
  // The files must outlive the object.
  Damager(const Files& files, unsigned seed);
  // A change that makes a difference.
  Changes next();

 private:
  std::size_t below(std::size_t end);
  Changes any_change();
  Changes swap_files(const std::string& one, const std::string& other) const;
  void swap_blocks(std::string& bytes, std::size_t block);

  const Files& files_;
  std::vector<std::string> paths_;
  std::mt19937 random_;
};

}  // namespace il2search::test
