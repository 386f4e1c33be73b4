// Stage 1, resolve(): syntax tree -> plan. Looks up fields and concepts, reads dates and identifiers, and cuts words
// into parts. It looks at the vocabularies, but not at the index.
//
// Settings are fields that match nothing and apply to the whole query (`explode:2`, `min_mentions:2`,
// `provenance:tagged`). split_settings() removes them from the tree first.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
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

struct Settings {
  std::optional<std::uint32_t> levels;    // of narrower concepts
  std::optional<std::uint32_t> mentions;  // at least
  ProvenanceSet provenance = 0;           // 0: not set
};

// Whether the tree has a setting. Most queries have none, and their trees need not be copied.
bool has_settings(const syntax::Node& root);

// The tree without its settings, which are allowed at the top and among conditions joined by AND. Diagnostics:
// misplaced-setting, repeated-setting, invalid-setting, nothing-to-subtract.
struct SplitSettings {
  std::optional<syntax::Node> rest;  // nothing if the tree has only settings
  Settings settings;
  std::vector<std::size_t> starts;  // bytes of the query at which settings start
};
SplitSettings split_settings(const syntax::Node& root, syntax::DiagnosticSink& diagnostics);

struct ResolveOptions {
  Match match = Match::all;  // automatic counts as all
  bool plain = false;        // no word is a status filter
  bool map = true;           // untagged words are mapped to concepts
  EntityOptions entities;
};

// The plan of a tree without settings. Diagnostics: unknown fields, filters and modifiers, invalid dates, and those of
// ConceptFinder. About a microsecond per word, plus the lookups of concepts.
Node resolve(const syntax::Node& root, const ResolveOptions& options, ConceptFinder& finder, Analyzer& analyzer,
             syntax::DiagnosticSink& diagnostics);

}  // namespace il2search::plan
