// The stored form of documents: nothing is lost, and damaged bytes are an error, never a crash.
#include <limits>
#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <il2search/error.h>

#include "base/bytes.h"
#include "base/deflate.h"
#include "schema/document_codec.h"
#include "tests/schema/filled_document.h"

namespace il2search {
namespace {

using test::FilledDocuments;

Document round_trip(const Document& document) {
  const StoredDocument stored = encode_document(document);
  return decode_document(stored.head, stored.text);
}

TEST(DocumentCodec, GivesBackFilledDocuments) {
  FilledDocuments documents(1);
  for (int i = 0; i < 2000; ++i) {
    const Document document = documents.next();
    ASSERT_EQ(round_trip(document), document) << "document " << i;
  }
}

TEST(DocumentCodec, GivesBackAnEmptyDocument) {
  EXPECT_EQ(round_trip(Document{}), Document{});
  EXPECT_EQ(encode_document(Document{}).head, "");
}

TEST(DocumentCodec, GivesBackEachMemberAlone) {
  FilledDocuments random(2);
  for_each_member<Document>([&](const auto& member) {
    for (int i = 0; i < 20; ++i) {
      Document document;
      random.fill(document.*(member.pointer));
      ASSERT_EQ(round_trip(document), document) << member.name;
    }
  });
}

TEST(DocumentCodec, GivesBackWhatLooksLikeNothing) {
  Document document;
  document.version = 0;
  document.key_findings = {"", "", ""};
  document.authors.resize(3);
  document.authors[1].affiliation = "Institute of Trials";
  document.editors.resize(2);
  document.editors[1].affiliation = "Office";
  document.entities.resize(3);
  document.entities[2].spans = {{0, 0}, {5, std::numeric_limits<std::size_t>::max()}};
  document.entities[2].mentions = std::numeric_limits<std::uint32_t>::max();
  document.journal.issns = {""};
  document.extra = {{"", ""}};
  document.dates.published = {-44, 3, 15};
  document.title = std::string(1, '\0');
  EXPECT_EQ(round_trip(document), document);
  document.version = std::numeric_limits<std::uint32_t>::max();
  EXPECT_EQ(round_trip(document), document);
}

TEST(DocumentCodec, HeadAloneGivesWhatAHitShows) {
  Document document;
  document.id = "PMID:7";
  document.pmid = "7";
  document.title = "Low doses";
  document.url = "https://example.org/7";
  document.authors.resize(1);
  document.authors[0].last = "Muster";
  document.authors[0].affiliation = "Institute of Trials";
  document.journal.title = "Annals of Trial Records";
  document.dates.published = {2024, 2, 0};
  document.dates.entered = {2024, 1, 1};
  document.entities.resize(1);
  document.entities[0].id = "MESH:D008180";
  document.entities[0].spans = {{1, 2}};
  document.status.retracted = true;
  document.abstract = {{"AIM", "Not shown"}};
  const Document head = decode_head(encode_document(document).head);

  Document expected = document;
  expected.authors[0].affiliation.clear();
  expected.entities[0].spans.clear();
  expected.abstract.clear();
  expected.dates.entered = {};
  EXPECT_EQ(head, expected);
}

TEST(DocumentCodec, StoresAPaperOfManyMebibytes) {
  Document document;
  document.id = "PMID:1";
  document.body.resize(1);
  std::mt19937 random(3);
  for (int i = 0; i < 5'000'000; ++i) document.body[0].text.push_back(static_cast<char>('a' + random() % 26));
  EXPECT_EQ(round_trip(document), document);
}

// Members that later versions add are skipped.
TEST(DocumentCodec, SkipsMembersThatItDoesNotKnow) {
  Document document;
  document.id = "PMID:7";
  const std::string unknown_number = "\xb1\x07\x05";  // member 472, a varint
  const std::string unknown_bytes =
      "\xb0\x07\x03"
      "abc";  // the same, bytes
  const StoredDocument stored = encode_document(document);
  EXPECT_EQ(decode_document(unknown_number + stored.head + unknown_bytes, stored.text), document);
}

// Whether decoding returned a document or threw the only error that it may throw.
::testing::AssertionResult decodes_or_refuses(const std::string& head, const std::string& text) {
  try {
    decode_document(head, text);
    return ::testing::AssertionSuccess();
  } catch (const Error& error) {
    if (error.code() == ErrorCode::index_corrupt) return ::testing::AssertionSuccess();
    return ::testing::AssertionFailure() << error.what();
  }
}

std::string damaged(std::string bytes, std::mt19937& random) {
  if (bytes.empty()) return std::string(random() % 4, static_cast<char>(random()));
  const std::size_t at = random() % bytes.size();
  switch (random() % 4) {
    case 0: bytes[at] = static_cast<char>(random()); break;
    case 1: bytes.resize(at); break;
    case 2: bytes.insert(at, 1 + random() % 3, static_cast<char>(random())); break;
    default: bytes.erase(at, 1 + random() % 5);
  }
  return bytes;
}

TEST(DocumentCodec, DamageIsAnErrorOrAnotherDocument) {
  FilledDocuments documents(4);
  std::mt19937 random(5);
  for (int i = 0; i < 1500; ++i) {
    StoredDocument stored = encode_document(documents.next());
    ASSERT_TRUE(decodes_or_refuses(damaged(stored.head, random), stored.text)) << i;
    ASSERT_TRUE(decodes_or_refuses(stored.head, damaged(stored.text, random))) << i;
  }
}

TEST(DocumentCodec, CutShortIsAnError) {
  Document document;
  document.id = "PMID:7";
  document.abstract = {{"", "Cells were counted on day 9."}};
  const StoredDocument stored = encode_document(document);
  for (std::size_t bytes = 1; bytes < stored.text.size(); ++bytes)
    EXPECT_THROW(decode_document(stored.head, stored.text.substr(0, bytes)), Error) << bytes;
  for (std::size_t bytes = 1; bytes < stored.head.size(); ++bytes)
    EXPECT_THROW(decode_head(stored.head.substr(0, bytes)), Error) << bytes;
}

struct BadBytes {
  const char* what;
  std::string head;
  std::string text;
};

TEST(DocumentCodec, RefusesNonsense) {
  const BadBytes rows[] = {
      {"a varint that does not end", std::string(12, '\xff'), ""},
      {"a length beyond the end",
       "\x02\x7f"
       "ab",
       ""},
      {"a length near 2^64", std::string("\x02\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01", 11), ""},
      {"a number where a text should be", "\x03\x05", ""},
      {"a list element that is a number", std::string("\x0f\x05", 2), ""},
      {"a text that ends within a length", "", "\x02\xff"},
  };
  for (const BadBytes& row : rows) {
    try {
      decode_document(row.head, row.text);
      ADD_FAILURE() << row.what;
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ErrorCode::index_corrupt) << row.what;
    }
  }
}

// The text of index format 1.
TEST(InflateText, GivesBackTheText) {
  std::string stored;
  put_varint(stored, 5);
  EXPECT_EQ(inflate_text(Deflater().deflate("cells", std::move(stored))), "cells");
}

TEST(InflateText, RefusesNonsense) {
  for (const std::string& text : {std::string(),                               // no size
                                  std::string("\x80\x80\x80\x80\x02", 5),      // more than 256 MiB
                                  std::string("\x80\x80\x80\x64\x03\x00", 6),  // 200 MiB in no bytes
                                  std::string("\x05\xff\xff\xff\xff")}) {      // not a deflate stream
    EXPECT_THROW(inflate_text(text), Error);
  }
}

}  // namespace
}  // namespace il2search
