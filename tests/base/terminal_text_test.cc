// terminal_safe(): no control character reaches a terminal.
#include <gtest/gtest.h>

#include <string>

#include <il2search/text.h>

#include "base/json/json_writer.h"

namespace il2search {
namespace {

const std::string kMark = "\xEF\xBF\xBD";

TEST(TerminalSafe, ReplacesControlCharacters) {
  EXPECT_EQ(terminal_safe("\x1b[31mred\x1b[0m"), kMark + "[31mred" + kMark + "[0m");
  EXPECT_EQ(terminal_safe("a\rb\x7f\b"), "a" + kMark + "b" + kMark + kMark);
  EXPECT_EQ(terminal_safe("\xC2\x9B"
                          "31m"),
            kMark + "31m")
      << "C1";
  EXPECT_EQ(terminal_safe("\xE2\x80\xAE"
                          "abc\xE2\x81\xA6\xE2\x80\xA8"),
            kMark + "abc" + kMark + kMark)
      << "bidi, separators";
  EXPECT_EQ(terminal_safe("\xFF\xE2\x82"), kMark + kMark) << "not UTF-8";
  EXPECT_EQ(terminal_safe(std::string("a\0b", 3)), "a" + kMark + "b");
}

TEST(TerminalSafe, KeepsText) {
  const std::string text =
      "IL\xE2\x80\x91"
      "2 in S\xC3\xB6gren\tline\nTNF\xCE\xB1 \xF0\x9F\xA7\xAC";
  EXPECT_EQ(terminal_safe(text), text);
}

TEST(TerminalSafe, MayStayOnOneLine) { EXPECT_EQ(terminal_safe("a\tb\nc", false), "a b c"); }

TEST(TerminalSafeJson, EscapesControlCharacters) {
  const struct {
    std::string json;
    std::string safe;
  } cases[] = {
      {"", ""},
      {"{\"a\": \"b\\n\"}", "{\"a\": \"b\\n\"}"},
      {"\"\x7F\"", "\"\\u007f\""},
      {"\"\xC2\x80 \xC2\x9B \xC2\x9F\"", "\"\\u0080 \\u009b \\u009f\""},
      {"\"\xE2\x80\xA8\xE2\x80\xA9\"", "\"\\u2028\\u2029\""},
      {"\"\xE2\x80\xAA\xE2\x80\xAE\"", "\"\\u202a\\u202e\""},
      {"\"\xE2\x81\xA6 and \xE2\x81\xA9\"", "\"\\u2066 and \\u2069\""},
      {"{\"\xC2\x85\": 1}", "{\"\\u0085\": 1}"},
      {"\"\\\\\xC2\x9B\"", "\"\\\\\\u009b\""},
  };
  for (const auto& c : cases) EXPECT_EQ(terminal_safe_json(c.json), c.safe);
}

TEST(TerminalSafeJson, KeepsOtherText) {
  const std::string text = "\"\xC2\xA0 \xC2\xB5 \xE2\x80\x91 \xE2\x80\xAF \xE2\x81\xA5 \xE2\x81\xAA \xF0\x9F\xA7\xAC\"";
  EXPECT_EQ(terminal_safe_json(text), text);
  const std::string cut = "\"\xE2\x80\"\xC2";  // invalid UTF-8 is left as it is
  EXPECT_EQ(terminal_safe_json(cut), cut);
}

TEST(TerminalSafe, NoInputLeavesAControlByte) {
  std::string all;
  for (int first = 0; first < 256; ++first) {
    for (int second = 0; second < 256; ++second) {
      all += static_cast<char>(first);
      all += static_cast<char>(second);
    }
  }
  for (const char c : terminal_safe(all, false)) {
    ASSERT_FALSE(static_cast<unsigned char>(c) < 0x20 || c == 0x7f);
  }
}

}  // namespace
}  // namespace il2search
