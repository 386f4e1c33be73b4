// Values of fields that hold whole names, people, identifiers or entities -> plan nodes: the part of resolve that knows
// how such terms lie in the index (schema/field_table.h).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "query/plan/plan.h"
#include "query/syntax/problems.h"
#include "schema/analyzer.h"

namespace il2search::plan {

// A value as typed, without a truncation star.
struct Value {
  std::string_view text;
  bool quoted = false;
  bool truncated = false;
  syntax::Span span;
};

// Not safe from two threads at once: it uses the Analyzer.
class ValuePlanner {
 public:
  ValuePlanner(Analyzer& analyzer, syntax::Problems& problems) : analyzer_(analyzer), problems_(problems) {}

  // For every kind but text and date.
  Node value(const Field& field, const Value& value);

  // An identifier standing alone: `MESH:D008180`, `PMID:123`.
  Node curie(std::string_view text, syntax::Span span);

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
  Node entity(const Field& field, const Value& value);
  Node heading(const Field& field, const Value& value);
  Node qualified_heading(const Field& field, std::string_view heading, std::string_view subheading, const Value& value);
  Node flag_value(const Value& value);
  void add_name(Terms& terms, std::string_view prefix, const Value& value);
  std::string normal_name(std::string_view text);

  Analyzer& analyzer_;
  syntax::Problems& problems_;
};

}  // namespace il2search::plan
