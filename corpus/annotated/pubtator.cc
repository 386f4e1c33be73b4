// PubtatorReader: lines -> the text, annotations and relations of one document -> Document.
#include "corpus/annotated/pubtator.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <il2search/error.h>
#include <il2search/text.h>

#include "base/ascii.h"
#include "base/blanks.h"
#include "base/line_reader.h"
#include "base/utf8.h"
#include "corpus/annotated/annotation_ids.h"
#include "corpus/annotated/annotations.h"
#include "schema/identifiers.h"

namespace il2search {
namespace {

constexpr std::size_t kMaxCells = 8;

// "123|t|A title". The kind is 't', 'a', or '\0' for any other line.
struct PubtatorText {
  char kind = '\0';
  std::string_view id;
  std::string_view text;
};

PubtatorText pubtator_text(std::string_view line) {
  const std::size_t bar = line.find('|');
  if (bar == std::string_view::npos || bar == 0 || bar > kMaxIdBytes || line.size() < bar + 3) return {};
  const std::string_view id = line.substr(0, bar);
  const char kind = line[bar + 1];
  if (line[bar + 2] != '|' || (kind != 't' && kind != 'a') || id.find_first_of(" \t") != std::string_view::npos)
    return {};
  return {kind, id, line.substr(bar + 3)};
}

// The last cell holds the rest of the line.
std::vector<std::string_view> cells_of(std::string_view line, char separator) {
  std::vector<std::string_view> cells;
  std::size_t start = 0;
  while (cells.size() + 1 < kMaxCells) {
    const std::size_t end = line.find(separator, start);
    if (end == std::string_view::npos) break;
    cells.push_back(line.substr(start, end - start));
    start = end + 1;
  }
  cells.push_back(line.substr(start));
  return cells;
}

bool is_numeric_cell(std::string_view cell) {
  return !cell.empty() && cell.find_first_not_of("0123456789-+.") == std::string_view::npos;
}

// The document that is being read.
struct PubtatorDocument {
  std::string id;
  std::uint64_t number = 0;
  std::uint64_t offset = 0;
  std::uint64_t bytes = 0;
  std::string title;
  std::vector<std::string> abstracts;
  AnnotatedSource source;
  std::size_t unknown_lines = 0;
  std::uint64_t first_unknown_line = 0;  // offset
  std::size_t bad_numbers = 0;
  std::string first_bad_number;
  bool replaced_utf8 = false;
  bool abandoned = false;
};

class PubtatorReader final : public Reader {
 public:
  PubtatorReader(std::unique_ptr<ByteSource> source, ReaderOptions options)
      : source_(std::move(source)), options_(std::move(options)), lines_(*source_, options_.caps.text_bytes) {}

  std::optional<Record> next() override {
    while (lines_.next(line_)) {
      if (auto document = read_line()) return document;
    }
    if (auto document = finish()) return document;
    if (number_ == 0) {
      throw Error(ErrorCode::broken_file, "the file has no PubTator document: " + terminal_safe(options_.file, false));
    }
    return std::nullopt;
  }

  std::uint64_t bytes_read() const override { return lines_.bytes_read(); }

 private:
  // Returns the document that ends before this line.
  std::optional<Document> read_line() {
    if (trim_whitespace(line_.text).empty()) return std::nullopt;
    const PubtatorText text = pubtator_text(line_.text);
    std::optional<Document> finished;
    if (begins_document(text)) {
      finished = finish();
      begin(text.id);
    }
    if (!current_) {
      report_stray_line();
      return finished;
    }
    if (current_->abandoned) return finished;
    current_->bytes += line_.text.size();
    if (text.kind != '\0') add_text(text);
    else add_cells();
    check_caps();
    return finished;
  }

  bool begins_document(const PubtatorText& text) const {
    if (text.kind == '\0') return false;
    if (!current_ || current_->id != text.id) return true;
    const bool has_text = !current_->title.empty() || !current_->abstracts.empty();
    return text.kind == 't' && (has_text || !current_->source.annotations.empty() || current_->abandoned);
  }

  void begin(std::string_view id) {
    current_.emplace();
    current_->id = replace_invalid_utf8(id);
    current_->number = ++number_;
    current_->offset = line_.offset;
  }

  void add_text(const PubtatorText& text) {
    if (text.kind == 't') current_->title = valid(text.text);
    else current_->abstracts.push_back(valid(text.text));
  }

  void add_cells() {
    const std::vector<std::string_view> cells = cells_of(line_.text, '\t');
    const bool own = cells.size() >= 4 && cells[0] == current_->id;
    if (own && cells.size() >= 5 && is_numeric_cell(cells[1]) && is_numeric_cell(cells[2]))
      return add_annotation(cells);
    if (own && !is_numeric_cell(cells[1])) return add_relation(cells);
    if (current_->unknown_lines++ == 0) current_->first_unknown_line = line_.offset;
  }

  void add_annotation(const std::vector<std::string_view>& cells) {
    SourceAnnotation& annotation = current_->source.annotations.emplace_back();
    annotation.mention.text = valid(cells[3]);
    annotation.type = valid(cells[4]);
    if (cells.size() > 5) annotation.identifier = valid(cells[5]);
    if (cells.size() > 6) {
      for (const std::string_view part : cells_of(cells[6], '|')) annotation.parts.push_back(valid(part));
    }
    const auto start = source_number(cells[1]);
    const auto end = source_number(cells[2]);
    if (start && end && *start < *end) {
      annotation.mention.ranges.push_back({*start, *end - *start});
    } else if (current_->bad_numbers++ == 0) {
      current_->first_bad_number = std::string(cells[1]) + " to " + std::string(cells[2]);
    }
  }

  void add_relation(const std::vector<std::string_view>& cells) {
    SourceRelation& relation = current_->source.relations.emplace_back();
    relation.type = valid(cells[1]);
    for (std::size_t i = 2; i < 4; ++i) relation.arguments.push_back({valid(cells[i]), "", ""});
  }

  std::string valid(std::string_view text) {
    if (is_valid_utf8(text)) return std::string(text);
    current_->replaced_utf8 = true;
    return replace_invalid_utf8(text);
  }

  void check_caps() {
    const AnnotatedSource& source = current_->source;
    if (line_.cut) {
      abandon("a line is over " + std::to_string(options_.caps.text_bytes) + " bytes");
    } else if (current_->bytes > options_.caps.record_bytes) {
      abandon("the record is over " + std::to_string(options_.caps.record_bytes) + " bytes");
    } else if (source.annotations.size() + source.relations.size() + current_->abstracts.size() > kMaxAnnotations) {
      abandon("the document has over " + std::to_string(kMaxAnnotations) + " annotations and relations");
    }
  }

  void abandon(const std::string& why) {
    report(why, true);
    current_->abandoned = true;
    current_->source = {};
  }

  // The current document, if there is one and it is not left out.
  std::optional<Document> finish() {
    if (!current_) return std::nullopt;
    std::optional<Document> document;
    if (!current_->abandoned) document = build();
    current_.reset();
    return document;
  }

  std::optional<Document> build() {
    Document document;
    document.title = current_->title;
    for (std::string& text : current_->abstracts) {
      if (!trim_whitespace(text).empty()) document.abstract.push_back({"", std::move(text)});
    }
    set_source_id(document, current_->id);
    if (trim_whitespace(document.title).empty() && document.abstract.empty()) {
      report("the document has neither title nor abstract", true);
      return std::nullopt;
    }
    // Offsets count one separator between title and abstract.
    std::string whole = document.title;
    for (const Section& section : document.abstract) whole.append("\n").append(section.text);
    current_->source.pieces.push_back({std::move(whole), 0, 0});
    collect_warnings();
    const AnnotationOutcome outcome = add_annotations(document, current_->source);
    if (!outcome.error.empty()) {
      report(outcome.error, true);
      return std::nullopt;
    }
    if (document.id.empty()) document.id = id_for(document, options_, current_->number);
    for (const std::string& warning : outcome.warnings) report(warning, false);
    if (seen_.add(document.id)) report("the file has this document more than once; the last one is used", false);
    return document;
  }

  void collect_warnings() {
    std::vector<std::string>& warnings = current_->source.warnings;
    if (current_->replaced_utf8) warnings.emplace_back("invalid UTF-8 was replaced");
    if (current_->unknown_lines > 0) {
      warnings.push_back(std::to_string(current_->unknown_lines) +
                         " lines are not a text, annotation or relation of the document and are left out, the first "
                         "at byte " +
                         std::to_string(current_->first_unknown_line));
    }
    if (current_->bad_numbers > 0) {
      warnings.push_back(std::to_string(current_->bad_numbers) + " annotations have invalid offsets, the first " +
                         terminal_safe(current_->first_bad_number.substr(0, 60), false));
    }
  }

  // A line before the first document.
  void report_stray_line() {
    if (std::exchange(stray_line_, true)) return;
    options_.report({0, line_.offset}, "", "lines before the first document are left out", false);
  }

  void report(const std::string& message, bool fatal) const {
    options_.report({current_->number, current_->offset}, current_->id, message, fatal);
  }

  std::unique_ptr<ByteSource> source_;
  ReaderOptions options_;
  LineReader lines_;
  Line line_;
  std::optional<PubtatorDocument> current_;
  std::uint64_t number_ = 0;
  SeenDocuments seen_;
  bool stray_line_ = false;
};

}  // namespace

std::unique_ptr<Reader> make_pubtator_reader(std::unique_ptr<ByteSource> source, ReaderOptions options) {
  return std::make_unique<PubtatorReader>(std::move(source), std::move(options));
}

bool looks_like_pubtator(std::string_view text) {
  text = trim_whitespace(text);
  PubtatorText first = pubtator_text(text.substr(0, text.find('\n')));
  if (first.id.starts_with("PMC")) first.id.remove_prefix(3);
  return first.kind != '\0' && first.id.size() <= 12 && ascii::is_number(first.id);
}

}  // namespace il2search
