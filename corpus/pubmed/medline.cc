// MedlineReader: lines -> fields -> records. It finds where records begin and end, applies the caps and reports errors;
// MedlineRecord knows what the tags mean.
#include "corpus/pubmed/medline.h"

#include <algorithm>
#include <utility>

#include "base/ascii.h"
#include "base/blanks.h"
#include "base/line_reader.h"
#include "base/utf8.h"
#include "corpus/document_values.h"
#include "corpus/pubmed/medline_record.h"

namespace il2search {
namespace {

constexpr std::size_t kTagBytes = 4;

std::string_view trim_right(std::string_view text) { return text.substr(0, text.find_last_not_of(" \t") + 1); }

bool is_blank_line(std::string_view text) { return text.find_first_not_of(" \t\f") == std::string_view::npos; }

bool is_tag_character(char c) { return ascii::is_upper(c) || ascii::is_digit(c); }

// "TI  - text" -> "TI"; empty if the line does not begin a field. The value and the blank before it may be missing.
std::string_view tag_of_line(std::string_view line) {
  if (line.size() < kTagBytes + 1 || line[kTagBytes] != '-' || !is_tag_character(line[0])) return {};
  if (line.size() > kTagBytes + 1 && line[kTagBytes + 1] != ' ') return {};
  const std::string_view tag = trim_right(line.substr(0, kTagBytes));
  return std::all_of(tag.begin(), tag.end(), is_tag_character) ? tag : std::string_view();
}

class MedlineReader final : public Reader {
 public:
  MedlineReader(std::unique_ptr<ByteSource> source, ReaderOptions options)
      : source_(std::move(source)), options_(std::move(options)), lines_(*source_, options_.caps.text_bytes) {}

  std::optional<Record> next() override {
    while (read_record()) {
      Document document = record_.finish();
      if (skipping_) continue;
      if (!document.id.empty()) return document;
      report("the record has no PMID", true);
    }
    return std::nullopt;
  }

  std::uint64_t bytes_read() const override { return lines_.bytes_read(); }

 private:
  // Reads the next record into record_; false at the end of the stream.
  bool read_record() {
    begin_record();
    while (have_line_ || lines_.next(line_)) {
      have_line_ = false;
      if (is_blank_line(line_.text)) {
        if (in_record_) break;
        continue;
      }
      if (in_record_ && seen_pmid_ && tag_of_line(line_.text) == "PMID") {
        have_line_ = true;  // the next record, without a blank line before it
        break;
      }
      add_line();
    }
    finish_field();
    return in_record_;
  }

  void begin_record() {
    in_record_ = false;
    seen_pmid_ = false;
    skipping_ = false;
    replaced_bytes_ = false;
    stray_line_ = false;
    record_bytes_ = 0;
    record_fields_ = 0;
  }

  void add_line() {
    if (!in_record_) {
      in_record_ = true;
      offset_ = line_.offset;
      ++record_number_;
    }
    if (skipping_) return note_pmid();
    record_bytes_ += line_.text.size();
    const std::string_view tag = tag_of_line(line_.text);
    if (!tag.empty()) {
      finish_field();
      tag_ = tag;
      ++record_fields_;
      append(line_.text.substr(kTagBytes + 1));
      note_pmid();
    } else {
      if (line_.text.front() != ' ' && line_.text.front() != '\t') report_stray_line();
      append(line_.text);
    }
    check_caps();
  }

  void note_pmid() {
    if (tag_of_line(line_.text) == "PMID") seen_pmid_ = true;
  }

  void append(std::string_view text) { value_.append(text).append(1, '\n'); }

  void finish_field() {
    if (!tag_.empty() && !skipping_) record_.add(tag_, squeeze_blanks(valid_text()));
    tag_.clear();
    value_.clear();
  }

  std::string valid_text() {
    if (is_valid_utf8(value_)) return std::move(value_);
    if (!replaced_bytes_) report("bytes that are not UTF-8 were replaced", false);
    replaced_bytes_ = true;
    return replace_invalid_utf8(value_);
  }

  void check_caps() {
    if (line_.cut || value_.size() > options_.caps.text_bytes) {
      abandon("a text is over " + std::to_string(options_.caps.text_bytes) + " bytes");
    } else if (record_bytes_ > options_.caps.record_bytes) {
      abandon("the record is over " + std::to_string(options_.caps.record_bytes) + " bytes");
    } else if (record_fields_ > kMaxRecordFields) {
      abandon("the record has over " + std::to_string(kMaxRecordFields) + " fields");
    }
  }

  void abandon(const std::string& why) {
    report(why, true);
    skipping_ = true;
    std::string().swap(value_);
  }

  // A line that has no tag and is not indented is kept as part of the previous field.
  void report_stray_line() {
    if (stray_line_) return;
    stray_line_ = true;
    report("a line without a tag was added to the previous field", false);
  }

  void report(const std::string& message, bool skipped) {
    const std::string id = record_.pmid().empty() ? "" : "PMID:" + record_.pmid();
    options_.report({record_number_, offset_}, id, message, skipped);
  }

  std::unique_ptr<ByteSource> source_;
  ReaderOptions options_;
  LineReader lines_;
  Line line_;
  bool have_line_ = false;  // line_ belongs to the next record
  MedlineRecord record_;
  std::uint64_t record_number_ = 0;
  std::uint64_t offset_ = 0;
  std::uint64_t record_bytes_ = 0;
  std::size_t record_fields_ = 0;
  bool in_record_ = false;
  bool seen_pmid_ = false;
  bool skipping_ = false;  // up to the end of the record
  bool replaced_bytes_ = false;
  bool stray_line_ = false;
  std::string tag_;
  std::string value_;
};

}  // namespace

std::unique_ptr<Reader> make_medline_reader(std::unique_ptr<ByteSource> source, ReaderOptions options) {
  return std::make_unique<MedlineReader>(std::move(source), std::move(options));
}

}  // namespace il2search
