// Settings: fields that match nothing and say how the whole query is meant (`explode:2`, `min_mentions:2`,
// `provenance:tagged`). They are taken out of the tree before it is resolved.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "query/plan/plan.h"
#include "query/syntax/problems.h"
#include "query/syntax/tree.h"

namespace il2search::plan {

struct Settings {
  std::optional<std::uint32_t> levels;    // of narrower concepts
  std::optional<std::uint32_t> mentions;  // at least
  ProvenanceSet provenance = 0;           // 0: not said
};

// Whether some field of the tree is a setting: most queries have none, and their trees need no copy.
bool has_settings(const syntax::Node& root);

// The tree without its settings, which must stand where every match has to agree with them: at the top or among
// conditions joined by AND. No root: nothing else was in it. DiagnosticSink: misplaced-setting, repeated-setting,
// invalid-setting.
struct WithoutSettings {
  std::optional<syntax::Node> root;
  Settings settings;
  std::vector<std::size_t> places;  // where they start
};
WithoutSettings take_settings(const syntax::Node& root, syntax::DiagnosticSink& problems);

}  // namespace il2search::plan
