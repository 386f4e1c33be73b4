// Concepts and completions as JSON.
#include <string>
#include <string_view>
#include <vector>

#include <il2search/json.h>
#include <il2search/searcher.h>

#include "base/json/json_writer.h"

namespace il2search {
namespace {

// The first members of every concept in a list.
void write_head(JsonWriter& json, const ConceptSummary& summary) {
  json.member("id", summary.id);
  json.member("label", summary.label);
}

void write_summaries(JsonWriter& json, const std::vector<ConceptSummary>& summaries) {
  json.open('[');
  for (const ConceptSummary& summary : summaries) {
    json.open('{');
    write_head(json, summary);
    json.member("type", to_string(summary.type));
    json.member("documents", summary.documents);
    json.member("all_documents", summary.all_documents);
    json.close('}');
  }
  json.close(']');
}

void write_names(JsonWriter& json, const std::vector<ConceptName>& names) {
  json.name("names");
  json.open('[');
  for (const ConceptName& name : names) {
    json.open('{');
    json.member("text", name.text);
    json.member("scope", to_string(name.scope));
    json.close('}');
  }
  json.close(']');
}

void write_mappings(JsonWriter& json, const std::vector<MappedConcept>& mappings) {
  json.name("mappings");
  json.open('[');
  for (const MappedConcept& mapped : mappings) {
    json.open('{');
    write_head(json, mapped.other);
    json.member("predicate", to_string(mapped.predicate));
    json.member("source", mapped.source);
    json.member("documents", mapped.other.documents);
    json.close('}');
  }
  json.close(']');
}

void write_description(JsonWriter& json, const Concept& data) {
  json.member("id", data.id);
  json.member("vocabulary", data.vocabulary);
  json.member("type", to_string(data.type));
  json.member("label", data.label);
  write_names(json, data.names);
  json.member("obsolete", data.obsolete);
  json.member("replaced_by", data.replaced_by);
  json.member("consider", data.consider);
  json.member("definition", data.definition);
  json.member("tree_numbers", data.tree_numbers);
  json.member("mapped_to", data.mapped_to);
}

void write_concept(JsonWriter& json, const ConceptView& view) {
  json.open('{');
  write_description(json, view.data);
  json.member("documents", view.documents);
  json.member("all_documents", view.all_documents);
  json.name("paths");
  json.open('[');
  for (const std::vector<ConceptSummary>& path : view.paths) write_summaries(json, path);
  json.close(']');
  json.name("children");
  write_summaries(json, view.children);
  json.member("descendants", view.descendants);
  write_mappings(json, view.mappings);
  json.name("successors");
  write_summaries(json, view.successors);
  json.close('}');
}

void write_completion(JsonWriter& json, const Completion& completion) {
  json.open('{');
  json.member("name", completion.name);
  json.member("scope", to_string(completion.scope));
  write_head(json, completion.found);
  json.member("type", to_string(completion.found.type));
  json.member("documents", completion.found.documents);
  json.close('}');
}

}  // namespace

std::string to_json(const std::vector<ConceptView>& concepts) {
  JsonWriter json;
  json.open('{');
  json.name("concepts");
  json.open('[');
  for (const ConceptView& view : concepts) write_concept(json, view);
  json.close(']');
  json.close('}');
  return json.take();
}

std::string to_json(std::string_view beginning, const std::vector<Completion>& completions) {
  JsonWriter json;
  json.open('{');
  json.member("complete", beginning);
  json.name("completions");
  json.open('[');
  for (const Completion& completion : completions) write_completion(json, completion);
  json.close(']');
  json.close('}');
  return json.take();
}

}  // namespace il2search
