// Settings: fields that match nothing and apply to the whole query (`explode:2`, `min_mentions:2`,
// `provenance:tagged`). They are removed from the tree before resolve().
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "query/plan/plan.h"
#include "query/syntax/diagnostic_sink.h"
#include "query/syntax/tree.h"

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

}  // namespace il2search::plan
