// Values of fields that hold whole names, people or identifiers -> plan nodes: the part of resolve that knows how such
// terms lie in the index (schema/field_table.h). Entities and headings: subjects.h.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "query/plan/plan.h"
#include "query/plan/subjects.h"
#include "query/plan/value_terms.h"
#include "query/syntax/problems.h"
#include "text/analyzer.h"

namespace il2search::plan {

// Not safe from two threads at once: it uses the Analyzer.
class ValuePlanner {
 public:
  // Concepts are looked up by `subjects`. All must outlive it.
  ValuePlanner(SubjectPlanner& subjects, Analyzer& analyzer, syntax::DiagnosticSink& problems)
      : subjects_(subjects), analyzer_(analyzer), problems_(problems) {}

  // For every kind but text and date.
  Node value(const Field& field, const Value& value);

  // An identifier standing alone: `MESH:D008180`, `PMID:123`.
  Node curie(const Value& value);

  // The word as a filter (`hasabstract`), if it is one.
  static const Flag* find_flag(std::string_view word);
  static Node flag(const Flag& flag, syntax::Span span);

  // x.NAME:value
  Node extra(std::string_view member, const Value& value);

 private:
  Node name(const Field& field, const Value& value);
  Node person(const Field& field, const Value& value);
  Node identifier(const Field& field, const Value& value);
  Node identifier_list(FieldId field, const Value& value);
  Node flag_value(const Value& value);
  void add_name(Terms& terms, std::string_view prefix, const Value& value);
  std::string normal_name(std::string_view text);

  SubjectPlanner& subjects_;
  Analyzer& analyzer_;
  syntax::DiagnosticSink& problems_;
};

}  // namespace il2search::plan
