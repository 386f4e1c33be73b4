// The table on the page of a research portal: "Original languageEnglish", "Pages (from-to)98-106".
#pragma once

#include <optional>
#include <string_view>

#include <il2search/document.h>

namespace il2search {

enum class PortalKey {
  language,
  title_of_publication,
  journal,
  volume,
  issue,
  pages,
  article_number,
  page_count,
  publication_status,
  publication_date,
  doi,
  pmid,
  pmcid,
  issn,
  isbn,
  state,
  externally_published,
  publisher
};

struct PortalRow {
  PortalKey key;
  std::string_view value;  // empty if the value is in the next line
  bool glued = false;      // nothing between key and value, as only such pages have it
};

// The line as a row of the table; nullopt if it does not begin with a known key or looks like a sentence.
std::optional<PortalRow> portal_row(std::string_view line);

// Sets the member that the key belongs to. Rows without a member (number of pages, publisher) are ignored.
void apply_portal_row(Document& document, PortalKey key, std::string_view value);

}  // namespace il2search
