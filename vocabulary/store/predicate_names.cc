// The names of scopes and predicates in JSON and in the output of `--explain`.
#include <il2search/concept.h>

namespace il2search {

const char* to_string(NameScope scope) noexcept {
  switch (scope) {
    case NameScope::label: return "label";
    case NameScope::exact: return "exact";
    case NameScope::abbreviation: return "abbreviation";
    case NameScope::narrow: return "narrow";
    case NameScope::broad: return "broad";
    case NameScope::related: return "related";
  }
  return "exact";
}

const char* to_string(MappingPredicate predicate) noexcept {
  switch (predicate) {
    case MappingPredicate::exact: return "exact";
    case MappingPredicate::xref: return "xref";
    case MappingPredicate::close: return "close";
    case MappingPredicate::broad: return "broad";
    case MappingPredicate::narrow: return "narrow";
    case MappingPredicate::related: return "related";
  }
  return "related";
}

}  // namespace il2search
