// Checksums against published values.
#include "base/checksum.h"

#include <gtest/gtest.h>

#include <string>

#include <il2search/error.h>

#include "tests/base/test_files.h"

namespace il2search {
namespace {

TEST(Checksum, EmptyInputHasItsKnownValues) {
  const TestFolder folder;
  const std::string path = folder.write("empty", "");
  EXPECT_EQ(xxh3_hex(""), "99aa06d3014798d86001c324468d497f");
  EXPECT_EQ(xxh3_of_file(path), (FileChecksum{0, "99aa06d3014798d86001c324468d497f"}));
  EXPECT_EQ(md5_of_file(path), (FileChecksum{0, "d41d8cd98f00b204e9800998ecf8427e"}));
}

TEST(Checksum, PiecesAndFilesHashAsTheWhole) {
  const TestFolder folder;
  std::string bytes;
  for (int i = 0; i < 400'000; ++i) bytes += static_cast<char>(i * 31 % 251);
  const std::string path = folder.write("bytes", bytes);
  Xxh3 hash;
  for (std::size_t at = 0; at < bytes.size(); at += 1000) hash.update(std::string_view(bytes).substr(at, 1000));
  EXPECT_EQ(hash.hex(), xxh3_hex(bytes));
  EXPECT_EQ(xxh3_of_file(path), (FileChecksum{bytes.size(), xxh3_hex(bytes)}));
}

TEST(Checksum, Md5OfAText) {
  const TestFolder folder;
  EXPECT_EQ(md5_of_file(folder.write("abc", "abc")).hex, "900150983cd24fb0d6963f7d28e17f72");
}

TEST(Checksum, OneBitChangesTheHash) { EXPECT_NE(xxh3_hex("il2search"), xxh3_hex("il2searcj")); }

TEST(Checksum, MissingFilesAreErrors) {
  try {
    xxh3_of_file("/nonexistent/file");
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::path_missing);
  }
}

TEST(Checksum, ReadsMd5Files) {
  const std::string digits = "900150983cd24fb0d6963f7d28e17f72";
  EXPECT_EQ(parse_md5_file("MD5(pubmed26n0001.xml.gz)= 900150983CD24FB0D6963F7D28E17F72\n"), digits);
  EXPECT_EQ(parse_md5_file(digits + "  pubmed26n0001.xml.gz\n"), digits);
  EXPECT_EQ(parse_md5_file("MD5(file)= 9001"), std::nullopt);
  EXPECT_EQ(parse_md5_file(""), std::nullopt);
  EXPECT_EQ(parse_md5_file(digits + "0"), std::nullopt);
}

}  // namespace
}  // namespace il2search
