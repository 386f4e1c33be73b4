// Dates as NLM writes them -> Date. Shared by both PubMed formats.
#pragma once

#include <string_view>

#include <il2search/document.h>

namespace il2search {

// A month as a number ("1", "01") or an English name of three letters or more in any case; 0 when it is neither.
int parse_month(std::string_view text) noexcept;

// The month in which a season of PubMed begins: winter 1, spring 4, summer 7, fall or autumn 10; 0 for another word.
int parse_season(std::string_view text) noexcept;

// A date from its parts as text; parts that make no sense (month 13, 31 February) are left out, the rest is kept.
Date date_from_parts(std::string_view year, std::string_view month, std::string_view day) noexcept;

// Any date of PubMed in one text: "2018 Dec 27", "2015 Oct-Dec", "1998 Dec-1999 Jan", "1944-1945", "Summer 2005",
// "2000 Spring-Summer", "1st Quart 1994", "2018/12/04 06:00", "20181204", "2018-12-04". A range gives its beginning.
// No year (1000 to 2999): an unknown date.
Date parse_pubmed_date(std::string_view text) noexcept;

}  // namespace il2search
