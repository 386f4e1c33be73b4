// resolve(): syntax tree -> plan. Looks up fields and concepts, reads dates and identifiers, cuts words; knows no index.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <il2search/searcher.h>

#include "query/plan/concepts.h"
#include "query/plan/plan.h"
#include "query/plan/subjects.h"
#include "query/syntax/problems.h"
#include "query/syntax/tree.h"
#include "text/analyzer.h"

namespace il2search::plan {

struct ResolveOptions {
  Match match = Match::all;  // automatic counts as all
  bool plain = false;        // no word is a filter
  bool map = true;           // untagged words are mapped to concepts
  SubjectOptions subjects;
};

// The plan of a tree with a root, without settings. DiagnosticSink: unknown fields and filters, values that are no dates,
// modifiers that do not fit; what ConceptFinder says. Cost: about a microsecond a word; concepts: see there.
Node resolve(const syntax::Node& root, const ResolveOptions& options, ConceptFinder& finder, Analyzer& analyzer,
             syntax::DiagnosticSink& problems);

// One field's value as an option gives it (`--mesh D008181`).
Node resolve_filter(FieldId field, std::string_view value, const SubjectOptions& options, ConceptFinder& finder,
                    Analyzer& analyzer, syntax::DiagnosticSink& problems);

}  // namespace il2search::plan
