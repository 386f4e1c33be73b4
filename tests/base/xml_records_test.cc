// XmlRecords: positions, caps, skipped records and unknown entities, seen through a reader of `<r id="…">text</r>`.
#include "base/xml/xml_records.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include <il2search/error.h>

#include "base/byte_source.h"

namespace il2search {
namespace {

struct Reported {
  std::uint64_t record;
  std::uint64_t offset;
  std::string message;
  bool skipped;

  bool operator==(const Reported&) const = default;
};

struct ReadResult {
  std::vector<std::string> texts;  // of the records that are not skipped
  std::vector<Reported> reported;
};

// Reads every <r> below the root <rs>.
class TestRecords final : public XmlRecords {
 public:
  TestRecords(ByteSource& source, XmlRecordCaps caps) : XmlRecords(source, "file.xml", caps) {}

  void read() {
    while (parse_block()) {}
  }

  const ReadResult& result() const { return result_; }

 private:
  void start_element(std::string_view name, const XmlAttributes& attributes) override {
    if (++depth_ == 1 && name != "rs") refuse_root(name, "of records");
    if (name == "r" && !in_record()) {
      open_record(depth_);
      id_ = attributes.get("id");
      text_.clear();
      elements_ = 0;
    }
    if (!in_record() || skipping()) return;
    if (const auto error = cap_error(depth_, text_.size(), ++elements_)) skip_record(id_, *error);
  }

  void end_element(std::string_view) override {
    if (depth_-- != record_depth()) return;
    if (!skipping()) {
      report_unknown_entities(id_);
      result_.texts.push_back(text_);
    }
    close_record();
  }

  void text(std::string_view piece) override {
    if (in_record() && !skipping()) text_.append(piece);
  }

  void report(const RecordPosition& at, const std::string& id, const std::string& message,
              bool skipped) const override {
    result_.reported.push_back({at.record, at.offset, id + ": " + message, skipped});
  }

  std::size_t depth_ = 0;
  std::size_t elements_ = 0;
  std::string id_;
  std::string text_;
  mutable ReadResult result_;  // report() is const
};

ReadResult read(std::string_view xml, XmlRecordCaps caps = {}) {
  MemorySource source{std::string(xml)};
  TestRecords records(source, caps);
  records.read();
  EXPECT_EQ(records.bytes_read(), xml.size());
  return records.result();
}

TEST(XmlRecords, CountsUnknownEntitiesOfARecordAndKeepsThemAsWritten) {
  const ReadResult result = read("<rs>&outside;<r id='a'>x &foo; &alpha;</r><r id='b' k='&one;'>&one;</r></rs>");
  EXPECT_EQ(result.texts, (std::vector<std::string>{"x &foo; α", "&one;"}));
  EXPECT_EQ(result.reported, (std::vector<Reported>{
                                 {1, 13, "a: 1 unknown entity kept as written: &foo;", false},
                                 {2, 42, "b: 1 unknown entity kept as written: &one;", false},
                             }));
}

TEST(XmlRecords, ListsTheFirstUnknownEntitiesCutToALength) {
  std::string text;
  for (int i = 0; i < 9; ++i) text += "&" + std::string(50, 'x') + ";";
  const ReadResult result = read("<rs><r id='a'>" + text + "</r></rs>");
  std::string message = "a: 9 unknown entities kept as written:";
  for (int i = 0; i < 8; ++i) message += " &" + std::string(40, 'x') + ";";
  ASSERT_EQ(result.reported.size(), 1u);
  EXPECT_EQ(result.reported[0].message, message);
}

TEST(XmlRecords, SkipsARecordOverACapAndGoesOn) {
  const XmlRecordCaps caps = {.bytes = 40, .depth = 4, .elements = 3, .noun = "article"};
  const struct {
    const char* record;
    const char* message;
  } cases[] = {
      {"<r><a><b><c/></b></a>x</r>", ": elements nest deeper than 4"},
      {"<r><a/><a/><a/>x</r>", ": the article has over 3 elements"},
      {"<r>0123456789012345678901234567890123456789<a/>x</r>", ": the article is over 40 bytes"},
      {"<r>&unknown;<a/><a/><a/>x</r>", ": the article has over 3 elements"},
  };
  for (const auto& c : cases) {
    const ReadResult result = read("<rs>" + std::string(c.record) + "<r>next</r></rs>", caps);
    EXPECT_EQ(result.texts, std::vector<std::string>{"next"}) << c.record;
    EXPECT_EQ(result.reported, (std::vector<Reported>{{1, 4, c.message, true}})) << c.record;
  }
}

TEST(XmlRecords, CountsTextThatEntitiesExpandTo) {
  const std::string doctype = "<!DOCTYPE rs [<!ENTITY e '0123456789012345678901234567890123456789'>]>";
  const ReadResult result = read(doctype + "<rs><r id='a'>&e;&e;<a/></r></rs>", {.bytes = 60});
  ASSERT_EQ(result.reported.size(), 1u);
  EXPECT_EQ(result.reported[0].message, "a: the record is over 60 bytes");
}

TEST(XmlRecords, RefusesAnotherRoot) {
  try {
    read("<html/>");
    ADD_FAILURE() << "no error";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::unknown_format);
    EXPECT_STREQ(error.what(), "XML, but not of records (its root is html): file.xml");
  }
}

}  // namespace
}  // namespace il2search
