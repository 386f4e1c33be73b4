// Nothing is removed unless a verified manifest proves that no kept generation needs it.
#include <filesystem>
#include <functional>
#include <map>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "storage/generation.h"
#include "tests/storage/test_index.h"

namespace il2search {
namespace {

namespace fs = std::filesystem;
using test::error_of;
using test::publish_segment;
using test::TestFolder;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

// Every file below a folder with its content. Links are listed, not followed.
std::map<std::string, std::string> contents_of(const std::string& path) {
  std::map<std::string, std::string> files;
  for (const auto& entry : fs::recursive_directory_iterator(path)) {
    const std::string name = entry.path().lexically_relative(path);
    if (name == "LOCK" || name.starts_with("tmp")) continue;
    if (entry.is_regular_file()) files[name] = test::read_file(entry.path());
  }
  return files;
}

struct Loss {
  std::string name;
  std::function<void(const TestFolder&)> inflict;
};

void PrintTo(const Loss& loss, std::ostream* out) { *out << loss.name; }

class LostCurrent : public testing::TestWithParam<Loss> {};

TEST_P(LostCurrent, IsDamageAndNothingIsRemoved) {
  const TestFolder folder;
  publish_segment(folder.path(), 4, "a");
  publish_segment(folder.path(), 5, "b");
  GetParam().inflict(folder);
  const auto before = contents_of(folder.path());
  const std::vector<std::function<void()>> uses{
      [&] { IndexDirectory(folder.path(), {}); },
      [&] { IndexDirectory(folder.path(), test::kCreate); },
      [&] { Snapshot::open(folder.path()); },
      [&] { current_generation(folder.path()); },
  };
  for (const auto& use : uses) {
    std::string message;
    EXPECT_EQ(error_of(use, &message), ErrorCode::index_corrupt);
    EXPECT_THAT(message, HasSubstr("CURRENT"));
    EXPECT_THAT(message, HasSubstr("il2index repair"));
  }
  EXPECT_EQ(contents_of(folder.path()), before);
}

void remove_all_but(const TestFolder& folder, const std::string& kept) {
  for (const char* name :
       {"CURRENT", "LOCK", "tmp", "MANIFEST-000001", "MANIFEST-000002", "LEDGER-000001", "LEDGER-000002", "segments"}) {
    if (name != kept) fs::remove_all(folder / name);
  }
}

INSTANTIATE_TEST_SUITE_P(
    All, LostCurrent,
    testing::Values(Loss{"Removed", [](const TestFolder& f) { fs::remove(f / "CURRENT"); }},
                    Loss{"RemovedWithTheLock",
                         [](const TestFolder& f) {
                           fs::remove(f / "CURRENT");
                           fs::remove(f / "LOCK");
                         }},
                    Loss{"Empty", [](const TestFolder& f) { test::write_file(f / "CURRENT", ""); }},
                    Loss{"OnlySegments", [](const TestFolder& f) { remove_all_but(f, "segments"); }},
                    Loss{"OnlyAManifest", [](const TestFolder& f) { remove_all_but(f, "MANIFEST-000001"); }},
                    Loss{"OnlyALedger", [](const TestFolder& f) { remove_all_but(f, "LEDGER-000002"); }}),
    [](const auto& test_case) { return test_case.param.name; });

TEST(LostCurrent, WhileTheLockIsHeldIsDamage) {
  const TestFolder folder;
  publish_segment(folder.path(), 4, "a");
  IndexDirectory directory(folder.path(), {});
  Manifest next = directory.manifest();
  next.segments.push_back(test::add_segment(directory, 2, "b"));
  directory.publish(next);
  fs::remove(folder / "CURRENT");
  EXPECT_EQ(error_of([&] { directory.collect_garbage(); }), ErrorCode::index_corrupt);
  EXPECT_THAT(directory.collect_after_publishing(), ElementsAre(HasSubstr("CURRENT: it is missing")));
  EXPECT_TRUE(fs::exists(folder / "segments/000001"));
}

TEST(FirstRun, IsOverOnceSomethingIsPublished) {
  const TestFolder folder;
  {
    IndexDirectory directory(folder.path(), test::kCreate);
    EXPECT_TRUE(fs::exists(folder / "tmp/FIRST-RUN"));
    directory.publish(directory.manifest());
    EXPECT_FALSE(fs::exists(folder / "tmp/FIRST-RUN"));
  }
  fs::remove(folder / "CURRENT");
  EXPECT_EQ(error_of([&] { IndexDirectory(folder.path(), test::kCreate); }), ErrorCode::index_corrupt);
}

// Its mark was not removed yet, or it was interrupted before CURRENT.
void lose_current_in_first_run(const TestFolder& folder) {
  publish_segment(folder.path(), 4, "a");
  fs::remove(folder / "CURRENT");
  test::write_file(folder / "tmp/FIRST-RUN", "");
}

TEST(FirstRun, ThatWroteItsManifestIsFinished) {
  const TestFolder folder;
  lose_current_in_first_run(folder);
  EXPECT_EQ(IndexDirectory(folder.path(), test::kCreate).manifest().generation, 1u);
  EXPECT_EQ(Snapshot::open(folder.path())->manifest().live_documents(), 4u);
  EXPECT_FALSE(fs::exists(folder / "tmp/FIRST-RUN"));
}

TEST(FirstRun, WithADamagedFileIsDamageAndNothingIsRemoved) {
  const TestFolder folder;
  lose_current_in_first_run(folder);
  test::flip_byte(folder / "segments/000001/heads.data");
  const auto before = contents_of(folder.path());
  EXPECT_EQ(error_of([&] { IndexDirectory(folder.path(), test::kCreate); }), ErrorCode::index_corrupt);
  EXPECT_EQ(contents_of(folder.path()), before);
}

TEST(LinkedFolder, IsRefusedAndWhatItPointsToStays) {
  for (const char* name : {"segments", "vocabulary", "tmp"}) {
    const TestFolder folder;
    publish_segment(folder / "index", 4, "a");
    fs::create_directories(folder / "home");
    test::write_file(folder / "home/thesis.doc", "precious");
    test::write_file(folder / "home/000009", "precious");
    fs::remove_all(folder / ("index/" + std::string(name)));
    fs::create_directory_symlink(folder / "home", folder / ("index/" + std::string(name)));
    const auto before = contents_of(folder / "home");
    std::string message;
    EXPECT_EQ(error_of([&] { IndexDirectory(folder / "index", {}).collect_garbage(); }, &message),
              ErrorCode::index_corrupt);
    EXPECT_THAT(message, HasSubstr("index/" + std::string(name) + ": it is a symbolic link"));
    EXPECT_EQ(contents_of(folder / "home"), before);
  }
}

TEST(GarbageCollection, RemovesOnlyNamesOfItsOwnPattern) {
  const TestFolder folder;
  publish_segment(folder.path(), 4, "a");
  const std::string hash(32, 'a');
  const std::vector<std::string> kept{"notes.txt",  "thesis",   hash + "-1",
                                      hash + "-02", hash + "x", std::string(31, 'a')};
  const std::vector<std::string> removed{hash, hash + "-2", hash + "-17"};
  for (const auto& names : {kept, removed}) {
    for (const std::string& name : names) {
      fs::create_directories(folder / ("vocabulary/" + name));
      test::write_file(folder / ("vocabulary/" + name + "/file"), "x");
    }
  }
  EXPECT_EQ(IndexDirectory(folder.path(), {}).collect_garbage().bytes, removed.size());
  for (const std::string& name : kept) EXPECT_TRUE(fs::exists(folder / ("vocabulary/" + name + "/file"))) << name;
  for (const std::string& name : removed) EXPECT_FALSE(fs::exists(folder / ("vocabulary/" + name))) << name;
}

void replace_all(const std::string& path, const std::string& word, std::optional<unsigned> keep = {}) {
  IndexDirectory directory(path, {.create = true, .lock_wait = {}, .cancelled = {}, .keep = keep});
  Manifest next = directory.manifest();
  next.segments = {test::add_segment(directory, 3, word)};
  directory.publish(next);
  EXPECT_THAT(directory.collect_after_publishing(), IsEmpty());
}

// A flipped digit leaves a manifest that can be read but names other files.
TEST(GarbageCollection, ADamagedOldManifestKeepsItsFilesWithAWarning) {
  const TestFolder folder;
  replace_all(folder.path(), "a");
  replace_all(folder.path(), "b");
  std::string manifest = test::read_file(folder / "MANIFEST-000001");
  for (std::size_t at = manifest.find("000001"); at != std::string::npos; at = manifest.find("000001", at))
    manifest.replace(at, 6, "000007");
  test::write_file(folder / "MANIFEST-000001", manifest);
  {
    IndexDirectory directory(folder.path(), {});
    test::add_segment(directory, 2, "never published");
    const Removal removal = directory.collect_garbage();
    EXPECT_THAT(removal.warnings, ElementsAre(HasSubstr("MANIFEST-000001: its checksum is wrong")));
  }
  EXPECT_TRUE(fs::exists(folder / "segments/000001"));
  { const IndexDirectory directory(folder.path(), {}); }
  EXPECT_FALSE(fs::exists(folder / "segments/000003")) << "no older manifest can name it";
}

TEST(GarbageCollection, KeepsAsManyGenerationsAsTheIndexSays) {
  const TestFolder folder;
  replace_all(folder.path(), "a", 3);
  for (const char* word : {"b", "c", "d"}) replace_all(folder.path(), word);
  EXPECT_FALSE(fs::exists(folder / "MANIFEST-000001"));
  EXPECT_TRUE(fs::exists(folder / "segments/000002"));
  replace_all(folder.path(), "e", 1);
  EXPECT_FALSE(fs::exists(folder / "segments/000004"));
  EXPECT_EQ(Snapshot::open(folder.path())->manifest().keep, 1u);
  for (const unsigned keep : {0u, 1001u})
    EXPECT_EQ(error_of([&] { replace_all(folder.path(), "f", keep); }), ErrorCode::invalid_argument);
}

// An update does not read all files of older segments. The last complete generation must outlive one that is damaged.
TEST(OldGenerations, StayWhileTheServedOneIsDamaged) {
  for (const char* file :
       {"segments/000002/texts.data", "segments/000002/tokens.offsets", "segments/000001/heads.data"}) {
    SCOPED_TRACE(file);
    const TestFolder folder;
    publish_segment(folder.path(), 4, "a");
    publish_segment(folder.path(), 5, "b");
    std::string bytes = test::read_file(folder / file);
    const std::string sound = bytes;
    bytes.back() = static_cast<char>(bytes.back() ^ 1);
    test::write_file(folder / file, bytes);
    const auto publish = [&] {
      IndexDirectory directory(folder.path(), {});
      directory.publish(directory.manifest());
      return directory.collect_after_publishing();
    };
    // Generation 1 has segment 1 as well, so that it is of no use if that is damaged.
    const bool is_shared = std::string(file).starts_with("segments/000001");
    const std::vector<std::string> warnings = publish();
    EXPECT_EQ(fs::exists(folder / "MANIFEST-000001"), !is_shared);
    const auto is_told = testing::AllOf(HasSubstr("generation 1 is kept, since the served one is damaged"),
                                        HasSubstr(file), HasSubstr("`il2index repair`"));
    if (is_shared) {
      EXPECT_THAT(warnings, IsEmpty());
    } else {
      EXPECT_THAT(warnings, ElementsAre(is_told));
    }
    test::write_file(folder / file, sound);
    EXPECT_THAT(publish(), IsEmpty());
    EXPECT_FALSE(fs::exists(folder / "MANIFEST-000001"));
  }
}

// What a run wrote itself is not read again.
TEST(OldGenerations, AreSupersededByFilesThatTheRunWrote) {
  const TestFolder folder;
  publish_segment(folder.path(), 4, "a");
  IndexDirectory directory(folder.path(), {.create = false, .lock_wait = {}, .cancelled = {}, .keep = 1});
  Manifest next = directory.manifest();
  next.segments = {test::add_segment(directory, 3, "b")};
  next.ledger = directory.write_ledger("");
  directory.publish(next);
  std::uint64_t bytes = 0;
  const VerifyOptions count{.on_progress = [&](const std::string&, std::uint64_t n) { bytes += n; }, .cancelled = {}};
  const HeldManifest held = hold_newest(directory.folder());
  std::set<std::string> written;
  for_each_file(held.manifest, [&](const FileEntry& file) { written.insert(file.path); });
  remove_old_generations(directory.folder(), held.current, held.manifest, 1, written, count);
  EXPECT_EQ(bytes, 0u);
  EXPECT_FALSE(fs::exists(folder / "MANIFEST-000001"));
}

}  // namespace
}  // namespace il2search
