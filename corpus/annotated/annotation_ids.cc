// The table of types, and the spellings of identifiers in annotated corpora.
#include "corpus/annotated/annotation_ids.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>

#include <il2search/text.h>

#include "base/ascii.h"
#include "base/blanks.h"
#include "schema/identifiers.h"

namespace il2search {
namespace {

constexpr std::size_t kMaxIdsOfAnnotation = 1000;
constexpr std::size_t kMaxDigits = 12;  // of a number that can be an identifier

struct AnnotationWord {
  std::string_view word;  // lower-case letters only
  EntityType type;
};

constexpr std::array<AnnotationWord, 60> kAnnotationWords = {{
    {"disease", EntityType::disease},
    {"diseases", EntityType::disease},
    {"diseaseorphenotypicfeature", EntityType::disease},
    {"specificdisease", EntityType::disease},
    {"diseaseclass", EntityType::disease},
    {"compositemention", EntityType::disease},
    {"modifier", EntityType::disease},
    {"phenotype", EntityType::disease},
    {"symptom", EntityType::disease},
    {"disorder", EntityType::disease},
    {"chemical", EntityType::chemical},
    {"chemicals", EntityType::chemical},
    {"chemicalentity", EntityType::chemical},
    {"drug", EntityType::chemical},
    {"compound", EntityType::chemical},
    {"substance", EntityType::chemical},
    {"gene", EntityType::gene},
    {"genes", EntityType::gene},
    {"protein", EntityType::gene},
    {"geneorgeneproduct", EntityType::gene},
    {"geneprotein", EntityType::gene},
    {"familyname", EntityType::gene},
    {"domainmotif", EntityType::gene},
    {"species", EntityType::species},
    {"organism", EntityType::species},
    {"organismtaxon", EntityType::species},
    {"genus", EntityType::species},
    {"strain", EntityType::species},
    {"cellline", EntityType::cell_line},
    {"celltype", EntityType::cell_type},
    {"cell", EntityType::cell_type},
    {"cells", EntityType::cell_type},
    {"variant", EntityType::variant},
    {"sequencevariant", EntityType::variant},
    {"mutation", EntityType::variant},
    {"mutations", EntityType::variant},
    {"dnamutation", EntityType::variant},
    {"proteinmutation", EntityType::variant},
    {"othermutation", EntityType::variant},
    {"snp", EntityType::variant},
    {"dnaallele", EntityType::variant},
    {"proteinallele", EntityType::variant},
    {"dnaacidchange", EntityType::variant},
    {"proteinacidchange", EntityType::variant},
    {"acidchange", EntityType::variant},
    {"copynumbervariant", EntityType::variant},
    {"chromosome", EntityType::variant},
    {"genomicregion", EntityType::variant},
    {"anatomy", EntityType::anatomy},
    {"anatomicalentity", EntityType::anatomy},
    {"bodypart", EntityType::anatomy},
    {"organ", EntityType::anatomy},
    {"tissue", EntityType::anatomy},
    {"procedure", EntityType::procedure},
    {"labproc", EntityType::procedure},
    {"medproc", EntityType::procedure},
    {"intervention", EntityType::procedure},
    {"phenotypicfeature", EntityType::disease},
    {"taxon", EntityType::species},
    {"smallmolecule", EntityType::chemical},
}};

bool means_none(std::string_view text) {
  return text.empty() || text == "-" || text == "-1" || ascii::equals_ignoring_case(text, "none") ||
         ascii::equals_ignoring_case(text, "null") || ascii::equals_ignoring_case(text, "nan");
}

// Without surrounding blanks and footnote marks, and without a "(Tax:9606)" at its end.
std::string_view bare_identifier(std::string_view text) {
  text = trim_whitespace(text);
  while (!text.empty() && (text.front() == '*' || text.front() == ' ')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == '*' || text.back() == '^' || text.back() == ' ')) text.remove_suffix(1);
  if (const std::size_t tax = text.rfind("(Tax:"); tax != std::string_view::npos && text.back() == ')') {
    text = trim_whitespace(text.substr(0, tax));
  }
  return text;
}

std::vector<std::string_view> split_identifier(std::string_view text, std::string_view separators) {
  std::vector<std::string_view> pieces;
  std::size_t start = 0;
  while (start <= text.size() && pieces.size() < kMaxIdsOfAnnotation) {
    const std::size_t end = std::min(text.find_first_of(separators, start), text.size());
    pieces.push_back(bare_identifier(text.substr(start, end - start)));
    start = end + 1;
  }
  if (std::all_of(pieces.begin(), pieces.end(), means_none)) pieces.clear();
  return pieces;
}

bool is_rs_number(std::string_view text) {
  const auto number = ascii::strip_prefix_ignoring_case(text, "rs");
  return number && ascii::is_number(*number);
}

// The value of `key` in "tmVar:p|SUB|V|600|E;HGVS:p.V600E;RS#:113488022".
std::string_view keyed_value(std::string_view text, std::string_view key) {
  for (std::size_t at = text.find(key); at != std::string_view::npos; at = text.find(key, at + 1)) {
    if (at != 0 && text[at - 1] != ';' && text[at - 1] != ' ') continue;
    const std::string_view value = text.substr(at + key.size());
    return trim_whitespace(value.substr(0, value.find(';')));
  }
  return {};
}

// The notation of variants contains the separators of other lists, so only rs numbers are split.
std::vector<AnnotationId> variant_ids(std::string_view text) {
  const std::vector<std::string_view> pieces = split_identifier(text, "|,;");
  if (!pieces.empty() && std::all_of(pieces.begin(), pieces.end(), is_rs_number)) {
    std::vector<AnnotationId> ids;
    for (const std::string_view piece : pieces) ids.push_back({normalize_curie(piece), std::string(piece)});
    return ids;
  }
  if (const std::string_view number = keyed_value(text, "RS#:"); ascii::is_number(number)) {
    const std::string written = "rs" + std::string(number);
    return {{normalize_curie(written), written}};
  }
  for (const std::string_view key : {"HGVS:", "tmVar:"}) {
    if (const std::string_view name = keyed_value(text, key); !name.empty()) return {{"", std::string(name)}};
  }
  const std::string curie = normalize_curie(text);
  if (curie.starts_with("DBSNP:")) return {{curie, std::string(text)}};
  return {{"", std::string(text)}};
}

// D008180, C564766: MeSH has six or nine digits. C and seven digits is a UMLS concept.
std::string lettered_curie(std::string_view text) {
  const std::string_view digits = text.substr(1);
  if ((text[0] != 'D' && text[0] != 'C') || !ascii::is_number(digits) || digits.size() < 5 || digits.size() > 9)
    return {};
  return (text[0] == 'C' && digits.size() == 7 ? "UMLS:" : "MESH:") + std::string(text);
}

// A number belongs to the vocabulary that the type implies, or else to that of the previous identifier ("OMIM:1,2").
std::string numbered_curie(EntityType type, std::string_view digits, const std::string& previous_prefix) {
  if (digits.size() > kMaxDigits) return {};
  if (type == EntityType::gene) return normalize_curie("NCBIGene:" + std::string(digits));
  if (type == EntityType::species) return normalize_curie("NCBITaxon:" + std::string(digits));
  return previous_prefix.empty() ? std::string() : normalize_curie(previous_prefix + ":" + std::string(digits));
}

std::string to_curie(EntityType type, std::string_view piece, const std::string& previous_prefix) {
  if (ascii::is_number(piece)) return numbered_curie(type, piece, previous_prefix);
  if (std::string found = lettered_curie(piece); !found.empty()) return found;
  std::string curie = normalize_curie(piece);
  return curie.size() <= kMaxIdBytes && !curie_prefix(curie).empty() ? curie : std::string();
}

}  // namespace

EntityType annotation_type(std::string_view word) {
  std::string plain = ascii::to_lower(word);
  std::erase_if(plain, [](char c) { return c == ' ' || c == '_' || c == '-' || c == '/'; });
  const auto* const found = std::find_if(kAnnotationWords.begin(), kAnnotationWords.end(),
                                         [&](const AnnotationWord& row) { return row.word == plain; });
  return found == kAnnotationWords.end() ? EntityType::other : found->type;
}

std::string curie_prefix(std::string_view curie) {
  const std::size_t colon = curie.find(':');
  if (colon == std::string_view::npos || colon == 0 || colon > 20 || colon + 1 == curie.size()) return {};
  const bool plain = std::all_of(curie.begin(), curie.end(), [](char c) { return c > ' ' && c < '\x7F'; });
  const std::string_view prefix = curie.substr(0, colon);
  const bool named = !ascii::is_digit(prefix[0]) && std::all_of(prefix.begin(), prefix.end(), [](char c) {
    return ascii::is_letter_or_digit(c) || c == '.' || c == '_';
  });
  return plain && named ? std::string(prefix) : std::string();
}

std::vector<AnnotationId> annotation_ids(EntityType type, std::string_view identifier) {
  const std::string_view text = bare_identifier(identifier);
  if (means_none(text)) return {};
  if (type == EntityType::variant || text.starts_with("tmVar:")) return variant_ids(text);
  std::vector<AnnotationId> ids;
  std::string previous_prefix;
  for (const std::string_view piece : split_identifier(text, "|,;+")) {
    if (means_none(piece)) {
      ids.emplace_back();
      continue;
    }
    const std::string curie = to_curie(type, piece, previous_prefix);
    if (!curie.empty()) previous_prefix = curie_prefix(curie);
    ids.push_back({curie, std::string(piece)});
  }
  return ids;
}

void set_source_id(Document& document, std::string_view identifier) {
  const std::string_view text = trim_whitespace(identifier);
  const std::string id = ascii::is_number(text) ? "PMID:" + clean_pmid(text) : normalize_curie(text);
  const auto local = [&](std::string_view prefix) { return std::string(std::string_view(id).substr(prefix.size())); };
  if (id.starts_with("PMID:") && !clean_pmid(local("PMID:")).empty()) {
    document.pmid = clean_pmid(local("PMID:"));
  } else if (id.starts_with("PMCID:") && !clean_pmcid(local("PMCID:")).empty()) {
    document.pmcid = clean_pmcid(local("PMCID:"));
  } else if (id.starts_with("DOI:") && !clean_doi(local("DOI:")).empty()) {
    document.doi = clean_doi(local("DOI:"));
  } else {
    const std::string own = ascii::is_number(text) ? std::string(text) : id;
    if (own != "-" && id_error(own).empty()) document.id = own;
  }
}

}  // namespace il2search
