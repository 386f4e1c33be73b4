// JSON lines: records, errors with their positions, ids.
#include "corpus/jsonl.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include <il2search/json.h>

#include "read_all.h"

namespace il2search {
namespace {

using ::testing::StartsWith;

TEST(Jsonl, ReadsRecordsAndReportsBadOnes) {
  const std::string text =
      "\xEF\xBB\xBF{\"pmid\": 7, \"title\": \"one\"}\n"
      "\n"
      "{\"title\": 3.5}\r\n"
      "{\"title\": \"two\", \"doi\": \"10.5555/Two\"}\n"
      "not JSON\n"
      "{\"title\": \"three\"}";
  const ReadOutcome outcome = read_text(make_jsonl_reader, text);
  EXPECT_FALSE(outcome.error);
  const std::vector<Document> documents = outcome.documents();
  ASSERT_EQ(documents.size(), 3u);
  EXPECT_EQ(documents[0].id, "PMID:7");
  EXPECT_EQ(documents[1].id, "DOI:10.5555/two");
  EXPECT_EQ(documents[2].id, "FILE:test-file#5");
  ASSERT_EQ(outcome.record_errors.size(), 2u);
  EXPECT_EQ(outcome.record_errors[0].record, 2u);
  EXPECT_EQ(outcome.record_errors[0].offset, text.find("{\"title\": 3.5"));
  EXPECT_EQ(outcome.record_errors[0].message, "title: expected text, found number");
  EXPECT_EQ(outcome.record_errors[1].record, 4u);
  EXPECT_THAT(outcome.record_errors[1].message, StartsWith("invalid JSON: "));
}

TEST(Jsonl, EnforcesItsCaps) {
  const std::string small = "{\"pmid\": 1}\n";
  const ReadOutcome outcome = read_text(make_jsonl_reader,
                                        "{\"title\":\"" + std::string(5000, 'x') + "\"}\n{\"title\":\"" +
                                            std::string(600, 'x') + "\"}\n{\"x\":[[[[[[1]]]]]]}\n" + small,
                                        {1024, 512, 4});
  ASSERT_EQ(outcome.documents().size(), 1u);
  EXPECT_EQ(outcome.documents()[0].id, "PMID:1");
  ASSERT_EQ(outcome.record_errors.size(), 3u);
  EXPECT_EQ(outcome.record_errors[0].message, "the record is over the cap of 1024 bytes");
  EXPECT_EQ(outcome.record_errors[1].message, "title: the text is over the cap of 512 bytes");
  EXPECT_EQ(outcome.record_errors[2].message, "nested deeper than 4 levels");
}

TEST(Jsonl, AFileWithoutRecordsIsBroken) {
  EXPECT_EQ(read_text(make_jsonl_reader, "").error->code(), ErrorCode::broken_file);
  EXPECT_EQ(read_text(make_jsonl_reader, "\n \n").error->code(), ErrorCode::broken_file);
}

TEST(Jsonl, ReadsItsOwnOutput) {
  Document d;
  d.id = "OWN:1";
  d.title = "α\n\"β\"";
  d.abstract = {{"A", "b"}, {"", "c"}};
  d.extra = {{"x", "[1]"}};
  const ReadOutcome outcome = read_text(make_jsonl_reader, to_json(d) + "\n");
  ASSERT_EQ(outcome.documents().size(), 1u);
  EXPECT_EQ(outcome.documents()[0], d);
}

}  // namespace
}  // namespace il2search
