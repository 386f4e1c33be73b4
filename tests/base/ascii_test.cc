// ASCII classes over all 256 bytes, and case folding that does not touch UTF-8.
#include "base/ascii.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace il2search {
namespace {

constexpr std::string_view kDigits = "0123456789";
constexpr std::string_view kLower = "abcdefghijklmnopqrstuvwxyz";
constexpr std::string_view kUpper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

bool contains(std::string_view set, char c) { return set.find(c) != std::string_view::npos; }

TEST(Ascii, ClassesOfEveryByte) {
  for (int byte = 0; byte < 256; ++byte) {
    const char c = static_cast<char>(byte);
    const bool letter = contains(kLower, c) || contains(kUpper, c);
    EXPECT_EQ(ascii::is_digit(c), contains(kDigits, c)) << byte;
    EXPECT_EQ(ascii::is_upper(c), contains(kUpper, c)) << byte;
    EXPECT_EQ(ascii::is_lower(c), contains(kLower, c)) << byte;
    EXPECT_EQ(ascii::is_letter(c), letter) << byte;
    EXPECT_EQ(ascii::is_letter_or_digit(c), letter || contains(kDigits, c)) << byte;
    EXPECT_EQ(ascii::is_hex_digit(c), contains("0123456789abcdefABCDEF", c)) << byte;
    EXPECT_EQ(ascii::is_blank(c), contains(" \t\n\r", c)) << byte;
    EXPECT_EQ(ascii::is_control(c), byte < 0x20 || byte == 0x7F) << byte;
    EXPECT_EQ(ascii::is_ascii(c), byte < 0x80) << byte;
    EXPECT_EQ(ascii::is_word_byte(c), letter || contains(kDigits, c) || byte >= 0x80) << byte;
  }
}

TEST(Ascii, CaseFoldingChangesLettersOnly) {
  for (int byte = 0; byte < 256; ++byte) {
    const char c = static_cast<char>(byte);
    const std::size_t upper = kUpper.find(c);
    const std::size_t lower = kLower.find(c);
    EXPECT_EQ(ascii::to_lower(c), upper == std::string_view::npos ? c : kLower[upper]) << byte;
    EXPECT_EQ(ascii::to_upper(c), lower == std::string_view::npos ? c : kUpper[lower]) << byte;
  }
  EXPECT_EQ(ascii::to_lower("IL-2 SJÖGREN"), "il-2 sjÖgren");
  EXPECT_EQ(ascii::to_upper("il-2 sjögren"), "IL-2 SJöGREN");
}

TEST(Ascii, Numbers) {
  EXPECT_TRUE(ascii::is_number("0"));
  EXPECT_TRUE(ascii::is_number("0123456789"));
  for (const char* text : {"", "-1", "1.5", "1 ", "12a", "\xD9\xA5"}) EXPECT_FALSE(ascii::is_number(text)) << text;
}

TEST(Ascii, ComparesIgnoringCase) {
  EXPECT_TRUE(ascii::equals_ignoring_case("", ""));
  EXPECT_TRUE(ascii::equals_ignoring_case("Il-2", "iL-2"));
  EXPECT_FALSE(ascii::equals_ignoring_case("il-2", "il-21"));
  EXPECT_FALSE(ascii::equals_ignoring_case("ä", "Ä"));
  EXPECT_FALSE(ascii::equals_ignoring_case("[", "{")) << "they differ by the bit that separates the cases of letters";
  EXPECT_TRUE(ascii::starts_with_ignoring_case("<!DOCTYPE html>", "<!doctype"));
  EXPECT_TRUE(ascii::starts_with_ignoring_case("a", ""));
  EXPECT_FALSE(ascii::starts_with_ignoring_case("<!doc", "<!doctype"));
}

static_assert(ascii::is_number("2026") && ascii::equals_ignoring_case("PMID", "pmid"));

}  // namespace
}  // namespace il2search
