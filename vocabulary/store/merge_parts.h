// merge_parts(): concepts of all parts -> one table, each concept once. First step of compiling.
#pragma once

#include <functional>
#include <vector>

#include "vocabulary/readers/part.h"
#include "vocabulary/readers/warning_log.h"
#include "vocabulary/store/concept_table.h"

namespace il2search {

// Takes the concepts out of the parts, which must be in their final order: where two give a concept with one id, lists
// are united and the earlier part's label, type and definition win (the other label stays as an exact name). Then tree
// numbers of mtrees go to their headings, by id or by name: for a heading that they name they replace those that it had.
// Headings without a type get one by their tree numbers, and `name:` references to headings are resolved.
ConceptTable merge_parts(std::vector<VocabularyPart>& parts, WarningLog& log, const std::function<void()>& checkpoint);

}  // namespace il2search
