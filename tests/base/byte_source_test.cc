// ByteSource: plain and gzipped bytes, and every way in which a file can be broken.
#include "base/byte_source.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include <il2search/error.h>

#include "tests/base/test_files.h"

namespace il2search {
namespace {

struct ReadResult {
  std::string bytes;
  std::string error;  // empty when the file was read to its end
  ErrorCode code = ErrorCode::io;
};

ReadResult read_all(const std::string& path, std::size_t chunk = 4096, GzipCaps caps = {}) {
  ReadResult result;
  try {
    const auto file = open_source(path, {.caps = caps, .on_bytes = {}, .cancelled = {}});
    std::string buffer(chunk, '\0');
    while (const std::size_t n = file->read(buffer.data(), buffer.size())) result.bytes.append(buffer, 0, n);
  } catch (const Error& error) {
    result.error = error.what();
    result.code = error.code();
  }
  return result;
}

std::string sample(std::size_t bytes) {
  std::string text;
  for (std::size_t i = 0; text.size() < bytes; ++i) text += "line " + std::to_string(i * 7919 % 10007) + "\n";
  text.resize(bytes);
  return text;
}

TEST(ByteSource, ReadsPlainAndGzippedFilesAlike) {
  const TestFolder folder;
  const std::string text = sample(300'000);
  EXPECT_EQ(read_all(folder.write("plain", text)).bytes, text);
  EXPECT_EQ(read_all(folder.write("packed", gzip(text))).bytes, text);
  EXPECT_EQ(read_all(folder.write("packed", gzip(text)), 7).bytes, text);
}

TEST(ByteSource, GivesEveryByteOfTheFileOnDiskOnce) {
  const TestFolder folder;
  const std::string text = sample(300'000);
  for (const std::string& bytes : {text, gzip(text), gzip(text) + gzip(text)}) {
    std::string seen;
    SourceOptions options;
    options.on_bytes = [&](std::string_view piece) { seen += piece; };
    const auto file = open_source(folder.write("a", bytes), options);
    file->head();
    std::string buffer(5000, '\0');
    while (file->read(buffer.data(), buffer.size()) > 0) {}
    EXPECT_TRUE(seen == bytes) << seen.size() << " of " << bytes.size();
  }
}

TEST(ByteSource, JoinsGzipMembers) {
  const TestFolder folder;
  const std::string text = sample(200'000);
  const std::string packed = gzip(text.substr(0, 70'000)) + gzip("") + gzip(text.substr(70'000));
  const ReadResult result = read_all(folder.write("members.gz", packed));
  EXPECT_EQ(result.error, "");
  EXPECT_EQ(result.bytes, text);
}

TEST(ByteSource, HeadIsTheSameAtAnyTime) {
  const TestFolder folder;
  const std::string text = sample(100'000);
  const auto file = open_source(folder.write("a.gz", gzip(text)));
  std::string first(10, '\0');
  ASSERT_EQ(file->read(first.data(), first.size()), 10u);
  EXPECT_EQ(file->head(), text.substr(0, 64 * 1024));
  std::string rest;
  std::string buffer(5000, '\0');
  while (const std::size_t n = file->read(buffer.data(), buffer.size())) rest.append(buffer, 0, n);
  EXPECT_EQ(first + rest, text);
}

TEST(ByteSource, TruncatedGzipGivesItsBytesThenFails) {
  const TestFolder folder;
  const std::string text = sample(300'000);
  const std::string packed = gzip(text);
  const ReadResult result = read_all(folder.write("cut.gz", packed.substr(0, packed.size() / 2)));
  EXPECT_EQ(result.code, ErrorCode::broken_file);
  EXPECT_NE(result.error.find("gzip ends early"), std::string::npos) << result.error;
  EXPECT_GT(result.bytes.size(), text.size() / 3);
  EXPECT_EQ(text.substr(0, result.bytes.size()), result.bytes);
}

TEST(ByteSource, FindsEveryTruncation) {
  const TestFolder folder;
  const std::string packed = gzip("some text that is not long");
  for (std::size_t n = 3; n < packed.size(); ++n) {
    const ReadResult result = read_all(folder.write("cut.gz", packed.substr(0, n)));
    EXPECT_EQ(result.code, ErrorCode::broken_file) << n;
    EXPECT_NE(result.error, "") << n;
  }
}

TEST(ByteSource, FailedChecksumAndTrailingBytesAreErrors) {
  const TestFolder folder;
  std::string packed = gzip(sample(5000));
  EXPECT_NE(read_all(folder.write("tail.gz", packed + "xyz")).error.find("trailing garbage"), std::string::npos);
  packed[packed.size() - 6] = static_cast<char>(packed[packed.size() - 6] ^ 1);
  const ReadResult result = read_all(folder.write("crc.gz", packed));
  EXPECT_EQ(result.code, ErrorCode::broken_file);
  EXPECT_NE(result.error.find("damaged"), std::string::npos) << result.error;
}

TEST(ByteSource, EmptyFilesAreBroken) {
  const TestFolder folder;
  EXPECT_EQ(read_all(folder.write("empty", "")).code, ErrorCode::broken_file);
  EXPECT_EQ(read_all(folder.write("empty.gz", gzip(""))).code, ErrorCode::broken_file);
}

TEST(ByteSource, StopsABomb) {
  const TestFolder folder;
  const std::string zeros(8 << 20, '\0');
  const std::string path = folder.write("bomb.gz", gzip(zeros));
  EXPECT_EQ(read_all(path).bytes.size(), zeros.size()) << "small files may be packed tightly";
  const ReadResult result = read_all(path, 4096, GzipCaps{1 << 20, 200});
  EXPECT_EQ(result.code, ErrorCode::broken_file);
  EXPECT_NE(result.error.find("200 times"), std::string::npos) << result.error;
}

TEST(ByteSource, MissingPathsAndFoldersAreNamed) {
  const TestFolder folder;
  const ReadResult missing = read_all(folder.path() + "/no\x1b[31m-file");
  EXPECT_EQ(missing.code, ErrorCode::path_missing);
  EXPECT_EQ(missing.error.find('\x1b'), std::string::npos) << "the name is made safe";
  EXPECT_EQ(read_all(folder.path()).code, ErrorCode::path_missing);
}

}  // namespace
}  // namespace il2search
