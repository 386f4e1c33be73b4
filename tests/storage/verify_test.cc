// Verification finds every kind of damage, reports progress and can be cancelled.
#include "storage/verify.h"

#include <filesystem>
#include <functional>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "storage/generation.h"
#include "tests/storage/test_index.h"

namespace il2search {
namespace {

namespace fs = std::filesystem;
using test::error_of;
using test::TestFolder;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

struct Damage {
  const char* name;
  std::function<void(const std::string& path)> inflict;
  const char* what;
};

TEST(Verify, FindsEveryKindOfDamage) {
  const std::vector<Damage> table{
      {"flipped", [](const std::string& p) { test::flip_byte(p); }, "its checksum is wrong"},
      {"shorter", [](const std::string& p) { fs::resize_file(p, 3); }, "it has 3 bytes instead of 12"},
      {"missing", [](const std::string& p) { fs::remove(p); }, "it is missing"},
      {"link",
       [](const std::string& p) {
         fs::rename(p, p + ".moved");
         fs::create_symlink(p + ".moved", p);
       },
       "it is a symbolic link"},
      {"folder",
       [](const std::string& p) {
         fs::remove(p);
         fs::create_directory(p);
       },
       "it is not a regular file"},
  };
  const std::string file = "segments/000001/tokens.data";
  for (const Damage& damage : table) {
    const TestFolder root;
    test::publish_segment(root.path(), 3, "lupus");
    const IndexFolder folder = IndexFolder::open(root.path());
    const Manifest manifest = hold_newest(folder).manifest;
    EXPECT_THAT(verify_generation(folder, manifest), IsEmpty());
    damage.inflict(root / file);
    EXPECT_THAT(verify_generation(folder, manifest), ElementsAre(FileFault{file, damage.what})) << damage.name;
    std::string message;
    EXPECT_EQ(error_of([&] { require_intact(folder, manifest); }, &message), ErrorCode::index_corrupt);
    EXPECT_THAT(message, HasSubstr(file + ": " + damage.what + "\n`il2index repair`"));
  }
}

TEST(Verify, ReportsEveryByteAndStopsWhenCancelled) {
  const TestFolder root;
  test::publish_segment(root.path(), 3, "lupus");
  const IndexFolder folder = IndexFolder::open(root.path());
  const Manifest manifest = hold_newest(folder).manifest;
  std::uint64_t bytes = 0;
  verify_generation(folder, manifest,
                    {.on_progress = [&](const std::string&, std::uint64_t n) { bytes += n; }, .cancelled = {}});
  EXPECT_EQ(bytes, manifest.bytes());
  int asked = 0;
  EXPECT_EQ(error_of([&] {
              verify_generation(folder, manifest, {.on_progress = {}, .cancelled = [&] { return ++asked == 2; }});
            }),
            ErrorCode::cancelled);
}

}  // namespace
}  // namespace il2search
