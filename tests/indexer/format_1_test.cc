// An index of format 1: its records are neither compressed by the storage nor have checksums, and its texts are deflated. Only
// rebuild reads it.
#include <algorithm>
#include <filesystem>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <il2search/index_writer.h>
#include <il2search/maintenance.h>

#include "base/bytes.h"
#include "base/deflate.h"
#include "storage/verify.h"
#include "tests/indexer/papers.h"

namespace il2search {
namespace {

namespace fs = std::filesystem;
using test::error_of;
using testing::HasSubstr;
using testing::IsEmpty;

void write_version_1(const std::string& path, const std::vector<std::string>& records) {
  std::string data;
  std::string offsets = "IL2R";
  put_u32(offsets, 1);
  for (const std::string& record : records) {
    data += record;
    put_u32(offsets, static_cast<std::uint32_t>(data.size()));
    put_u32(offsets, 0);
  }
  test::write_file(path + ".data", data);
  test::write_file(path + ".offsets", offsets);
}

std::string deflated(const std::string& text) {
  std::string stored;
  put_varint(stored, text.size());
  return Deflater().deflate(text, std::move(stored));
}

template <class File, class Convert> void convert_records(const std::string& path, Convert convert) {
  std::vector<std::string> records;
  {
    const File file(path);
    for (std::uint32_t docid = 1; docid <= file.size(); ++docid)
      records.push_back(convert(std::string(file.record(docid))));
  }
  write_version_1(path, records);
  fs::remove(path + ".sections");
}

void convert_segment(const IndexFolder& folder, SegmentEntry& segment) {
  const auto unchanged = [](const std::string& record) { return record; };
  const std::string path = folder.absolute("segments/" + segment.name);
  convert_records<CompressedRecordFile>(path + "/heads", unchanged);
  convert_records<CompressedRecordFile>(path + "/texts", deflated);
  write_version_1(path + "/tokens", std::vector<std::string>(segment.documents));  // rebuild does not read them
  fs::remove(path + "/tokens.words");
  for (const char* suffix : {".data", ".terms", ".lengths"}) fs::remove(path + "/postings" + suffix);
  std::erase_if(segment.files, [](const FileEntry& file) {
    return file.path.ends_with(".sections") || file.path.ends_with(".words") ||
           file.path.find("/postings.") != std::string::npos;
  });
  for (FileEntry& file : segment.files) {
    const FileChecksum sum = checksum_of(folder, file.path);
    file.size = sum.bytes;
    file.xxh3 = sum.hex;
  }
}

// Rewrites the served generation as an earlier version of il2search would have written it.
void convert_to_format_1(const std::string& index) {
  const IndexFolder folder = IndexFolder::open(index);
  HeldManifest held = hold_newest(folder);
  held.manifest.format_version = 1;
  for (SegmentEntry& segment : held.manifest.segments) convert_segment(folder, segment);
  const std::string json = manifest_to_json(held.manifest);
  const std::string name = manifest_name(held.current.generation);
  folder.replace_file(name, json);
  replace_current(folder, {held.current.generation, {name, json.size(), xxh3_hex(json)}}, held.current);
}

class Format1 : public testing::Test {
 protected:
  Format1() {
    index_.write_set("a.xml", test::articles(1, 40, "Lupus"));
    index_.write_set("b.xml", test::articles(30, 50, "Renal") + test::deletion(7));
    index_.update({"a.xml"});
    index_.update({"b.xml"});
    documents_ = test::documents_of(index_.path());
    convert_to_format_1(index_.path());
  }
  test::PaperIndex index_;
  test::DocumentsById documents_;
};

TEST_F(Format1, IsRefusedWithTheWayToRebuildIt) {
  std::string message;
  EXPECT_EQ(error_of([&] { Snapshot::open(index_.path()); }, &message), ErrorCode::index_incompatible);
  EXPECT_THAT(message, HasSubstr("its format is 1"));
  EXPECT_THAT(message, HasSubstr("`il2index rebuild --index " + index_.path() + "`"));
  for (const bool full : {false, true})
    EXPECT_EQ(error_of([&] { merge_index(index_.path(), full); }), ErrorCode::index_incompatible);
  EXPECT_EQ(error_of([&] { index_.update({"a.xml"}); }), ErrorCode::index_incompatible);
  EXPECT_EQ(error_of([&] { delete_documents(index_.path(), {"1"}); }), ErrorCode::index_incompatible);
  EXPECT_EQ(index_status(index_.path()).documents, documents_.size());
}

TEST_F(Format1, IsRebuiltWithoutLoss) {
  EXPECT_EQ(rebuild_index(index_.path()).documents, documents_.size());
  EXPECT_TRUE(test::documents_of(index_.path()) == documents_);
  EXPECT_EQ(index_status(index_.path()).format_version, kFormatVersion);
  EXPECT_THAT(check_index(index_.path()).findings, IsEmpty());
}

// The number of kept generations can be changed, and the generation stays readable for rebuild.
TEST_F(Format1, KeepsItsFormatWhenItIsPublishedAgain) {
  WriterOptions options;
  options.keep = 5;
  collect_garbage(index_.path(), options);
  EXPECT_EQ(index_status(index_.path()).format_version, 1u);
  EXPECT_EQ(rebuild_index(index_.path()).documents, documents_.size());
}

}  // namespace
}  // namespace il2search
