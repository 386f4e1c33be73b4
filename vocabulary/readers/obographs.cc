// read_obographs(): obographs JSON -> VocabularyPart.
//
//   ByteSource -> JsonStream -> one node or edge -> ConceptDraft -> OntologyPart
//
// {"graphs": [{"id": …, "meta": {"version": …}, "nodes": [{…}], "edges": [{…}]}]}, with members in any order. Of the edges
// only is_a is read.
#include <limits>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/json/json_stream.h"
#include "base/json/json_tree.h"
#include "vocabulary/readers/concept_draft.h"
#include "vocabulary/readers/ontology_part.h"
#include "vocabulary/readers/part.h"

namespace il2search {
namespace {

using GraphJson = nlohmann::json;
constexpr std::size_t kMaxGraphDepth = 100;
constexpr std::size_t kItemDepth = 4;  // of a node or an edge

// Nodes are trees of sorted members, which need no cap on their number.
JsonCaps graph_caps(std::uint64_t record_bytes) {
  constexpr auto kUncapped = std::numeric_limits<std::size_t>::max();
  return {kMaxGraphDepth - kItemDepth, kUncapped, kUncapped, record_bytes, record_bytes};
}

// The member's text; empty if it is missing or not a string.
std::string_view text_member(const GraphJson& object, const char* name) {
  if (!object.is_object()) return {};
  const auto found = object.find(name);
  if (found == object.end() || !found->is_string()) return {};
  return found->get_ref<const std::string&>();
}

std::string_view text_of(const GraphJson& text) { return text.get_ref<const std::string&>(); }

// The member's items; none where there is no such list.
const GraphJson& list_member(const GraphJson& object, const char* name) {
  static const GraphJson kNone = GraphJson::array();
  if (!object.is_object()) return kNone;
  const auto found = object.find(name);
  return found == object.end() || !found->is_array() ? kNone : *found;
}

bool is_deprecated(const GraphJson& meta) {
  const auto found = meta.find("deprecated");
  return found != meta.end() && found->is_boolean() && found->get<bool>();
}

class ObographsReader {
 public:
  ObographsReader(ByteSource& source, const PartOptions& options)
      : report_(options), json_(source, graph_caps(options.record_bytes)), draft_(report_), ontology_(report_) {}

  VocabularyPart read() {
    try {
      read_file();
    } catch (const JsonError& error) {
      fail(error);
    }
    if (json_.replaced_sequences() > 0) report_.warn({}, "", "invalid UTF-8 was replaced");
    for (const auto& [child, parent] : parents_) ontology_.add_parent(child, parent);
    return ontology_.finish();
  }

 private:
  [[noreturn]] void fail(const JsonError& error) const {
    const std::string place = " at byte " + std::to_string(error.offset());
    switch (error.kind()) {
      case JsonError::Kind::depth:
        report_.broken("the JSON is nested over " + std::to_string(kMaxGraphDepth) + " deep" + place);
      case JsonError::Kind::text_bytes: report_.broken(error.what() + place);
      default: report_.broken("the JSON is broken or ends early" + place, "check that the file is complete");
    }
  }

  // One object, of which everything but the graphs is passed over.
  void read_file() {
    const bool any = json_.next();
    if (any && json_.type() == JsonType::object) {
      json_.enter();
      while (json_.next()) {
        if (json_.key() == "graphs" && json_.type() == JsonType::array) read_graphs();
      }
    }
    if (!any || json_.next()) throw JsonError(JsonError::Kind::syntax, json_.position(), "not one JSON value");
  }

  void read_graphs() {
    json_.enter();
    while (json_.next()) {
      if (json_.type() == JsonType::object) read_graph();
    }
  }

  void read_graph() {
    json_.enter();
    while (json_.next()) {
      const std::string& key = json_.key();
      if (key == "id" && json_.type() == JsonType::string) ontology_.set_name(text_of(read_tree().root));
      else if (key == "meta" && json_.type() == JsonType::object) read_graph_meta();
      else if (key == "nodes" && json_.type() == JsonType::array) read_nodes();
      else if (key == "edges" && json_.type() == JsonType::array) read_edges();
    }
  }

  void read_graph_meta() {
    json_.enter();
    while (json_.next()) {
      if (json_.key() == "version" && json_.type() == JsonType::string)
        ontology_.set_version(text_of(read_tree().root));
    }
  }

  OwnedJsonTree<GraphJson> read_tree() {
    json_.start_record();
    OwnedJsonTree<GraphJson> tree;
    JsonTreeBuilder<GraphJson> builder(tree.root);
    json_.read(builder);
    return tree;
  }

  void read_nodes() {
    json_.enter();
    while (json_.next()) {
      if (json_.type() != JsonType::object) continue;
      start_item(node_);
      draft_.begin({node_, start_});
      if (const auto node = read_item(node_)) take_node(node->root);
    }
  }

  void read_edges() {
    json_.enter();
    while (json_.next()) {
      if (json_.type() != JsonType::object) continue;
      start_item(edge_);
      if (const auto edge = read_item(edge_)) take_edge(edge->root);
    }
  }

  void start_item(std::uint64_t& count) {
    report_.check_cancelled();
    ++count;
    start_ = json_.offset();
  }

  // Nothing for an item over the cap, which is reported.
  std::optional<OwnedJsonTree<GraphJson>> read_item(std::uint64_t number) {
    try {
      return read_tree();
    } catch (const JsonError& error) {
      if (error.kind() != JsonError::Kind::record_bytes) throw;
      report_.left_out({number, start_}, "", error.what());
      return std::nullopt;
    }
  }

  void take_edge(const GraphJson& edge) {
    const std::string_view predicate = text_member(edge, "pred");
    if (predicate != "is_a" && !predicate.ends_with("#subClassOf")) return;
    std::string child = canonical_id(text_member(edge, "sub"));
    std::string parent = canonical_id(text_member(edge, "obj"));
    if (child.empty() || parent.empty()) report_.left_out({edge_, start_}, child, "an is_a without identifiers");
    else parents_.emplace_back(std::move(child), std::move(parent));
  }

  void take_node(const GraphJson& node) {
    const std::string_view type = text_member(node, "type");
    if (!type.empty() && type != "CLASS") return;
    const std::string id = canonical_id(text_member(node, "id"));
    if (id.empty()) return draft_.left_out("invalid identifier: " + quoted_input(text_member(node, "id")));
    draft_.set_id(id);
    draft_.set_label(text_member(node, "lbl"));
    if (const auto meta = node.find("meta"); meta != node.end() && meta->is_object()) take_meta(*meta);
    const RecordPosition position{node_, start_};
    for (std::string& merged : merged_) ontology_.add_alternative(std::move(merged), id, position);
    merged_.clear();
    ontology_.add(draft_.finish(), position);
  }

  void take_meta(const GraphJson& meta) {
    draft_.set_obsolete(is_deprecated(meta));
    if (const auto found = meta.find("definition"); found != meta.end())
      draft_.set_definition(text_member(*found, "val"));
    for (const GraphJson& synonym : list_member(meta, "synonyms")) take_synonym(synonym);
    for (const GraphJson& property : list_member(meta, "basicPropertyValues")) take_property(property);
    for (const GraphJson& xref : list_member(meta, "xrefs"))
      draft_.add_mapping(text_member(xref, "val"), MappingPredicate::xref);
  }

  void take_synonym(const GraphJson& synonym) {
    std::optional<NameScope> scope = name_scope_of(text_member(synonym, "pred"));
    if (!scope) draft_.warn("a synonym of unknown scope: " + quoted_input(text_member(synonym, "pred")));
    if (scope == NameScope::exact && is_abbreviation_type(text_member(synonym, "synonymType"))) {
      scope = NameScope::abbreviation;
    }
    draft_.add_name(text_member(synonym, "val"), scope.value_or(NameScope::related));
  }

  void take_property(const GraphJson& property) {
    const std::string_view name = text_member(property, "pred");
    const std::string_view value = text_member(property, "val");
    if (const auto predicate = mapping_predicate_of(name)) draft_.add_mapping(value, *predicate);
    else if (is_replacement_property(name)) draft_.add_replacement(value);
    else if (name.ends_with("#consider")) draft_.add_consideration(value);
    else if (name.ends_with("#hasAlternativeId")) take_alternative(value);
  }

  void take_alternative(std::string_view value) {
    std::string id = canonical_id(value);
    if (id.empty()) draft_.left_out("invalid alternative identifier: " + quoted_input(value));
    else merged_.push_back(std::move(id));
  }

  PartReport report_;
  JsonStream json_;
  ConceptDraft draft_;
  OntologyPart ontology_;
  std::uint64_t node_ = 0;                                    // from 1
  std::uint64_t edge_ = 0;                                    // from 1
  std::uint64_t start_ = 0;                                   // of the node or edge
  std::vector<std::string> merged_;                           // alternative ids of the node
  std::vector<std::pair<std::string, std::string>> parents_;  // child, parent
};

}  // namespace

VocabularyPart read_obographs(ByteSource& source, const PartOptions& options) {
  return ObographsReader(source, options).read();
}

}  // namespace il2search
