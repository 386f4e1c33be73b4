// ValuePlanner: values of fields that hold no running text -> plan nodes. Part of resolve(): it knows how the indexer
// lays such terms down (schema/field_table.h).
//
//   value_planner.cc   names, people, identifiers, filters, members of JSON records
//   entity_planner.cc  entities and headings, by identifier or name, with what the vocabularies know of them
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <il2search/document.h>

#include "query/plan/concept_finder.h"
#include "query/plan/plan.h"
#include "query/syntax/diagnostic_sink.h"
#include "text/analyzer.h"

namespace il2search::plan {

// What holds for every entity of the query.
struct EntityOptions {
  std::uint32_t levels = kAllLevels;  // of narrower concepts, unless the value has levels of its own; 0: none
  EntityDemand demand;
};

// A value as typed, without a truncation star.
struct Value {
  std::string_view text;
  bool quoted = false;
  bool truncated = false;
  Span span;
  std::optional<std::uint32_t> levels;  // of narrower concepts: the field's `noexp` or `explode=N`
};

// Not safe from two threads at once: it uses the Analyzer. All that it is given must outlive it.
class ValuePlanner {
 public:
  ValuePlanner(const EntityOptions& options, ConceptFinder& finder, Analyzer& analyzer,
               syntax::DiagnosticSink& diagnostics)
      : options_(options), finder_(finder), analyzer_(analyzer), diagnostics_(diagnostics) {}

  // For fields of every kind but text and date.
  Node value(const Field& field, const Value& value);

  // An identifier without a field: `MESH:D008180`, `PMID:123`.
  Node curie(const Value& value);

  // An identifier without a field that is known to be of an entity.
  Node entity_curie(const Value& value);

  // A member of a JSON record: `x.NAME:value`.
  Node extra(std::string_view member, const Value& value);

  // The status filter of this name (`hasabstract`, in any case), or nullptr.
  static const Flag* find_flag(std::string_view word);
  static Node flag(const Flag& flag, Span span);

 private:
  struct Prefixes;
  Node name(const Field& field, const Value& value);
  Node person(const Field& field, const Value& value);
  Node identifier(const Field& field, const Value& value);
  Node identifier_list(FieldId field, const Value& value);
  Node flag_value(const Value& value);
  void add_name(Terms& terms, std::string_view prefix, const Value& value);

  Node entity(const Field& field, const Value& value);
  Node heading(const Field& field, const Value& value);
  Node qualified_heading(const Field& field, std::string_view heading, std::string_view subheading, const Value& value);
  Node entity_node(Terms terms, Kind kind, const Field& field, const Value& value, bool is_name);
  void add_value(Terms& terms, const Prefixes& prefixes, const Field& field, const std::string& curie,
                 const Value& value);
  void add_own_names(Terms& terms, const Field& field, const Value& value);
  void add_concepts(Terms& terms, const Prefixes& prefixes, const ConceptIds& found);
  void add_qualified(Terms& terms, const ConceptIds& found, const Qualifier& by, bool truncated);
  Qualifier qualifier_of(std::string_view text, Span span);
  std::uint32_t levels_of(const Value& value) const { return value.levels.value_or(options_.levels); }

  const EntityOptions& options_;
  ConceptFinder& finder_;
  Analyzer& analyzer_;
  syntax::DiagnosticSink& diagnostics_;
};

// prefix + value, cut where the indexer cuts long terms.
std::string boolean_term(std::string_view prefix, std::string_view value);
void add_term(Terms& terms, std::string_view prefix, std::string_view value, bool truncated);

// The terms as a leaf; short lists lose their duplicates.
Node node_of(Terms terms, Kind kind, Span span);

// The text without blanks and control characters at either end.
std::string_view trim_controls(std::string_view text);

// A subheading of MeSH.
struct Subheading {
  std::string_view code;  // PubMed's: "dt"
  std::string_view id;    // "Q000188"
  std::string_view name;  // "drug therapy"
};

// By code, id or name in any case; nullptr if there is no such subheading.
const Subheading* find_subheading(std::string_view text);

}  // namespace il2search::plan
