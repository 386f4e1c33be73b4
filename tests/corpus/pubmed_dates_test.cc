// PubMed's dates as they occur.
#include "corpus/pubmed/pubmed_dates.h"

#include <gtest/gtest.h>

#include <string_view>

namespace il2search {
namespace {

struct Case {
  std::string_view text;
  Date date;
};

TEST(PubmedDates, OneText) {
  const Case cases[] = {
      {"2018 Dec 27", {2018, 12, 27}},
      {"2018 Oct 1", {2018, 10, 1}},
      {"2018 Dec", {2018, 12, 0}},
      {"2018", {2018, 0, 0}},
      {"2015 Oct-Dec", {2015, 10, 0}},
      {"2019 Jan - Feb", {2019, 1, 0}},
      {"1998 Dec-1999 Jan", {1998, 12, 0}},
      {"1944-1945", {1944, 0, 0}},
      {"1976-1977 Winter", {1976, 1, 0}},
      {"2024 Winter", {2024, 1, 0}},
      {"Summer 2005", {2005, 7, 0}},
      {"2000 Spring-Summer", {2000, 4, 0}},
      {"2001 Fall", {2001, 10, 0}},
      {"2001 Autumn", {2001, 10, 0}},
      {"2000 Jul 15-31", {2000, 7, 15}},
      {"1999 Dec 28-2000 Jan 3", {1999, 12, 28}},
      {"1994 1st Quart", {1994, 1, 0}},
      {"3d Quarter 1994", {1994, 7, 0}},
      {"15 March 2003", {2003, 3, 15}},
      {"2018/12/04 06:00", {2018, 12, 4}},
      {"2018/12/04", {2018, 12, 4}},
      {"20181204", {2018, 12, 4}},
      {"2018-12-04", {2018, 12, 4}},
      {"2018/12", {2018, 12, 0}},
      {"2011 Sept", {2011, 9, 0}},
      {"2012 June", {2012, 6, 0}},
      {"2015 Feb 31", {2015, 2, 0}},
      {"2016 Feb 29", {2016, 2, 29}},
      {"2015 Foo 3", {2015, 0, 0}},
      {"Dec 27", {}},
      {"", {}},
      {"99999999", {}},
      {"0000 Jan", {}},
      {"2023 Jan-Dec", {2023, 1, 0}},
  };
  for (const Case& c : cases) EXPECT_EQ(parse_pubmed_date(c.text), c.date) << c.text;
}

TEST(PubmedDates, Parts) {
  EXPECT_EQ(date_from_parts("2007", "10", "18"), (Date{2007, 10, 18}));
  EXPECT_EQ(date_from_parts("2007", "Oct", "08"), (Date{2007, 10, 8}));
  EXPECT_EQ(date_from_parts("2007", "13", "18"), (Date{2007, 0, 0}));
  EXPECT_EQ(date_from_parts("2007", "", ""), (Date{2007, 0, 0}));
  EXPECT_EQ(date_from_parts("", "10", "18"), Date{});
  EXPECT_EQ(date_from_parts("20071", "10", "18"), Date{});
}

}  // namespace
}  // namespace il2search
