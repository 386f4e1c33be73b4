// Printed names of people, cut into their parts.
#include "schema/person_name.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "text/analyzer.h"

namespace il2search {
namespace {

using testing::Contains;
using testing::ElementsAre;

struct NameRow {
  const char* name;
  const char* last;
  const char* fore;
  const char* initials;
  const char* suffix = "";
};

TEST(PersonName, Table) {
  const NameRow rows[] = {
      {"Jens Y. Humrich*", "Humrich", "Jens Y.", "JY"},
      {"Humrich JY", "Humrich", "", "JY"},
      {"Humrich, Jens Y.", "Humrich", "Jens Y.", "JY"},
      {"Ludwig van der Beek Jr.", "van der Beek", "Ludwig", "L", "Jr"},
      {"van der Beek L", "van der Beek", "", "L"},
      {"Jean-Paul Deschênes", "Deschênes", "Jean-Paul", "JP"},
      {"Émile Zola1,2", "Zola", "Émile", "É"},
      {"  Xin   Xia†", "Xia", "Xin", "X"},
      {"Plato", "Plato", "", ""},
      {"李 秋阳", "秋阳", "李", "李"},
      {"Brunserud Ø", "Brunserud", "", "Ø"},
      {"Łukasik ŁĐ", "Łukasik", "", "ŁĐ"},
      {"øystein Brunserud", "Brunserud", "øystein", "Ø"},
      {"Humrich, JY", "Humrich", "JY", "JY"},
      {"J. R. Smith III", "Smith", "J. R.", "JR", "III"},
      {"*", "", "", ""},
      {"", "", "", ""},
  };
  for (const NameRow& row : rows) {
    const Author author = author_from_name(row.name);
    EXPECT_EQ(author.last, row.last) << row.name;
    EXPECT_EQ(author.fore, row.fore) << row.name;
    EXPECT_EQ(author.initials, row.initials) << row.name;
    EXPECT_EQ(author.suffix, row.suffix) << row.name;
  }
  EXPECT_EQ(author_from_name("RENAL-IL2 Study Group").collective, "RENAL-IL2 Study Group");
}

TEST(PersonName, InitialsOfGivenNames) {
  const std::pair<const char*, const char*> rows[] = {
      {"Jens Y.", "JY"}, {"Jean-Paul", "JP"}, {"jens y", "JY"}, {"Øystein", "Ø"}, {"élise łucja", "ÉŁ"},
      {"JY", "JY"},      {"J.Y.", "JY"},      {"ABCD", "A"},    {"李", "李"},     {"", ""},
  };
  for (const auto& [fore, initials] : rows) EXPECT_EQ(initials_of(fore), initials) << fore;
}

// What the index posts for an author is among the keys of every way to type the name.
TEST(PersonName, KeysOfTypedNames) {
  struct Row {
    const char* last;
    const char* initials;
    std::vector<const char*> typed;
  };
  const Row rows[] = {
      {"Humrich", "JY", {"Humrich JY", "humrich jy", "Humrich J Y", "Humrich J.Y.", "humrich j-y"}},
      {"Quollson", "AE", {"Quollson AE", "quollson ae", "QUOLLSON AE", "Quollson A E", "quollson a.e."}},
      {"Bilbyson", "OEJ", {"Bilbyson OEJ", "bilbyson oej"}},
      {"Brunserud", "Ø", {"Brunserud Ø", "brunserud ø", "Brunserud O"}},
      {"Łukasik", "ŁĐ", {"Łukasik ŁĐ", "lukasik ld"}},
      {"Åkesson", "É", {"Åkesson É", "akesson e"}},
      {"Ærø", "Æ", {"Ærø Æ", "aero ae"}},
      {"Müller", "", {"Müller", "Mueller", "MUELLER"}},
      {"van der Berg", "P", {"van der Berg P", "VAN DER BERG P"}},
      {"Van Noe", "", {"Van Noe", "VAN NOE", "van noe"}},
      {"Smith", "J. R.", {"Smith JR", "smith j r"}},
      {"李", "秋", {"李 秋"}},
      {"", "", {""}},
  };
  Analyzer analyzer;
  for (const Row& row : rows) {
    Author author;
    author.last = row.last;
    author.initials = row.initials;
    const std::string key = author_key(analyzer, author);
    for (const char* typed : row.typed) EXPECT_THAT(author_keys(analyzer, typed), Contains(key)) << typed;
  }
  EXPECT_THAT(author_keys(analyzer, "Quollson AE"), ElementsAre("quollson ae")) << "not those who sign as A";
  EXPECT_THAT(author_keys(analyzer, "quollson ae"), ElementsAre("quollson ae", "quollson a"));
  EXPECT_THAT(author_keys(analyzer, "humrich jy"), ElementsAre("humrich jy"));
}

TEST(PersonName, LinesOfAuthors) {
  const auto names = [](const char* line) {
    std::string joined;
    for (const Author& author : authors_from_line(line)) joined += short_name(author) + "|";
    return joined;
  };
  EXPECT_EQ(names("Xin Xia, Rui Qu"), "Xia X|Qu R|");
  EXPECT_EQ(names("Jane Roe, MD, PhD, John Doe1,2,* and Ann Other"), "Roe J|Doe J|Other A|");
  EXPECT_EQ(names("A. One; B. Two & C. Three"), "One A|Two B|Three C|");
  EXPECT_EQ(names(" , ,"), "");
}

}  // namespace
}  // namespace il2search
