// update_index(): what broken files and bad records leave.
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/indexer/papers.h"

namespace il2search {
namespace {

using test::articles;
using test::error_of;
using test::PaperIndex;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Pair;

class BadInput : public testing::Test {
 protected:
  BadInput() {
    index_.write_set("good.xml", articles(1, 3, "good"));
    index_.update({"good.xml"});
  }
  // The error of an update, which must leave the index unchanged.
  std::string refused(ErrorCode code, const std::vector<std::string>& names, const UpdateOptions& options = {}) {
    std::string message;
    EXPECT_EQ(error_of([&] { index_.update(names, options); }, &message), code) << message;
    EXPECT_EQ(index_.generation(), 1u);
    EXPECT_EQ(index_.titles().size(), 3u);
    return message;
  }
  static std::string jsonl(int good, int bad) {
    std::string lines;
    for (int i = 1; i <= good; ++i) lines += "{\"pmid\": " + std::to_string(1000 + i) + ", \"title\": \"t\"}\n";
    for (int i = 0; i < bad; ++i) lines += "{\"title\": 7\n";
    return lines;
  }
  PaperIndex index_;
};

TEST_F(BadInput, BrokenXmlPublishesNothingUnlessPartsAreKept) {
  const std::string whole = test::article_set(articles(10, 19, "broken"));
  index_.write("broken.xml", whole.substr(0, whole.size() * 2 / 3));
  index_.write_set("other.xml", articles(20, 21, "other"));
  EXPECT_THAT(refused(ErrorCode::broken_file, {"other.xml", "broken.xml"}), HasSubstr(index_.paper("broken.xml")));
  UpdateOptions keep;
  keep.keep_partial = true;
  std::vector<std::string> warnings;
  keep.on_warning = [&](const std::string& warning) { warnings.push_back(warning); };
  const UpdateReport report = index_.update({"other.xml", "broken.xml"}, keep);
  EXPECT_THAT(warnings, ElementsAre(HasSubstr("records before the damage are kept")));
  EXPECT_GE(report.added, 2u + 5u);
  EXPECT_LT(report.added, 2u + 10u);
  EXPECT_THAT(index_.titles(), Contains(Pair("PMID:10", "broken 10")));
}

TEST_F(BadInput, MissingEmptyAndUnknownFiles) {
  index_.write("empty.xml", "");
  index_.write("blank.xml", " \n\n");
  index_.write("strange.bin", std::string("\x7f"
                                          "ELF\x02\x01\x01\x00\x00\x00",
                                          10));
  index_.write_set("new.xml", articles(30, 31, "new"));
  EXPECT_THAT(refused(ErrorCode::path_missing, {"new.xml", "none.xml"}), HasSubstr("none.xml"));
  EXPECT_THAT(refused(ErrorCode::broken_file, {"new.xml", "empty.xml"}), HasSubstr("empty.xml"));
  EXPECT_THAT(refused(ErrorCode::broken_file, {"new.xml", "blank.xml"}), HasSubstr("blank.xml"));
  const std::string unknown = refused(ErrorCode::unknown_format, {"new.xml", "strange.bin"});
  EXPECT_THAT(unknown, HasSubstr("strange.bin"));
  EXPECT_THAT(unknown, HasSubstr("pubmed-xml"));
  UpdateOptions options;
  options.format = "papyrus";
  EXPECT_THAT(refused(ErrorCode::unknown_format, {"new.xml"}, options), HasSubstr("papyrus"));
}

TEST_F(BadInput, OneBadRecordOfThreeIsSkipped) {
  index_.write("few.jsonl", jsonl(2, 1));
  std::vector<RecordError> errors;
  UpdateOptions options;
  options.on_record_error = [&](const RecordError& error) { errors.push_back(error); };
  const UpdateReport report = index_.update({"few.jsonl"}, options);
  EXPECT_TRUE(report.published);
  EXPECT_EQ(report.records, 3u);
  EXPECT_EQ(report.added, 2u);
  EXPECT_EQ(report.bad, 1u);
  ASSERT_EQ(errors.size(), 1u);
  ASSERT_EQ(report.errors.size(), 1u);
  EXPECT_EQ(errors[0].file, index_.paper("few.jsonl"));
  EXPECT_EQ(errors[0].record, 3u);
  EXPECT_GT(errors[0].offset, 50u);
  EXPECT_TRUE(errors[0].skipped);
  EXPECT_NE(errors[0].message, "");
}

TEST_F(BadInput, ThreeBadRecordsOf200AreTooMany) {
  index_.write("many.jsonl", jsonl(197, 3));
  EXPECT_THAT(refused(ErrorCode::too_many_bad_records, {"many.jsonl"}), HasSubstr("3 of 200"));
  UpdateOptions options;
  options.max_bad_percent = 5;
  EXPECT_EQ(index_.update({"many.jsonl"}, options).added, 197u);
}

TEST_F(BadInput, TheLimitAppliesFrom100RecordsOn) {
  struct Row {
    int good, bad;
    bool published;
  };
  const Row rows[] = {{1, 98, true}, {50, 50, false}, {99, 1, true}, {98, 2, false}, {198, 2, true}};
  for (const Row& row : rows) {
    const PaperIndex index;
    index.write("in.jsonl", jsonl(row.good, row.bad));
    SCOPED_TRACE(testing::Message() << row.good << " good, " << row.bad << " bad");
    if (row.published) {
      EXPECT_NO_THROW(index.update({"in.jsonl"}));
    } else {
      EXPECT_EQ(error_of([&] { index.update({"in.jsonl"}); }), ErrorCode::too_many_bad_records);
    }
  }
}

TEST_F(BadInput, RecordsWithInvalidIdsAreBad) {
  index_.write("ids.jsonl",
               "{\"id\": \"" + std::string(201, 'x') + "\", \"title\": \"long\"}\n" +
                   "{\"id\": \"a\\nb\", \"title\": \"lines\"}\n{\"id\": \"\\u0000\", \"title\": \"nul\"}\n" +
                   "{\"id\": \"" + std::string(200, 'x') + "\", \"title\": \"just\"}\n");
  const UpdateReport report = index_.update({"ids.jsonl"});
  EXPECT_EQ(report.bad, 3u);
  EXPECT_EQ(report.added, 1u);
  EXPECT_THAT(index_.titles(), Contains(Pair(std::string(200, 'x'), "just")));
}

// Other members may contain anything.
TEST_F(BadInput, NulsInIdentifiersDoNotEndARun) {
  std::string nuls;
  for (int i = 0; i < 150; ++i) nuls += "\\u0000";
  index_.write("nul.jsonl", "{\"id\": \"x\", \"title\": \"" + nuls + "\", \"languages\": [\"" + nuls +
                                "\"], \"url\": \"" + nuls + "\", \"entities\": [{\"id\": \"MESH:" + nuls +
                                "\", \"name\": \"n\"}]}\n");
  const UpdateReport report = index_.update({"nul.jsonl"});
  EXPECT_EQ(report.added + report.bad, 1u);
}

}  // namespace
}  // namespace il2search
