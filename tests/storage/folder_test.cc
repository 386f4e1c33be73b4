// IndexFolder: what it reads, writes and removes, and that it never leaves its folder.
#include "storage/folder.h"

#include <sys/stat.h>

#include <filesystem>
#include <functional>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <il2search/error.h>

#include "base/checksum.h"
#include "tests/storage/test_index.h"

namespace il2search {
namespace {

namespace fs = std::filesystem;
using test::error_of;
using test::TestFolder;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

// INDEX with a file and a folder in it, beside a folder that must never change.
struct World {
  World() {
    fs::create_directories(root / "index/inner");
    fs::create_directories(root / "outside");
    test::write_file(root / "index/inner/file", "inner");
    test::write_file(root / "outside/file", "precious");
  }
  IndexFolder open() const { return IndexFolder::open(root / "index"); }
  TestFolder root;
};

TEST(IndexFolder, ReadsWhatItWrites) {
  const World world;
  const IndexFolder folder = world.open();
  folder.make_folder("made");
  folder.make_folder("made");
  folder.write_synced("made/a", "first");
  folder.replace_file("made/a", "second");
  folder.rename("made/a", "b");
  EXPECT_EQ(folder.read_file("b", 6), "second");
  EXPECT_EQ(error_of([&] { folder.read_file("b", 5); }), ErrorCode::index_corrupt);
  EXPECT_EQ(folder.map_file("b").bytes(), "second");
  EXPECT_EQ(folder.file_size("b"), 6u);
  EXPECT_EQ(folder.read_verified({"b", 6, xxh3_hex("second")}), "second");
  EXPECT_EQ(error_of([&] { folder.read_verified({"b", 6, xxh3_hex("third")}); }), ErrorCode::index_corrupt);
  EXPECT_THAT(folder.names(""), ElementsAre("b", "inner", "made"));
  EXPECT_THAT(folder.names("made"), IsEmpty());
  EXPECT_EQ(folder.absolute("b"), folder.path() + "/b");
}

TEST(IndexFolder, AMissingNameIsNotAnErrorUnlessItIsNeeded) {
  const World world;
  const IndexFolder folder = world.open();
  for (const char* name : {"none", "none/none", "inner/none"}) {
    EXPECT_EQ(folder.file_size(name), std::nullopt);
    EXPECT_FALSE(folder.open_file(name).is_open());
    EXPECT_THAT(folder.names(name), IsEmpty());
    EXPECT_EQ(folder.remove(name), 0u);
    EXPECT_EQ(error_of([&] { folder.map_file(name); }), ErrorCode::index_corrupt);
    EXPECT_EQ(error_of([&] { folder.require_folder(name); }), ErrorCode::index_corrupt);
  }
}

TEST(IndexFolder, APathCannotLeadOut) {
  const World world;
  const IndexFolder folder = world.open();
  for (const char* path :
       {"../outside/file", "inner/../../outside/file", "/etc/passwd", "inner//file", "./inner", ".."})
    EXPECT_EQ(error_of([&] { folder.open_file(path); }), ErrorCode::index_corrupt) << path;
}

TEST(IndexFolder, LinksAreRefusedEverywhere) {
  const World world;
  fs::create_directory_symlink(world.root / "outside", world.root / "index/link");
  fs::create_symlink(world.root / "outside/file", world.root / "index/file-link");
  const IndexFolder folder = world.open();
  const std::vector<std::function<void()>> uses{
      [&] { folder.file_size("file-link"); },
      [&] { folder.open_file("file-link"); },
      [&] { folder.open_file("link/file"); },
      [&] { folder.open_or_create_file("file-link"); },
      [&] { folder.map_file("link/file"); },
      [&] { folder.names("link"); },
      [&] { folder.make_folder("link"); },
      [&] { folder.require_folder("link"); },
      [&] { folder.write_synced("link/new", "x"); },
      [&] { folder.replace_file("link/file", "x"); },
      [&] { folder.rename("inner/file", "link/file"); },
      [&] { folder.sync_folder("link"); },
      [&] { folder.remove("link/file"); },
  };
  for (std::size_t i = 0; i < uses.size(); ++i) {
    std::string message;
    EXPECT_EQ(error_of(uses[i], &message), ErrorCode::index_corrupt) << i;
    EXPECT_THAT(message, HasSubstr("it is a symbolic link")) << i;
  }
  folder.write_synced("file-link", "new");
  EXPECT_EQ(test::read_file(world.root / "outside/file"), "precious");
  EXPECT_EQ(test::read_file(world.root / "index/file-link"), "new");
}

TEST(IndexFolder, RemovesLinksNotWhatTheyPointTo) {
  const World world;
  fs::create_directory_symlink(world.root / "outside", world.root / "index/inner/link");
  fs::create_directory_symlink(world.root / "outside", world.root / "index/link");
  const IndexFolder folder = world.open();
  folder.remove("link");
  EXPECT_GE(folder.remove("inner"), 5u);
  EXPECT_THAT(folder.names(""), IsEmpty());
  EXPECT_EQ(test::read_file(world.root / "outside/file"), "precious");
}

TEST(IndexFolder, OtherThingsThanFilesAreNotOpened) {
  const World world;
  ASSERT_EQ(::mkfifo((world.root / "index/pipe").c_str(), 0600), 0);
  const IndexFolder folder = world.open();
  for (const char* name : {"pipe", "inner"}) {
    EXPECT_EQ(error_of([&] { folder.open_file(name); }), ErrorCode::index_corrupt) << name;
    EXPECT_EQ(error_of([&] { folder.file_size(name); }), ErrorCode::index_corrupt) << name;
  }
}

TEST(IndexFolder, StaysWithItsFolder) {
  const World world;
  const IndexFolder folder = world.open();
  fs::rename(world.root / "index", world.root / "moved");
  fs::create_directory_symlink(world.root / "outside", world.root / "index");
  folder.write_synced("file", "x");
  EXPECT_EQ(test::read_file(world.root / "moved/file"), "x");
  EXPECT_EQ(test::read_file(world.root / "outside/file"), "precious");
}

TEST(IndexFolder, TheFolderItselfMayBeALink) {
  const World world;
  fs::create_directory_symlink(world.root / "index", world.root / "alias");
  EXPECT_EQ(IndexFolder::open(world.root / "alias").file_size("inner/file"), 5u);
}

TEST(IndexFolder, CreatesMissingParents) {
  const TestFolder root;
  IndexFolder::open_or_create(root / "a/b/c").write_synced("file", "x");
  EXPECT_EQ(IndexFolder::open(root / "a/b/c").file_size("file"), 1u);
  EXPECT_EQ(error_of([&] { IndexFolder::open(root / "none"); }), ErrorCode::index_missing);
  EXPECT_EQ(error_of([&] { IndexFolder::open(root / "a/b/c/file"); }), ErrorCode::index_missing);
}

}  // namespace
}  // namespace il2search
