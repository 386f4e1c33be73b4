// Printed names of people, cut into their parts.
#include "schema/person_name.h"

#include <gtest/gtest.h>

#include <string>

namespace il2search {
namespace {

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
