// BiocJsonReader: the objects of the stream -> BiocDocument. Members of other types than BioC's are counted, not refused.
#include "corpus/annotated/bioc_json.h"

#include <nlohmann/json.hpp>
#include <string>
#include <utility>

#include <il2search/error.h>
#include <il2search/text.h>

#include "base/utf8.h"
#include "corpus/annotated/bioc_json_cutter.h"
#include "corpus/annotated/bioc_records.h"

namespace il2search {
namespace {

// Members in their order, each where it was added: nlohmann's own ordered map looks for the key among all before it. Of
// two members of one name, find() gives the first.
template <typename Key, typename Value, typename IgnoredLess, typename Allocator>
struct BiocMembers : nlohmann::ordered_map<Key, Value, IgnoredLess, Allocator> {
  using Base = nlohmann::ordered_map<Key, Value, IgnoredLess, Allocator>;
  using Base::Base;

  Value& operator[](const Key& key) { return Base::Container::emplace_back(key, Value{}).second; }
};

using BiocTree = nlohmann::basic_json<BiocMembers>;

// What a member is where it is missing.
const BiocTree& no_value() {
  static const BiocTree kNone;
  return kNone;
}

const BiocTree& member_of(const BiocTree& object, const char* name) {
  const auto found = object.find(name);
  return found == object.end() ? no_value() : *found;
}

// Text, numbers and truth values as text; a list's items joined by commas; an object by its type and identifier.
std::string flat_text(const BiocTree& value) {
  if (value.is_string()) return value.get<std::string>();
  if (value.is_number() || value.is_boolean()) return value.dump();
  std::string text;
  if (value.is_object()) {
    const BiocTree& type = member_of(value, "type");
    const BiocTree& identifier = member_of(value, "identifier");
    if (type.is_string()) text = type.get<std::string>() + "|";
    if (identifier.is_string()) text += identifier.get<std::string>();
    if (identifier.is_number_integer()) text += identifier.dump();
  }
  if (value.is_array()) {
    for (const BiocTree& item : value) {
      if (item.is_string()) text += (text.empty() ? "" : ",") + item.get<std::string>();
      if (item.is_number_integer()) text += (text.empty() ? "" : ",") + item.dump();
    }
  }
  return text;
}

class BiocLoader {
 public:
  BiocDocument load(const BiocTree& tree) {
    document_.id = flat_text(member_of(tree, "id"));
    if (document_.id.empty()) document_.id = flat_text(member_of(tree, "_id"));
    document_.infons = infons_of(tree);
    for (const char* name : {"pmid", "pmcid", "journal", "date", "authors"}) {
      if (const std::string text = flat_text(member_of(tree, name)); !text.empty()) {
        document_.infons.emplace_back(name, text);
      }
    }
    for (const BiocTree& passage : list_of(tree, "passages")) add_passage(passage);
    for (const BiocTree& relation : list_of(tree, "relations")) add_relation(relation);
    if (odd_ > 0) document_.warnings.push_back(std::to_string(odd_) + " members are not what BioC has there, left out");
    return std::move(document_);
  }

  // And relations; those behind the cap are counted alone.
  std::size_t annotations() const { return annotations_; }

 private:
  // The objects of a list; what is none is counted.
  std::vector<std::reference_wrapper<const BiocTree>> list_of(const BiocTree& object, const char* name) {
    std::vector<std::reference_wrapper<const BiocTree>> items;
    const BiocTree& list = member_of(object, name);
    if (!list.is_array()) {
      odd_ += list.is_null() ? 0 : 1;
      return items;
    }
    for (const BiocTree& item : list) {
      if (item.is_object()) items.emplace_back(item);
      else ++odd_;
    }
    return items;
  }

  BiocInfons infons_of(const BiocTree& object) {
    BiocInfons infons;
    const BiocTree& tree = member_of(object, "infons");
    if (!tree.is_object()) {
      odd_ += tree.is_null() ? 0 : 1;
      return infons;
    }
    for (const auto& [key, value] : tree.items()) infons.emplace_back(key, flat_text(value));
    return infons;
  }

  std::optional<std::uint64_t> number_of(const BiocTree& object, const char* name) {
    const BiocTree& value = member_of(object, name);
    if (value.is_null()) return {};
    const auto number = source_number(flat_text(value));
    if (!number) ++document_.bad_numbers;
    return number;
  }

  void add_passage(const BiocTree& tree) {
    BiocPassage& passage = document_.passages.emplace_back();
    passage.infons = infons_of(tree);
    const std::string text = flat_text(member_of(tree, "text"));
    const auto sentences = list_of(tree, "sentences");
    if (!text.empty() || sentences.empty()) passage.texts.push_back({number_of(tree, "offset"), text});
    for (const BiocTree& sentence : sentences) {
      if (text.empty())
        passage.texts.push_back({number_of(sentence, "offset"), flat_text(member_of(sentence, "text"))});
      add_annotations_of(sentence, passage);
    }
    add_annotations_of(tree, passage);
  }

  // Relations may stand at every level.
  void add_annotations_of(const BiocTree& tree, BiocPassage& passage) {
    for (const BiocTree& item : list_of(tree, "annotations")) {
      if (++annotations_ > kMaxAnnotations) return;
      BiocAnnotation& annotation = passage.annotations.emplace_back();
      annotation.id = flat_text(member_of(item, "id"));
      annotation.infons = infons_of(item);
      annotation.text = flat_text(member_of(item, "text"));
      annotation.sentence = passage.texts.size() - 1;
      for (const BiocTree& location : list_of(item, "locations")) {
        const auto offset = number_of(location, "offset");
        const auto length = number_of(location, "length");
        if (offset && length) annotation.locations.push_back({*offset, *length});
      }
    }
    for (const BiocTree& relation : list_of(tree, "relations")) add_relation(relation);
  }

  void add_relation(const BiocTree& tree) {
    if (++annotations_ > kMaxAnnotations) return;
    BiocRelation& relation = document_.relations.emplace_back();
    relation.id = flat_text(member_of(tree, "id"));
    relation.infons = infons_of(tree);
    for (const BiocTree& node : list_of(tree, "nodes")) {
      relation.nodes.push_back({flat_text(member_of(node, "refid")), flat_text(member_of(node, "role"))});
    }
  }

  BiocDocument document_;
  std::size_t annotations_ = 0;
  std::size_t odd_ = 0;  // members of a wrong type
};

class BiocJsonReader final : public Reader {
 public:
  BiocJsonReader(std::unique_ptr<ByteSource> source, ReaderOptions options)
      : source_(std::move(source)), cutter_(*source_, options.caps, options.file), records_(std::move(options)) {}

  std::optional<Record> next() override {
    while (std::optional<JsonCut> cut = cutter_.next()) {
      place_ = {place_.record + 1, cut->offset};
      if (auto document = read(*cut)) return std::move(*document);
    }
    return std::nullopt;
  }

  std::uint64_t bytes_read() const override { return cutter_.bytes_read(); }

 private:
  std::optional<Document> read(JsonCut& cut) {
    std::string fault = cut.fault;
    std::vector<std::string> warnings;
    if (!is_valid_utf8(cut.text)) {
      cut.text = replace_invalid_utf8(cut.text);
      warnings.emplace_back("bytes that are not UTF-8 were replaced");
    }
    BiocDocument document;
    if (fault.empty()) {
      try {
        BiocLoader loader;
        document = loader.load(BiocTree::parse(cut.text));
        if (loader.annotations() > kMaxAnnotations) {
          fault = "the document has over " + std::to_string(kMaxAnnotations) + " annotations and relations";
        }
        fault = fault.empty() ? text_over_cap(document) : fault;
      } catch (const BiocTree::exception& error) {
        fault = json_fault(error.what());
      }
    }
    if (!fault.empty()) {
      records_.options().report(place_, document.id.substr(0, 200), fault, true);
      return std::nullopt;
    }
    document.source = cut.source;
    document.warnings.insert(document.warnings.begin(), warnings.begin(), warnings.end());
    return records_.make(std::move(document), place_);
  }

  std::string text_over_cap(const BiocDocument& document) const {
    const std::uint64_t cap = records_.options().caps.text_bytes;
    for (const BiocPassage& passage : document.passages) {
      for (const BiocText& text : passage.texts) {
        if (text.text.size() > cap) return "a text is over " + std::to_string(cap) + " bytes";
      }
    }
    return {};
  }

  // nlohmann's message without its own name and number.
  static std::string json_fault(const std::string& what) {
    const std::size_t end = what.find("] ");
    return "no valid JSON: " + terminal_safe(what.substr(end == std::string::npos ? 0 : end + 2, 200), false);
  }

  std::unique_ptr<ByteSource> source_;
  BiocJsonCutter cutter_;
  BiocRecords records_;
  RecordPosition place_;
};

}  // namespace

std::unique_ptr<Reader> make_bioc_json_reader(std::unique_ptr<ByteSource> source, ReaderOptions options) {
  return std::make_unique<BiocJsonReader>(std::move(source), std::move(options));
}

}  // namespace il2search
