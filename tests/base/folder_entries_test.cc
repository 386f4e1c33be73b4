// Names in a folder, and removing one.
#include "base/folder_entries.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <optional>
#include <string>
#include <vector>

#include "tests/base/test_files.h"

namespace il2search {
namespace {

using Names = std::vector<std::string>;

std::optional<Names> listed(const std::string& path) { return names_in(open_path(path, O_RDONLY | O_DIRECTORY)); }

bool exists(const std::string& path) {
  struct stat info {};
  return ::lstat(path.c_str(), &info) == 0;
}

TEST(FolderEntries, AreListedInOrder) {
  const TestFolder folder;
  EXPECT_EQ(listed(folder.path()), Names());
  for (const char* name : {"b", "a", ".hidden", "b a"}) folder.write(name, "");
  EXPECT_EQ(listed(folder.path()), (Names{".hidden", "a", "b", "b a"}));
  Names many;
  for (int i = 1000; i < 3000; ++i) many.push_back(std::string(100, 'n') + std::to_string(i));
  const TestFolder large;
  for (const std::string& name : many) large.write(name, "");
  EXPECT_EQ(listed(large.path()), many);
}

TEST(FolderEntries, WhatCannotBeListedIsNotEmpty) {
  const TestFolder folder;
  EXPECT_EQ(names_in(open_path(folder.write("file", "text"), O_RDONLY)), std::nullopt);
  EXPECT_EQ(errno, ENOTDIR);
  EXPECT_EQ(names_in(Descriptor()), std::nullopt);
  EXPECT_EQ(errno, EBADF);
}

TEST(FolderEntries, ARemovedFolderIsEmpty) {
  const TestFolder folder;
  const std::string path = folder.path() + "/gone";
  ASSERT_EQ(::mkdir(path.c_str(), 0777), 0);
  const Descriptor opened = open_path(path, O_RDONLY | O_DIRECTORY);
  ASSERT_EQ(::rmdir(path.c_str()), 0);
  EXPECT_EQ(names_in(opened), Names());
}

TEST(FolderEntries, ATreeIsRemovedWithoutFollowingLinks) {
  const TestFolder folder;
  const std::string kept = folder.write("kept", "text");
  const std::string tree = folder.path() + "/tree";
  for (const char* inner : {"", "/a", "/a/b"}) ASSERT_EQ(::mkdir((tree + inner).c_str(), 0777), 0);
  for (int i = 0; i < 500; ++i) folder.write("tree/a/" + std::string(100, 'n') + std::to_string(i), "");
  folder.write("tree/a/b/file", "text");
  ASSERT_EQ(::symlink(folder.path().c_str(), (tree + "/a/link").c_str()), 0);
  remove_tree(tree.c_str());
  EXPECT_FALSE(exists(tree));
  EXPECT_TRUE(exists(kept));
  remove_tree(tree.c_str());
  remove_tree(kept.c_str());
  EXPECT_FALSE(exists(kept));
}

}  // namespace
}  // namespace il2search
