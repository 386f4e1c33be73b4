// rewrite(): plan -> plan that means the same and is cheaper or shorter to run. Pure; knows no index.
#pragma once

#include "query/plan/plan.h"

namespace il2search::plan {

// What it does, bottom up: groups of one child vanish, equal groups inside each other become one, alternatives that
// only filter become one list of terms, a repeated word becomes one that counts for more, nothing and everything are
// folded away, and stop words become optional where another word is required.
Node rewrite(Node node);

}  // namespace il2search::plan
