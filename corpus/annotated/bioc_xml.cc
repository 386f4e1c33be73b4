// BiocXmlReader: events of the XML parser -> BiocDocument. Opens and closes records, checks caps, and stores each element.
#include "corpus/annotated/bioc.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "base/blanks.h"
#include "corpus/annotated/bioc_document.h"
#include "corpus/document_values.h"
#include "corpus/xml_record_reader.h"
#include "schema/identifiers.h"

namespace il2search {
namespace {

enum class BiocElement : std::uint8_t {
  other,
  collection,
  source,
  document,
  id,
  infon,
  passage,
  offset,
  sentence,
  text,
  annotation,
  location,
  relation,
  node
};

BiocElement bioc_element(std::string_view name) {
  using E = BiocElement;
  constexpr std::array<std::pair<std::string_view, E>, 13> kNames = {{{"infon", E::infon},
                                                                      {"text", E::text},
                                                                      {"annotation", E::annotation},
                                                                      {"location", E::location},
                                                                      {"passage", E::passage},
                                                                      {"offset", E::offset},
                                                                      {"sentence", E::sentence},
                                                                      {"relation", E::relation},
                                                                      {"node", E::node},
                                                                      {"document", E::document},
                                                                      {"id", E::id},
                                                                      {"source", E::source},
                                                                      {"collection", E::collection}}};
  const auto* const found =
      std::find_if(kNames.begin(), kNames.end(), [&](const auto& row) { return row.first == name; });
  return found == kNames.end() ? E::other : found->second;
}

constexpr std::size_t kMaxSourceBytes = 100;  // each document has a copy

bool is_bioc_value(BiocElement element) {
  using E = BiocElement;
  return element == E::source || element == E::id || element == E::infon || element == E::offset || element == E::text;
}

XmlRecordCaps record_caps(const ReaderCaps& caps) { return {caps.record_bytes, caps.depth, 4 * kMaxRecordElements}; }

class BiocXmlReader final : public XmlRecordReader {
 public:
  BiocXmlReader(std::unique_ptr<ByteSource> source, ReaderOptions options)
      : XmlRecordReader(std::move(source), options, record_caps(options.caps)), records_(std::move(options)) {}

 private:
  using E = BiocElement;

  void start_element(std::string_view name, const XmlAttributes& attributes) override {
    const E element = bioc_element(name);
    path_.push_back(element);
    if (path_.size() == 1 && element != E::collection && element != E::document) refuse_root(name, "BioC");
    if (element == E::document && !in_record()) begin_record();
    if (skipping() || (in_record() && over_cap())) return;
    if (is_bioc_value(element) && !in_value()) {
      value_depth_ = path_.size();
      value_.clear();
      key_ = attributes.get("key");
    } else if (in_record()) {
      start_structure(element, attributes);
    }
  }

  void start_structure(E element, const XmlAttributes& attributes) {
    switch (element) {
      case E::passage:
        document_.passages.emplace_back();
        passage_offset_.reset();
        break;
      case E::sentence:
        if (!passage_has_text_) passage().texts.emplace_back();
        break;
      case E::annotation: {
        BiocAnnotation& added = passage().annotations.emplace_back();
        added.id = attributes.get("id");
        if (!passage().texts.empty()) added.sentence = passage().texts.size() - 1;
        ++annotations_;
        break;
      }
      case E::location: add_location(attributes); break;
      case E::relation:
        document_.relations.emplace_back().id = attributes.get("id");
        ++annotations_;
        break;
      case E::node:
        if (document_.relations.empty()) break;
        document_.relations.back().nodes.push_back(
            {std::string(attributes.get("refid")), std::string(attributes.get("role"))});
        break;
      default: break;
    }
  }

  BiocPassage& passage() {
    if (document_.passages.empty()) document_.passages.emplace_back();
    return document_.passages.back();
  }

  void add_location(const XmlAttributes& attributes) {
    if (passage().annotations.empty()) return;
    const auto offset = source_number(trim_whitespace(attributes.get("offset")));
    const auto length = source_number(trim_whitespace(attributes.get("length")));
    if (offset && length) passage().annotations.back().locations.push_back({*offset, *length});
    else ++document_.bad_numbers;
  }

  void end_element(std::string_view) override {
    const E element = path_.back();
    if (in_value() && value_depth_ == path_.size()) {
      value_depth_ = 0;
      end_value(element, path_.size() > 1 ? path_[path_.size() - 2] : E::other);
    }
    if (element == E::passage) passage_has_text_ = false;
    path_.pop_back();
    if (in_record() && path_.size() < record_depth()) end_record();
  }

  void end_value(E element, E parent) {
    if (element == E::source && parent == E::collection) {
      collection_source_ = squeeze_blanks(value_).substr(0, kMaxSourceBytes);
    }
    if (!in_record() || skipping()) return;
    switch (element) {
      case E::id:
        if (parent == E::document) document_.id = squeeze_blanks(value_);
        break;
      case E::infon: end_infon(parent); break;
      case E::offset: end_offset(parent); break;
      case E::text: end_text(parent); break;
      default: break;
    }
  }

  void end_infon(E parent) {
    BiocInfons* infons = nullptr;
    if (parent == E::document) infons = &document_.infons;
    if (parent == E::passage) infons = &passage().infons;
    if (parent == E::annotation && !passage().annotations.empty()) infons = &passage().annotations.back().infons;
    if (parent == E::relation && !document_.relations.empty()) infons = &document_.relations.back().infons;
    if (infons != nullptr) infons->emplace_back(std::move(key_), squeeze_blanks(value_));
  }

  void end_offset(E parent) {
    const auto offset = source_number(trim_whitespace(value_));
    if (!offset) ++document_.bad_numbers;
    if (parent == E::passage) passage_offset_ = offset;
    if (parent == E::sentence && !passage_has_text_ && !passage().texts.empty()) passage().texts.back().offset = offset;
  }

  // Either a passage has a text, or each of its sentences has one.
  void end_text(E parent) {
    if (parent == E::passage && passage().texts.empty()) {
      passage().texts.push_back({passage_offset_, std::move(value_)});
      passage_has_text_ = true;
    } else if (parent == E::sentence && !passage_has_text_ && !passage().texts.empty()) {
      passage().texts.back().text = std::move(value_);
    } else if (parent == E::annotation && !passage().annotations.empty()) {
      passage().annotations.back().text = std::move(value_);
    }
    value_.clear();
  }

  void text(std::string_view piece) override {
    if (!in_value() || skipping()) return;
    if (value_.size() + piece.size() > options().caps.text_bytes) {
      return abandon("a text is over " + std::to_string(options().caps.text_bytes) + " bytes");
    }
    value_.append(piece);
    record_text_bytes_ += piece.size();
  }

  bool in_value() const { return value_depth_ != 0; }

  void begin_record() {
    open_record(path_.size());
    document_ = {};
    record_elements_ = 0;
    record_text_bytes_ = 0;
    annotations_ = 0;
    passage_has_text_ = false;
  }

  bool over_cap() {
    if (const auto error = cap_error(path_.size(), record_text_bytes_, ++record_elements_)) {
      abandon(*error);
    } else if (annotations_ > kMaxAnnotations) {
      abandon("the document has over " + std::to_string(kMaxAnnotations) + " annotations and relations");
    }
    return skipping();
  }

  void abandon(const std::string& why) {
    value_depth_ = 0;
    std::string().swap(value_);
    if (!in_record()) return;
    skip_record(document_.id.substr(0, kMaxIdBytes), why);
    document_ = {};
  }

  void end_record() {
    if (!skipping()) finish_document();
    close_record();
  }

  void finish_document() {
    if (!unknown_entities().empty()) document_.warnings.push_back(unknown_entities().message());
    document_.source = collection_source_;
    if (auto made = records_.make(std::move(document_), position())) give_out(std::move(*made));
    document_ = {};
  }

  BiocRecords records_;

  std::vector<BiocElement> path_;  // open elements; the parser caps them
  std::string collection_source_;
  BiocDocument document_;
  std::size_t record_elements_ = 0;
  std::uint64_t record_text_bytes_ = 0;
  std::size_t annotations_ = 0;  // of this record, and relations
  std::optional<std::uint64_t> passage_offset_;
  bool passage_has_text_ = false;

  std::string value_;            // the text of the element at value_depth_
  std::size_t value_depth_ = 0;  // 0 if no text is read
  std::string key_;              // of an infon
};

}  // namespace

std::unique_ptr<Reader> make_bioc_xml_reader(std::unique_ptr<ByteSource> source, ReaderOptions options) {
  return std::make_unique<BiocXmlReader>(std::move(source), std::move(options));
}

}  // namespace il2search
