// The words of ontologies; their own terms, names and merged terms.
#include "vocabulary/readers/ontology_part.h"

#include <algorithm>
#include <array>
#include <map>

#include "base/ascii.h"
#include "base/blanks.h"
#include "base/utf8.h"
#include "vocabulary/readers/concept_draft.h"

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

// Sources in quotation marks, as in modifiers. Mondo's words describe its own concept in relation to the other one.
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

// The namespaces of kPredicateWords, as prefixes.
constexpr std::array<std::string_view, 4> kNamespaces = {"skos:", "owl:", "rdfs:", "oboInOwl:"};

bool is_known_namespace(std::string_view text) {
  return text.empty() || std::find(kNamespaces.begin(), kNamespaces.end(), text) != kNamespaces.end() ||
         ((text.starts_with("http://") || text.starts_with("https://")) &&
          (text.ends_with('#') || text.ends_with('/')));
}

bool contains_ignoring_case(std::string_view text, std::string_view lower_case) {
  return ascii::to_lower(text).find(lower_case) != std::string::npos;
}

constexpr std::size_t kMaxVersionBytes = 100;
constexpr std::size_t kMaxPartNameBytes = 80;

bool contains(const std::vector<std::string>& ids, const std::string& id) {
  return std::find(ids.begin(), ids.end(), id) != ids.end();
}

// "hp" for "hp", "hp/hp-base", "hp.obo" and "http://purl.obolibrary.org/obo/hp.owl".
std::string stem_of_ontology(std::string_view text) {
  constexpr std::string_view kFoundry = "/obo/";
  text = trim_blanks(text);
  if (const std::size_t at = text.find(kFoundry); at != std::string_view::npos) {
    text.remove_prefix(at + kFoundry.size());
  } else if (const std::size_t scheme = text.find("://"); scheme != std::string_view::npos) {
    text.remove_prefix(text.find_last_of("/#") + 1);
  }
  text = text.substr(0, text.find('/'));
  for (const std::string_view ending : {".obo", ".owl", ".json"}) {
    if (text.ends_with(ending)) text.remove_suffix(ending.size());
  }
  return ascii::to_lower(part_name_of(text));
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

std::string release_of(std::string_view version) {
  constexpr std::string_view kReleases = "releases/";
  version = trim_blanks(version);
  if (const std::size_t at = version.find(kReleases); at != std::string_view::npos) {
    version.remove_prefix(at + kReleases.size());
    version = version.substr(0, version.find('/'));
  }
  // Cut before the replacement, so that half a character at the end is replaced too.
  std::string result = replace_invalid_utf8(version.substr(0, kMaxVersionBytes));
  for (char& c : result) {
    if (ascii::is_control(c)) c = ' ';
  }
  return result;
}

std::string part_name_of(std::string_view text) {
  std::string name;
  for (const char c : text.substr(0, kMaxPartNameBytes)) {
    if (ascii::is_letter_or_digit(c) || c == '-' || c == '_' || c == '.') name += c;
    else if (name.empty() || name.back() != '_') name += '_';
  }
  return name;
}

void OntologyPart::set_name(std::string_view ontology) {
  if (name_.empty()) name_ = stem_of_ontology(ontology);
}

void OntologyPart::set_version(std::string_view version) {
  if (part_.version.empty()) part_.version = release_of(version);
}

void OntologyPart::add(Concept term, const RecordPosition& position) {
  if (!ids_.emplace(term.id, part_.concepts.size()).second) {
    return report_.left_out(position, term.id, "duplicate identifier, only the first term is kept");
  }
  part_.concepts.push_back(std::move(term));
  positions_.push_back(position);
}

void OntologyPart::add_alternative(std::string alternative, const std::string& id, const RecordPosition& position) {
  if (alternative != id) alternatives_.push_back({std::move(alternative), id, position});
}

void OntologyPart::add_parent(const std::string& id, const std::string& parent) {
  const auto found = ids_.find(id);
  if (found == ids_.end() || id == parent) return;
  std::vector<std::string>& parents = part_.concepts[found->second].parents;
  if (contains(parents, parent)) return;
  if (parents.size() < kMaxConceptList) parents.push_back(parent);
  else
    report_.left_out(positions_[found->second], id,
                     "more than " + std::to_string(kMaxConceptList) + " parents: " + parent);
}

// Documents may have the id of a term that was merged, so it is kept as an obsolete concept with a replacement.
void OntologyPart::add_alternatives() {
  for (Alternative& merged : alternatives_) {
    const auto [found, is_new] = ids_.emplace(merged.id, part_.concepts.size());
    if (is_new) {
      Concept term;
      term.id = merged.id;
      term.vocabulary = prefix_of_curie(merged.id);
      term.type = entity_type_of_prefix(term.vocabulary);
      term.obsolete = true;
      part_.concepts.push_back(std::move(term));
      positions_.push_back(merged.position);
    }
    Concept& term = part_.concepts[found->second];
    if (!term.obsolete) {
      report_.warn(merged.position, merged.of, merged.id + " is both an alternative identifier and a term");
    } else if (term.replaced_by.size() >= kMaxConceptList) {
      report_.left_out(merged.position, merged.id,
                       "it is an alternative identifier of more than " + std::to_string(kMaxConceptList) + " terms");
    } else if (!contains(term.replaced_by, merged.of)) {
      term.replaced_by.push_back(std::move(merged.of));
    }
  }
  alternatives_.clear();
}

// The prefix that equals the ontology's name, or else the most frequent one.
std::string OntologyPart::own_prefix() const {
  std::map<std::string, std::size_t, std::less<>> counts;
  for (const Concept& term : part_.concepts) {
    const auto found = counts.find(term.vocabulary);
    if (found != counts.end()) ++found->second;
    else counts.emplace(term.vocabulary, 1);
  }
  const auto named = std::find_if(counts.begin(), counts.end(),
                                  [this](const auto& c) { return ascii::equals_ignoring_case(c.first, name_); });
  if (named != counts.end()) return named->first;
  const auto most =
      std::max_element(counts.begin(), counts.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  return most == counts.end() ? std::string() : most->first;
}

// Terms without a name are reported here and not earlier, because merged files have thousands of terms of other ontologies
// without one, and those do not matter.
void OntologyPart::keep_own_terms(const std::string& prefix) {
  std::size_t kept = 0;
  for (std::size_t i = 0; i < part_.concepts.size(); ++i) {
    Concept& term = part_.concepts[i];
    if (term.vocabulary != prefix) {
      ++foreign_terms_;
    } else if (term.label.empty() && !term.obsolete) {
      report_.left_out(positions_[i], term.id, "the term has no name");
    } else {
      if (kept != i) part_.concepts[kept] = std::move(term);
      ++kept;
    }
  }
  part_.concepts.resize(kept);
}

void OntologyPart::drop_foreign_parents(const std::string& prefix) {
  for (Concept& term : part_.concepts) {
    foreign_parents_ +=
        std::erase_if(term.parents, [&prefix](const std::string& parent) { return prefix_of_curie(parent) != prefix; });
  }
}

VocabularyPart OntologyPart::finish() {
  add_alternatives();
  const std::string prefix = own_prefix();
  keep_own_terms(prefix);
  drop_foreign_parents(prefix);
  if (foreign_terms_ + foreign_parents_ > 0) {
    report_.warn({}, "",
                 "left out: " + std::to_string(foreign_terms_) + " terms of ontologies other than " + prefix + ", " +
                     std::to_string(foreign_parents_) + " is_a links to such terms");
  }
  if (part_.concepts.empty()) report_.broken("the file has no ontology terms");
  if (name_.empty()) name_ = ascii::to_lower(part_name_of(prefix));
  part_.name = prefix == "MONDO" ? "mondo" : "obo-" + name_;
  for (Concept& term : part_.concepts) {
    for (ConceptMapping& mapping : term.mappings) mapping.source = part_.name;
  }
  ids_.clear();
  positions_.clear();
  return std::move(part_);
}

}  // namespace il2search
