// The members of Document and its parts with their JSON names: the table from which JSON is written and read.
//
// A struct added to document.h needs a Members<> here. A member that is missing here is lost in both directions, which
// the round-trip test of random documents detects.
#pragma once

#include <string_view>
#include <tuple>

#include <il2search/document.h>

namespace il2search {

template <class Struct, class Type> struct Member {
  std::string_view name;
  Type Struct::*pointer;
  bool always = false;  // written even if it has its default value
};

template <class Struct, class Type>
constexpr Member<Struct, Type> member(std::string_view name, Type Struct::*pointer, bool always = false) {
  return {name, pointer, always};
}

// Members<T>::list is a tuple of Member. Types that are a single JSON value have none.
template <class T> struct Members;

template <class T>
concept HasMembers = requires {
  Members<T>::list;
};

template <> struct Members<Section> {
  static constexpr auto list = std::tuple(member("label", &Section::label), member("text", &Section::text));
};

template <> struct Members<BodySection> {
  static constexpr auto list = std::tuple(member("heading", &BodySection::heading), member("type", &BodySection::type),
                                          member("text", &BodySection::text));
};

template <> struct Members<Author> {
  static constexpr auto list =
      std::tuple(member("last", &Author::last), member("fore", &Author::fore), member("initials", &Author::initials),
                 member("suffix", &Author::suffix), member("collective", &Author::collective),
                 member("affiliation", &Author::affiliation), member("orcid", &Author::orcid));
};

template <> struct Members<Journal> {
  static constexpr auto list = std::tuple(
      member("title", &Journal::title), member("abbreviation", &Journal::abbreviation),
      member("issns", &Journal::issns), member("nlm_id", &Journal::nlm_id), member("country", &Journal::country));
};

template <> struct Members<Dates> {
  static constexpr auto list = std::tuple(member("published", &Dates::published),
                                          member("electronic", &Dates::electronic), member("entered", &Dates::entered),
                                          member("created", &Dates::created), member("completed", &Dates::completed),
                                          member("revised", &Dates::revised), member("mesh", &Dates::mesh));
};

template <> struct Members<PublicationType> {
  static constexpr auto list = std::tuple(member("name", &PublicationType::name), member("id", &PublicationType::id));
};

template <> struct Members<Grant> {
  static constexpr auto list = std::tuple(member("number", &Grant::number), member("acronym", &Grant::acronym),
                                          member("agency", &Grant::agency), member("country", &Grant::country));
};

template <> struct Members<Databank> {
  static constexpr auto list = std::tuple(member("name", &Databank::name), member("accessions", &Databank::accessions));
};

template <> struct Members<OtherId> {
  static constexpr auto list = std::tuple(member("type", &OtherId::type), member("value", &OtherId::value));
};

template <> struct Members<Qualifier> {
  static constexpr auto list =
      std::tuple(member("name", &Qualifier::name), member("id", &Qualifier::id), member("major", &Qualifier::major));
};

template <> struct Members<Entity> {
  static constexpr auto list = std::tuple(
      member("id", &Entity::id), member("vocabulary", &Entity::vocabulary), member("type", &Entity::type, true),
      member("name", &Entity::name), member("aliases", &Entity::aliases), member("major", &Entity::major),
      member("qualifiers", &Entity::qualifiers), member("spans", &Entity::spans), member("mentions", &Entity::mentions),
      member("provenance", &Entity::provenance, true));
};

template <> struct Members<RelationArgument> {
  static constexpr auto list = std::tuple(member("id", &RelationArgument::id), member("role", &RelationArgument::role));
};

template <> struct Members<Relation> {
  static constexpr auto list =
      std::tuple(member("type", &Relation::type, true), member("arguments", &Relation::arguments));
};

// Written as a list of the names of flags that are set; also read as an object.
template <> struct Members<Status> {
  static constexpr auto list = std::tuple(
      member("retracted", &Status::retracted), member("has_erratum", &Status::has_erratum),
      member("expression_of_concern", &Status::expression_of_concern), member("preprint", &Status::preprint));
};

// `extra` is not in this list: its members are written next to the others if their names allow it.
template <> struct Members<Document> {
  static constexpr auto list = std::tuple(
      member("id", &Document::id), member("pmid", &Document::pmid), member("pmcid", &Document::pmcid),
      member("doi", &Document::doi), member("url", &Document::url), member("source", &Document::source),
      member("other_ids", &Document::other_ids), member("version", &Document::version),
      member("title", &Document::title, true), member("vernacular_title", &Document::vernacular_title),
      member("abstract", &Document::abstract), member("other_abstracts", &Document::other_abstracts),
      member("tldr", &Document::tldr), member("contribution", &Document::contribution),
      member("key_findings", &Document::key_findings), member("body", &Document::body),
      member("authors", &Document::authors), member("editors", &Document::editors),
      member("investigators", &Document::investigators), member("personal_subjects", &Document::personal_subjects),
      member("journal", &Document::journal), member("volume", &Document::volume), member("issue", &Document::issue),
      member("pages", &Document::pages), member("dates", &Document::dates), member("languages", &Document::languages),
      member("publication_types", &Document::publication_types),
      member("publication_status", &Document::publication_status), member("record_status", &Document::record_status),
      member("indexing_method", &Document::indexing_method), member("keywords", &Document::keywords),
      member("grants", &Document::grants), member("databanks", &Document::databanks),
      member("subsets", &Document::subsets), member("conflict_of_interest", &Document::conflict_of_interest),
      member("publication_country", &Document::publication_country), member("entities", &Document::entities),
      member("relations", &Document::relations), member("status", &Document::status),
      member("references", &Document::references));
};

// Calls visit(member) for each member of T, in order.
template <HasMembers T, class Visit> void for_each_member(Visit&& visit) {
  std::apply([&](const auto&... members) { (visit(members), ...); }, Members<T>::list);
}

// Whether the name is known at the top of a record, as a member or an alias. Other names are `extra`.
bool is_document_member(std::string_view name);

}  // namespace il2search
