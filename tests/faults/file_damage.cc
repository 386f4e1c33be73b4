// Choosing and applying changes.
#include "tests/faults/file_damage.h"

#include <algorithm>

#include "tests/storage/test_index.h"

namespace il2search::test {

namespace fs = std::filesystem;

Files read_files(const fs::path& folder) {
  Files files;
  for (const auto& entry : fs::recursive_directory_iterator(folder))
    if (entry.is_regular_file()) files[fs::relative(entry.path(), folder)] = read_file(entry.path());
  return files;
}

void write_changes(const fs::path& folder, const Changes& changes) {
  for (const auto& [path, bytes] : changes) {
    if (bytes) write_file(folder / path, *bytes);
    else fs::remove(folder / path);
  }
}

std::string described(const Changes& changes, const Files& files) {
  std::string text;
  for (const auto& [path, bytes] : changes) {
    const std::string& old = files.at(path);
    text += path + ": ";
    if (!bytes) text += "removed; ";
    else if (bytes->size() != old.size())
      text += std::to_string(old.size()) + " to " + std::to_string(bytes->size()) + " bytes; ";
    else
      text += "from byte " + std::to_string(std::mismatch(old.begin(), old.end(), bytes->begin()).first - old.begin()) +
              "; ";
  }
  return text;
}

Damager::Damager(const Files& files, unsigned seed) : files_(files), random_(seed) {
  for (const auto& [path, bytes] : files) {
    if (path != "LOCK" && !bytes.empty()) paths_.push_back(path);
  }
}

Changes Damager::next() {
  for (;;) {
    Changes changes = any_change();
    std::erase_if(changes, [&](const auto& change) { return change.second == files_.at(change.first); });
    if (!changes.empty()) return changes;
  }
}

std::size_t Damager::below(std::size_t end) { return std::uniform_int_distribution<std::size_t>(0, end - 1)(random_); }

Changes Damager::any_change() {
  const std::string& path = paths_[below(paths_.size())];
  std::string bytes = files_.at(path);
  const std::size_t at = below(bytes.size());
  const std::size_t block = 1 + below(std::min<std::size_t>(bytes.size(), 4096));
  switch (below(6)) {
    case 0: bytes[at] = static_cast<char>(bytes[at] ^ 1 << below(8)); break;
    case 1: bytes.resize(at); break;
    case 2: return swap_files(path, paths_[below(paths_.size())]);
    case 3: swap_blocks(bytes, block); break;
    case 4:
      std::fill_n(bytes.begin() + static_cast<std::ptrdiff_t>(at), std::min(block, bytes.size() - at), '\0');
      break;
    default: return {{path, std::nullopt}};
  }
  return {{path, std::move(bytes)}};
}

Changes Damager::swap_files(const std::string& one, const std::string& other) const {
  return {{one, files_.at(other)}, {other, files_.at(one)}};
}

void Damager::swap_blocks(std::string& bytes, std::size_t block) {
  const std::size_t blocks = bytes.size() / block;
  const auto at = [&](std::size_t n) { return bytes.begin() + static_cast<std::ptrdiff_t>(n * block); };
  const std::size_t one = below(blocks);
  const std::size_t other = below(blocks);
  if (one != other) std::swap_ranges(at(one), at(one + 1), at(other));
}

}  // namespace il2search::test
