// The table of formats, the steps from a path to a reader, and the ids of records.
#include "corpus/reader.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <iterator>
#include <utility>

#include <il2search/error.h>
#include <il2search/text.h>

#include "base/checksum.h"
#include "base/utf8.h"
#include "corpus/annotated/bioc.h"
#include "corpus/annotated/pubtator.h"
#include "corpus/detect.h"
#include "corpus/jats/jats.h"
#include "corpus/jsonl.h"
#include "corpus/pages/paper_md.h"
#include "corpus/pages/portal_text.h"
#include "corpus/pages/text_reader.h"
#include "corpus/pubmed/medline.h"
#include "corpus/pubmed/pubmed_xml.h"
#include "schema/identifiers.h"

namespace il2search {
namespace {

struct Format {
  std::string_view name;
  std::unique_ptr<Reader> (*make)(std::unique_ptr<ByteSource>, ReaderOptions);
  // To be raised when the reader, or the detection of its format, makes other documents of a file than before.
  std::uint32_t version = 1;
};

// The strictest format first.
constexpr std::array<Format, 10> kFormats = {{
    {"pubmed-xml", make_pubmed_xml_reader},
    {"jats", make_jats_reader},
    {"medline", make_medline_reader},
    {"bioc-xml", make_bioc_xml_reader},
    {"bioc-json", make_bioc_json_reader},
    {"pubtator", make_pubtator_reader},
    {"jsonl", make_jsonl_reader},
    {"paper-md", make_paper_md_reader},
    {"portal-text", make_portal_text_reader},
    {"text", make_text_reader},
}};

std::string names_of_formats() {
  std::string names;
  for (const Format& format : kFormats) names += (names.empty() ? "" : ", ") + std::string(format.name);
  return names;
}

std::string printable(const std::string& path) { return terminal_safe(path, false); }

std::string detect(ByteSource& source, const std::string& file) {
  const std::string_view head = source.head();
  if (head.empty()) throw Error(ErrorCode::broken_file, "the file is empty: " + printable(file));
  if (is_blank_text(head)) throw Error(ErrorCode::broken_file, "the file is blank: " + printable(file));
  std::string format = detect_format(head);
  if (format.empty()) {
    throw Error(ErrorCode::unknown_format, "the format is unknown: " + printable(file),
                describe_unknown(head) + "; known formats: " + names_of_formats());
  }
  return format;
}

// Paths may contain any bytes; ids are text.
std::string file_id(const std::string& path, const std::string& record) {
  constexpr std::string_view kPrefix = "FILE:";
  std::string clean = replace_invalid_utf8(path);
  if (kPrefix.size() + clean.size() + record.size() <= kMaxIdBytes) return std::string(kPrefix) + clean + record;
  const std::string checksum = xxh3_hex(path) + "/";
  std::size_t start = clean.size() - (kMaxIdBytes - kPrefix.size() - checksum.size() - record.size());
  while (start < clean.size() && is_utf8_continuation(clean[start])) ++start;
  return std::string(kPrefix) + checksum + clean.substr(start) + record;
}

}  // namespace

std::string id_for(const Document& document, const ReaderOptions& options, std::uint64_t record) {
  if (std::string id = id_from_identifiers(document); !id.empty()) return id;
  return file_id(options.file_id.empty() ? options.file : options.file_id, "#" + std::to_string(record));
}

const std::vector<std::string>& document_formats() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> list;
    std::transform(kFormats.begin(), kFormats.end(), std::back_inserter(list),
                   [](const Format& format) { return std::string(format.name); });
    return list;
  }();
  return names;
}

std::uint32_t reader_version(std::string_view format) {
  const auto* found =
      std::find_if(kFormats.begin(), kFormats.end(), [&](const Format& row) { return row.name == format; });
  return found == kFormats.end() ? 0 : found->version;
}

std::string choose_format(const std::string& format, ByteSource& source, const std::string& file) {
  return format == "auto" || format.empty() ? detect(source, file) : format;
}

std::unique_ptr<Reader> make_reader(const std::string& format, std::unique_ptr<ByteSource> source,
                                    ReaderOptions options) {
  const auto found =
      std::find_if(kFormats.begin(), kFormats.end(), [&](const Format& row) { return row.name == format; });
  if (found == kFormats.end()) {
    throw Error(ErrorCode::unknown_format, "unknown format: " + printable(format),
                "known formats: auto, " + names_of_formats());
  }
  return found->make(std::move(source), std::move(options));
}

std::unique_ptr<Reader> open_reader(const std::string& path, const std::string& format, ReaderOptions options) {
  std::unique_ptr<ByteSource> source = open_source(path);
  if (options.file.empty()) options.file = path;
  const std::string name = choose_format(format, *source, options.file);
  return make_reader(name, std::move(source), std::move(options));
}

}  // namespace il2search
