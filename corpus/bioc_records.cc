// Readers hand their documents over here.
#include "corpus/bioc_records.h"

#include "corpus/record_id.h"

namespace il2search {

std::optional<Document> BiocRecords::make(BiocDocument source, const BiocPlace& place) {
  const std::string given = source.id.substr(0, kMaxIdBytes);
  BiocOutcome outcome = bioc_to_document(std::move(source));
  if (!outcome.document) {
    report(place, given, outcome.fault, true);
    return std::nullopt;
  }
  Document& document = *outcome.document;
  if (document.id.empty()) document.id = id_for(document, options_, place.record);
  for (const std::string& warning : outcome.warnings) report(place, document.id, warning, false);
  if (seen_.add(document.id)) {
    report(place, document.id, "the file holds this document more than once: the last one counts", false);
  }
  return std::move(outcome.document);
}

void BiocRecords::report(const BiocPlace& place, const std::string& id, const std::string& message, bool fatal) const {
  if (options_.on_problem) options_.on_problem({options_.file, place.record, place.offset, id, message, fatal});
}

}  // namespace il2search
