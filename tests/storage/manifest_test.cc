// Manifests: they are read back as written, and invalid ones are refused.
#include "storage/manifest.h"

#include <gtest/gtest.h>
#include <il2search/error.h>

#include "tests/storage/test_index.h"

namespace il2search {
namespace {

const std::string kSum = "00112233445566778899aabbccddeeff";

Manifest sample() {
  Manifest manifest;
  manifest.generation = 42;
  manifest.analyzer_fingerprint = "f00d";
  manifest.created = "2026-11-21T03:00:00Z";
  manifest.next_segment = 18;
  SegmentEntry segment{"000017", "1-2-3", 100, 2, {{"segments/000017/iamglass", 83, kSum}}, {}};
  segment.deleted_list = FileEntry{"segments/000017.dead.000042", 8, kSum};
  manifest.segments = {{"000003", "3-2-1", 5, 0, {{"segments/000003/heads.data", 7, kSum}}, {}}, segment};
  manifest.ledger = FileEntry{"LEDGER-000042", 11, kSum};
  manifest.vocabulary = VocabularyEntry{
      "abc", {{"mesh", "2026", "desc2026.xml", 29351, 153253, 60050, 0}}, {{"vocabulary/abc/iamglass", 83, kSum}}};
  manifest.indexed_with = "abc";
  manifest.versions = {{"xapian", "1.4.22"}};
  manifest.previous = FileEntry{"MANIFEST-000041", 99, kSum};
  manifest.sources = 3;
  return manifest;
}

TEST(Manifest, IsReadBackAsWritten) {
  for (const Manifest& manifest : {sample(), Manifest{}}) {
    EXPECT_EQ(manifest_from_json(manifest_to_json(manifest), "here"), manifest);
  }
}

TEST(Manifest, AnIndexOfAnOlderVersionKeepsTwoGenerations) {
  Manifest manifest = sample();
  manifest.keep = 7;
  std::string json = manifest_to_json(manifest);
  EXPECT_EQ(manifest_from_json(json, "here").keep, 7u);
  const std::string member = "\"keep\":7,";
  ASSERT_NE(json.find(member), std::string::npos);
  json.erase(json.find(member), member.size());
  EXPECT_EQ(manifest_from_json(json, "here").keep, 2u);
}

TEST(Manifest, NumbersHaveLimits) {
  struct Row {
    const char* member;
    const char* value;
    const char* refused;
  };
  for (const Row& row :
       {Row{"\"generation\":", "42", "18446744073709551615"}, Row{"\"generation\":", "42", "1000000000001"},
        Row{"\"next_segment\":", "18", "18446744073709551615"}, Row{"\"keep\":", "2", "0"},
        Row{"\"keep\":", "2", "1001"}}) {
    std::string json = manifest_to_json(sample());
    const std::string before = std::string(row.member) + row.value;
    ASSERT_NE(json.find(before), std::string::npos) << row.member;
    json.replace(json.find(before), before.size(), std::string(row.member) + row.refused);
    EXPECT_EQ(test::error_of([&] { manifest_from_json(json, "here"); }), ErrorCode::index_corrupt) << row.refused;
  }
}

TEST(Manifest, TooManyMembersOrTooMuchDepthIsRefused) {
  std::string many = manifest_to_json(sample());
  many.erase(many.rfind('}'));
  for (int i = 0; i < 80'000; ++i) many += ",\"member " + std::to_string(i) + "\":0";
  const std::string deep = std::string(100'000, '[') + std::string(100'000, ']');
  for (const std::string& json : {many + "}", deep}) {
    EXPECT_EQ(test::error_of([&] { manifest_from_json(json, "here"); }), ErrorCode::index_corrupt);
  }
}

TEST(Manifest, ALaterCopyOfAVocabularyHasAFolderOfItsOwn) {
  Manifest manifest = sample();
  EXPECT_EQ(manifest.vocabulary->folder(), "vocabulary/abc");
  manifest.vocabulary->copy = 12;
  EXPECT_EQ(manifest.vocabulary->folder(), "vocabulary/abc-12");
  manifest.vocabulary->files[0].path = "vocabulary/abc-12/iamglass";
  const std::string json = manifest_to_json(manifest);
  EXPECT_EQ(manifest_from_json(json, "here"), manifest);
  for (const char* copy : {"0", "1", "11", "-1", "4294967295", "\"12\""}) {
    std::string damaged = json;
    damaged.replace(damaged.find("\"copy\":12") + 8, 2, copy);
    EXPECT_EQ(test::error_of([&] { manifest_from_json(damaged, "here"); }), ErrorCode::index_corrupt) << copy;
  }
}

TEST(Manifest, CountsLiveDocumentsAndBytes) {
  EXPECT_EQ(sample().live_documents(), 103u);
  EXPECT_EQ(sample().bytes(), 83u + 8u + 7u + 11u + 83u);
}

struct Damage {
  std::string from;
  std::string to;
};

void PrintTo(const Damage& damage, std::ostream* out) { *out << damage.from << " -> " << damage.to; }

class DamagedManifest : public testing::TestWithParam<Damage> {};

TEST_P(DamagedManifest, IsRefused) {
  std::string json = manifest_to_json(sample());
  const std::size_t at = json.find(GetParam().from);
  ASSERT_NE(at, std::string::npos) << GetParam().from;
  json.replace(at, GetParam().from.size(), GetParam().to);
  std::string message;
  EXPECT_EQ(test::error_of([&] { manifest_from_json(json, "HERE"); }, &message), ErrorCode::index_corrupt);
  EXPECT_NE(message.find("HERE"), std::string::npos) << message;
}

INSTANTIATE_TEST_SUITE_P(
    Everything, DamagedManifest,
    testing::Values(
        Damage{"segments/000017/iamglass", "segments/000017/../../x"},
        Damage{"segments/000017/iamglass", "/etc/passwd"}, Damage{"segments/000017/iamglass", "segments/000017/sub/x"},
        Damage{"segments/000017/iamglass", "segments/000018/iamglass"},
        Damage{"segments/000017/iamglass", "segments/000017/.hidden"},
        Damage{"segments/000017/iamglass", "segments/000017/a\\u0000b"}, Damage{"segments/000017/iamglass", ""},
        Damage{"segments/000017.dead.000042", "segments/000003.dead.000042"}, Damage{"LEDGER-000042", "LEDGER-x"},
        Damage{"LEDGER-000042", "CURRENT"}, Damage{"MANIFEST-000041", "LEDGER-000041"},
        Damage{"vocabulary/abc/iamglass", "segments/abc/iamglass"}, Damage{"\"000003\"", "\"000017\""},
        Damage{"\"000003\"", "\"..\""}, Damage{"\"dead\":2", "\"dead\":101"}, Damage{"\"dead\":2", "\"dead\":0"},
        Damage{"\"dead\":0", "\"dead\":1"}, Damage{"\"documents\":100", "\"documents\":4294967296"},
        Damage{"\"documents\":100", "\"documents\":-1"}, Damage{"\"documents\":100", "\"documents\":\"x\""},
        Damage{"\"documents\":100", "\"documentz\":100"}, Damage{kSum, "00"},
        Damage{kSum, "00112233445566778899AABBCCDDEEFF"}, Damage{"\"generation\":42", "\"generation\":[]"},
        Damage{"\"segments\":[", "\"segments\":3, \"x\":["}, Damage{"\"xapian\":\"1.4.22\"", "\"xapian\":1"},
        Damage{"{", "{{"}, Damage{"{", "["}));

TEST(Manifest, InvalidJsonIsRefused) {
  for (const std::string json : {"", "null", "[]", "3", "{", "\xff", "{}"}) {
    EXPECT_EQ(test::error_of([&] { manifest_from_json(json, "HERE"); }), ErrorCode::index_corrupt) << json;
  }
}

TEST(Manifest, DeepJsonIsRefused) {
  const std::string json(2'000'000, '[');
  EXPECT_EQ(test::error_of([&] { manifest_from_json(json, "HERE"); }), ErrorCode::index_corrupt);
}

TEST(Manifest, AnotherFormatIsNamedAsSuch) {
  std::string json = manifest_to_json(sample());
  const std::string from = "\"format_version\":" + std::to_string(kFormatVersion);
  json.replace(json.find(from), from.size(), "\"format_version\":999, \"x\":0");
  std::string message;
  EXPECT_EQ(test::error_of([&] { manifest_from_json(json, "HERE"); }, &message), ErrorCode::index_incompatible);
  EXPECT_NE(message.find("999"), std::string::npos) << message;
}

}  // namespace
}  // namespace il2search
