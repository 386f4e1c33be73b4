// Lines and words of a page held in memory: what the readers of pages and plain text share.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <il2search/document.h>

namespace il2search {

std::string_view trimmed(std::string_view text);

// The lines without line feeds and carriage returns; a form feed ends a line too. Views into the text.
std::vector<std::string_view> lines_of(std::string_view text);

// What stands behind `beginning`, letters A to Z compared without case; an empty view at the text's end is possible.
// `found` false: the text begins otherwise.
struct Behind {
  bool found = false;
  std::string_view rest;
};
Behind behind_ignoring_case(std::string_view text, std::string_view beginning);

bool equals_ignoring_case(std::string_view a, std::string_view b);

// Whether the line begins with a mark of a list (-, *, +, • and the like, a blank behind it); the text behind the mark.
Behind list_item(std::string_view line);

// The first http or https address of the text, without closing punctuation; empty without one.
std::string_view first_address(std::string_view text);

// A date as pages print it: "2025-04-23", "01.03.2023" (the day first), "1 Mar 2023", "March 1, 2023", "Mar 2023",
// "2023"; words such as "Published -" before it are skipped. No date: year 0.
Date find_date(std::string_view text);

}  // namespace il2search
