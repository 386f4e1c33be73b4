// Canonical forms of identifiers. normalize_curie() works from two tables: vocabularies, each with its aliases and the
// shape of its local ids, and addresses of web pages that end in an id. Text that matches no row is returned unchanged.
#include "schema/identifiers.h"

#include <algorithm>
#include <array>
#include <optional>

#include <il2search/text.h>

#include "base/ascii.h"
#include "base/blanks.h"
#include "base/utf8.h"

namespace il2search {
namespace {

// What follows the prefix. digits: 3558; written: 9074 or 0040093, where leading zeros count; padded: seven digits
// (0007915), zeros added on the left; mesh: D008180; series: OMIM's phenotypic series, numbered like its entries. The
// other names say what they are.
enum class Shape { digits, written, padded, mesh, omim, series, cellosaurus, rs, pmid, pmc, doi, umls };

struct CurieKind {
  std::string_view prefix;  // canonical, without colon
  Shape shape;
  std::array<std::string_view, 6>
      aliases;  // lower case, without blanks, hyphens and underscores; empty ones are unused
};

constexpr CurieKind kVocabularies[] = {
    {"MESH", Shape::mesh, {"mesh", "msh", "meshid", "meshui"}},
    {"MONDO", Shape::padded, {"mondo"}},
    {"NCBIGene", Shape::digits, {"ncbigene", "gene", "geneid", "entrezgene", "entrez", "ncbigeneid"}},
    {"NCBITaxon", Shape::digits, {"ncbitaxon", "taxon", "taxid", "taxonomy", "ncbitaxonomy", "species"}},
    {"OMIM", Shape::omim, {"omim", "mim"}},
    {"OMIM", Shape::series, {"omimps"}},
    {"CHEBI", Shape::digits, {"chebi"}},
    {"HP", Shape::padded, {"hp", "hpo"}},
    {"DOID", Shape::written, {"doid"}},
    {"GO", Shape::padded, {"go"}},
    {"CL", Shape::padded, {"cl"}},
    {"UBERON", Shape::padded, {"uberon"}},
    {"EFO", Shape::padded, {"efo"}},
    {"HGNC", Shape::digits, {"hgnc"}},
    {"Orphanet", Shape::digits, {"orphanet", "orpha", "ordo"}},
    {"UMLS", Shape::umls, {"umls", "cui"}},
    {"CVCL", Shape::cellosaurus, {"cvcl", "cellosaurus"}},
    {"DBSNP", Shape::rs, {"dbsnp", "snp"}},
    {"PMID", Shape::pmid, {"pmid", "pubmed", "pubmedid"}},
    {"PMCID", Shape::pmc, {"pmcid", "pmc"}},
    {"DOI", Shape::doi, {"doi"}},
};

// Addresses that end in a local id, which goes up to the next '/', '?' or '#'.
struct Address {
  std::string_view host_and_path;
  std::string_view prefix;  // empty: the address ends in a CURIE or in PREFIX_ID
};

constexpr Address kAddresses[] = {
    {"purl.obolibrary.org/obo/", ""},
    {"identifiers.org/mesh/", "mesh"},
    {"identifiers.org/ncbigene/", "gene"},
    {"identifiers.org/", ""},
    {"id.nlm.nih.gov/mesh/", "mesh"},
    {"meshb.nlm.nih.gov/record/ui?ui=", "mesh"},
    {"www.ncbi.nlm.nih.gov/mesh/", "mesh"},
    {"www.ncbi.nlm.nih.gov/gene/", "gene"},
    {"www.ncbi.nlm.nih.gov/snp/", "dbsnp"},
    {"www.ncbi.nlm.nih.gov/pubmed/", "pmid"},
    {"pubmed.ncbi.nlm.nih.gov/", "pmid"},
    {"www.ncbi.nlm.nih.gov/pmc/articles/", "pmc"},
    {"pmc.ncbi.nlm.nih.gov/articles/", "pmc"},
    {"europepmc.org/article/med/", "pmid"},
    {"omim.org/entry/", "omim"},
    {"www.omim.org/entry/", "omim"},
    {"www.cellosaurus.org/", ""},
    {"monarchinitiative.org/", ""},
    {"doi.org/", "doi"},
    {"dx.doi.org/", "doi"},
    {"www.doi.org/", "doi"},
};

constexpr std::size_t kMaxPmidDigits = 10;

// The text after `prefix`, letters compared without case, or nothing if it starts otherwise.
std::optional<std::string_view> after_prefix(std::string_view text, std::string_view prefix) {
  if (!ascii::starts_with_ignoring_case(text, prefix)) return {};
  return text.substr(prefix.size());
}

// One of `letters` (upper case here, any case in the text), then at least one digit.
std::optional<std::string> lettered_id(std::string_view local, std::string_view letters) {
  if (local.empty() || letters.find(ascii::to_upper(local[0])) == std::string_view::npos ||
      !ascii::is_number(local.substr(1)))
    return {};
  return ascii::to_upper(local[0]) + std::string(local.substr(1));
}

std::optional<std::string> unless_empty(std::string id) {
  return id.empty() ? std::nullopt : std::optional(std::move(id));
}

// A number without leading zeros.
std::optional<std::string> number(std::string_view local) {
  if (!ascii::is_number(local) || local.size() > 12) return {};
  const auto first = std::min(local.find_first_not_of('0'), local.size() - 1);
  return std::string(local.substr(first));
}

std::optional<std::string> written_number(std::string_view local) {
  if (!ascii::is_number(local) || local.size() > 12) return {};
  return std::string(local);
}

std::optional<std::string> padded_number(std::string_view local) {
  constexpr std::size_t kDigits = 7;
  if (!ascii::is_number(local) || local.size() > kDigits) return {};
  return std::string(kDigits - local.size(), '0') + std::string(local);
}

std::optional<std::string> cellosaurus_id(std::string_view local) {
  if (auto rest = after_prefix(local, "cvcl_")) local = *rest;
  const bool fits = local.size() == 4 && std::all_of(local.begin(), local.end(), ascii::is_letter_or_digit);
  if (!fits) return {};
  return ascii::to_upper(local);
}

std::optional<std::string> omim_id(std::string_view local) {
  auto digits = after_prefix(local, "ps").value_or(local);
  if (digits.size() != 6 || !ascii::is_number(digits)) return {};
  return (digits.size() == local.size() ? "" : "PS") + std::string(digits);
}

std::optional<std::string> rs_number(std::string_view local) {
  const auto id = number(after_prefix(local, "rs").value_or(local));
  if (!id) return {};
  return "rs" + *id;
}

// A PMC number without the notes that clean_pmcid() accepts after it.
std::optional<std::string> pmc_number(std::string_view local) {
  if (!ascii::is_number(after_prefix(local, "pmc").value_or(local))) return {};
  return unless_empty(clean_pmcid(local));
}

std::optional<std::string> local_id(Shape shape, std::string_view local) {
  switch (shape) {
    case Shape::digits: return number(local);
    case Shape::written: return written_number(local);
    case Shape::padded: return padded_number(local);
    case Shape::mesh: return lettered_id(local, "DCQ");
    case Shape::umls: return lettered_id(local, "C");
    case Shape::omim: return omim_id(local);
    case Shape::series: return omim_id("PS" + std::string(after_prefix(local, "ps").value_or(local)));
    case Shape::cellosaurus: return cellosaurus_id(local);
    case Shape::rs: return rs_number(local);
    case Shape::pmid: return unless_empty(clean_pmid(local));
    case Shape::pmc: return pmc_number(local);
    case Shape::doi: return unless_empty(clean_doi(local));
  }
  return {};
}

const CurieKind* find_vocabulary(std::string_view written) {
  std::string name;
  for (char c : written) {
    if (!ascii::is_blank(c) && c != '-' && c != '_') name += ascii::to_lower(c);
  }
  if (name.empty()) return nullptr;
  const auto* row = std::find_if(std::begin(kVocabularies), std::end(kVocabularies), [&](const CurieKind& v) {
    return std::find(v.aliases.begin(), v.aliases.end(), name) != v.aliases.end();
  });
  return row == std::end(kVocabularies) ? nullptr : row;
}

std::optional<std::string> curie(std::string_view prefix, std::string_view local) {
  const auto* vocabulary = find_vocabulary(prefix);
  if (vocabulary == nullptr) return {};
  local = trim_blanks(local);
  // `MESH:MESH:D008180`, `CHEBI:CHEBI:1`: some sources repeat the prefix.
  if (const auto colon = local.find(':'); colon != std::string_view::npos && vocabulary->shape != Shape::doi) {
    if (find_vocabulary(local.substr(0, colon)) != vocabulary) return {};
    local = trim_blanks(local.substr(colon + 1));
  }
  const auto id = local_id(vocabulary->shape, local);
  if (!id) return {};
  return std::string(vocabulary->prefix) + ":" + *id;
}

// `PREFIX:ID`, `PREFIX_ID`, or `PREFIX ID`, whichever fits first.
std::optional<std::string> with_prefix(std::string_view text) {
  if (const auto colon = text.find(':'); colon != std::string_view::npos) {
    return curie(text.substr(0, colon), text.substr(colon + 1));
  }
  for (char mark : {'_', ' '}) {
    const auto at = text.rfind(mark);
    if (at == std::string_view::npos) continue;
    if (auto found = curie(text.substr(0, at), text.substr(at + 1))) return found;
  }
  return {};
}

// Ids that show by themselves what they are.
std::optional<std::string> without_prefix(std::string_view text) {
  if (after_prefix(text, "rs") && ascii::is_number(text.substr(2))) return curie("dbsnp", text);
  if (after_prefix(text, "pmc") && ascii::is_number(text.substr(3))) return curie("pmcid", text);
  if (after_prefix(text, "pmid") && ascii::is_number(text.substr(4))) return curie("pmid", text.substr(4));
  return curie("doi", text);
}

std::optional<std::string> from_address(std::string_view text) {
  auto rest = after_prefix(text, "https://");
  if (!rest) rest = after_prefix(text, "http://");
  if (!rest) return {};
  for (const auto& [path, prefix] : kAddresses) {
    auto local = after_prefix(*rest, path);
    if (!local) continue;
    if (prefix == "doi") return curie(prefix, *local);
    *local = local->substr(0, local->find_first_of("/?#"));
    return prefix.empty() ? with_prefix(*local) : curie(prefix, *local);
  }
  return {};
}

// "10.", a registrant of digits and dots that starts with a digit, "/" and a suffix without blanks.
bool is_doi(std::string_view text) {
  const auto slash = text.find('/');
  if (!text.starts_with("10.") || slash == std::string_view::npos || slash + 1 == text.size()) return false;
  const std::string_view registrant = text.substr(3, slash - 3);
  return !registrant.empty() && ascii::is_digit(registrant[0]) &&
         registrant.find_first_not_of("0123456789.") == std::string_view::npos &&
         std::none_of(text.begin(), text.end(), ascii::is_blank) && text.size() <= kMaxDoiBytes;
}

}  // namespace

std::string clean_doi(std::string_view text) {
  text = trim_blanks(text);
  for (const std::string_view prefix : {"https://", "http://", "www.", "dx.doi.org/", "doi.org/", "doi:"}) {
    text = after_prefix(text, prefix).value_or(text);
  }
  text = trim_blanks(text);
  return is_doi(text) ? ascii::to_lower(text) : std::string();
}

std::string clean_pmid(std::string_view text) {
  text = trim_blanks(text);
  if (!ascii::is_number(text)) return {};
  text.remove_prefix(std::min(text.find_first_not_of('0'), text.size()));
  return text.size() <= kMaxPmidDigits ? std::string(text) : std::string();
}

std::string clean_pmcid(std::string_view text) {
  text = trim_blanks(text);
  text = after_prefix(text, "pmc").value_or(text);
  const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
  if (digits < text.size() && text[digits] != ' ' && text[digits] != '.') return {};
  const std::string number = clean_pmid(text.substr(0, digits));
  return number.empty() ? std::string() : "PMC" + number;
}

std::string clean_orcid(std::string_view text) {
  constexpr std::size_t kDigits = 16;
  std::string digits;
  for (std::size_t i = text.size(); i-- > 0 && digits.size() < kDigits;) {
    const char c = text[i];
    const bool check = digits.empty() && (c == 'X' || c == 'x');
    if (ascii::is_digit(c) || check) {
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

std::string find_doi(std::string_view text) {
  // A bound on the length of a candidate keeps the cost linear in the text; some of it may be punctuation after the
  // DOI.
  constexpr std::size_t kMaxCandidateBytes = kMaxDoiBytes + 60;
  for (std::size_t at = text.find("10."); at != std::string_view::npos; at = text.find("10.", at + 1)) {
    if (at > 0 && (ascii::is_digit(text[at - 1]) || text[at - 1] == '.')) continue;
    std::string_view candidate = text.substr(at, kMaxCandidateBytes);
    candidate = candidate.substr(0, candidate.find_first_of(" \t\r\n\f<>\"|"));
    candidate = candidate.substr(0, candidate.find_last_not_of(".,;:*_") + 1);
    if (std::string doi = clean_doi(candidate); !doi.empty()) return doi;
  }
  return {};
}

std::string find_pmcid(std::string_view text) {
  for (std::size_t at = text.find("PMC"); at != std::string_view::npos; at = text.find("PMC", at + 1)) {
    const bool own_word = at == 0 || !ascii::is_letter(text[at - 1]);
    const std::string_view digits = text.substr(at + 3, text.find_first_not_of("0123456789", at + 3) - (at + 3));
    if (std::string pmcid = own_word ? clean_pmcid(digits) : ""; !pmcid.empty()) return pmcid;
  }
  return {};
}

std::string id_from_identifiers(const Document& document) {
  if (!document.pmid.empty()) return "PMID:" + document.pmid;
  if (!document.pmcid.empty()) return "PMCID:" + document.pmcid;
  // A JSON record may have a malformed DOI, by which the document could not be looked up.
  const std::string doi = clean_doi(document.doi);
  return doi.empty() ? doi : "DOI:" + doi;
}

std::string id_error(std::string_view id) {
  if (id.empty()) return "there is no id";
  if (id.size() > kMaxIdBytes) return "the id is longer than " + std::to_string(kMaxIdBytes) + " bytes";
  if (std::any_of(id.begin(), id.end(), ascii::is_control)) return "the id holds control characters";
  if (!is_valid_utf8(id)) return "the id is not UTF-8";
  return {};
}

std::vector<std::string> possible_ids(std::string_view typed) {
  const std::string text(trim_blanks(typed));
  std::string canonical = normalize_curie(text);
  if (const std::string pmid = clean_pmid(text); !pmid.empty()) canonical = "PMID:" + pmid;
  else if (text.starts_with("10.")) canonical = "DOI:" + ascii::to_lower(text);  // which may be malformed, see above
  if (canonical == typed) return {canonical};
  return {std::string(typed), canonical};
}

bool is_document_id(std::string_view curie) noexcept {
  return curie.starts_with("PMID:") || curie.starts_with("PMCID:") || curie.starts_with("DOI:");
}

std::string normalize_curie(std::string_view text) {
  const auto trim = trim_blanks(text);
  if (auto id = from_address(trim)) return *id;
  if (auto id = with_prefix(trim)) return *id;
  if (auto id = without_prefix(trim)) return *id;
  return std::string(text);
}

}  // namespace il2search
