// The dictionary's file: damage is refused or harmless.
#include "vocabulary/tagger/tag_dictionary.h"

#include <gtest/gtest.h>

#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include <il2search/error.h>

#include "tests/vocabulary/tag_concepts.h"

namespace il2search {
namespace {

std::string read_bytes(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

class TagDictionaryFile : public testing::Test {
 protected:
  void write(const std::string& bytes) const { std::ofstream(path_, std::ios::binary) << bytes; }
  ErrorCode opening(const std::string& bytes) const {
    write(bytes);
    try {
      const TagDictionary dictionary(path_);
    } catch (const Error& error) {
      const bool incompatible = error.code() == ErrorCode::index_incompatible;
      EXPECT_EQ(error.hint().find("il2index rebuild") != std::string::npos, incompatible) << error.hint();
      EXPECT_NE(std::string(error.what()).find(path_), std::string::npos) << error.what();
      return error.code();
    }
    ADD_FAILURE() << "it opens";
    return ErrorCode::io;
  }

  test::TagFixture fixture_{test::mesh_for_tagging()};
  std::string path_ = fixture_.path();
  std::string good_ = read_bytes(path_);
};

TEST_F(TagDictionaryFile, TheSameConceptsGiveTheSameBytes) {
  const test::TagFixture again(test::mesh_for_tagging());
  EXPECT_EQ(read_bytes(again.path()), good_);
}

TEST_F(TagDictionaryFile, MayBeEmpty) {
  const test::TagFixture empty({});
  Tagger tagger = empty.tagger();
  EXPECT_TRUE(tagger.mentions("lupus nephritis").empty());
}

TEST_F(TagDictionaryFile, RefusesDamagedFiles) {
  EXPECT_EQ(opening(""), ErrorCode::index_corrupt);
  EXPECT_EQ(opening(good_.substr(0, sizeof(TagHeader) - 1)), ErrorCode::index_corrupt);
  EXPECT_EQ(opening(good_.substr(0, good_.size() - 1)), ErrorCode::index_corrupt);
  EXPECT_EQ(opening(good_ + "x"), ErrorCode::index_corrupt);
  EXPECT_EQ(opening("XXXX" + good_.substr(4)), ErrorCode::index_corrupt);
  for (const std::uint32_t bits : {0u, 31u, 0xffffffffu}) {
    std::string bytes = good_;
    std::memcpy(bytes.data() + offsetof(TagHeader, slot_bits), &bits, sizeof bits);
    EXPECT_EQ(opening(bytes), ErrorCode::index_corrupt);
  }
  for (const std::size_t at :
       {offsetof(TagHeader, entries), offsetof(TagHeader, concepts), offsetof(TagHeader, string_bytes)}) {
    std::string bytes = good_;
    const std::uint32_t most = UINT32_MAX;
    std::memcpy(bytes.data() + at, &most, sizeof most);
    EXPECT_EQ(opening(bytes), ErrorCode::index_corrupt);
  }
}

TEST_F(TagDictionaryFile, RefusesOtherVersions) {
  std::string version = good_;
  version[offsetof(TagHeader, version)] = 9;
  EXPECT_EQ(opening(version), ErrorCode::index_incompatible);
  std::string analyzer = good_;
  analyzer[offsetof(TagHeader, fingerprint)] ^= 1;
  EXPECT_EQ(opening(analyzer), ErrorCode::index_incompatible);
}

TEST_F(TagDictionaryFile, RefusesMissingFilesAndFolders) {
  std::filesystem::remove(path_);
  EXPECT_THROW(TagDictionary{path_}, Error);
  std::filesystem::create_directory(path_);
  EXPECT_THROW(TagDictionary{path_}, Error);
  EXPECT_THROW(write_tag_dictionary({}, {}, path_ + "/no/such/folder"), Error);
}

// Opening checks only the header. A changed byte after it may hide a name, but nothing worse.
TEST_F(TagDictionaryFile, DamageAfterTheHeaderIsHarmless) {
  const std::string text = "Systemic lupus erythematosus, kidney disease, lithium, breast and ovarian cancer";
  for (std::size_t at = sizeof(TagHeader); at < good_.size(); at += 29) {
    std::string bytes = good_;
    bytes[at] = static_cast<char>(~bytes[at]);
    write(bytes);
    Tagger tagger(std::make_shared<const TagDictionary>(path_));
    for (const TagMention& mention : tagger.mentions(text)) ASSERT_LE(mention.span.end, text.size());
  }
  write(good_.substr(0, sizeof(TagHeader)) + std::string(good_.size() - sizeof(TagHeader), '\xff'));
  Tagger tagger(std::make_shared<const TagDictionary>(path_));
  EXPECT_TRUE(tagger.mentions(text).empty());
}

TEST_F(TagDictionaryFile, WritingCanBeCancelled) {
  try {
    const std::vector<Concept> concepts = test::mesh_for_tagging();
    const std::vector<std::vector<BridgeMatch>> no_matches(concepts.size() + 1);
    write_tag_dictionary(concepts, no_matches, path_, [] { return true; });
    ADD_FAILURE() << "it was written";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::cancelled);
  }
}

}  // namespace
}  // namespace il2search
