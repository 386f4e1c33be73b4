// Stage 1, resolve(): syntax tree -> plan. Looks up fields and concepts, reads dates and identifiers, and cuts words
// into parts. It looks at the vocabularies, but not at the index.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <il2search/searcher.h>

#include "query/plan/concept_finder.h"
#include "query/plan/plan.h"
#include "query/plan/value_planner.h"
#include "query/syntax/diagnostic_sink.h"
#include "query/syntax/tree.h"
#include "text/analyzer.h"

namespace il2search::plan {

struct ResolveOptions {
  Match match = Match::all;  // automatic counts as all
  bool plain = false;        // no word is a status filter
  bool map = true;           // untagged words are mapped to concepts
  EntityOptions entities;
};

// The plan of a tree that has no settings. Diagnostics: unknown fields, filters and modifiers, invalid dates, and those of
// ConceptFinder. About a microsecond per word, plus the lookups of concepts.
Node resolve(const syntax::Node& root, const ResolveOptions& options, ConceptFinder& finder, Analyzer& analyzer,
             syntax::DiagnosticSink& diagnostics);

}  // namespace il2search::plan
