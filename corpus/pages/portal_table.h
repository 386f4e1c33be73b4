// The table of a research portal's page: "Original languageEnglish", "Pages (from-to)98-106".
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
  std::string_view value;  // empty where the value stands in the next line
  bool glued = false;      // nothing between key and value: a sure sign of such a page
};

// The line as a row of the table; nothing where it begins with no known key, or goes on as a sentence would.
std::optional<PortalRow> portal_row(std::string_view line);

// Puts the value into its member. Rows without one (number of pages, state) are read and left out.
void apply_portal_row(Document& document, PortalKey key, std::string_view value);

}  // namespace il2search
