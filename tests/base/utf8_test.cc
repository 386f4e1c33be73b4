// UTF-8: well-formed text, and how many invalid bytes one replacement character replaces.
#include "base/utf8.h"

#include <gtest/gtest.h>

#include <string>

namespace il2search {
namespace {

struct Case {
  std::string bytes;
  std::string replaced;
};

TEST(Utf8, ReplacesWhatIsInvalid) {
  const std::string r = "\xEF\xBF\xBD";
  const Case cases[] = {
      {"", ""},
      {"plain ASCII of more than eight bytes", "plain ASCII of more than eight bytes"},
      {"\xCE\xB1\xE2\x82\xAC\xF0\x9F\x98\x80", "\xCE\xB1\xE2\x82\xAC\xF0\x9F\x98\x80"},
      {"12345678\xFF"
       "9",
       "12345678" + r + "9"},
      {"\xC0\x80", r + r},                  // overlong NUL
      {"\xE0\x80\x80", r + r + r},          // overlong
      {"\xED\xA0\x80", r + r + r},          // surrogate
      {"\xF4\x90\x80\x80", r + r + r + r},  // above U+10FFFF
      {"a\xE2\x82", "a" + r},               // cut at the end
      {"\xE2\x82z", r + "z"},               // cut in the middle
      {"\xF0\x9F\x98", r},
      {"\x80\xBF", r + r},  // continuation bytes only
  };
  for (const Case& c : cases) {
    EXPECT_EQ(replace_invalid_utf8(c.bytes), c.replaced);
    EXPECT_EQ(is_valid_utf8(c.bytes), c.bytes == c.replaced);
  }
}

TEST(Utf8, EveryCodePointSurvives) {
  for (char32_t c = 0; c <= 0x10FFFF; c += 7) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    std::string text;
    append_utf8(text, c);
    const DecodedCharacter decoded = decode_utf8(text, 0);
    ASSERT_TRUE(decoded.valid) << static_cast<unsigned>(c);
    ASSERT_EQ(decoded.code_point, c);
    ASSERT_EQ(decoded.bytes, text.size());
  }
}

TEST(Utf8, StripsOneByteOrderMark) {
  EXPECT_EQ(strip_bom("\xEF\xBB\xBFtext"), "text");
  EXPECT_EQ(strip_bom("\xEF\xBB\xBF\xEF\xBB\xBF"), "\xEF\xBB\xBF");
  EXPECT_EQ(strip_bom("\xEF\xBB"), "\xEF\xBB");
  EXPECT_EQ(strip_bom(" \xEF\xBB\xBF"), " \xEF\xBB\xBF");
  EXPECT_EQ(strip_bom(""), "");
}

TEST(Utf8, CutsAtACharacter) {
  const struct {
    std::string_view text;
    std::size_t most;
    std::string_view cut;
  } cases[] = {
      {"abc", 5, "abc"},
      {"abc", 3, "abc"},
      {"abc", 2, "ab"},
      {"abc", 0, ""},
      {"a\u00E9", 2, "a"},
      {"a\u20AC", 3, "a"},
      {"a\u20AC", 4, "a\u20AC"},
      {"\U0001F600", 3, ""},
      {"\u20AC\u20AC", 5, "\u20AC"},
      {"\x80\x80\x80", 2, ""},  // continuation bytes only
  };
  for (const auto& c : cases) EXPECT_EQ(cut_utf8(c.text, c.most), c.cut) << c.text << " " << c.most;
}

TEST(Utf8, FindsTheFirstByteThatIsNotAscii) {
  for (std::size_t size = 0; size < 20; ++size) {
    const std::string ascii(size, 'x');
    EXPECT_EQ(find_non_ascii(ascii), size);
    for (std::size_t at = 0; at < size; ++at) {
      std::string text = ascii;
      text[at] = '\x80';
      EXPECT_EQ(find_non_ascii(text), at);
      EXPECT_EQ(find_non_ascii(text, at), at);
      EXPECT_EQ(find_non_ascii(text, at + 1), size);
    }
  }
}

TEST(Utf8, CodePointsThatDoNotExistAreReplaced) {
  std::string text;
  append_utf8(text, 0xD800);
  append_utf8(text, 0x110000);
  EXPECT_EQ(text, "\xEF\xBF\xBD\xEF\xBF\xBD");
}

}  // namespace
}  // namespace il2search
