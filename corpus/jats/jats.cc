// JatsReader: events of the XML parser -> one tape per article. Opens and closes articles, checks caps and reports errors.
#include "corpus/jats/jats.h"

#include <algorithm>
#include <array>
#include <utility>

#include "corpus/document_values.h"
#include "corpus/jats/jats_article.h"
#include "corpus/jats/jats_elements.h"
#include "corpus/jats/jats_tape.h"
#include "corpus/xml_record_reader.h"

namespace il2search {
namespace {

using E = JatsElement;

constexpr std::uint64_t kMaxTapeBytes = 1ull << 31;  // the tape counts in 32 bits

constexpr std::array<std::string_view, 8> kJatsRoots = {"article", "pmc-articleset", "articles",    "OAI-PMH",
                                                        "record",  "metadata",       "ListRecords", "GetRecord"};

XmlRecordCaps record_caps(const ReaderCaps& caps) {
  return {std::min(caps.record_bytes, kMaxTapeBytes), caps.depth, kMaxRecordElements, "article"};
}

class JatsReader final : public XmlRecordReader {
 public:
  JatsReader(std::unique_ptr<ByteSource> source, ReaderOptions options, XmlRecordCaps caps)
      : XmlRecordReader(std::move(source), std::move(options), caps) {}

 private:
  void start_element(std::string_view name, const XmlAttributes& attributes) override {
    const std::size_t colon = name.rfind(':');
    const std::string_view local = name.substr(colon + 1);  // npos + 1 is 0
    if (++depth_ == 1 && !is_jats_root(local)) refuse_root(name, "JATS");
    if (skipping()) return;
    const JatsName* row = find_jats_name(local);
    E element = row == nullptr ? E::other : row->element;
    // Content MathML has elements of the same names ("sec").
    const bool math = math_depth_ != 0 || (colon != std::string_view::npos && name.starts_with("m"));
    if (math && !is_jats_math(element)) row = nullptr, element = E::other;
    if (element == E::math && math_depth_ == 0) math_depth_ = depth_;
    if (!in_record() && element == E::article) open_record(depth_);
    if (!in_record()) return;
    tape_.start(element, row, attributes);
    if (const auto error = cap_error(depth_, tape_.bytes(), tape_.elements())) abandon(*error);
  }

  void end_element(std::string_view) override {
    if (math_depth_ == depth_) math_depth_ = 0;
    if (in_record() && !skipping()) tape_.end();
    if (record_depth() == depth_) end_article();
    --depth_;
  }

  void text(std::string_view piece) override {
    if (!in_record() || skipping()) return;
    if (tape_.run_bytes() + piece.size() > options().caps.text_bytes) {
      return abandon("a text is over " + std::to_string(options().caps.text_bytes) + " bytes");
    }
    // The expansion of entities counts, too, although it takes no bytes in the file.
    if (const auto error = cap_error(depth_, tape_.bytes() + piece.size(), 0)) return abandon(*error);
    tape_.add_text(piece);
  }

  void abandon(const std::string& why) {
    skip_record({}, why);
    tape_ = JatsTape{};
  }

  void end_article() {
    if (!skipping()) finish_article();
    tape_.clear();
    close_record();
  }

  void finish_article() {
    JatsArticle article = read_jats_article(tape_);
    article.document.id = jats_id(article.document, options(), position().record);
    report_unknown_entities(article.document.id);
    if (!article.error.empty()) {
      options().report(position(), article.document.id, article.error, true);
    } else {
      give_out(std::move(article.document));
    }
  }

  JatsTape tape_;
  std::size_t depth_ = 0;
  std::size_t math_depth_ = 0;  // of the open formula, or 0
};

}  // namespace

bool is_jats_root(std::string_view root) {
  return std::find(kJatsRoots.begin(), kJatsRoots.end(), root) != kJatsRoots.end();
}

std::unique_ptr<Reader> make_jats_reader(std::unique_ptr<ByteSource> source, ReaderOptions options) {
  const XmlRecordCaps caps = record_caps(options.caps);
  return std::make_unique<JatsReader>(std::move(source), std::move(options), caps);
}

}  // namespace il2search
