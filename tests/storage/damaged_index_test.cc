// Damage that a reader must detect when it opens an index.
#include "storage/index_directory.h"

#include <fcntl.h>

#include <filesystem>
#include <functional>

#include <gtest/gtest.h>
#include <il2search/error.h>

#include "tests/storage/test_index.h"

namespace il2search {
namespace {

namespace fs = std::filesystem;
using test::error_of;
using test::publish_segment;
using test::TestFolder;

struct Harm {
  std::string name;
  std::function<void(const TestFolder&)> inflict;
  std::string named;  // must be in the message
};

void PrintTo(const Harm& harm, std::ostream* out) { *out << harm.name; }

void replace_by_link(const std::string& path) {
  fs::rename(path, path + ".moved");
  fs::create_symlink(path + ".moved", path);
}

class HarmedIndex : public testing::TestWithParam<Harm> {};

TEST_P(HarmedIndex, IsNotOpened) {
  const TestFolder folder;
  publish_segment(folder.path(), 10, "a");
  {
    IndexDirectory directory(folder.path(), {});
    Manifest next = directory.manifest();
    directory.set_deleted(next.segments[0], {2, 3});
    directory.publish(next);
  }
  GetParam().inflict(folder);
  std::string message;
  const std::optional<ErrorCode> code =
      error_of([&] { open_segment_database(Snapshot::open(folder.path())->segments()[0].folder); }, &message);
  EXPECT_EQ(code, ErrorCode::index_corrupt);
  EXPECT_NE(message.find(GetParam().named), std::string::npos) << message;
}

INSTANTIATE_TEST_SUITE_P(
    Everything, HarmedIndex,
    testing::Values(
        Harm{"EmptyCurrent", [](const TestFolder& f) { test::write_file(f / "CURRENT", ""); }, "CURRENT"},
        Harm{"NonsenseInCurrent",
             [](const TestFolder& f) { test::write_file(f / "CURRENT", "MANIFEST-../../x 1 2\n"); }, "CURRENT"},
        Harm{"MoreInCurrent",
             [](const TestFolder& f) { test::write_file(f / "CURRENT", test::read_file(f / "CURRENT") + "\n"); },
             "CURRENT"},
        Harm{"CurrentIsALink", [](const TestFolder& f) { replace_by_link(f / "CURRENT"); }, "CURRENT"},
        Harm{"CurrentIsAFolder",
             [](const TestFolder& f) {
               fs::remove(f / "CURRENT");
               fs::create_directory(f / "CURRENT");
             },
             "CURRENT"},
        Harm{"BitInXapiansVersionFile",
             [](const TestFolder& f) {
               const std::string path = f / "segments/000001/iamglass";
               std::string bytes = test::read_file(path);
               bytes.at(bytes.size() / 2) = static_cast<char>(bytes.at(bytes.size() / 2) ^ 1);
               test::write_file(path, bytes);
             },
             "iamglass"},
        Harm{"NoManifest", [](const TestFolder& f) { fs::remove(f / "MANIFEST-000002"); }, "MANIFEST-000002"},
        Harm{"ManifestIsALink", [](const TestFolder& f) { replace_by_link(f / "MANIFEST-000002"); }, "MANIFEST-000002"},
        Harm{"ManifestCut", [](const TestFolder& f) { fs::resize_file(f / "MANIFEST-000002", 100); },
             "MANIFEST-000002"},
        Harm{"ManifestOfAnother",
             [](const TestFolder& f) {
               fs::copy_file(f / "MANIFEST-000001", f / "MANIFEST-000002", fs::copy_options::overwrite_existing);
             },
             "MANIFEST-000002"},
        Harm{"DeadListIsALink", [](const TestFolder& f) { replace_by_link(f / "segments/000001.dead.000002"); },
             "dead"},
        Harm{"DeadListChanged",
             [](const TestFolder& f) { test::write_file(f / "segments/000001.dead.000002", "12345678"); }, "dead"},
        Harm{"NoDeadList", [](const TestFolder& f) { fs::remove(f / "segments/000001.dead.000002"); }, "dead"},
        Harm{"TableCut", [](const TestFolder& f) { fs::resize_file(f / "segments/000001/postlist.glass", 8191); },
             "postlist.glass"},
        Harm{"NoTable", [](const TestFolder& f) { fs::remove(f / "segments/000001/postlist.glass"); },
             "postlist.glass"},
        Harm{"PostingsCut", [](const TestFolder& f) { fs::resize_file(f / "segments/000001/postings.data", 7); },
             "postings.data"},
        Harm{"NoTerms", [](const TestFolder& f) { fs::remove(f / "segments/000001/postings.terms"); },
             "postings.terms"},
        Harm{"NoRecords", [](const TestFolder& f) { fs::remove(f / "segments/000001/heads.data"); }, "heads.data"},
        Harm{"StubForADatabase",
             [](const TestFolder& f) {
               fs::remove(f / "segments/000001/iamglass");
               test::write_file(f / "segments/000001/XAPIANDB", "remote :/bin/true\n");
             },
             "iamglass"},
        Harm{"DatabaseIsALink", [](const TestFolder& f) { replace_by_link(f / "segments/000001/iamglass"); },
             "iamglass"},
        Harm{"NoDatabase",
             [](const TestFolder& f) {
               test::write_file(f / "segments/000001/iamglass",
                                std::string(fs::file_size(f / "segments/000001/iamglass"), 'x'));
             },
             "segments/000001"}),
    [](const auto& test_case) { return test_case.param.name; });

}  // namespace
}  // namespace il2search
