// Values and parts of documents.
#include "corpus/document_values.h"

#include <algorithm>
#include <cstddef>
#include <unordered_map>
#include <utility>

#include "base/json/json_writer.h"
#include "schema/person_name.h"

namespace il2search {
namespace {

void complete_person(Author& person) {
  if (person.initials.empty() && !person.fore.empty()) person.initials = initials_of(person.fore);
}

void add_alias(Entity& entity, std::string registry_number) {
  if (registry_number.empty() || registry_number == "0") return;
  if (entity.aliases.empty() || entity.aliases.back() != registry_number) {
    entity.aliases.push_back(std::move(registry_number));
  }
}

// Whether the value is among the last few of a list. A full search would be quadratic for hostile records.
template <typename T> bool recently_added(const std::vector<T>& list, const T& value) {
  constexpr std::size_t kRecent = 16;
  const auto begin = list.end() - static_cast<std::ptrdiff_t>(std::min(list.size(), kRecent));
  return std::find(begin, list.end(), value) != list.end();
}

}  // namespace

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
  entities.reserve(entities.size() + substances.size());  // the map refers to their names
  std::unordered_map<std::string_view, std::size_t> by_name;
  for (std::size_t i = 0; i < entities.size(); ++i) by_name.emplace(entities[i].name, i);
  for (Substance& substance : substances) {
    if (substance.name.empty()) continue;
    auto found = by_name.find(substance.name);
    if (found == by_name.end()) {
      entities.push_back(mesh_entity(std::move(substance.name), substance.id, EntityType::chemical));
      entities.back().provenance = Provenance::listed;  // substances that are headings too stay `indexed`
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
