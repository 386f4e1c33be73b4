// JsonWriter: one line without blanks, valid whatever the values are.
#include "base/json/json_writer.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

namespace il2search {
namespace {

std::string json_string(std::string_view text) {
  std::string json;
  append_json_string(json, text);
  return json;
}

TEST(JsonWriter, WritesObjectsWithoutBlanks) {
  JsonWriter json;
  json.open('{');
  json.member("text", "a");
  json.member("yes", true);
  json.member("count", std::uint64_t{7});
  json.member("year", -44);
  json.member("score", 1.25);
  json.member("list", std::vector<std::string>{"x", "y"});
  json.member("none", std::vector<std::string>());
  json.name("nested");
  json.open('[');
  json.open('{');
  json.close('}');
  json.raw("{\"n\":1}");
  json.value(std::vector<unsigned>{1, 2});
  json.close(']');
  json.close('}');
  EXPECT_EQ(json.take(), R"({"text":"a","yes":true,"count":7,"year":-44,"score":1.25,"list":["x","y"],"none":[],)"
                         R"("nested":[{},{"n":1},[1,2]]})");
}

TEST(JsonWriter, CommasDoNotDependOnWhatTextsEndWith) {
  JsonWriter json;
  json.open('[');
  for (const char* text : {"", "{", "[", ":", ",", "\"", "\\"}) json.text(text);
  json.close(']');
  EXPECT_EQ(nlohmann::json::parse(json.take()).size(), 7u);
}

TEST(JsonWriter, RoundsNumbersAndWritesOnlyFiniteOnes) {
  JsonWriter json;
  const double infinity = std::numeric_limits<double>::infinity();
  json.value(std::vector<double>{0.1 + 0.2, 12345.6789012, 0, -1.5, infinity, -infinity, infinity - infinity});
  EXPECT_EQ(json.take(), "[0.3,12345.678901,0,-1.5,0,0,0]");
}

TEST(JsonWriter, EscapesNamesAndTexts) {
  EXPECT_EQ(json_string("\"\\/\b\f\n\r\t\x01\x1F"), "\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0001\\u001f\"");
  EXPECT_EQ(json_string("\xCE\xB1"), "\"\xCE\xB1\"");
  EXPECT_EQ(json_string("a\xFFz"), "\"a\xEF\xBF\xBDz\"");
  EXPECT_EQ(json_string(""), "\"\"");
  JsonWriter json;
  json.open('{');
  json.member("\"\x7F", "\xC2\x9B");
  json.close('}');
  EXPECT_EQ(json.take(), "{\"\\\"\\u007f\":\"\\u009b\"}");
}

TEST(JsonWriter, AnyBytesAreValidJson) {
  std::string all;
  for (int first = 0; first < 256; ++first) {
    for (int second = 0; second < 256; ++second)
      all.append(1, static_cast<char>(first)).append(1, static_cast<char>(second));
  }
  JsonWriter json;
  json.text(all);
  const auto read = nlohmann::json::parse(json.take());
  EXPECT_EQ(nlohmann::json(read).dump(), json_string(all));
}

}  // namespace
}  // namespace il2search
