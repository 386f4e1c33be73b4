// Values of a file -> Concept.
#include "vocabulary/readers/concept_draft.h"

#include <algorithm>
#include <array>
#include <utility>

#include <il2search/text.h>

#include "base/ascii.h"
#include "base/blanks.h"
#include "base/utf8.h"

namespace il2search {
namespace {

constexpr std::size_t kMaxIdentifierBytes = 200;

constexpr std::string_view kNames = "names";
constexpr std::string_view kIdentifiers = "identifiers";
constexpr std::string_view kMappings = "mappings";

struct PrefixType {
  std::string_view prefix;
  EntityType type;
};
constexpr std::array<PrefixType, 15> kPrefixTypes = {{{"MONDO", EntityType::disease},
                                                      {"DOID", EntityType::disease},
                                                      {"Orphanet", EntityType::disease},
                                                      {"ORDO", EntityType::disease},
                                                      {"OMIM", EntityType::disease},
                                                      {"HP", EntityType::disease},
                                                      {"CL", EntityType::cell_type},
                                                      {"CHEBI", EntityType::chemical},
                                                      {"UBERON", EntityType::anatomy},
                                                      {"NCBITaxon", EntityType::species},
                                                      {"CVCL", EntityType::cell_line},
                                                      {"CLO", EntityType::cell_line},
                                                      {"NCBIGene", EntityType::gene},
                                                      {"HGNC", EntityType::gene},
                                                      {"DBSNP", EntityType::variant}}};

constexpr std::array<std::string_view, 3> kLiterature = {"PMID", "PMCID", "DOI"};
constexpr std::array<std::string_view, 6> kUrlSchemes = {"http", "https", "ftp", "mailto", "urn", "file"};

bool is_control_or_space(char c) { return ascii::is_control(c) || c == ' '; }
bool is_prefix_character(char c) { return ascii::is_letter_or_digit(c) || c == '_' || c == '-' || c == '.'; }

template <class List> bool holds(const List& list, std::string_view text) {
  return std::find(list.begin(), list.end(), text) != list.end();
}

bool is_curie(std::string_view text) {
  if (text.size() > kMaxIdentifierBytes) return false;
  const std::string_view prefix = prefix_of_curie(text);
  if (prefix.empty() || prefix.size() + 1 == text.size()) return false;
  const std::string_view local = text.substr(prefix.size() + 1);
  return std::all_of(prefix.begin(), prefix.end(), is_prefix_character) && !holds(kUrlSchemes, prefix) &&
         local.find(':') == std::string_view::npos && std::none_of(local.begin(), local.end(), is_control_or_space) &&
         is_valid_utf8(local);
}

// "http://www.orpha.net/ORDO/Orphanet_558" -> "Orphanet:558"; empty for URLs without such an ending.
std::string curie_of_url(std::string_view text) {
  if (!text.starts_with("http://") && !text.starts_with("https://")) return {};
  const std::string_view last = text.substr(text.find_last_of("/#=") + 1);
  const std::size_t mark = last.rfind('_');
  if (mark == std::string_view::npos || mark == 0) return {};
  return std::string(last.substr(0, mark)) + ":" + std::string(last.substr(mark + 1));
}

// "MGI:MGI:88052" -> "MGI:88052".
std::string_view without_repeated_prefix(std::string_view text) {
  const std::string_view prefix = prefix_of_curie(text);
  if (prefix.empty()) return text;
  const std::string_view local = text.substr(prefix.size() + 1);
  return prefix_of_curie(local) == prefix ? local : text;
}

// Replaces each sequence of blanks and control characters by one blank, and removes them at the ends.
std::string squeeze_controls(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  bool gap = false;
  for (const char c : text) {
    if (is_control_or_space(c)) {
      gap = !result.empty();
      continue;
    }
    if (gap) result += ' ';
    gap = false;
    result += c;
  }
  return result;
}

// The closer of two scopes that a file gives to the same name; `abbreviation` tells more than `exact`.
NameScope closer(NameScope a, NameScope b) {
  if (std::min(a, b) == NameScope::exact && std::max(a, b) == NameScope::abbreviation) return NameScope::abbreviation;
  return std::min(a, b);
}

}  // namespace

std::string_view prefix_of_curie(std::string_view curie) {
  const std::size_t colon = curie.find(':');
  return colon == std::string_view::npos ? std::string_view{} : curie.substr(0, colon);
}

std::string canonical_id(std::string_view text) {
  const std::string_view written = without_repeated_prefix(trim_blanks(text));
  if (written.empty() || written.size() > 2 * kMaxIdentifierBytes) return {};
  std::string id = normalize_curie(written);
  if (!is_curie(id)) id = normalize_curie(curie_of_url(written));
  return is_curie(id) ? id : std::string();
}

EntityType entity_type_of_prefix(std::string_view prefix) {
  for (const PrefixType& row : kPrefixTypes) {
    if (row.prefix == prefix) return row.type;
  }
  return EntityType::other;
}

void ConceptDraft::begin(const RecordPosition& position) {
  position_ = position;
  draft_ = Concept{};
  replaced_bytes_ = false;
  overfull_.clear();
}

std::string ConceptDraft::clean(std::string_view text) {
  if (is_valid_utf8(text)) return squeeze_controls(text);
  if (!replaced_bytes_) warn("invalid UTF-8 was replaced");
  replaced_bytes_ = true;
  return squeeze_controls(replace_invalid_utf8(text));
}

// Lists are searched for duplicates, so one that is full and reported is not searched again.
template <class List> bool ConceptDraft::is_overfull(const List& list, std::string_view what) const {
  return list.size() >= kMaxConceptList && holds(overfull_, what);
}

template <class List> bool ConceptDraft::has_space(const List& list, std::string_view what) {
  if (list.size() < kMaxConceptList) return true;
  if (holds(overfull_, what)) return false;
  left_out("more than " + std::to_string(kMaxConceptList) + " " + std::string(what) + ", the rest are left out");
  overfull_.push_back(what);
  return false;
}

void ConceptDraft::set_id(std::string_view curie) {
  draft_.id = curie;
  draft_.vocabulary = prefix_of_curie(curie);
  draft_.type = entity_type_of_prefix(draft_.vocabulary);
}

void ConceptDraft::set_label(std::string_view text) {
  std::string label = clean(text);
  if (label.size() > kMaxConceptNameBytes) {
    left_out("a name is over " + std::to_string(kMaxConceptNameBytes) + " bytes: " + quoted_input(label));
  } else if (!label.empty()) {
    draft_.label = std::move(label);
  }
}

void ConceptDraft::set_definition(std::string_view text) {
  std::string definition = clean(text);
  if (definition.size() > kMaxDefinitionBytes) {
    left_out("a definition is over " + std::to_string(kMaxDefinitionBytes) + " bytes");
  } else if (!definition.empty()) {
    draft_.definition = std::move(definition);
  }
}

void ConceptDraft::add_name(std::string_view text, NameScope scope) {
  if (is_overfull(draft_.names, kNames)) return;
  std::string name = clean(text);
  if (name.empty()) return;
  if (name.size() > kMaxConceptNameBytes) {
    return left_out("a name is over " + std::to_string(kMaxConceptNameBytes) + " bytes: " + quoted_input(name));
  }
  for (ConceptName& known : draft_.names) {
    if (known.text != name) continue;
    known.scope = closer(known.scope, scope);
    return;
  }
  if (has_space(draft_.names, kNames)) draft_.names.push_back({std::move(name), scope});
}

void ConceptDraft::add_id(std::vector<std::string>& to, std::string_view id, std::string_view what) {
  if (is_overfull(to, kIdentifiers)) return;
  std::string canonical = canonical_id(id);
  if (canonical.empty()) return left_out("invalid " + std::string(what) + " identifier: " + quoted_input(id));
  if (!holds(to, canonical) && has_space(to, kIdentifiers)) to.push_back(std::move(canonical));
}

void ConceptDraft::add_parent(std::string_view id) { add_id(draft_.parents, id, "parent"); }
void ConceptDraft::add_replacement(std::string_view id) { add_id(draft_.replaced_by, id, "replacement"); }
void ConceptDraft::add_consideration(std::string_view id) { add_id(draft_.consider, id, "consider"); }

void ConceptDraft::add_mapping(std::string_view id, MappingPredicate predicate) {
  if (is_overfull(draft_.mappings, kMappings)) return;
  std::string canonical = canonical_id(id);
  if (canonical.empty() || holds(kLiterature, prefix_of_curie(canonical))) return;
  for (ConceptMapping& known : draft_.mappings) {
    if (known.id != canonical) continue;
    // An untyped cross reference gives way to a typed one.
    if (known.predicate == predicate || predicate == MappingPredicate::xref) return;
    if (known.predicate == MappingPredicate::xref) {
      known.predicate = predicate;
      return;
    }
  }
  if (has_space(draft_.mappings, kMappings)) draft_.mappings.push_back({std::move(canonical), predicate, {}});
}

Concept ConceptDraft::finish() {
  const std::string& id = draft_.id;
  std::erase_if(draft_.names, [this](const ConceptName& name) { return name.text == draft_.label; });
  std::erase_if(draft_.mappings, [&id](const ConceptMapping& mapping) { return mapping.id == id; });
  std::erase(draft_.parents, id);
  std::erase(draft_.replaced_by, id);
  std::erase(draft_.consider, id);
  return std::exchange(draft_, Concept{});
}

}  // namespace il2search
