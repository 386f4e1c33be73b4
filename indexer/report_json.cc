// Status and report as JSON.
#include <il2search/report_json.h>

#include <nlohmann/json.hpp>

#include "base/terminal_json.h"

namespace il2search {
namespace {

using Json = nlohmann::ordered_json;

std::string dump(const Json& json) {
  return terminal_safe_json(json.dump(-1, ' ', false, Json::error_handler_t::replace));
}

Json error_json(const RecordError& error) {
  return {{"file", error.file}, {"record", error.record},   {"offset", error.offset},
          {"id", error.id},     {"message", error.message}, {"skipped", error.skipped}};
}

Json vocabulary_json(const VocabularyStatus& v) {
  return {{"name", v.name},   {"version", v.version}, {"source", v.source},    {"concepts", v.concepts},
          {"names", v.names}, {"edges", v.edges},     {"mappings", v.mappings}};
}

Json vocabularies_json(const std::vector<VocabularyStatus>& parts) {
  Json all = Json::array();
  for (const VocabularyStatus& part : parts) all.push_back(vocabulary_json(part));
  return all;
}

}  // namespace

std::string to_json(const IndexStatus& status) {
  Json segments = Json::array();
  for (const SegmentStatus& s : status.segments)
    segments.push_back({{"name", s.name}, {"documents", s.documents}, {"deleted", s.deleted}, {"bytes", s.bytes}});
  return dump({{"generation", status.generation},
               {"documents", status.documents},
               {"segments", segments},
               {"bytes", status.bytes},
               {"created", status.created},
               {"age_seconds", status.age_seconds},
               {"sources", status.sources},
               {"vocabularies", vocabularies_json(status.vocabularies)},
               {"retag_needed", status.retag_needed},
               {"analyzer", status.analyzer_fingerprint},
               {"format_version", status.format_version},
               {"writer_active", status.writer_active}});
}

std::string to_json(const UpdateReport& report) {
  Json errors = Json::array();
  for (const RecordError& error : report.errors) errors.push_back(error_json(error));
  return dump({{"generation", report.generation},
               {"published", report.published},
               {"files", report.files},
               {"files_unchanged", report.files_unchanged},
               {"records", report.records},
               {"added", report.added},
               {"replaced", report.replaced},
               {"deleted", report.deleted},
               {"unchanged", report.unchanged},
               {"superseded", report.superseded},
               {"skipped", report.bad},
               {"warnings", report.warnings},
               {"bytes", report.bytes},
               {"seconds", report.seconds},
               {"errors", errors}});
}

std::string to_json(const VocabularyReport& report) {
  return dump({{"generation", report.generation},
               {"published", report.published},
               {"vocabularies", vocabularies_json(report.parts)},
               {"skipped", report.bad},
               {"warnings", report.warnings},
               {"retag_needed", report.retag_needed},
               {"seconds", report.seconds}});
}

}  // namespace il2search
