// JSON under caps: texts in memory, the walk over a stream, offsets, damaged values, and errors that end a stream.
#include "base/json/json_stream.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "base/byte_source.h"
#include "base/json/json_tree.h"

namespace il2search {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using Kind = JsonError::Kind;
using Tree = nlohmann::ordered_json;

constexpr std::size_t kChunk = 64 * 1024;

// Serves a few bytes per call, so that buffers end at every position.
class SlowSource final : public ByteSource {
 public:
  SlowSource(std::string bytes, std::size_t step) : bytes_(std::move(bytes)), step_(step) {}
  std::size_t read(char* buffer, std::size_t capacity) override {
    return bytes_.read(buffer, std::min(capacity, step_));
  }
  std::string_view head() override { return bytes_.head(); }
  std::uint64_t compressed_bytes_read() const override { return bytes_.compressed_bytes_read(); }

 private:
  MemorySource bytes_;
  std::size_t step_;
};

Tree read_tree(JsonStream& json) {
  Tree tree;
  JsonTreeBuilder<Tree> builder(tree);
  json.read(builder);
  return tree;
}

// Records a walk: items as "OFFSET:[KEY=]VALUE", errors as "!MESSAGE". Enters objects and arrays down to `depth`.
struct Walk {
  Walk(std::string text, std::size_t depth, JsonCaps caps = {}, JsonCommas commas = JsonCommas::strict,
       std::size_t step = kChunk)
      : source(std::move(text), step), json(source, caps, commas), depth_(depth) {
    while (!ended_) step_on();
  }

  SlowSource source;
  JsonStream json;
  std::vector<std::string> seen;

 private:
  void step_on() {
    try {
      const bool at_top = json.level() == 0;
      if (!json.next()) ended_ = at_top;
      else see_item();
    } catch (const JsonError& error) {
      seen.push_back(std::string("!") + error.what());
      ended_ = error.is_final();
    }
  }

  void see_item() {
    const std::string place = std::to_string(json.offset()) + ":" + (json.is_in_object() ? json.key() + "=" : "");
    const bool enters = json.level() < depth_ && json.type() != JsonType::other && json.type() != JsonType::string;
    if (!enters) json.start_record();
    seen.push_back(place + (enters ? "enter" : read_tree(json).dump()));
    if (enters) json.enter();
  }

  std::size_t depth_;
  bool ended_ = false;
};

std::vector<std::string> walk(const std::string& text, std::size_t depth, JsonCaps caps = {},
                              JsonCommas commas = JsonCommas::strict) {
  return Walk(text, depth, caps, commas).seen;
}

TEST(JsonStream, WalksOverValues) {
  EXPECT_THAT(walk("", 0), IsEmpty());
  EXPECT_THAT(walk(" \n?", 0), ElementsAre(HasSubstr("!invalid JSON at byte 2"), "!the JSON ends early"));
  EXPECT_THAT(walk("1 2.5\n\"a\" true,null", 0), ElementsAre("0:1", "2:2.5", "6:\"a\"", "10:true", "15:null"));
  EXPECT_THAT(walk("\xEF\xBB\xBF[1]", 0), ElementsAre("3:[1]"));
  EXPECT_THAT(walk("[1,[2,{}],\"\\u00e4\",-3]", 1),
              ElementsAre("0:enter", "1:1", "3:[2,{}]", "10:\"\xC3\xA4\"", "19:-3"));
  EXPECT_THAT(walk("{\"a\": 1, \"b\": {\"c\": [true, {}]}}", 2),
              ElementsAre("0:enter", "6:a=1", "14:b=enter", "20:c=[true,{}]"));
  EXPECT_THAT(walk("[]{}", 1), ElementsAre("0:enter", "2:enter"));
}

TEST(JsonStream, BuffersMayEndAnywhere) {
  const std::string text = R"([1, 23.5e1, {"aé": ["\"]", {"b\\": 12}], "c": -4}, tru, "x€", 5] {"d": 6})";
  const std::vector<std::string> whole = walk(text, 2);
  EXPECT_THAT(whole, ElementsAre("0:enter", "1:1", "4:235.0", "12:enter", HasSubstr("a\xC3\xA9=["), HasSubstr("c=-4"),
                                 HasSubstr("!invalid JSON at byte 55"), HasSubstr("\"x\xE2\x82\xAC\""), HasSubstr(":5"),
                                 HasSubstr(":enter"), HasSubstr("d=6")));
  for (std::size_t step = 1; step < 20; ++step) {
    EXPECT_EQ(Walk(text, 2, {}, JsonCommas::strict, step).seen, whole) << step;
  }
}

TEST(JsonStream, SkipsItemsThatAreNotRead) {
  MemorySource source(R"([{"a": [1, 2]}, [3], "x", 7, 8] 9)");
  JsonStream json(source, {});
  ASSERT_TRUE(json.next());
  json.enter();
  for (const char* value : {"{", "[", "x", "7"}) ASSERT_TRUE(json.next()) << value;
  ASSERT_TRUE(json.next());
  EXPECT_EQ(read_tree(json), 8);
  EXPECT_FALSE(json.next());
  EXPECT_EQ(json.level(), 0u);
  ASSERT_TRUE(json.next());
  EXPECT_EQ(json.offset(), 32u);
  EXPECT_FALSE(json.next());
  EXPECT_EQ(json.bytes_read(), 33u);
}

struct DamageRow {
  const char* text;
  const char* error;       // part of an error's message
  const char* after = "";  // part of the last item; empty if the walk ends with the error
};

TEST(JsonStream, ContinuesAfterADamagedValue) {
  const DamageRow rows[] = {
      {R"([tru, 7])", "invalid JSON at byte 4: syntax error", ":7"},
      {R"([{"a": }, 7])", "invalid JSON at byte 7", ":7"},
      {R"([{"a": "]}\"", x, [{}]}, 7])", "invalid JSON", ":7"},
      {R"(["\x", 7])", "invalid string", ":7"},
      {R"([1e999, 7])", "number overflow", ":7"},
      {R"([[1,], 7])", "invalid JSON", ":7"},
      {R"([1 2, 7])", "a comma was expected", ":7"},
      {R"([,7])", "a value was expected", ":7"},
      {R"([1,,7])", "a value was expected", ":7"},
      {R"([6,] 7)", "a value was expected", ":7"},
      {R"({"a" 1, "b": 7})", "a colon was expected", "b=7"},
      {R"({1: 2, "b": 7})", "the name of a member was expected", "b=7"},
      {R"({"a\x": 2, "b": 7})", "invalid string", "b=7"},
      {R"({"a": , "b": 7})", "invalid JSON", "b=7"},
      {R"({"a": 1,} 7)", "a value was expected", ":7"},
      {R"([{"a": ]}, 7])", "brackets do not match"},
      {R"([1}, 7])", "brackets do not match"},
      {R"({"a": ]})", "invalid JSON"},
      {R"([1, 2)", "the JSON ends early"},
      {R"([{"a": "x)", "the JSON ends early"},
      {R"([{"a": tru)", "the JSON ends early"},
      {R"({"a")", "the JSON ends early"},
      {R"({"a":)", "the JSON ends early"},
      {"nul", "the JSON ends early"},
  };
  for (const DamageRow& row : rows) {
    const std::vector<std::string> seen = walk(row.text, 1);
    const bool found = std::any_of(seen.begin(), seen.end(), [&](const std::string& item) {
      return item.starts_with("!") && item.find(row.error) != std::string::npos;
    });
    EXPECT_TRUE(found) << row.text << " " << testing::PrintToString(seen);
    if (*row.after != '\0') EXPECT_THAT(seen.back(), HasSubstr(row.after)) << row.text;
    else EXPECT_EQ(seen.back()[0], '!') << row.text;
  }
}

TEST(JsonStream, AFileOfNothingButAByteOrderMarkIsEmpty) {
  MemorySource source("\xEF\xBB\xBF");
  JsonStream json(source, {});
  EXPECT_FALSE(json.next());
}

TEST(JsonStream, CommasMayBeOptional) {
  EXPECT_THAT(walk("[,1 2,,{\"a\":3 ,},]", 1, {}, JsonCommas::optional),
              ElementsAre("0:enter", "2:1", "4:2", HasSubstr("!invalid JSON")));
  EXPECT_THAT(walk("[{\"a\":3 ,},]", 2, {}, JsonCommas::optional), ElementsAre("0:enter", "1:enter", "6:a=3"));
}

TEST(JsonStream, HoldsItsCaps) {
  JsonCaps caps;
  caps.depth = 3;
  EXPECT_THAT(walk("[[[[]]],[[[[]]]],7]", 1, caps),
              ElementsAre("0:enter", "1:[[[]]]", "!nested deeper than 3 levels", "17:7"));
  caps = {};
  caps.values = 3;
  EXPECT_THAT(walk("[[1,2],[1,2,3],7]", 1, caps), ElementsAre("0:enter", "1:[1,2]", "!more than 3 values", "15:7"));
  caps = {};
  caps.members = 2;
  EXPECT_THAT(walk(R"([{"a":1,"b":2},{"a":1,"b":2,"c":3},7])", 1, caps),
              ElementsAre("0:enter", testing::_, "!an object with more than 2 members", "35:7"));
  caps = {};
  caps.record_bytes = 100;
  EXPECT_THAT(walk("[\"" + std::string(90, 'x') + "\",\"" + std::string(200, 'x') + "\",7]", 1, caps),
              ElementsAre("0:enter", testing::_, "!the record is over 100 bytes", "297:7"));
}

// The parser must stop before it has read all of it.
TEST(JsonStream, AStringOverTheCapIsNotHeldInMemory) {
  JsonCaps caps;
  caps.text_bytes = 1000;
  const std::string text = "[\"" + std::string(50 * kChunk, 'x') + "\",7]";
  MemorySource source(text);
  JsonStream json(source, caps);
  ASSERT_TRUE(json.next());
  json.enter();
  ASSERT_TRUE(json.next());
  Tree tree;
  JsonTreeBuilder<Tree> builder(tree);
  try {
    json.read(builder);
    FAIL() << "no error";
  } catch (const JsonError& error) {
    EXPECT_EQ(error.kind(), Kind::text_bytes);
    EXPECT_EQ(error.offset(), 1u);
    EXPECT_STREQ(error.what(), "a value is over 1000 bytes");
  }
  EXPECT_LT(json.bytes_read(), 4 * kChunk);
  ASSERT_TRUE(json.next());
  EXPECT_EQ(json.offset(), text.size() - 2);
}

TEST(JsonStream, DepthCountsFromTheRecord) {
  JsonCaps caps;
  caps.depth = 2;
  MemorySource source("[[[1]]]");
  JsonStream json(source, caps);
  ASSERT_TRUE(json.next());
  json.enter();
  ASSERT_TRUE(json.next());
  json.start_record();
  EXPECT_EQ(read_tree(json).dump(), "[[1]]");
}

TEST(JsonStream, BracketsOfADamagedValueAreCapped) {
  const std::vector<std::string> seen = walk("[x" + std::string(200'000, '[') + "]", 1);
  EXPECT_THAT(seen.back(), HasSubstr("brackets nest too deep"));
}

TEST(JsonStream, InvalidUtf8IsReplacedAndOffsetsStayExact) {
  const std::string text = "[\"a\xFF\xE2\x82\", 1,\"\xE2\x82\xAC\"]";
  for (std::size_t step = 1; step < 8; ++step) {
    const Walk walk(text, 1, {}, JsonCommas::strict, step);
    EXPECT_THAT(walk.seen, ElementsAre("0:enter", "1:\"a\xEF\xBF\xBD\xEF\xBF\xBD\"", "9:1", "11:\"\xE2\x82\xAC\""));
    EXPECT_EQ(walk.json.replaced_sequences(), 2u);
    EXPECT_EQ(walk.json.position(), text.size());
  }
}

TEST(JsonStream, ErrorsAreSafeToPrint) {
  for (const std::string& item : walk("[\x1b]", 1)) EXPECT_EQ(item.find('\x1b'), std::string::npos);
}

std::string parse_error(const std::string& text, JsonCaps caps = {}) {
  Tree tree;
  JsonTreeBuilder<Tree> builder(tree);
  try {
    parse_json(text, caps, builder);
  } catch (const JsonError& error) {
    return error.what();
  }
  return tree.dump();
}

TEST(ParseJson, TextsInMemory) {
  JsonCaps caps;
  caps.depth = 2;
  EXPECT_EQ(parse_error(R"({"b": [1, -2, 0.5, true, null, "x"], "a": {}})"),
            R"({"b":[1,-2,0.5,true,null,"x"],"a":{}})");
  EXPECT_EQ(parse_error("[[[]]]", caps), "nested deeper than 2 levels");
  EXPECT_THAT(parse_error("[1"), HasSubstr("invalid JSON: parse error at line 1, column 3"));
  EXPECT_THAT(parse_error("[1] 2"), HasSubstr("invalid JSON: "));
  EXPECT_THAT(parse_error(""), HasSubstr("invalid JSON: "));
  EXPECT_THAT(parse_error("\"\xFF\""), HasSubstr("invalid JSON: "));
}

// Comparing each member with all before it would take minutes.
TEST(ParseJson, ManyMembersAreRefusedEarly) {
  std::string text = "{";
  for (int i = 0; i < 300'000; ++i) text += "\"k" + std::to_string(i) + "\":0,";
  EXPECT_EQ(parse_error(text + "\"x\":0}"), "an object with more than 1000 members");
}

}  // namespace
}  // namespace il2search
