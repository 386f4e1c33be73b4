// Terms of entities and headings: what was typed, and everything that stands for it.
#include "query/plan/subjects.h"

#include <utility>
#include <vector>

#include <il2search/text.h>

#include "query/plan/subheadings.h"

namespace il2search::plan {

// Where identifiers and names of headings lie.
struct SubjectPlanner::Prefixes {
  std::string_view entity = prefix::entity;
  std::string_view heading = prefix::heading;
};

namespace {

bool is_mesh_number(std::string_view text) {
  return text.size() >= 5 && (to_lower(text[0]) == 'd' || to_lower(text[0]) == 'c') && is_digits(text.substr(1));
}

// The CURIE that a value of an entity field stands for, or "" when it is a name.
std::string curie_of(FieldId field, std::string_view value) {
  if ((field == FieldId::mesh || field == FieldId::major) && is_mesh_number(value)) {
    return normalize_curie("MESH:" + std::string(value));
  }
  if (field == FieldId::gene && is_digits(value)) return normalize_curie("NCBIGene:" + std::string(value));
  if (field == FieldId::mondo && is_digits(value) && value.size() <= 7) {
    return "MONDO:" + std::string(7 - value.size(), '0') + std::string(value);
  }
  if (value.find(' ') != std::string_view::npos && !value.starts_with("NCBI")) return {};
  std::string curie = normalize_curie(value);
  const auto colon = curie.find(':');
  // normalize_curie() gives back what it does not know; a name may well hold a colon, a vocabulary has capitals.
  const bool known = curie != value || (colon != std::string::npos && colon > 0 && curie[0] >= 'A' && curie[0] <= 'Z');
  return known && colon != std::string::npos ? curie : std::string{};
}

// How documents must have come to carry what the field asks for.
ProvenanceSet provenance_of(FieldId field) {
  if (field == FieldId::tagged) return kTagged;
  return field == FieldId::annotated ? kFromSource : ProvenanceSet{0};
}

}  // namespace

void SubjectPlanner::add_name(Terms& terms, std::string_view prefix, const Value& value) {
  add_term(terms, prefix, analyzer_.normalize_name(value.text), value.truncated);
}

// Names that the documents give themselves.
void SubjectPlanner::add_own_names(Terms& terms, const Field& f, const Value& value) {
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

void SubjectPlanner::add_concepts(Terms& terms, const Prefixes& prefixes, const ConceptIds& found) {
  terms.asked.in_vocabulary = found.known;
  for (const std::string& id : found.ids) add_term(terms, prefixes.entity, id, false);
  for (const std::string& heading : found.headings) {
    add_term(terms, prefixes.heading, analyzer_.normalize_name(heading), false);
  }
}

Node SubjectPlanner::leaf(Terms terms, Kind kind, const Field& f, const Value& value, bool is_name) {
  finder_.note_asked();
  terms.demand = options_.demand;
  terms.asked.text = value.text;
  terms.asked.field = f.id;
  terms.asked.is_name = is_name;
  const ProvenanceSet own = provenance_of(f.id);
  ProvenanceSet& provenance = terms.demand.provenance;
  if (own != 0 && provenance != 0 && (own & provenance) == 0) {
    problems_.warning("contradictory-provenance", value.span,
                      "What is " + to_string(own) + " cannot be " + to_string(provenance) + ", as the query wants it.",
                      "leave one of the two out");
    Node node{Nothing{}};
    node.span = value.span;
    return node;
  }
  if (own != 0) provenance = static_cast<ProvenanceSet>(provenance == 0 ? own : own & provenance);
  return node_of(std::move(terms), kind, value.span);
}

Node SubjectPlanner::entity(const Field& f, const Value& value) {
  Terms terms;
  const std::string curie = curie_of(f.id, value.text);
  if (curie.empty()) {
    if (!value.truncated) add_concepts(terms, {}, finder_.by_name(value.text, f.id, levels_of(value), value.span));
    add_own_names(terms, f, value);
  } else if (value.truncated) {
    add_term(terms, prefix::entity, curie, true);
  } else {
    add_concepts(terms, {}, finder_.by_id(curie, levels_of(value), value.span));
  }
  return leaf(std::move(terms), curie.empty() ? Kind::name : Kind::id, f, value, curie.empty());
}

Node SubjectPlanner::curie(const Value& value) {
  const std::string curie = normalize_curie(value.text);
  Terms terms;
  add_concepts(terms, {}, finder_.by_id(curie, levels_of(value), value.span));
  const bool heading = curie.starts_with("MESH:");
  return leaf(std::move(terms), heading ? Kind::heading : Kind::id, field(FieldId::entity), value, false);
}

Node SubjectPlanner::heading(const Field& f, const Value& value) {
  // A CURIE may be an address with slashes of its own.
  const std::string curie = curie_of(f.id, value.text);
  const auto slash = curie.empty() || !curie.starts_with("MESH:") || curie.find('/') != std::string::npos
                         ? value.text.rfind('/')
                         : std::string_view::npos;
  if (slash != std::string_view::npos && slash > 0 && slash + 1 < value.text.size()) {
    return qualified_heading(f, trimmed_value(value.text.substr(0, slash)), trimmed_value(value.text.substr(slash + 1)),
                             value);
  }
  const Prefixes prefixes = f.id == FieldId::major ? Prefixes{prefix::entity_major, prefix::heading_major} : Prefixes{};
  const auto tree = value.truncated ? std::nullopt : finder_.by_tree_number(value.text, levels_of(value));
  Terms terms;
  if (tree) {
    add_concepts(terms, prefixes, *tree);
  } else if (curie.empty()) {
    if (!value.truncated) {
      add_concepts(terms, prefixes, finder_.by_name(value.text, f.id, levels_of(value), value.span));
    }
    add_name(terms, prefixes.heading, value);
  } else if (value.truncated) {
    add_term(terms, prefixes.entity, curie, true);
  } else {
    add_concepts(terms, prefixes, finder_.by_id(curie, levels_of(value), value.span));
  }
  return leaf(std::move(terms), Kind::heading, f, value, curie.empty() && !tree);
}

// Where subheadings stand, as identifier or as name; only MeSH's headings have any.
void SubjectPlanner::add_qualified(Terms& terms, const ConceptIds& found, const Qualifier& by, bool truncated) {
  terms.asked.in_vocabulary = found.known;
  for (const std::string& heading : found.ids) {
    if (heading.starts_with("MESH:")) add_term(terms, prefix::entity_qualified, heading + "/" + by.id, truncated);
  }
  for (const std::string& heading : found.headings) {
    add_term(terms, prefix::heading_qualified, analyzer_.normalize_name(heading) + "/" + by.name, truncated);
  }
}

Qualifier SubjectPlanner::qualifier_of(std::string_view text, syntax::Span span) {
  const Subheading* known = find_subheading(text);
  if (known != nullptr) return {analyzer_.normalize_name(known->name), std::string(known->id), false};
  problems_.warning("unknown-subheading", span, "There is no subheading " + syntax::quoted(text) + ".",
                    "two-letter codes, names and Q numbers of MeSH's subheadings are known");
  return {analyzer_.normalize_name(text), std::string(text), false};
}

// `Lupus Nephritis/drug therapy`, `D008181/dt`.
Node SubjectPlanner::qualified_heading(const Field& f, std::string_view heading, std::string_view subheading,
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
  Node qualified = leaf(std::move(terms), Kind::heading, f, asked, curie.empty());
  if (f.id != FieldId::major) return qualified;
  Terms main_point;
  add_concepts(main_point, {prefix::entity_major, prefix::heading_major}, found);
  std::vector<Node> both;
  both.push_back(std::move(qualified));
  both.push_back(leaf(std::move(main_point), Kind::plain, f, asked, curie.empty()));
  return all_of(std::move(both));
}

}  // namespace il2search::plan
