// Tables of words, and how they are looked up.
#include "vocabulary/readers/ontology_words.h"

#include <algorithm>
#include <array>
#include <string>

namespace il2search {
namespace {

struct ScopeWord {
  std::string_view word;
  NameScope scope;
};
constexpr std::array<ScopeWord, 12> kScopeWords = {{{"EXACT", NameScope::exact},
                                                    {"RELATED", NameScope::related},
                                                    {"NARROW", NameScope::narrow},
                                                    {"BROAD", NameScope::broad},
                                                    {"hasExactSynonym", NameScope::exact},
                                                    {"hasRelatedSynonym", NameScope::related},
                                                    {"hasNarrowSynonym", NameScope::narrow},
                                                    {"hasBroadSynonym", NameScope::broad},
                                                    {"exact_synonym", NameScope::exact},
                                                    {"related_synonym", NameScope::related},
                                                    {"narrow_synonym", NameScope::narrow},
                                                    {"broad_synonym", NameScope::broad}}};

struct PredicateWord {
  std::string_view word;
  MappingPredicate predicate;
};
constexpr std::array<PredicateWord, 9> kPredicateWords = {{{"exactMatch", MappingPredicate::exact},
                                                           {"closeMatch", MappingPredicate::close},
                                                           {"broadMatch", MappingPredicate::broad},
                                                           {"narrowMatch", MappingPredicate::narrow},
                                                           {"relatedMatch", MappingPredicate::related},
                                                           {"equivalentClass", MappingPredicate::exact},
                                                           {"sameAs", MappingPredicate::exact},
                                                           {"hasDbXref", MappingPredicate::xref},
                                                           {"subClassOf", MappingPredicate::broad}}};

// The source in quotation marks as modifiers have it. Mondo says of itself what it is to the other one.
constexpr std::array<PredicateWord, 8> kXrefSources = {
    {{"\"MONDO:equivalentTo\"", MappingPredicate::exact},
     {"\"MONDO:mondoIsBroaderThanSource\"", MappingPredicate::narrow},
     {"\"MONDO:mondoIsNarrowerThanSource\"", MappingPredicate::broad},
     {"\"MONDO:relatedTo\"", MappingPredicate::related},
     {"\"MONDO:siblingOf\"", MappingPredicate::related},
     {"\"MONDO:directSiblingOf\"", MappingPredicate::related},
     {"\"MONDO:subClassOf\"", MappingPredicate::related},
     {"\"MONDO:superClassOf\"", MappingPredicate::related}}};
constexpr std::array<std::string_view, 3> kObsoleteSources = {
    "\"MONDO:obsoleteEquivalent\"", "\"MONDO:obsoleteEquivalentObsolete\"", "\"MONDO:equivalentObsolete\""};

// Namespaces that the words of kPredicateWords are taken from, as prefixes and as ends of addresses.
constexpr std::array<std::string_view, 4> kNamespaces = {"skos:", "owl:", "rdfs:", "oboInOwl:"};

bool is_known_namespace(std::string_view text) {
  return text.empty() || std::find(kNamespaces.begin(), kNamespaces.end(), text) != kNamespaces.end() ||
         ((text.starts_with("http://") || text.starts_with("https://")) &&
          (text.ends_with('#') || text.ends_with('/')));
}

bool contains_ignoring_case(std::string_view text, std::string_view small) {
  const auto same = [](char a, char b) { return (a >= 'A' && a <= 'Z' ? static_cast<char>(a + 32) : a) == b; };
  return std::search(text.begin(), text.end(), small.begin(), small.end(), same) != text.end();
}

}  // namespace

std::optional<NameScope> name_scope_of(std::string_view word) {
  for (const ScopeWord& row : kScopeWords) {
    if (row.word == word) return row.scope;
  }
  return {};
}

bool is_abbreviation_type(std::string_view type) {
  // OMO:0003000 and OMO:0003012 are OBO's own types for abbreviations and acronyms.
  return contains_ignoring_case(type, "abbreviation") || contains_ignoring_case(type, "acronym") ||
         type.ends_with("0003000") || type.ends_with("0003012");
}

std::optional<MappingPredicate> mapping_predicate_of(std::string_view property) {
  const std::size_t word = property.find_last_of(":#/") + 1;
  if (!is_known_namespace(property.substr(0, word))) return {};
  for (const PredicateWord& row : kPredicateWords) {
    if (row.word == property.substr(word)) return row.predicate;
  }
  return {};
}

bool is_replacement_property(std::string_view property) {
  return property.ends_with("IAO_0100001") || property == "IAO:0100001";
}

std::optional<MappingPredicate> xref_predicate(std::string_view sources) {
  if (sources.empty()) return MappingPredicate::xref;
  for (const PredicateWord& row : kXrefSources) {
    if (sources.find(row.word) != std::string_view::npos) return row.predicate;
  }
  for (const std::string_view obsolete : kObsoleteSources) {
    if (sources.find(obsolete) != std::string_view::npos) return {};
  }
  return MappingPredicate::xref;
}

}  // namespace il2search
