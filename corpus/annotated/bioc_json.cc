// BiocJsonReader: the objects of a JsonStream -> BiocDocument. Members of an unexpected type are counted and left out.
#include "corpus/annotated/bioc.h"

#include <nlohmann/json.hpp>
#include <string>
#include <utility>

#include <il2search/error.h>
#include <il2search/text.h>

#include "base/json/json_stream.h"
#include "base/json/json_tree.h"
#include "corpus/annotated/bioc_document.h"
#include "schema/identifiers.h"

namespace il2search {
namespace {

constexpr std::size_t kMaxLists = 16;              // and collections around a document
constexpr std::size_t kMaxBiocValues = 4'000'000;  // they bound the memory of a document's tree
constexpr std::size_t kMaxSourceBytes = 100;

// Members are appended without comparing them (BiocMembers), so only their total is capped.
JsonCaps bioc_json_caps(const ReaderCaps& caps) {
  return {caps.depth, kMaxBiocValues, kMaxBiocValues, caps.record_bytes, caps.record_bytes};
}

// Appends members without a search. If a key occurs twice, find() gives the first member.
template <class Key, class Value, class IgnoredLess, class Allocator>
struct BiocMembers : JsonMembers<Key, Value, IgnoredLess, Allocator> {
  using Base = JsonMembers<Key, Value, IgnoredLess, Allocator>;
  using Base::Base;

  template <class Name> Value& operator[](Name&& name) {
    return this->emplace_back(std::forward<Name>(name), Value{}).second;
  }
};

using BiocTree = nlohmann::basic_json<BiocMembers>;

// The value of a missing member.
const BiocTree& no_value() {
  static const BiocTree kNone;
  return kNone;
}

const BiocTree& member_of(const BiocTree& object, const char* name) {
  const auto found = object.find(name);
  return found == object.end() ? no_value() : *found;
}

// Strings, numbers and booleans as text, the items of a list joined by commas, an object as "type|identifier".
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
    if (unexpected_ > 0)
      document_.warnings.push_back(std::to_string(unexpected_) + " members have an unexpected type and are left out");
    return std::move(document_);
  }

  // With relations. Those beyond the cap are counted but not stored.
  std::size_t annotations() const { return annotations_; }

 private:
  // The objects of a list. Other items are counted.
  std::vector<std::reference_wrapper<const BiocTree>> list_of(const BiocTree& object, const char* name) {
    std::vector<std::reference_wrapper<const BiocTree>> items;
    const BiocTree& list = member_of(object, name);
    if (!list.is_array()) {
      unexpected_ += list.is_null() ? 0 : 1;
      return items;
    }
    for (const BiocTree& item : list) {
      if (item.is_object()) items.emplace_back(item);
      else ++unexpected_;
    }
    return items;
  }

  BiocInfons infons_of(const BiocTree& object) {
    BiocInfons infons;
    const BiocTree& tree = member_of(object, "infons");
    if (!tree.is_object()) {
      unexpected_ += tree.is_null() ? 0 : 1;
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

  // Passages and sentences may have relations of their own.
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
  std::size_t unexpected_ = 0;  // members of an unexpected type
};

class BiocJsonReader final : public Reader {
 public:
  BiocJsonReader(std::unique_ptr<ByteSource> source, ReaderOptions options)
      : source_(std::move(source)),
        json_(*source_, bioc_json_caps(options.caps), JsonCommas::optional),
        records_(std::move(options)) {}

  std::optional<Record> next() override {
    try {
      while (next_item()) {
        if (json_.is_in_object()) read_collection_member();
        else if (json_.type() == JsonType::array) enter_list();
        else if (json_.type() != JsonType::object) broken("an object was expected", json_.offset());
        else if (auto document = read_object()) return std::move(*document);
      }
    } catch (const JsonError& error) {
      broken(error.what(), error.offset());
    }
    if (!any_) broken("the file contains no BioC document", json_.position());
    return std::nullopt;
  }

  std::uint64_t bytes_read() const override { return json_.bytes_read(); }

 private:
  // The next item outside documents. Errors in other members of a collection are ignored.
  bool next_item() {
    for (;;) {
      const bool at_top = json_.level() == 0;
      try {
        if (json_.next()) return true;
        if (at_top) return false;
      } catch (const JsonError& error) {
        if (error.is_final() || !json_.is_in_object()) throw;
      }
    }
  }

  void enter_list() {
    if (json_.level() >= kMaxLists) broken("lists nest deeper than " + std::to_string(kMaxLists), json_.offset());
    any_ = true;
    json_.enter();
  }

  bool is_document_list() const {
    return json_.type() == JsonType::array && (json_.key() == "documents" || json_.key() == "PubTator3");
  }

  void read_collection_member() {
    if (is_document_list()) return enter_list();
    if (json_.key() != "source") return;
    json_.start_record();
    OwnedJsonTree tree(BiocTree::object());
    std::string ignored;
    read_member(tree.root, ignored);
  }

  // Reads a document. If the object turns out to be a collection, the members before its list of documents are dropped, and
  // errors in them are ignored.
  std::optional<Document> read_object() {
    if (json_.level() == 0) collection_source_.clear();
    any_ = true;
    json_.start_record();
    const std::uint64_t offset = json_.offset();
    const std::uint64_t replaced = json_.replaced_sequences();
    json_.enter();
    OwnedJsonTree tree(BiocTree::object());
    std::string error;
    while (next_member(error)) {
      if (is_document_list()) return enter_list(), std::nullopt;
      if (error.empty()) read_member(tree.root, error);
    }
    position_ = {position_.record + 1, offset};
    return make_document(tree.root, error, json_.replaced_sequences() > replaced);
  }

  // Moves to the next member and notes errors on the way.
  bool next_member(std::string& first_error) {
    for (;;) {
      try {
        return json_.next();
      } catch (const JsonError& error) {
        note(error, first_error);
      }
    }
  }

  void read_member(BiocTree& tree, std::string& first_error) {
    try {
      BiocTree& value = tree.get_ref<BiocTree::object_t&>()[json_.key()];
      JsonTreeBuilder<BiocTree> builder(value);
      json_.read(builder);
      if (json_.key() == "source" && value.is_string()) {
        collection_source_ = value.get_ref<const std::string&>().substr(0, kMaxSourceBytes);
      }
    } catch (const JsonError& error) {
      note(error, first_error);
      clear_tree(tree);
    }
  }

  // Called by handlers of the error only.
  static void note(const JsonError& error, std::string& first_error) {
    if (error.is_final()) throw;
    if (first_error.empty()) first_error = error.what();
  }

  std::optional<Document> make_document(const BiocTree& tree, std::string error, bool replaced_bytes) {
    BiocDocument document;
    if (error.empty()) {
      BiocLoader loader;
      document = loader.load(tree);
      if (loader.annotations() > kMaxAnnotations) {
        error = "the document has over " + std::to_string(kMaxAnnotations) + " annotations and relations";
      } else {
        error = text_cap_error(document);
      }
    }
    if (!error.empty()) {
      records_.options().report(position_, document.id.substr(0, kMaxIdBytes), error, true);
      return std::nullopt;
    }
    document.source = collection_source_;
    if (replaced_bytes) {
      document.warnings.insert(document.warnings.begin(), "invalid UTF-8 was replaced");
    }
    return records_.make(std::move(document), position_);
  }

  std::string text_cap_error(const BiocDocument& document) const {
    const std::uint64_t cap = records_.options().caps.text_bytes;
    for (const BiocPassage& passage : document.passages) {
      for (const BiocText& text : passage.texts) {
        if (text.text.size() > cap) return "a text is over " + std::to_string(cap) + " bytes";
      }
    }
    return {};
  }

  [[noreturn]] void broken(const std::string& what, std::uint64_t offset) const {
    throw Error(ErrorCode::broken_file,
                what + " at byte " + std::to_string(offset) + ": " + terminal_safe(records_.options().file, false));
  }

  std::unique_ptr<ByteSource> source_;
  JsonStream json_;
  BiocRecords records_;
  RecordPosition position_;
  std::string collection_source_;  // its member "source", once it has been read
  bool any_ = false;               // a document or a list has been seen
};

}  // namespace

std::unique_ptr<Reader> make_bioc_json_reader(std::unique_ptr<ByteSource> source, ReaderOptions options) {
  return std::make_unique<BiocJsonReader>(std::move(source), std::move(options));
}

}  // namespace il2search
