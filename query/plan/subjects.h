// Values of fields that hold entities and headings -> plan nodes: identifiers and names with what the vocabularies know
// of them (concepts.h), as terms of the index.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <il2search/document.h>

#include "query/plan/concepts.h"
#include "query/plan/plan.h"
#include "query/plan/value_terms.h"
#include "query/syntax/problems.h"
#include "text/analyzer.h"

namespace il2search::plan {

// What holds for every entity of the query.
struct SubjectOptions {
  std::uint32_t levels = kAllLevels;  // of narrower concepts, where a value says nothing else; 0: none
  EntityDemand demand;
};

// Not safe from two threads at once: it uses the Analyzer. All that it is given must outlive it.
class SubjectPlanner {
 public:
  SubjectPlanner(const SubjectOptions& options, ConceptFinder& finder, Analyzer& analyzer,
                 syntax::DiagnosticSink& problems)
      : options_(options), finder_(finder), analyzer_(analyzer), problems_(problems) {}

  Node entity(const Field& field, const Value& value);
  Node heading(const Field& field, const Value& value);

  // An entity's identifier standing alone.
  Node curie(const Value& value);

 private:
  struct Prefixes;
  Node qualified_heading(const Field& field, std::string_view heading, std::string_view subheading, const Value& value);
  Node leaf(Terms terms, Kind kind, const Field& field, const Value& value, bool is_name);
  void add_name(Terms& terms, std::string_view prefix, const Value& value);
  void add_own_names(Terms& terms, const Field& field, const Value& value);
  void add_concepts(Terms& terms, const Prefixes& prefixes, const ConceptIds& found);
  void add_qualified(Terms& terms, const ConceptIds& found, const Qualifier& by, bool truncated);
  Qualifier qualifier_of(std::string_view text, syntax::Span span);
  std::uint32_t levels_of(const Value& value) const { return value.levels.value_or(options_.levels); }

  const SubjectOptions& options_;
  ConceptFinder& finder_;
  Analyzer& analyzer_;
  syntax::DiagnosticSink& problems_;
};

}  // namespace il2search::plan
