// Values of PubMed records, cleaned.
#include "corpus/identifiers.h"

#include <algorithm>
#include <cstddef>
#include <unordered_map>
#include <utility>

#include "base/blanks.h"
#include "base/json_writer.h"
#include "base/utf8.h"

namespace il2search {
namespace {

constexpr std::string_view kBlanks = " \t\r\n";
constexpr std::size_t kMaxPmidDigits = 10;
constexpr std::size_t kMaxDoiBytes = 190;  // an id has at most 200 bytes, "DOI:" included

bool is_digit(char c) { return c >= '0' && c <= '9'; }
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::size_t count_digits(std::string_view text) {
  return static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is_digit) - text.begin());
}

bool starts_with(std::string_view text, std::string_view beginning) {
  return text.substr(0, beginning.size()) == beginning;
}

// "Jens Y" -> "JY", "Jean-Paul" -> "JP": for records that give no initials.
std::string initials_from(std::string_view fore) {
  std::string initials;
  bool begins = true;
  for (std::size_t at = 0; at < fore.size();) {
    const std::size_t bytes = decode_utf8(fore, at).bytes;
    const char c = fore[at];
    if (begins && c != '.' && c != ' ' && c != '-') initials.append(fore.substr(at, bytes));
    begins = c == ' ' || c == '-';
    at += bytes;
  }
  return initials;
}

void complete_person(Author& person) {
  if (person.initials.empty() && !person.fore.empty()) person.initials = initials_from(person.fore);
}

void add_alias(Entity& entity, std::string registry_number) {
  if (registry_number.empty() || registry_number == "0") return;
  if (entity.aliases.empty() || entity.aliases.back() != registry_number) {
    entity.aliases.push_back(std::move(registry_number));
  }
}

// Whether the value is among the last few of a list: hostile records have long lists.
template <typename T> bool recently_added(const std::vector<T>& list, const T& value) {
  constexpr std::size_t kRecent = 16;
  const auto begin = list.end() - static_cast<std::ptrdiff_t>(std::min(list.size(), kRecent));
  return std::find(begin, list.end(), value) != list.end();
}

}  // namespace

std::string to_lower_ascii(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(), lower);
  return result;
}

std::string clean_doi(std::string_view text) {
  std::string doi = to_lower_ascii(trim_blanks(text));
  constexpr std::string_view kPrefixes[] = {"https://", "http://", "www.", "dx.doi.org/", "doi.org/", "doi:"};
  for (const std::string_view prefix : kPrefixes) {
    if (starts_with(doi, prefix)) doi.erase(0, prefix.size());
  }
  doi.erase(0, std::min(doi.find_first_not_of(kBlanks), doi.size()));
  const bool is_doi = starts_with(doi, "10.") && doi.find('/') != std::string::npos &&
                      doi.find_first_of(kBlanks) == std::string::npos && doi.size() <= kMaxDoiBytes;
  return is_doi ? doi : std::string();
}

std::string clean_orcid(std::string_view text) {
  constexpr std::size_t kDigits = 16;
  std::string digits;
  for (std::size_t i = text.size(); i-- > 0 && digits.size() < kDigits;) {
    const char c = text[i];
    const bool check = digits.empty() && (c == 'X' || c == 'x');
    if (is_digit(c) || check) {
      digits += check ? 'X' : c;
    } else if (!digits.empty() && c != '-' && c != ' ') {
      break;  // the end of an address before the number
    }
  }
  if (digits.size() != kDigits) return {};
  std::reverse(digits.begin(), digits.end());
  for (const std::size_t hyphen : {12u, 8u, 4u}) digits.insert(hyphen, 1, '-');
  return digits;
}

std::string clean_pmcid(std::string_view text) {
  text = trim_blanks(text);
  if (text.size() >= 3 && lower(text[0]) == 'p' && lower(text[1]) == 'm' && lower(text[2]) == 'c')
    text.remove_prefix(3);
  const std::size_t digits = count_digits(text);
  const bool ends = digits == text.size() || text[digits] == ' ' || text[digits] == '.';
  if (digits == 0 || digits > kMaxPmidDigits || !ends) return {};
  return std::string("PMC").append(text.substr(0, digits));
}

std::string clean_pmid(std::string_view text) {
  text = trim_blanks(text);
  if (text.empty() || count_digits(text) != text.size()) return {};
  text.remove_prefix(std::min(text.find_first_not_of('0'), text.size()));
  return text.size() <= kMaxPmidDigits ? std::string(text) : std::string();
}

Entity mesh_entity(std::string name, std::string_view id, EntityType type) {
  Entity entity;
  if (!id.empty()) {
    entity.id.append("MESH:").append(id);
    entity.vocabulary = "MESH";
  }
  entity.name = std::move(name);
  entity.type = type;
  entity.provenance = Provenance::indexed;
  return entity;
}

void add_substances(Document& document, std::vector<Substance> substances) {
  if (substances.empty()) return;
  auto& entities = document.entities;
  entities.reserve(entities.size() + substances.size());  // the names in the map stay where they are
  std::unordered_map<std::string_view, std::size_t> by_name;
  for (std::size_t i = 0; i < entities.size(); ++i) by_name.emplace(entities[i].name, i);
  for (Substance& substance : substances) {
    if (substance.name.empty()) continue;
    auto found = by_name.find(substance.name);
    if (found == by_name.end()) {
      entities.push_back(mesh_entity(std::move(substance.name), substance.id, EntityType::chemical));
      entities.back().provenance = Provenance::listed;  // what is a heading too stays `indexed`
      found = by_name.emplace(entities.back().name, entities.size() - 1).first;
    }
    Entity& entity = entities[found->second];
    entity.type = EntityType::chemical;
    add_alias(entity, std::move(substance.registry_number));
  }
}

void add_extra_text(Document& document, std::string name, std::string_view text) {
  if (text.empty()) return;
  ExtraMember& extra = document.extra.emplace_back();
  extra.name = std::move(name);
  append_json_string(extra.value, text);
}

void add_other_id(Document& document, std::string type, std::string value) {
  OtherId id{std::move(type), std::move(value)};
  if (!id.value.empty() && !recently_added(document.other_ids, id)) document.other_ids.push_back(std::move(id));
}

void add_issn(Journal& journal, std::string issn) {
  if (!issn.empty() && !recently_added(journal.issns, issn)) journal.issns.push_back(std::move(issn));
}

void add_affiliation(Author& author, std::string_view affiliation) {
  if (affiliation.empty()) return;
  if (!author.affiliation.empty()) author.affiliation += "; ";
  author.affiliation.append(affiliation);
}

void complete_pubmed_document(Document& document) {
  document.id = "PMID:" + document.pmid;
  Dates& dates = document.dates;
  if (!dates.published.known()) dates.published = dates.electronic;
  if (!dates.entered.known()) dates.entered = dates.created;
  for (auto* people : {&document.authors, &document.editors, &document.investigators, &document.personal_subjects}) {
    for (Author& person : *people) complete_person(person);
  }
  for (const PublicationType& type : document.publication_types) {
    if (type.name == "Retracted Publication") document.status.retracted = true;
    if (type.name == "Preprint") document.status.preprint = true;
  }
}

}  // namespace il2search
