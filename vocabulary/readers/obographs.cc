// read_obographs(): obographs JSON -> VocabularyPart.
//
//   JsonBytes -> nlohmann's parser -> a node at a time -> ConceptDraft -> OntologyPart
//
// The parser's callback takes each node and edge when it is complete and throws it away, so that memory does not grow
// with the file's text. Of the edges only is_a is taken.
#include <istream>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "vocabulary/readers/concept_draft.h"
#include "vocabulary/readers/json_bytes.h"
#include "vocabulary/readers/ontology_part.h"
#include "vocabulary/readers/part.h"

namespace il2search {
namespace {

using GraphJson = nlohmann::json;
using GraphEvent = GraphJson::parse_event_t;

constexpr int kMaxGraphDepth = 100;
// {"graphs": [{"nodes": [{…}]}]}: the depth that the parser gives for a node or an edge, and for the keys above it.
constexpr int kTopKeyDepth = 1;
constexpr int kGraphKeyDepth = 3;
constexpr int kItemDepth = 4;

// The member's text; empty where there is none or it is no text.
std::string_view text_member(const GraphJson& object, const char* name) {
  if (!object.is_object()) return {};
  const auto found = object.find(name);
  if (found == object.end() || !found->is_string()) return {};
  return found->get_ref<const std::string&>();
}

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
      : report_(options), bytes_(source, options.record_bytes, options.file), draft_(report_), ontology_(report_) {}

  VocabularyPart read() {
    std::istream stream(&bytes_);
    try {
      const auto callback = [this](int depth, GraphEvent event, GraphJson& value) { return take(depth, event, value); };
      // Nothing is left of the document in the end: everything was taken and thrown away.
      const GraphJson remains = GraphJson::parse(stream, callback);
      static_cast<void>(remains);
    } catch (const GraphJson::exception&) {
      report_.broken("the JSON is broken or ends early at byte " + std::to_string(bytes_.position()),
                     "check that the file is complete");
    }
    if (bytes_.repaired()) report_.warn({}, "", "invalid UTF-8 was replaced");
    for (const auto& [child, parent] : parents_) ontology_.add_parent(child, parent);
    return ontology_.finish();
  }

 private:
  // The parser's callback: false throws the value away.
  bool take(int depth, GraphEvent event, GraphJson& value) {
    bytes_.mark();
    if (depth > kMaxGraphDepth) report_.broken("the JSON is nested over " + std::to_string(kMaxGraphDepth) + " deep");
    if (event == GraphEvent::key && depth == kTopKeyDepth) top_key_ = value.get_ref<const std::string&>();
    if (top_key_ != "graphs") return depth <= kTopKeyDepth;
    if (event == GraphEvent::key && depth == kGraphKeyDepth) graph_key_ = value.get_ref<const std::string&>();
    if (depth == kGraphKeyDepth) return take_graph_member(event, value);
    if (depth < kItemDepth) return event != GraphEvent::object_end;
    if (graph_key_ == "meta") return depth == kItemDepth && is_version(event, value);
    return depth == kItemDepth ? take_item(event, value) : !is_too_large();
  }

  bool take_graph_member(GraphEvent event, const GraphJson& value) {
    if (event == GraphEvent::value && graph_key_ == "id" && value.is_string()) {
      ontology_.set_name(value.get_ref<const std::string&>());
    }
    if (event != GraphEvent::object_end) return true;
    if (graph_key_ == "meta") ontology_.set_version(text_member(value, "version"));
    return false;
  }

  // Of the graph's meta the version alone is kept up to its end.
  static bool is_version(GraphEvent event, const GraphJson& value) {
    return event == GraphEvent::key ? value == "version" : event == GraphEvent::value;
  }

  // A node or an edge begins or is complete.
  bool take_item(GraphEvent event, const GraphJson& item) {
    if (event == GraphEvent::object_start) begin_item();
    else if (event == GraphEvent::object_end && !too_large_) take_complete(item);
    return event == GraphEvent::object_start;
  }

  void take_complete(const GraphJson& item) {
    if (graph_key_ == "nodes") take_node(item);
    else if (graph_key_ == "edges") take_edge(item);
  }

  void begin_item() {
    report_.check_cancelled();
    start_ = bytes_.position();
    too_large_ = false;
    if (graph_key_ == "nodes") draft_.begin({++node_, start_});
    if (graph_key_ == "edges") ++edge_;
  }

  bool is_too_large() {
    if (too_large_ || bytes_.position() - start_ <= report_.options().record_bytes) return too_large_;
    too_large_ = true;
    report_.left_out({graph_key_ == "edges" ? edge_ : node_, start_}, "",
                     "the record is over " + std::to_string(report_.options().record_bytes) + " bytes");
    return true;
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
  JsonBytes bytes_;
  ConceptDraft draft_;
  OntologyPart ontology_;
  std::string top_key_;
  std::string graph_key_;
  std::uint64_t node_ = 0;   // from 1
  std::uint64_t edge_ = 0;   // from 1
  std::uint64_t start_ = 0;  // of the node or edge
  bool too_large_ = false;
  std::vector<std::string> merged_;                           // alternative ids of the node
  std::vector<std::pair<std::string, std::string>> parents_;  // child, parent
};

}  // namespace

VocabularyPart read_obographs(ByteSource& source, const PartOptions& options) {
  return ObographsReader(source, options).read();
}

}  // namespace il2search
