// read_mesh_xml(): stream -> events -> records -> part. Here are the record's borders, the caps, the text buffer and what
// is reported; the meaning of elements is in MeshXmlRecord, what a record must have in MeshPartBuilder.
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <il2search/error.h>
#include <il2search/text.h>

#include "base/blanks.h"
#include "base/xml.h"
#include "vocabulary/readers/mesh_part.h"
#include "vocabulary/readers/mesh_record.h"
#include "vocabulary/readers/mesh_types.h"
#include "vocabulary/readers/part.h"
#include "vocabulary/readers/part_report.h"

namespace il2search {
namespace {

using M = MeshElement;

constexpr std::size_t kXmlChunkBytes = 64 * 1024;
constexpr std::size_t kMaxMeshElements = 1'000'000;  // of one record
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

// The year of the release is in the DTD's address, nlmdescriptorrecordset_20190101.dtd, else perhaps in the file's name.
std::string version_of(std::string_view head, const PartOptions& options) {
  const std::size_t start = head.find("<!DOCTYPE");
  if (start != std::string_view::npos) {
    std::string year = mesh_year(head.substr(start, head.find('>', start) - start));
    if (!year.empty()) return year;
  }
  return mesh_file_year(options);
}

class MeshXmlReader final : private XmlHandler {
 public:
  MeshXmlReader(ByteSource& source, const PartOptions& options)
      : source_(source), options_(options), report_(options), builder_(report_), parser_(*this, options.file) {}

  VocabularyPart read() {
    for (;;) {
      const std::size_t n = source_.read(parser_.buffer(kXmlChunkBytes), kXmlChunkBytes);
      if (n == 0) break;
      parser_.parse(n);
    }
    parser_.finish();
    return builder_.take();
  }

 private:
  void start_element(std::string_view name, const XmlAttributes& attributes) override {
    path_.push(mesh_element(name));
    if (path_.depth() == 1) return begin_part(name);
    if (path_.depth() == kRecordDepth) return begin_record(attributes);
    if (!in_record_ || text_depth_ != 0 || over_cap()) return;
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
    if (path_.depth() == kRecordDepth) end_record();
    path_.pop();
  }

  // What stands inside an element that is read, markup or not, is its text.
  void text(std::string_view piece) override {
    if (text_depth_ == 0) return;
    text_bytes_ += piece.size();
    if (text_bytes_ > options_.record_bytes) return abandon("over " + std::to_string(options_.record_bytes) + " bytes");
    text_.append(piece);
  }

  void unknown_entity(std::string_view name, bool in_attribute) override {
    if (!in_record_) return;
    if (unknown_entities_++ == 0) first_unknown_ = name;
    if (!in_attribute) text(std::string("&").append(name).append(";"));
  }

  void begin_part(std::string_view root) {
    const std::optional<MeshKind> kind = kind_of_root(path_.up(0));
    if (!kind) {
      throw Error(
          ErrorCode::unknown_format,
          terminal_safe("XML, but not of MeSH (its root is " + std::string(root) + "): " + options_.file, false));
    }
    kind_ = *kind;
    builder_.begin(kind_, version_of(source_.head(), options_));
  }

  void begin_record(const XmlAttributes& attributes) {
    if (path_.up(0) != record_of_kind(kind_)) return;
    report_.check_cancelled();
    in_record_ = true;
    ++place_.record;
    place_.offset = parser_.offset();
    elements_ = 0;
    text_bytes_ = 0;
    unknown_entities_ = 0;
    record_.begin(kind_, attributes);
  }

  bool over_cap() {
    if (parser_.offset() - place_.offset > options_.record_bytes) {
      abandon("over " + std::to_string(options_.record_bytes) + " bytes");
    } else if (++elements_ > kMaxMeshElements) {
      abandon("of over " + std::to_string(kMaxMeshElements) + " elements");
    }
    return !in_record_;
  }

  void abandon(const std::string& why) {
    report_.left_out(place_, record_.ui().empty() ? "" : "MESH:" + record_.ui(), "the record is " + why);
    in_record_ = false;
    text_depth_ = 0;
    std::string().swap(text_);
    record_.take();
  }

  void end_record() {
    if (!std::exchange(in_record_, false)) return;
    MeshRecord record = record_.take();
    if (unknown_entities_ > 0) {
      report_.warn(place_, "MESH:" + record.ui,
                   std::to_string(unknown_entities_) + " unknown entities, kept as written, the first of them &" +
                       first_unknown_.substr(0, kMaxShownEntity) + ";");
    }
    builder_.add(std::move(record), place_);
  }

  static constexpr std::size_t kMaxShownEntity = 40;

  ByteSource& source_;
  const PartOptions& options_;
  PartReport report_;
  MeshPartBuilder builder_;
  XmlParser parser_;
  MeshKind kind_ = MeshKind::descriptor;

  MeshPath path_;
  MeshXmlRecord record_;
  bool in_record_ = false;  // and it is neither of another kind nor over a cap
  PartPlace place_;
  std::size_t elements_ = 0;
  std::uint64_t text_bytes_ = 0;  // counts what entities expand to, which offsets do not

  std::string text_;
  std::size_t text_depth_ = 0;  // of the element whose text is read; 0 when none is

  std::uint64_t unknown_entities_ = 0;  // of this record
  std::string first_unknown_;
};

}  // namespace

VocabularyPart read_mesh_xml(ByteSource& source, const PartOptions& options) {
  return MeshXmlReader(source, options).read();
}

}  // namespace il2search
