// Keys and values of the table of a research portal.
#include "corpus/pages/portal_table.h"

#include <array>
#include <string>

#include "base/ascii.h"
#include "base/blanks.h"
#include "corpus/document_values.h"
#include "corpus/text_utilities.h"
#include "schema/identifiers.h"

namespace il2search {
namespace {

struct KeyName {
  std::string_view name;
  PortalKey key;
};

// A name comes after the longer names that begin with it: "Journal" after "Journal publication date".
constexpr std::array<KeyName, 27> kKeys = {{
    {"Original language", PortalKey::language},
    {"Language", PortalKey::language},
    {"Title of host publication", PortalKey::title_of_publication},
    {"Journal publication date", PortalKey::publication_date},
    {"Journal", PortalKey::journal},
    {"Volume", PortalKey::volume},
    {"Issue number", PortalKey::issue},
    {"Issue", PortalKey::issue},
    {"Pages (from-to)", PortalKey::pages},
    {"Pages from-to", PortalKey::pages},
    {"Pages", PortalKey::pages},
    {"Article number", PortalKey::article_number},
    {"Number of pages", PortalKey::page_count},
    {"Publication status", PortalKey::publication_status},
    {"Publication date", PortalKey::publication_date},
    {"Early online date", PortalKey::publication_date},
    {"DOIs", PortalKey::doi},
    {"DOI", PortalKey::doi},
    {"PubMed ID", PortalKey::pmid},
    {"PMID", PortalKey::pmid},
    {"PMCID", PortalKey::pmcid},
    {"ISSN", PortalKey::issn},
    {"ISBN (Print)", PortalKey::isbn},
    {"ISBN", PortalKey::isbn},
    {"State", PortalKey::state},
    {"Externally published", PortalKey::externally_published},
    {"Publisher", PortalKey::publisher},
}};

bool starts_value(char c) { return ascii::is_digit(c) || ascii::is_upper(c) || !ascii::is_ascii(c); }

// Whether the text may be a value of the key, so that "Issues of dosing …" or "StateOfTheArt" are not rows.
bool fits(PortalKey key, std::string_view value) {
  switch (key) {
    case PortalKey::doi: return !find_doi(value).empty();
    case PortalKey::pmid:
    case PortalKey::page_count: return ascii::is_digit(value[0]);
    case PortalKey::pmcid: return !find_pmcid(value).empty();
    case PortalKey::issn:
    case PortalKey::isbn: return ascii::is_digit(value[0]);
    case PortalKey::state: return value.starts_with("Published") || value.starts_with("Accepted");
    case PortalKey::publication_status:
      return value.starts_with("Published") || value.starts_with("Accepted") || value.starts_with("E-pub") ||
             value.starts_with("Submitted") || value.starts_with("In ");
    case PortalKey::externally_published: return value == "Yes" || value == "No";
    case PortalKey::publication_date: return find_date(value).known();
    case PortalKey::pages:
    case PortalKey::article_number:
      return value.size() <= 40 && value.find_first_of("0123456789") != std::string_view::npos;
    default: return starts_value(value[0]);
  }
}

std::string language_code(std::string_view name) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 14> kCodes = {{{"English", "eng"},
                                                                                     {"German", "ger"},
                                                                                     {"French", "fre"},
                                                                                     {"Spanish", "spa"},
                                                                                     {"Italian", "ita"},
                                                                                     {"Dutch", "dut"},
                                                                                     {"Danish", "dan"},
                                                                                     {"Swedish", "swe"},
                                                                                     {"Norwegian", "nor"},
                                                                                     {"Finnish", "fin"},
                                                                                     {"Portuguese", "por"},
                                                                                     {"Polish", "pol"},
                                                                                     {"Chinese", "chi"},
                                                                                     {"Japanese", "jpn"}}};
  for (const auto& [language, code] : kCodes) {
    if (ascii::starts_with_ignoring_case(name, language)) return std::string(code);
  }
  return squeeze_blanks(name);
}

void set_status(Document& document, std::string_view value) {
  const std::size_t dash = value.find_first_of("-(");
  document.publication_status = squeeze_blanks(value.substr(0, dash));
  if (!document.dates.published.known()) document.dates.published = find_date(value);
}

}  // namespace

std::optional<PortalRow> portal_row(std::string_view line) {
  line = trim_blanks(line);
  for (const KeyName& row : kKeys) {
    if (!line.starts_with(row.name)) continue;
    const std::string_view rest = line.substr(row.name.size());
    if (rest.empty()) return PortalRow{row.key, {}, false};
    std::string_view value = rest;
    if (value.starts_with(':')) value.remove_prefix(1);
    value = trim_blanks(value);
    if (value.empty()) return PortalRow{row.key, {}, false};
    const bool glued = value.size() == rest.size();
    const bool sentence = !glued && rest[0] == ' ' && value.size() > 120;
    if (!sentence && fits(row.key, value)) return PortalRow{row.key, value, glued};
  }
  return std::nullopt;
}

void apply_portal_row(Document& document, PortalKey key, std::string_view value) {
  switch (key) {
    case PortalKey::language: document.languages.push_back(language_code(value)); break;
    case PortalKey::title_of_publication:
    case PortalKey::journal: document.journal.title = squeeze_blanks(value); break;
    case PortalKey::volume: document.volume = squeeze_blanks(value); break;
    case PortalKey::issue: document.issue = squeeze_blanks(value); break;
    case PortalKey::pages: document.pages = squeeze_blanks(value); break;
    case PortalKey::article_number:
      if (document.pages.empty()) document.pages = squeeze_blanks(value);
      break;
    case PortalKey::publication_status: set_status(document, value); break;
    case PortalKey::publication_date:
      if (!document.dates.published.known()) document.dates.published = find_date(value);
      break;
    case PortalKey::doi:
      if (document.doi.empty()) document.doi = find_doi(value);
      break;
    case PortalKey::pmid: document.pmid = clean_pmid(value); break;
    case PortalKey::pmcid: document.pmcid = find_pmcid(value); break;
    case PortalKey::issn: add_issn(document.journal, squeeze_blanks(value)); break;
    case PortalKey::isbn: add_other_id(document, "isbn", squeeze_blanks(value)); break;
    case PortalKey::state:
      if (!document.dates.published.known()) set_status(document, value);
      break;
    case PortalKey::page_count:
    case PortalKey::externally_published:
    case PortalKey::publisher: break;
  }
}

}  // namespace il2search
