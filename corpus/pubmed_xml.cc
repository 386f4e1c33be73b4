// PubmedXmlReader: stream -> events -> records. Here are the record's borders, the caps, the text buffer and what is
// reported; the meaning of elements is in PubmedRecord.
#include "corpus/pubmed_xml.h"

#include <deque>
#include <exception>
#include <utility>
#include <vector>

#include <il2search/error.h>
#include <il2search/text.h>

#include "base/blanks.h"
#include "base/xml.h"
#include "corpus/pubmed_elements.h"
#include "corpus/pubmed_fields.h"
#include "corpus/pubmed_record.h"

namespace il2search {
namespace {

using E = PubmedElement;

constexpr std::size_t kChunkBytes = 64 * 1024;
constexpr std::size_t kMaxNamesReported = 8;
constexpr std::size_t kMaxNameBytes = 40;

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

bool is_word_byte(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x80 || (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

class PubmedXmlReader final : public Reader, private XmlHandler {
 public:
  PubmedXmlReader(std::unique_ptr<ByteSource> source, ReaderOptions options)
      : source_(std::move(source)), options_(std::move(options)), parser_(*this, options_.file) {}

  std::optional<Record> next() override {
    while (ready_.empty() && !ended_) {
      if (broken_) std::rethrow_exception(broken_);
      read_some();
    }
    if (ready_.empty()) return std::nullopt;
    Record record = std::move(ready_.front());
    ready_.pop_front();
    return record;
  }

  std::uint64_t bytes_read() const override { return bytes_read_; }

 private:
  // The records before a break are given out first; the error comes then, and again at every later call.
  void read_some() {
    try {
      const std::size_t n = source_->read(parser_.buffer(kChunkBytes), kChunkBytes);
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
    const E element = pubmed_element(name);
    path_.push(element);
    if (path_.depth() == 1 && !is_root(element)) refuse_root(name);
    if (skipping_) return;
    if (record_depth_ != 0 && over_cap()) return;
    if (text_depth_ != 0) {
      start_inline(element);
    } else {
      start_structure(element, attributes);
    }
  }

  void start_structure(E element, const XmlAttributes& attributes) {
    if (record_depth_ == 0 && begins_record(element)) begin_record();
    if (record_depth_ == 0 && !is_deletion(path_.up(1))) return;
    if (record_depth_ == 0) deletion_version_ = attributes.get("Version");
    record_.start(path_, attributes);
    if (!holds_text(element)) return;
    text_depth_ = path_.depth();
    text_.clear();
    muted_depth_ = 0;
    gap_ = false;
  }

  void end_element(std::string_view) override {
    if (!skipping_) end_unskipped();
    if (path_.depth() == record_depth_) end_record();
    path_.pop();
  }

  void end_unskipped() {
    if (text_depth_ == path_.depth()) {
      text_depth_ = 0;
      end_text();
    } else if (text_depth_ != 0) {
      end_inline();
    } else if (record_depth_ != 0) {
      record_.end(path_);
    }
  }

  void text(std::string_view piece) override {
    if (text_depth_ == 0 || muted_depth_ != 0 || piece.empty()) return;
    if (text_.size() + piece.size() > options_.caps.text_bytes) {
      return abandon("a text is over " + std::to_string(options_.caps.text_bytes) + " bytes");
    }
    // Two tokens of a formula must not become one word.
    if (gap_ && !text_.empty() && is_word_byte(text_.back()) && is_word_byte(piece.front())) text_ += ' ';
    gap_ = false;
    text_.append(piece);
    record_text_bytes_ += piece.size();
  }

  void unknown_entity(std::string_view name, bool in_attribute) override {
    if (record_depth_ == 0 || skipping_) return;
    ++unknown_entities_;
    if (unknown_names_.size() < kMaxNamesReported) unknown_names_.emplace_back(name.substr(0, kMaxNameBytes));
    if (!in_attribute) text(std::string("&").append(name).append(";"));
  }

  // Inline markup: the text stays, the markup goes. Only formulas divide words, and their TeX source is left out.
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
    if (record_depth_ != 0) {
      record_.value(path_, squeeze_blanks(text_));
    } else if (path_.up(0) == E::pmid) {
      end_deletion();
    }
  }

  void end_deletion() {
    const std::string pmid = clean_pmid(text_);
    if (pmid.empty()) return report(parser_.offset(), "a deletion without PMID", true);
    Deletion deletion{"PMID:" + pmid, std::nullopt};
    if (!clean_pmid(deletion_version_).empty() && deletion_version_.size() < 10) {
      deletion.version = static_cast<std::uint32_t>(std::stoul(deletion_version_));
    }
    ready_.emplace_back(std::move(deletion));
  }

  void begin_record() {
    record_depth_ = path_.depth();
    record_offset_ = parser_.offset();
    record_text_bytes_ = 0;
    record_elements_ = 0;
    ++record_number_;
  }

  bool over_cap() {
    if (path_.depth() > options_.caps.depth || path_.depth() > PubmedPath::kMaxDepth) {
      abandon("elements nest deeper than " + std::to_string(options_.caps.depth));
    } else if (parser_.offset() - record_offset_ > options_.caps.record_bytes ||
               record_text_bytes_ > options_.caps.record_bytes) {
      abandon("the record is over " + std::to_string(options_.caps.record_bytes) + " bytes");
    } else if (++record_elements_ > kMaxRecordElements) {
      abandon("the record has over " + std::to_string(kMaxRecordElements) + " elements");
    }
    return skipping_;
  }

  void abandon(const std::string& why) {
    if (record_depth_ != 0) {
      report(record_offset_, why, true);
      skipping_ = true;
    }
    record_.reset();
    text_depth_ = 0;
    std::string().swap(text_);
  }

  void end_record() {
    if (!skipping_) give_out();
    skipping_ = false;
    record_depth_ = 0;
    unknown_entities_ = 0;
    unknown_names_.clear();
  }

  void give_out() {
    report_unknown_entities();
    Document document = record_.take();
    if (document.id.empty()) {
      report(record_offset_, "the record has no PMID", true);
    } else {
      ready_.emplace_back(std::move(document));
    }
  }

  void report_unknown_entities() {
    if (unknown_entities_ == 0) return;
    std::string message = std::to_string(unknown_entities_) + " unknown entities, kept as written:";
    for (const std::string& name : unknown_names_) message.append(" &").append(name).append(";");
    report(record_offset_, message, false);
  }

  void report(std::uint64_t offset, const std::string& message, bool fatal) {
    if (!options_.on_problem) return;
    RecordProblem problem;
    problem.file = options_.file;
    problem.record = record_number_;
    problem.offset = offset;
    if (record_depth_ != 0 && !record_.pmid().empty()) problem.id = "PMID:" + record_.pmid();
    problem.message = message;
    problem.fatal_for_record = fatal;
    options_.on_problem(problem);
  }

  [[noreturn]] void refuse_root(std::string_view name) const {
    throw Error(ErrorCode::unknown_format, "XML, but not of PubMed (its root is " + terminal_safe(name, false) +
                                               "): " + terminal_safe(options_.file, false));
  }

  std::unique_ptr<ByteSource> source_;
  ReaderOptions options_;
  XmlParser parser_;
  std::deque<Record> ready_;
  std::exception_ptr broken_;
  bool ended_ = false;
  std::uint64_t bytes_read_ = 0;

  PubmedPath path_;
  PubmedRecord record_;
  std::size_t record_depth_ = 0;  // of the record's element; 0 outside of records
  std::uint64_t record_offset_ = 0;
  std::uint64_t record_number_ = 0;
  std::size_t record_elements_ = 0;
  std::uint64_t record_text_bytes_ = 0;  // counts what entities expand to, which offsets do not
  bool skipping_ = false;                // up to the end of the record
  std::string deletion_version_;

  std::string text_;
  std::size_t text_depth_ = 0;   // of the element whose text is read; 0 when none is
  std::size_t muted_depth_ = 0;  // of the inline element whose text is left out
  bool gap_ = false;             // a formula's token ended or begins: see text()

  std::uint64_t unknown_entities_ = 0;  // of this record
  std::vector<std::string> unknown_names_;
};

}  // namespace

std::unique_ptr<Reader> make_pubmed_xml_reader(std::unique_ptr<ByteSource> source, ReaderOptions options) {
  return std::make_unique<PubmedXmlReader>(std::move(source), std::move(options));
}

}  // namespace il2search
