// PubmedXmlReader: stream -> events -> records. It finds where records begin and end, applies the caps, collects texts
// and reports errors; PubmedRecord knows what the elements mean.
#include "corpus/pubmed/pubmed_xml.h"

#include <algorithm>
#include <utility>

#include "base/ascii.h"
#include "base/blanks.h"
#include "corpus/document_values.h"
#include "corpus/pubmed/pubmed_elements.h"
#include "corpus/pubmed/pubmed_record.h"
#include "corpus/xml_record_reader.h"
#include "schema/identifiers.h"

namespace il2search {
namespace {

using E = PubmedElement;

bool is_root(E element) {
  switch (element) {
    case E::pubmed_article_set:
    case E::medline_citation_set:
    case E::pubmed_book_article_set:
    case E::pubmed_article:
    case E::medline_citation:
    case E::pubmed_book_article: return true;
    default: return false;
  }
}

bool begins_record(E element) {
  return element == E::pubmed_article || element == E::medline_citation || element == E::pubmed_book_article ||
         element == E::book_document;
}

bool is_deletion(E element) { return element == E::delete_citation || element == E::delete_document; }

bool is_word_byte(char c) { return ascii::is_letter_or_digit(c) || !ascii::is_ascii(c); }

XmlRecordCaps record_caps(const ReaderCaps& caps) {
  return {caps.record_bytes, std::min<std::size_t>(caps.depth, PubmedPath::kMaxDepth), kMaxRecordElements};
}

class PubmedXmlReader final : public XmlRecordReader {
 public:
  PubmedXmlReader(std::unique_ptr<ByteSource> source, ReaderOptions options, XmlRecordCaps caps)
      : XmlRecordReader(std::move(source), std::move(options), caps) {}

 private:
  void start_element(std::string_view name, const XmlAttributes& attributes) override {
    const E element = pubmed_element(name);
    path_.push(element);
    if (path_.depth() == 1 && !is_root(element)) refuse_root(name, "of PubMed");
    if (skipping()) return;
    if (in_record() && over_cap()) return;
    if (text_depth_ != 0) {
      start_inline(element);
    } else {
      start_structure(element, attributes);
    }
  }

  void start_structure(E element, const XmlAttributes& attributes) {
    if (!in_record() && begins_record(element)) begin_record();
    if (!in_record() && !is_deletion(path_.up(1))) return;
    if (!in_record()) deletion_version_ = attributes.get("Version");
    record_.start(path_, attributes);
    if (!holds_text(element)) return;
    text_depth_ = path_.depth();
    text_.clear();
    muted_depth_ = 0;
    gap_ = false;
  }

  void end_element(std::string_view) override {
    if (!skipping()) end_unskipped();
    if (path_.depth() == record_depth()) end_record();
    path_.pop();
  }

  void end_unskipped() {
    if (text_depth_ == path_.depth()) {
      text_depth_ = 0;
      end_text();
    } else if (text_depth_ != 0) {
      end_inline();
    } else if (in_record()) {
      record_.end(path_);
    }
  }

  void text(std::string_view piece) override {
    if (text_depth_ == 0 || muted_depth_ != 0 || piece.empty()) return;
    if (text_.size() + piece.size() > options().caps.text_bytes) {
      return abandon("a text is over " + std::to_string(options().caps.text_bytes) + " bytes");
    }
    // Two tokens of a formula must not be joined to one word.
    if (gap_ && !text_.empty() && is_word_byte(text_.back()) && is_word_byte(piece.front())) text_ += ' ';
    gap_ = false;
    text_.append(piece);
    record_text_bytes_ += piece.size();
  }

  // Inline markup is dropped and its text kept. Only formulas separate words; their TeX source is dropped.
  void start_inline(E element) {
    if (element == E::math_leaf || element == E::math_block) gap_ = true;
    if (muted_depth_ == 0 && (element == E::annotation || element == E::annotation_xml)) muted_depth_ = path_.depth();
  }

  void end_inline() {
    const E element = path_.up(0);
    if (element == E::math_leaf || element == E::math_block) gap_ = true;
    if (muted_depth_ == path_.depth()) muted_depth_ = 0;
  }

  void end_text() {
    if (in_record()) {
      record_.value(path_, squeeze_blanks(text_));
    } else if (path_.up(0) == E::pmid) {
      end_deletion();
    }
  }

  void end_deletion() {
    const std::string pmid = clean_pmid(text_);
    if (pmid.empty()) return options().report({position().record, offset()}, "", "the deletion has no PMID", true);
    Deletion deletion{"PMID:" + pmid, std::nullopt};
    if (!clean_pmid(deletion_version_).empty() && deletion_version_.size() < 10) {
      deletion.version = static_cast<std::uint32_t>(std::stoul(deletion_version_));
    }
    give_out(std::move(deletion));
  }

  void begin_record() {
    open_record(path_.depth());
    record_text_bytes_ = 0;
    record_elements_ = 0;
  }

  bool over_cap() {
    if (const auto error = cap_error(path_.depth(), record_text_bytes_, ++record_elements_)) abandon(*error);
    return skipping();
  }

  void abandon(const std::string& why) {
    if (in_record()) skip_record(record_id(), why);
    record_.reset();
    text_depth_ = 0;
    std::string().swap(text_);
  }

  void end_record() {
    if (!skipping()) finish_record();
    close_record();
  }

  void finish_record() {
    report_unknown_entities(record_id());
    Document document = record_.finish();
    if (document.id.empty()) {
      options().report(position(), record_id(), "the record has no PMID", true);
    } else {
      give_out(std::move(document));
    }
  }

  // Empty until the PMID has been read.
  std::string record_id() const { return record_.pmid().empty() ? "" : "PMID:" + record_.pmid(); }

  PubmedPath path_;
  PubmedRecord record_;
  std::size_t record_elements_ = 0;
  std::uint64_t record_text_bytes_ = 0;  // counts what entities expand to, which offsets do not
  std::string deletion_version_;

  std::string text_;
  std::size_t text_depth_ = 0;   // of the element whose text is being read, or 0
  std::size_t muted_depth_ = 0;  // of the inline element whose text is dropped, or 0
  bool gap_ = false;             // a token of a formula begins or has ended: see text()
};

}  // namespace

std::unique_ptr<Reader> make_pubmed_xml_reader(std::unique_ptr<ByteSource> source, ReaderOptions options) {
  const XmlRecordCaps caps = record_caps(options.caps);
  return std::make_unique<PubmedXmlReader>(std::move(source), std::move(options), caps);
}

}  // namespace il2search
