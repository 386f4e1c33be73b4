// Lines -> JSON -> Document.
#include "corpus/jsonl.h"

#include <string>
#include <utility>

#include <il2search/error.h>
#include <il2search/text.h>

#include "base/blanks.h"
#include "base/line_reader.h"
#include "schema/document_json.h"

namespace il2search {
namespace {

// An answer of an API that has only an error, or an object of another kind, is not a document.
bool has_content(const Document& d) {
  const auto any = [](const auto&... members) { return (!members.empty() || ...); };
  return any(d.title, d.vernacular_title, d.abstract, d.other_abstracts, d.tldr, d.contribution, d.key_findings, d.body,
             d.keywords, d.entities, d.pmid, d.pmcid, d.doi);
}

class JsonlReader final : public Reader {
 public:
  JsonlReader(std::unique_ptr<ByteSource> source, ReaderOptions options)
      : source_(std::move(source)), options_(std::move(options)), lines_(*source_, options_.caps.record_bytes) {
    caps_.depth = options_.caps.depth;
    caps_.text_bytes = options_.caps.text_bytes;
  }

  std::optional<Record> next() override {
    while (lines_.next(line_)) {
      const std::string_view text = trim_whitespace(line_.text);
      if (text.empty()) continue;
      ++record_;
      if (auto document = parse(text)) return std::move(*document);
    }
    if (record_ == 0)
      throw Error(ErrorCode::broken_file, "the file has no records: " + terminal_safe(options_.file, false));
    return std::nullopt;
  }

  std::uint64_t bytes_read() const override { return lines_.bytes_read(); }

 private:
  std::optional<Document> parse(std::string_view text) {
    if (line_.cut) {
      report("the record is over the cap of " + std::to_string(options_.caps.record_bytes) + " bytes");
      return std::nullopt;
    }
    JsonRecord record = document_from_json(text, caps_);
    if (!record.document) {
      report(record.problem);
    } else if (!has_content(*record.document)) {
      report("neither a known member with text nor a PMID, PMCID or DOI");
      return std::nullopt;
    } else if (record.document->id.empty()) {
      record.document->id = id_for(*record.document, options_, record_);
    }
    return std::move(record.document);
  }

  void report(const std::string& message) const { options_.report({record_, line_.offset}, "", message, true); }

  std::unique_ptr<ByteSource> source_;
  ReaderOptions options_;
  JsonCaps caps_;
  LineReader lines_;
  Line line_;
  std::uint64_t record_ = 0;
};

}  // namespace

std::unique_ptr<Reader> make_jsonl_reader(std::unique_ptr<ByteSource> source, ReaderOptions options) {
  return std::make_unique<JsonlReader>(std::move(source), std::move(options));
}

}  // namespace il2search
