// ValuePlanner's entities and headings: the terms of what was typed and of everything that means it in documents.
#include "query/plan/value_planner.h"

#include <utility>
#include <vector>

#include <il2search/text.h>

#include "base/ascii.h"

namespace il2search::plan {

// The prefixes of the terms of identifiers and of headings by name.
struct ValuePlanner::Prefixes {
  std::string_view entity = prefix::entity;
  std::string_view heading = prefix::heading;
};

namespace {

// `D008180`, `C000999`, in either case.
bool is_mesh_number(std::string_view text) {
  return text.size() >= 5 && std::string_view("DdCc").find(text[0]) != std::string_view::npos &&
         ascii::is_number(text.substr(1));
}

// The CURIE that the value of an entity field means, or "" if the value is a name.
std::string curie_of(FieldId field, std::string_view value) {
  if ((field == FieldId::mesh || field == FieldId::major) && is_mesh_number(value)) {
    return normalize_curie("MESH:" + std::string(value));
  }
  if (field == FieldId::gene && ascii::is_number(value)) return normalize_curie("NCBIGene:" + std::string(value));
  if (field == FieldId::mondo && ascii::is_number(value) && value.size() <= 7) {
    return "MONDO:" + std::string(7 - value.size(), '0') + std::string(value);
  }
  if (value.find(' ') != std::string_view::npos && !value.starts_with("NCBI")) return {};
  std::string curie = normalize_curie(value);
  const auto colon = curie.find(':');
  // normalize_curie() returns what it does not know unchanged. A name may have a colon too; a vocabulary is capitalised.
  const bool known = curie != value || (colon != std::string::npos && colon > 0 && ascii::is_upper(curie[0]));
  return known && colon != std::string::npos ? curie : std::string{};
}

// How documents must have come to carry an entity of the field.
ProvenanceSet provenance_of(FieldId field) {
  if (field == FieldId::tagged) return kTagged;
  return field == FieldId::annotated ? kFromSource : ProvenanceSet{0};
}

}  // namespace

// Names that documents have for their own entities.
void ValuePlanner::add_own_names(Terms& terms, const Field& f, const Value& value) {
  switch (f.id) {
    case FieldId::gene: add_name(terms, prefix::gene_name, value); break;
    case FieldId::chemical: add_name(terms, prefix::chemical_name, value); break;
    case FieldId::mondo: add_name(terms, prefix::disease_name, value); break;
    case FieldId::disease:
      add_name(terms, prefix::disease_name, value);
      add_name(terms, prefix::heading, value);  // PubMed's headings have no type
      break;
    default: add_name(terms, prefix::entity_name, value); add_name(terms, prefix::heading, value);
  }
}

void ValuePlanner::add_concepts(Terms& terms, const Prefixes& prefixes, const ConceptIds& found) {
  terms.asked.in_vocabulary = found.known;
  for (const std::string& id : found.ids) add_term(terms, prefixes.entity, id, false);
  for (const std::string& heading : found.headings) {
    add_term(terms, prefixes.heading, analyzer_.normalize_name(heading), false);
  }
}

Node ValuePlanner::entity_node(Terms terms, Kind kind, const Field& f, const Value& value, bool is_name) {
  finder_.note_asked();
  terms.demand = options_.demand;
  terms.asked.text = value.text;
  terms.asked.field = f.id;
  terms.asked.is_name = is_name;
  const ProvenanceSet own = provenance_of(f.id);
  ProvenanceSet& provenance = terms.demand.provenance;
  if (own != 0 && provenance != 0 && (own & provenance) == 0) {
    diagnostics_.warning("contradictory-provenance", value.span,
                         "The field " + std::string(f.name) + " finds entities with provenance " + to_string(own) +
                             ", not with provenance " + to_string(provenance) + ".",
                         "Remove the provenance setting, or use the field entity.");
    return Node{Nothing{}, Kind::plain, value.span};
  }
  if (own != 0) provenance = static_cast<ProvenanceSet>(provenance == 0 ? own : own & provenance);
  return node_of(std::move(terms), kind, value.span);
}

// A value by its identifier, or by its name if `curie` is empty. The names of documents' own entities are not included.
void ValuePlanner::add_value(Terms& terms, const Prefixes& prefixes, const Field& f, const std::string& curie,
                             const Value& value) {
  if (value.truncated) {
    if (!curie.empty()) add_term(terms, prefixes.entity, curie, true);
    return;
  }
  add_concepts(terms, prefixes,
               curie.empty() ? finder_.by_name(value.text, f.id, levels_of(value), value.span)
                             : finder_.by_id(curie, levels_of(value), value.span));
}

Node ValuePlanner::entity(const Field& f, const Value& value) {
  Terms terms;
  const std::string curie = curie_of(f.id, value.text);
  add_value(terms, {}, f, curie, value);
  if (curie.empty()) add_own_names(terms, f, value);
  return entity_node(std::move(terms), curie.empty() ? Kind::name : Kind::id, f, value, curie.empty());
}

Node ValuePlanner::entity_curie(const Value& value) {
  const std::string curie = normalize_curie(value.text);
  Terms terms;
  add_concepts(terms, {}, finder_.by_id(curie, levels_of(value), value.span));
  const bool heading = curie.starts_with("MESH:");
  return entity_node(std::move(terms), heading ? Kind::heading : Kind::id, field(FieldId::entity), value, false);
}

Node ValuePlanner::heading(const Field& f, const Value& value) {
  // A CURIE may be a URL, which has slashes of its own.
  const std::string curie = curie_of(f.id, value.text);
  const auto slash = curie.empty() || !curie.starts_with("MESH:") || curie.find('/') != std::string::npos
                         ? value.text.rfind('/')
                         : std::string_view::npos;
  if (slash != std::string_view::npos && slash > 0 && slash + 1 < value.text.size()) {
    return qualified_heading(f, trim_controls(value.text.substr(0, slash)), trim_controls(value.text.substr(slash + 1)),
                             value);
  }
  const Prefixes prefixes = f.id == FieldId::major ? Prefixes{prefix::entity_major, prefix::heading_major} : Prefixes{};
  const auto tree = value.truncated ? std::nullopt : finder_.by_tree_number(value.text, levels_of(value));
  Terms terms;
  if (tree) add_concepts(terms, prefixes, *tree);
  else add_value(terms, prefixes, f, curie, value);
  if (curie.empty() && !tree) add_name(terms, prefixes.heading, value);
  return entity_node(std::move(terms), Kind::heading, f, value, curie.empty() && !tree);
}

// Headings with a subheading, by identifier and by name. Only MeSH's headings have subheadings.
void ValuePlanner::add_qualified(Terms& terms, const ConceptIds& found, const Qualifier& by, bool truncated) {
  terms.asked.in_vocabulary = found.known;
  for (const std::string& heading : found.ids) {
    if (heading.starts_with("MESH:")) add_term(terms, prefix::entity_qualified, heading + "/" + by.id, truncated);
  }
  for (const std::string& heading : found.headings) {
    add_term(terms, prefix::heading_qualified, analyzer_.normalize_name(heading) + "/" + by.name, truncated);
  }
}

Qualifier ValuePlanner::qualifier_of(std::string_view text, Span span) {
  const Subheading* known = find_subheading(text);
  if (known != nullptr) return {analyzer_.normalize_name(known->name), std::string(known->id), false};
  diagnostics_.warning("unknown-subheading", span, "MeSH has no subheading " + syntax::quoted(text) + ".",
                       "Write the name, the two-letter code or the Q number of a subheading, as in drug therapy, dt "
                       "or Q000188.");
  return {analyzer_.normalize_name(text), std::string(text), false};
}

// `Lupus Nephritis/drug therapy`, `D008181/dt`.
Node ValuePlanner::qualified_heading(const Field& f, std::string_view heading, std::string_view subheading,
                                     const Value& value) {
  const Qualifier by = qualifier_of(subheading, value.span);
  const std::string curie = curie_of(f.id, heading);
  ConceptIds found = curie.empty() ? finder_.by_name(heading, f.id, levels_of(value), value.span)
                                   : finder_.by_id(curie, levels_of(value), value.span);
  if (curie.empty()) found.headings.insert(found.headings.begin(), std::string(heading));
  Value asked = value;
  asked.text = heading;
  Terms terms;
  add_qualified(terms, found, by, value.truncated);
  Node qualified = entity_node(std::move(terms), Kind::heading, f, asked, curie.empty());
  if (f.id != FieldId::major) return qualified;
  Terms main_point;
  add_concepts(main_point, {prefix::entity_major, prefix::heading_major}, found);
  std::vector<Node> both;
  both.push_back(std::move(qualified));
  both.push_back(entity_node(std::move(main_point), Kind::plain, f, asked, curie.empty()));
  return all_of(std::move(both));
}

}  // namespace il2search::plan
