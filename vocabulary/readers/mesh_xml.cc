// read_mesh_xml(): stream -> events -> records -> VocabularyPart. This file has the record's boundaries and the text buffer; the
// meaning of elements is in MeshXmlRecord, what a record must have in MeshPartBuilder.
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/blanks.h"
#include "base/xml/xml_records.h"
#include "vocabulary/readers/mesh_part.h"
#include "vocabulary/readers/mesh_record.h"
#include "vocabulary/readers/mesh_types.h"
#include "vocabulary/readers/part.h"
#include "vocabulary/readers/part_report.h"

namespace il2search {
namespace {

using M = MeshElement;

constexpr std::size_t kRecordDepth = 2;

std::optional<MeshKind> kind_of_root(M root) {
  switch (root) {
    case M::descriptor_record_set: return MeshKind::descriptor;
    case M::supplemental_record_set: return MeshKind::supplementary;
    case M::qualifier_record_set: return MeshKind::qualifier;
    default: return std::nullopt;
  }
}

M record_of_kind(MeshKind kind) {
  switch (kind) {
    case MeshKind::descriptor: return M::descriptor_record;
    case MeshKind::supplementary: return M::supplemental_record;
    case MeshKind::qualifier: return M::qualifier_record;
  }
  return M::other;
}

// The year of the release is in the DTD's URL, nlmdescriptorrecordset_20190101.dtd, or else in the file's name.
std::string version_of(std::string_view head, const PartOptions& options) {
  const std::size_t start = head.find("<!DOCTYPE");
  if (start != std::string_view::npos) {
    std::string year = mesh_year(head.substr(start, head.find('>', start) - start));
    if (!year.empty()) return year;
  }
  return mesh_file_year(options);
}

class MeshXmlReader final : private XmlRecords {
 public:
  MeshXmlReader(ByteSource& source, const PartOptions& options)
      : XmlRecords(source, options.file, {.bytes = options.record_bytes}),
        source_(source),
        options_(options),
        report_(options),
        builder_(report_) {}

  VocabularyPart read() {
    while (parse_block()) {}
    return builder_.finish();
  }

 private:
  void start_element(std::string_view name, const XmlAttributes& attributes) override {
    path_.push(mesh_element(name));
    if (path_.depth() == 1) return begin_part(name);
    if (path_.depth() == kRecordDepth) return begin_record(attributes);
    if (!in_record() || skipping() || text_depth_ != 0 || over_cap()) return;
    record_.start(path_, attributes);
    if (!holds_mesh_text(path_.up(0))) return;
    text_depth_ = path_.depth();
    text_.clear();
  }

  void end_element(std::string_view) override {
    if (text_depth_ == path_.depth()) {
      text_depth_ = 0;
      record_.value(path_, squeeze_blanks(text_));
    }
    if (path_.depth() == record_depth()) end_record();
    path_.pop();
  }

  // Everything inside an element whose text is read is its text, markup or not.
  void text(std::string_view piece) override {
    if (text_depth_ == 0) return;
    text_bytes_ += piece.size();
    if (const auto error = cap_error(path_.depth(), text_bytes_, elements_)) return abandon(*error);
    text_.append(piece);
  }

  void report(const RecordPosition& at, const std::string& id, const std::string& message,
              bool skipped) const override {
    if (skipped) report_.left_out(at, id, message);
    else report_.warn(at, id, message);
  }

  void begin_part(std::string_view root) {
    const std::optional<MeshKind> kind = kind_of_root(path_.up(0));
    if (!kind) refuse_root(root, "of MeSH");
    kind_ = *kind;
    builder_.begin(kind_, version_of(source_.head(), options_));
  }

  void begin_record(const XmlAttributes& attributes) {
    if (path_.up(0) != record_of_kind(kind_)) return;
    report_.check_cancelled();
    open_record(kRecordDepth);
    elements_ = 0;
    text_bytes_ = 0;
    record_.begin(kind_, attributes);
  }

  bool over_cap() {
    if (const auto error = cap_error(path_.depth(), text_bytes_, ++elements_)) abandon(*error);
    return skipping();
  }

  void abandon(const std::string& why) {
    skip_record(record_.ui().empty() ? "" : "MESH:" + record_.ui(), why);
    text_depth_ = 0;
    std::string().swap(text_);
    record_.finish();
  }

  void end_record() {
    if (!skipping()) finish_record();
    close_record();
  }

  void finish_record() {
    MeshRecord record = record_.finish();
    report_unknown_entities("MESH:" + record.ui);
    builder_.add(std::move(record), position());
  }

  ByteSource& source_;
  const PartOptions& options_;
  PartReport report_;
  MeshPartBuilder builder_;
  MeshKind kind_ = MeshKind::descriptor;

  MeshPath path_;
  MeshXmlRecord record_;
  std::size_t elements_ = 0;
  std::uint64_t text_bytes_ = 0;  // includes the expansion of entities, unlike offsets

  std::string text_;
  std::size_t text_depth_ = 0;  // of the element whose text is being read, or 0
};

}  // namespace

VocabularyPart read_mesh_xml(ByteSource& source, const PartOptions& options) {
  return MeshXmlReader(source, options).read();
}

}  // namespace il2search
