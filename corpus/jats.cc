// JatsReader: stream -> events -> articles. Here are the article's borders, the caps and what is reported.
#include "corpus/jats.h"

#include <algorithm>
#include <array>
#include <deque>
#include <exception>
#include <utility>
#include <vector>

#include <il2search/error.h>
#include <il2search/text.h>

#include "base/xml.h"
#include "corpus/jats_article.h"
#include "corpus/jats_elements.h"
#include "corpus/jats_tape.h"
#include "corpus/pubmed_fields.h"

namespace il2search {
namespace {

using E = JatsElement;

constexpr std::size_t kJatsChunkBytes = 64 * 1024;
constexpr std::size_t kMaxUnknownNames = 8;
constexpr std::size_t kMaxUnknownNameBytes = 40;
constexpr std::uint64_t kMaxTapeBytes = 1ull << 31;  // the tape counts in 32 bits

constexpr std::array<std::string_view, 8> kJatsRoots = {"article", "pmc-articleset", "articles",    "OAI-PMH",
                                                        "record",  "metadata",       "ListRecords", "GetRecord"};

class JatsReader final : public Reader, private XmlHandler {
 public:
  JatsReader(std::unique_ptr<ByteSource> source, ReaderOptions options)
      : source_(std::move(source)), options_(std::move(options)), parser_(*this, options_.file) {
    options_.caps.record_bytes = std::min(options_.caps.record_bytes, kMaxTapeBytes);
  }

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
  // The articles before a break are given out first; the error comes then, and again at every later call.
  void read_some() {
    try {
      const std::size_t n = source_->read(parser_.buffer(kJatsChunkBytes), kJatsChunkBytes);
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
    const std::size_t colon = name.rfind(':');
    const std::string_view local = name.substr(colon + 1);  // npos + 1 is 0
    if (++depth_ == 1 && !is_jats_root(local)) refuse_root(name);
    if (skipping_) return;
    const JatsName* row = find_jats_name(local);
    E element = row == nullptr ? E::other : row->element;
    // Content MathML has elements of the same names ("sec").
    const bool math = math_depth_ != 0 || (colon != std::string_view::npos && name.starts_with("m"));
    if (math && !is_jats_math(element)) row = nullptr, element = E::other;
    if (element == E::math && math_depth_ == 0) math_depth_ = depth_;
    if (article_depth_ == 0 && element == E::article) begin_article();
    if (article_depth_ == 0) return;
    tape_.start(element, row, attributes);
    check_caps();
  }

  void end_element(std::string_view) override {
    if (math_depth_ == depth_) math_depth_ = 0;
    if (article_depth_ != 0 && !skipping_) tape_.end();
    if (article_depth_ == depth_) end_article();
    --depth_;
  }

  void text(std::string_view piece) override {
    if (article_depth_ == 0 || skipping_) return;
    if (tape_.run_bytes() + piece.size() > options_.caps.text_bytes) {
      return abandon("a text is over " + std::to_string(options_.caps.text_bytes) + " bytes");
    }
    // What entities expand to counts, though it has no bytes in the file.
    if (tape_.bytes() + piece.size() > options_.caps.record_bytes) return abandon_size();
    tape_.add_text(piece);
  }

  void unknown_entity(std::string_view name, bool in_attribute) override {
    if (article_depth_ == 0 || skipping_) return;
    ++unknown_entities_;
    if (unknown_names_.size() < kMaxUnknownNames) unknown_names_.emplace_back(name.substr(0, kMaxUnknownNameBytes));
    if (!in_attribute) text(std::string("&").append(name).append(";"));
  }

  void begin_article() {
    article_depth_ = depth_;
    article_offset_ = parser_.offset();
    ++article_number_;
  }

  void check_caps() {
    if (depth_ > options_.caps.depth) {
      abandon("elements nest deeper than " + std::to_string(options_.caps.depth));
    } else if (parser_.offset() - article_offset_ > options_.caps.record_bytes ||
               tape_.bytes() > options_.caps.record_bytes) {
      abandon_size();
    } else if (tape_.elements() > kMaxRecordElements) {
      abandon("the article has over " + std::to_string(kMaxRecordElements) + " elements");
    }
  }

  void abandon_size() { abandon("the article is over " + std::to_string(options_.caps.record_bytes) + " bytes"); }

  void abandon(const std::string& why) {
    report(why, {}, true);
    skipping_ = true;
    tape_ = JatsTape{};
  }

  void end_article() {
    if (!skipping_) give_out();
    tape_.clear();
    skipping_ = false;
    article_depth_ = 0;
    unknown_entities_ = 0;
    unknown_names_.clear();
  }

  void give_out() {
    JatsArticle article = read_jats_article(tape_);
    article.document.id = jats_id(article.document, options_, article_number_);
    report_unknown_entities(article.document.id);
    if (!article.problem.empty()) {
      report(article.problem, article.document.id, true);
    } else {
      ready_.emplace_back(std::move(article.document));
    }
  }

  void report_unknown_entities(const std::string& id) {
    if (unknown_entities_ == 0) return;
    std::string message = std::to_string(unknown_entities_) + " unknown entities, kept as written:";
    for (const std::string& name : unknown_names_) message.append(" &").append(name).append(";");
    report(message, id, false);
  }

  void report(const std::string& message, const std::string& id, bool fatal) {
    if (!options_.on_problem) return;
    RecordProblem problem;
    problem.file = options_.file;
    problem.record = article_number_;
    problem.offset = article_offset_;
    problem.id = id;
    problem.message = message;
    problem.fatal_for_record = fatal;
    options_.on_problem(problem);
  }

  [[noreturn]] void refuse_root(std::string_view name) const {
    throw Error(ErrorCode::unknown_format, "XML, but not JATS (its root is " + terminal_safe(name, false) +
                                               "): " + terminal_safe(options_.file, false));
  }

  std::unique_ptr<ByteSource> source_;
  ReaderOptions options_;
  XmlParser parser_;
  std::deque<Record> ready_;
  std::exception_ptr broken_;
  bool ended_ = false;
  std::uint64_t bytes_read_ = 0;

  JatsTape tape_;
  std::size_t depth_ = 0;
  std::size_t math_depth_ = 0;     // of the formula at hand; 0 outside
  std::size_t article_depth_ = 0;  // of the article at hand; 0 outside
  std::uint64_t article_offset_ = 0;
  std::uint64_t article_number_ = 0;
  bool skipping_ = false;  // up to the article's end

  std::uint64_t unknown_entities_ = 0;  // of this article
  std::vector<std::string> unknown_names_;
};

}  // namespace

bool is_jats_root(std::string_view root) {
  return std::find(kJatsRoots.begin(), kJatsRoots.end(), root) != kJatsRoots.end();
}

std::unique_ptr<Reader> make_jats_reader(std::unique_ptr<ByteSource> source, ReaderOptions options) {
  return std::make_unique<JatsReader>(std::move(source), std::move(options));
}

}  // namespace il2search
