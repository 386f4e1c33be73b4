// Results and hits as JSON.
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include <il2search/json.h>
#include <il2search/searcher.h>

#include "base/json/json_writer.h"

namespace il2search {
namespace {

void write_snippet(JsonWriter& json, const Snippet& snippet) {
  json.name("snippet");
  json.open('{');
  json.member("text", snippet.text);
  json.name("highlights");
  json.open('[');
  for (const Span& span : snippet.highlights) {
    json.value(std::array{span.start, span.end});
  }
  json.close(']');
  json.close('}');
}

void write_entities(JsonWriter& json, const std::vector<Entity>& entities) {
  json.name("entities");
  json.open('[');
  for (const Entity& entity : entities) {
    json.open('{');
    json.member("id", entity.id);
    json.member("name", entity.name);
    json.member("type", to_string(entity.type));
    json.member("provenance", to_string(entity.provenance));
    json.member("mentions", entity.mentions);
    json.close('}');
  }
  json.close(']');
}

void write_topic(JsonWriter& json, std::string_view topic) {
  if (!topic.empty()) json.member("topic", topic);
}

void write_hit(JsonWriter& json, const Hit& hit, std::string_view topic = {}) {
  json.open('{');
  write_topic(json, topic);
  json.member("rank", hit.rank);
  json.member("id", hit.id);
  json.member("score", hit.score);
  json.member("title", hit.title);
  json.member("authors", hit.authors);
  json.member("journal", hit.journal);
  json.member("date", to_string(hit.date));
  json.member("url", hit.url);
  write_snippet(json, hit.snippet);
  write_entities(json, hit.entities);
  json.member("status", hit.status);
  json.close('}');
}

void write_diagnostic(JsonWriter& json, const Diagnostic& diagnostic) {
  json.open('{');
  json.member("code", diagnostic.code);
  json.member("severity", to_string(diagnostic.severity));
  json.member("start", diagnostic.start);
  json.member("end", diagnostic.end);
  json.member("message", diagnostic.message);
  json.member("hint", diagnostic.hint);
  json.close('}');
}

void write_diagnostics(JsonWriter& json, const std::vector<Diagnostic>& diagnostics) {
  json.open('[');
  for (const Diagnostic& diagnostic : diagnostics) write_diagnostic(json, diagnostic);
  json.close(']');
}

void write_explanation(JsonWriter& json, const Explanation& explanation) {
  json.name("explanation");
  json.open('{');
  json.member("tree", explanation.tree);
  json.member("resolved", explanation.resolved);
  json.member("rewritten", explanation.rewritten);
  json.member("compiled", explanation.compiled);
  json.close('}');
}

}  // namespace

std::string to_json(const Hit& hit, std::string_view topic) {
  JsonWriter json;
  write_hit(json, hit, topic);
  return json.take();
}

std::string to_json(const std::vector<Diagnostic>& diagnostics) {
  JsonWriter json;
  write_diagnostics(json, diagnostics);
  return json.take();
}

std::string to_json(const Results& results, std::string_view topic) {
  JsonWriter json;
  json.open('{');
  write_topic(json, topic);
  json.member("query", results.query);
  json.member("interpreted", results.interpreted);
  json.member("generation", results.generation);
  json.member("total", results.total);
  json.member("total_relation", results.total_is_exact ? "exact" : "estimate");
  json.member("took_ms", results.took_ms);
  json.name("diagnostics");
  write_diagnostics(json, results.diagnostics);
  json.name("hits");
  json.open('[');
  for (const Hit& hit : results.hits) write_hit(json, hit);
  json.close(']');
  if (!results.next.empty()) json.member("next", results.next);
  if (results.explanation) write_explanation(json, *results.explanation);
  json.close('}');
  return json.take();
}

}  // namespace il2search
