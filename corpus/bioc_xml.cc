// BiocXmlReader: stream -> events -> BiocDocument. Here are the record's borders, the caps and what an element fills.
#include "corpus/bioc_xml.h"

#include <algorithm>
#include <array>
#include <deque>
#include <exception>
#include <utility>
#include <vector>

#include <il2search/error.h>
#include <il2search/text.h>

#include "base/blanks.h"
#include "base/xml.h"
#include "corpus/bioc_records.h"
#include "corpus/page_text.h"
#include "corpus/pubmed_fields.h"

namespace il2search {
namespace {

constexpr std::size_t kBiocChunkBytes = 64 * 1024;

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

bool is_bioc_value(BiocElement element) {
  using E = BiocElement;
  return element == E::source || element == E::id || element == E::infon || element == E::offset || element == E::text;
}

class BiocXmlReader final : public Reader, private XmlHandler {
 public:
  BiocXmlReader(std::unique_ptr<ByteSource> source, ReaderOptions options)
      : source_(std::move(source)), parser_(*this, options.file), records_(std::move(options)) {}

  std::optional<Record> next() override {
    while (ready_.empty() && !ended_) {
      if (broken_) std::rethrow_exception(broken_);
      read_some();
    }
    if (ready_.empty()) return std::nullopt;
    Document document = std::move(ready_.front());
    ready_.pop_front();
    return document;
  }

  std::uint64_t bytes_read() const override { return bytes_read_; }

 private:
  using E = BiocElement;

  // The documents before a break are given out first; the error comes then, and again at every later call.
  void read_some() {
    try {
      const std::size_t n = source_->read(parser_.buffer(kBiocChunkBytes), kBiocChunkBytes);
      bytes_read_ += n;
      if (n > 0) {
        parser_.parse(n);
      } else {
        parser_.finish();
        ended_ = true;
      }
    } catch (...) {
      broken_ = std::current_exception();
    }
  }

  void start_element(std::string_view name, const XmlAttributes& attributes) override {
    const E element = bioc_element(name);
    path_.push_back(element);
    if (path_.size() == 1 && element != E::collection && element != E::document) refuse_root(name);
    if (element == E::document && !in_record_) begin_record();
    if (skipping_ || (in_record_ && over_cap())) return;
    if (is_bioc_value(element) && !in_value()) {
      value_depth_ = path_.size();
      value_.clear();
      key_ = attributes.get("key");
    } else if (in_record_) {
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
    const auto offset = source_number(trimmed(attributes.get("offset")));
    const auto length = source_number(trimmed(attributes.get("length")));
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
    if (in_record_ && path_.size() < record_depth_) end_record();
  }

  void end_value(E element, E parent) {
    if (element == E::source && parent == E::collection) collection_source_ = squeeze_blanks(value_);
    if (!in_record_ || skipping_) return;
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
    const auto offset = source_number(trimmed(value_));
    if (!offset) ++document_.bad_numbers;
    if (parent == E::passage) passage_offset_ = offset;
    if (parent == E::sentence && !passage_has_text_ && !passage().texts.empty()) passage().texts.back().offset = offset;
  }

  // A passage has a text, or sentences with theirs.
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
    if (!in_value() || skipping_) return;
    if (value_.size() + piece.size() > records_.options().caps.text_bytes) {
      return abandon("a text is over " + std::to_string(records_.options().caps.text_bytes) + " bytes");
    }
    value_.append(piece);
    record_text_bytes_ += piece.size();
  }

  void unknown_entity(std::string_view name, bool in_attribute) override {
    if (!in_record_ || skipping_) return;
    if (unknown_entities_++ == 0) first_unknown_ = name.substr(0, 40);
    if (!in_attribute) text(std::string("&").append(name).append(";"));
  }

  bool in_value() const { return value_depth_ != 0; }

  void begin_record() {
    in_record_ = true;
    record_depth_ = path_.size();
    place_ = {place_.record + 1, parser_.offset()};
    document_ = {};
    record_elements_ = 0;
    record_text_bytes_ = 0;
    annotations_ = 0;
    unknown_entities_ = 0;
    passage_has_text_ = false;
  }

  bool over_cap() {
    const ReaderCaps& caps = records_.options().caps;
    if (path_.size() > caps.depth) {
      abandon("elements nest deeper than " + std::to_string(caps.depth));
    } else if (parser_.offset() - place_.offset > caps.record_bytes || record_text_bytes_ > caps.record_bytes) {
      abandon("the record is over " + std::to_string(caps.record_bytes) + " bytes");
    } else if (annotations_ > kMaxAnnotations) {
      abandon("the document has over " + std::to_string(kMaxAnnotations) + " annotations and relations");
    } else if (++record_elements_ > 4 * kMaxRecordElements) {
      abandon("the record has over " + std::to_string(4 * kMaxRecordElements) + " elements");
    }
    return skipping_;
  }

  void abandon(const std::string& why) {
    value_depth_ = 0;
    std::string().swap(value_);
    if (!in_record_) return;
    records_.report(place_, document_.id.substr(0, 200), why, true);
    skipping_ = true;
    document_ = {};
  }

  void end_record() {
    in_record_ = false;
    if (std::exchange(skipping_, false)) return;
    if (unknown_entities_ > 0) {
      document_.warnings.push_back(std::to_string(unknown_entities_) +
                                   " unknown entities, kept as written, the first &" + first_unknown_ + ";");
    }
    document_.source = collection_source_;
    if (auto made = records_.make(std::move(document_), place_)) ready_.push_back(std::move(*made));
    document_ = {};
  }

  [[noreturn]] void refuse_root(std::string_view name) const {
    throw Error(ErrorCode::unknown_format, "XML, but not of BioC (its root is " + terminal_safe(name, false) +
                                               "): " + terminal_safe(records_.options().file, false));
  }

  std::unique_ptr<ByteSource> source_;
  XmlParser parser_;
  BiocRecords records_;
  std::deque<Document> ready_;
  std::exception_ptr broken_;
  bool ended_ = false;
  std::uint64_t bytes_read_ = 0;

  std::vector<BiocElement> path_;  // as deep as the parser allows
  std::string collection_source_;
  BiocDocument document_;
  BiocPlace place_;
  std::size_t record_depth_ = 0;
  bool in_record_ = false;
  bool skipping_ = false;  // up to the end of the record
  std::size_t record_elements_ = 0;
  std::uint64_t record_text_bytes_ = 0;
  std::size_t annotations_ = 0;  // and relations, of this record
  std::optional<std::uint64_t> passage_offset_;
  bool passage_has_text_ = false;

  std::string value_;  // of the element at value_depth_, 0 where none is read
  std::size_t value_depth_ = 0;
  std::string key_;  // of an infon
  std::uint64_t unknown_entities_ = 0;
  std::string first_unknown_;
};

}  // namespace

std::unique_ptr<Reader> make_bioc_xml_reader(std::unique_ptr<ByteSource> source, ReaderOptions options) {
  return std::make_unique<BiocXmlReader>(std::move(source), std::move(options));
}

}  // namespace il2search
