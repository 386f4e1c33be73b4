// Dates as NLM writes them -> Date. Shared by both PubMed formats.
#pragma once

#include <string_view>

#include <il2search/document.h>

namespace il2search {

// A month as a number ("1", "01") or an English name of at least three letters in any case; 0 if it is neither.
int parse_month(std::string_view text) noexcept;

// The first month of a season in PubMed: winter 1, spring 4, summer 7, fall or autumn 10; 0 for other words.
int parse_season(std::string_view text) noexcept;

// A date from its parts as text; invalid parts (month 13, 31 February) are dropped, the others are kept.
Date date_from_parts(std::string_view year, std::string_view month, std::string_view day) noexcept;

// Any date that PubMed writes: "2018 Dec 27", "2015 Oct-Dec", "1998 Dec-1999 Jan", "1944-1945", "Summer 2005",
// "2000 Spring-Summer", "1st Quart 1994", "2018/12/04 06:00", "20181204", "2018-12-04". Of a range it is the
// first date. Unknown without a year from 1000 to 2999.
Date parse_pubmed_date(std::string_view text) noexcept;

}  // namespace il2search
