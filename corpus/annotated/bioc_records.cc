// Readers hand their documents over here.
#include "corpus/annotated/bioc_records.h"

#include "schema/identifiers.h"

namespace il2search {

std::optional<Document> BiocRecords::make(BiocDocument source, const RecordPosition& place) {
  const std::string given = source.id.substr(0, kMaxIdBytes);
  BiocOutcome outcome = bioc_to_document(std::move(source));
  if (!outcome.document) {
    options_.report(place, given, outcome.fault, true);
    return std::nullopt;
  }
  Document& document = *outcome.document;
  if (document.id.empty()) document.id = id_for(document, options_, place.record);
  for (const std::string& warning : outcome.warnings) options_.report(place, document.id, warning, false);
  if (seen_.add(document.id)) {
    options_.report(place, document.id, "the file holds this document more than once: the last one counts", false);
  }
  return std::move(outcome.document);
}

}  // namespace il2search
