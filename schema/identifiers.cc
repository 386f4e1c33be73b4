// normalize_curie(): the many ways to write an identifier -> one. A table of vocabularies, each with its aliases and the
// shape of its local ids; what fits no row is given back as it came.
#include <algorithm>
#include <array>
#include <optional>
#include <span>

#include <il2search/text.h>

namespace il2search {
namespace {

// What stands behind the prefix. digits: 3558; written: 9074 or 0040093, whose zeros are part of it; padded: seven
// digits (0007915), filled with zeros from the left; mesh: D008180; series: of OMIM, which numbers them as it does
// entries; the others as their names say.
enum class Shape { digits, written, padded, mesh, omim, series, cellosaurus, rs, pmc, doi, umls };

struct CurieKind {
  std::string_view prefix;  // canonical, without colon
  Shape shape;
  std::array<std::string_view, 6> aliases;  // in small letters without blanks and marks; empty ones are unused
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
    {"PMID", Shape::digits, {"pmid", "pubmed", "pubmedid"}},
    {"PMCID", Shape::pmc, {"pmcid", "pmc"}},
    {"DOI", Shape::doi, {"doi"}},
};

// Addresses: what stands behind the last of these words (to the next '/', '?' or '#') is the local id. purl addresses of
// the OBO foundry hold prefix and id together.
struct Address {
  std::string_view host_and_path;
  std::string_view prefix;  // empty: the rest is a CURIE or PREFIX_ID by itself
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

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }
char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

std::string lowered(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(), lower);
  return result;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

bool all_digits(std::string_view text) { return !text.empty() && std::all_of(text.begin(), text.end(), is_digit); }

// The text without `beginning`, whatever its case; nothing where it begins otherwise.
std::optional<std::string_view> behind(std::string_view text, std::string_view beginning) {
  if (text.size() < beginning.size()) return {};
  const bool same =
      std::equal(beginning.begin(), beginning.end(), text.begin(), [](char a, char b) { return a == lower(b); });
  if (!same) return {};
  return text.substr(beginning.size());
}

// An id of letters and digits: `letters` (any case, given upper) and then at least one digit.
std::optional<std::string> lettered_id(std::string_view local, std::string_view letters) {
  if (local.empty() || letters.find(upper(local[0])) == std::string_view::npos || !all_digits(local.substr(1)))
    return {};
  return upper(local[0]) + std::string(local.substr(1));
}

// Leading zeros mean nothing in a plain number.
std::optional<std::string> number(std::string_view local) {
  if (!all_digits(local) || local.size() > 12) return {};
  const auto first = std::min(local.find_first_not_of('0'), local.size() - 1);
  return std::string(local.substr(first));
}

std::optional<std::string> written_number(std::string_view local) {
  if (!all_digits(local) || local.size() > 12) return {};
  return std::string(local);
}

std::optional<std::string> padded_number(std::string_view local) {
  constexpr std::size_t kDigits = 7;
  if (!all_digits(local) || local.size() > kDigits) return {};
  return std::string(kDigits - local.size(), '0') + std::string(local);
}

std::optional<std::string> cellosaurus_id(std::string_view local) {
  if (auto rest = behind(local, "cvcl_")) local = *rest;
  const bool fits = local.size() == 4 && std::all_of(local.begin(), local.end(), [](char c) {
                      return is_digit(c) || (upper(c) >= 'A' && upper(c) <= 'Z');
                    });
  if (!fits) return {};
  std::string id(local);
  std::transform(id.begin(), id.end(), id.begin(), upper);
  return id;
}

std::optional<std::string> doi(std::string_view local) {
  const auto slash = local.find('/');
  if (!local.starts_with("10.") || slash == std::string_view::npos || slash < 7 || slash + 1 == local.size()) return {};
  const auto registrant = local.substr(3, slash - 3);
  const bool fits = is_digit(registrant[0]) &&
                    std::all_of(registrant.begin(), registrant.end(), [](char c) { return is_digit(c) || c == '.'; });
  if (!fits || std::any_of(local.begin(), local.end(), is_blank)) return {};
  return lowered(local);
}

std::optional<std::string> omim_id(std::string_view local) {
  auto digits = behind(local, "ps").value_or(local);
  if (digits.size() != 6 || !all_digits(digits)) return {};
  return (digits.size() == local.size() ? "" : "PS") + std::string(digits);
}

std::optional<std::string> prefixed_number(std::string_view local, std::string_view small, std::string_view canonical) {
  const auto id = number(behind(local, small).value_or(local));
  if (!id) return {};
  return std::string(canonical) + *id;
}

std::optional<std::string> local_id(Shape shape, std::string_view local) {
  switch (shape) {
    case Shape::digits: return number(local);
    case Shape::written: return written_number(local);
    case Shape::padded: return padded_number(local);
    case Shape::mesh: return lettered_id(local, "DCQ");
    case Shape::umls: return lettered_id(local, "C");
    case Shape::omim: return omim_id(local);
    case Shape::series: return omim_id("PS" + std::string(behind(local, "ps").value_or(local)));
    case Shape::cellosaurus: return cellosaurus_id(local);
    case Shape::rs: return prefixed_number(local, "rs", "rs");
    case Shape::pmc: return prefixed_number(local, "pmc", "PMC");
    case Shape::doi: return doi(local);
  }
  return {};
}

const CurieKind* find_vocabulary(std::string_view written) {
  std::string name;
  for (char c : written) {
    if (!is_blank(c) && c != '-' && c != '_') name += lower(c);
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
  local = trimmed(local);
  // `MESH:MESH:D008180`, `CHEBI:CHEBI:1`: a prefix that a source has put twice.
  if (const auto colon = local.find(':'); colon != std::string_view::npos && vocabulary->shape != Shape::doi) {
    if (find_vocabulary(local.substr(0, colon)) != vocabulary) return {};
    local = trimmed(local.substr(colon + 1));
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

// Ids that name their vocabulary themselves.
std::optional<std::string> without_prefix(std::string_view text) {
  if (behind(text, "rs") && all_digits(text.substr(2))) return curie("dbsnp", text);
  if (behind(text, "pmc") && all_digits(text.substr(3))) return curie("pmcid", text);
  if (behind(text, "pmid") && all_digits(text.substr(4))) return curie("pmid", text.substr(4));
  return curie("doi", text);
}

std::optional<std::string> from_address(std::string_view text) {
  auto rest = behind(text, "https://");
  if (!rest) rest = behind(text, "http://");
  if (!rest) return {};
  for (const auto& [path, prefix] : kAddresses) {
    auto local = behind(*rest, path);
    if (!local) continue;
    if (prefix == "doi") return curie(prefix, *local);
    *local = local->substr(0, local->find_first_of("/?#"));
    return prefix.empty() ? with_prefix(*local) : curie(prefix, *local);
  }
  return {};
}

}  // namespace

std::string normalize_curie(std::string_view text) {
  const auto trim = trimmed(text);
  if (auto id = from_address(trim)) return *id;
  if (auto id = with_prefix(trim)) return *id;
  if (auto id = without_prefix(trim)) return *id;
  return std::string(text);
}

}  // namespace il2search
