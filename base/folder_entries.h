// What is in a folder, and its removal. std::filesystem ends the process if memory runs out while it lists a folder or
// removes one with its content.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/file.h"

namespace il2search {

// The names in an open folder, sorted, without "." and ".."; none if it was removed meanwhile. Nothing if it cannot be
// read: errno says why. A descriptor lists its folder once.
std::optional<std::vector<std::string>> names_in(const Descriptor& folder);

// Whether a path names nothing, or a folder without entries. False if that cannot be found out.
bool is_missing_or_empty(const std::string& path);

// Removes a folder and everything in it, as far as possible, or a file. Links are removed, not followed. Allocates nothing.
void remove_tree(const char* path) noexcept;

}  // namespace il2search
