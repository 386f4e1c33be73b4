// Lines and words of a text in memory: what the readers of pages and plain text share.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <il2search/document.h>

namespace il2search {

using Lines = std::vector<std::string_view>;

// The lines without line feeds and carriage returns. A form feed ends a line too. Views into the text.
Lines lines_of(std::string_view text);

// The text of a list item, after a bullet (-, *, +, • and similar) and a blank; nullopt if the line is not an item.
std::optional<std::string_view> list_item(std::string_view line);

// The first http or https address in the text, without closing punctuation, or an empty view.
std::string_view first_address(std::string_view text);

// The first date in the text as pages print it: "2025-04-23", "01.03.2023" (day first), "1 Mar 2023", "March 1, 2023",
// "Mar 2023", "2023"; words such as "Published -" are skipped. Unknown if there is no date.
Date find_date(std::string_view text);

}  // namespace il2search
