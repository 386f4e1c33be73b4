// Trimming and squeezing of blanks.
#include "base/blanks.h"

#include <gtest/gtest.h>

namespace il2search {
namespace {

TEST(Blanks, AreTrimmedAndSqueezed) {
  struct Case {
    std::string_view text;
    std::string_view trimmed;
    std::string_view squeezed;
  };
  const Case cases[] = {
      {"", "", ""},
      {" \t\r\n", "", ""},
      {"one", "one", "one"},
      {"one two", "one two", "one two"},
      {"  one  two\n", "one  two", "one two"},
      {"one\ttwo", "one\ttwo", "one two"},
      {"one\r\n \n two", "one\r\n \n two", "one two"},
      {"\xC2\xA0one", "\xC2\xA0one", "\xC2\xA0one"},  // a no-break space is left to the analyzer
  };
  for (const Case& c : cases) {
    EXPECT_EQ(trim_blanks(c.text), c.trimmed) << c.text;
    EXPECT_EQ(squeeze_blanks(c.text), c.squeezed) << c.text;
  }
  EXPECT_EQ(trim_blanks("\f one \f"), "\f one \f");
  EXPECT_EQ(trim_whitespace("\f one \f\n"), "one");
}

}  // namespace
}  // namespace il2search
