// Status and reports as JSON.
#include <il2search/report_json.h>

#include "base/json/json_writer.h"
#include "storage/manifest.h"

namespace il2search {
namespace {

void write(JsonWriter& json, const RecordError& error) {
  json.open('{');
  json.member("file", error.file);
  json.member("record", error.record);
  json.member("offset", error.offset);
  json.member("id", error.id);
  json.member("message", error.message);
  json.member("skipped", error.skipped);
  json.close('}');
}

void write(JsonWriter& json, const SkippedInput& input) {
  json.open('{');
  json.member("path", input.path);
  json.member("kind", to_string(input.kind));
  json.member("reason", input.reason);
  json.close('}');
}

void write(JsonWriter& json, const SegmentStatus& segment) {
  json.open('{');
  json.member("name", segment.name);
  json.member("documents", segment.documents);
  json.member("deleted", segment.deleted);
  json.member("bytes", segment.bytes);
  json.close('}');
}

void write(JsonWriter& json, const LostDocument& document) {
  json.open('{');
  json.member("id", document.id);
  json.member("has_older_version", document.has_older_version);
  json.close('}');
}

void write(JsonWriter& json, const GenerationStatus& generation) {
  json.open('{');
  json.member("generation", generation.generation);
  json.member("created", generation.created);
  json.member("created_by", generation.created_by);
  json.member("documents", generation.documents);
  json.member("bytes", generation.bytes);
  json.member("served", generation.is_served);
  json.member("damage", generation.damage);
  json.close('}');
}

void write(JsonWriter& json, const VocabularyStatus& vocabulary) {
  json.open('{');
  for_each_status_member(vocabulary, [&](const char* name, const auto& value) { json.member(name, value); });
  json.close('}');
}

template <class Item> void write_list(JsonWriter& json, std::string_view name, const std::vector<Item>& items) {
  json.name(name);
  json.open('[');
  for (const Item& item : items) write(json, item);
  json.close(']');
}

}  // namespace

std::string to_json(const IndexStatus& status) {
  JsonWriter json;
  json.open('{');
  json.member("generation", status.generation);
  json.member("documents", status.documents);
  write_list(json, "segments", status.segments);
  json.member("bytes", status.bytes);
  json.member("created", status.created);
  if (status.age_seconds) json.member("age_seconds", *status.age_seconds);
  json.member("sources", status.sources);
  write_list(json, "vocabularies", status.vocabularies);
  json.member("retag_needed", status.retag_needed);
  json.member("analyzer", status.analyzer_fingerprint);
  json.member("format_version", status.format_version);
  json.member("writer_active", status.writer_active);
  json.close('}');
  return json.take();
}

std::string to_json(const std::vector<GenerationStatus>& generations) {
  JsonWriter json;
  json.open('{');
  write_list(json, "generations", generations);
  json.close('}');
  return json.take();
}

std::string to_json(const RepairReport& report) {
  JsonWriter json;
  json.open('{');
  json.member("generation", report.generation);
  json.member("published", report.published);
  json.member("findings", report.findings);
  json.member("repaired_from", report.repaired_from);
  json.member("created", report.created);
  json.member("documents", report.documents);
  if (report.documents_before) json.member("documents_before", *report.documents_before);
  json.member("rebuilt", report.rebuilt);
  json.member("dropped", report.dropped);
  write_list(json, "lost", report.lost);
  json.member("lost_unreadable", report.lost_unreadable);
  json.member("seconds", report.seconds);
  json.close('}');
  return json.take();
}

std::string to_json(const UpdateReport& report) {
  JsonWriter json;
  json.open('{');
  json.member("generation", report.generation);
  json.member("published", report.published);
  json.member("files", report.files);
  json.member("files_unchanged", report.files_unchanged);
  json.member("records", report.records);
  json.member("added", report.added);
  json.member("replaced", report.replaced);
  json.member("deleted", report.deleted);
  json.member("unchanged", report.unchanged);
  json.member("superseded", report.superseded);
  json.member("skipped", report.bad);
  json.member("warnings", report.warnings);
  json.member("bytes", report.bytes);
  json.member("seconds", report.seconds);
  write_list(json, "errors", report.errors);
  write_list(json, "skipped_files", report.skipped_files);
  json.member("cleanup_warnings", report.cleanup_warnings);
  json.close('}');
  return json.take();
}

std::string to_json(const VocabularyReport& report) {
  JsonWriter json;
  json.open('{');
  json.member("generation", report.generation);
  json.member("published", report.published);
  write_list(json, "vocabularies", report.parts);
  json.member("skipped", report.bad);
  json.member("warnings", report.warnings);
  json.member("retag_needed", report.retag_needed);
  json.member("seconds", report.seconds);
  json.member("cleanup_warnings", report.cleanup_warnings);
  json.close('}');
  return json.take();
}

}  // namespace il2search
