// Fields: from the text of a prefix or tag to a FieldRef, and from there to the clause.
#pragma once

#include <string_view>

#include "query/syntax/diagnostic_sink.h"
#include "query/syntax/lexer.h"
#include "query/syntax/tree.h"

namespace il2search::syntax {

// The token must be a prefix or a tag of the query.
FieldRef make_field(std::string_view query, const Token& token);

// Gives the field to a clause and extends the clause's span over it. A second field on one clause is an error; the first
// one stays. A distance among the modifiers goes to the phrase; a word with the shape of a range becomes one.
void put_field(Node& node, FieldRef field, DiagnosticSink& diagnostics);

// Reports a distance over kMaxDistance.
void reject_distance(Span span, DiagnosticSink& diagnostics);

// Reports a second field on one clause.
void reject_second_field(Span second, DiagnosticSink& diagnostics);

}  // namespace il2search::syntax
