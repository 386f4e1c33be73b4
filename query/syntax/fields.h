// Fields: from the text of a prefix or tag to a FieldRef, and how a field is put on a clause.
#pragma once

#include <string_view>

#include "query/syntax/lexer.h"
#include "query/syntax/problems.h"
#include "query/syntax/tree.h"

namespace il2search::syntax {

// token must be a prefix or a tag of the query.
FieldRef make_field(std::string_view query, const Token& token);

// Gives the field to a clause and widens its span over it. A clause that has a field keeps it, and the second one is
// an error. A distance among the modifiers goes to the phrase; a word that looks like a range becomes one.
void put_field(Node& node, FieldRef field, DiagnosticSink& problems);

// The error of a distance over kMaxDistance.
void refuse_distance(Span span, DiagnosticSink& problems);

// The error of a second field on one clause.
void refuse_second_field(Span second, DiagnosticSink& problems);

}  // namespace il2search::syntax
