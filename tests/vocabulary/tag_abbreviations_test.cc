// Abbreviations that a text defines, as "short=long".
#include "vocabulary/tagger/tag_abbreviations.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace il2search {
namespace {

std::vector<std::string> abbreviations_in(const std::string& text) {
  std::vector<std::string> rows;
  const auto piece = [&](Span span) { return text.substr(span.start, span.end - span.start); };
  for (const TagAbbreviation& pair : find_abbreviations(text)) {
    rows.push_back(piece(pair.short_form) + "=" + piece(pair.long_form));
  }
  return rows;
}

TEST(TagAbbreviations, AreFoundAtParentheses) {
  const struct {
    const char* text;
    std::vector<std::string> pairs;
  } cases[] = {
      {"in systemic lupus erythematosus (SLE) of", {"SLE=systemic lupus erythematosus"}},
      {"SLE (systemic lupus erythematosus)", {"SLE=systemic lupus erythematosus"}},
      {"interleukin-2 (IL-2) and lupus nephritis (LN)", {"IL-2=interleukin-2", "LN=lupus nephritis"}},
      {"systemic lupus erythematosus (SLE; 12 patients)", {"SLE=systemic lupus erythematosus"}},
      {"systemic lupus erythematosus ( SLE )", {"SLE=systemic lupus erythematosus"}},
      {"glucose-6-phosphate dehydrogenase (G6PD)", {"G6PD=glucose-6-phosphate dehydrogenase"}},
      {"One sentence. Lupus nephritis (LN)", {"LN=Lupus nephritis"}},
      {"lupus. Nephritis (LN)", {}},     // not across a full stop
      {"lupus nephritis (LX)", {}},      // a letter is missing
      {"lupus nephritis (n = 12)", {}},  // not a short form
      {"lupus nephritis (12)", {}},
      {"lupus nephritis (a long remark about it)", {}},
      {"lupus nephritis (LN", {}},
      {"lupus nephritis ()", {}},
      {"(LN)", {}},
      {"(((", {}},
      {"LN is LN (LN)", {}},
      {"", {}},
  };
  for (const auto& row : cases) EXPECT_EQ(abbreviations_in(row.text), row.pairs) << row.text;
}

}  // namespace
}  // namespace il2search
