// read_part(): which kinds take which formats, and the choice of the reader by the content of the file.
#include <algorithm>
#include <array>
#include <filesystem>
#include <string>

#include <il2search/error.h>
#include <il2search/text.h>

#include "base/ascii.h"
#include "base/blanks.h"
#include "base/sniff.h"
#include "base/utf8.h"
#include "vocabulary/readers/part.h"

namespace il2search {
namespace {

struct PartFormat {
  std::string_view kind;
  std::string_view format;
  VocabularyPart (*read)(ByteSource& source, const PartOptions& options);
};
constexpr std::array<PartFormat, 10> kPartFormats = {{{"mesh", "mesh-xml", read_mesh_xml},
                                                      {"mesh", "mesh-ascii", read_mesh_ascii},
                                                      {"mesh-trees", "mesh-trees", read_mesh_trees},
                                                      {"mondo", "obo", read_obo},
                                                      {"mondo", "obographs", read_obographs},
                                                      {"obo", "obo", read_obo},
                                                      {"obo", "obographs", read_obographs},
                                                      {"gene", "gene-info", read_gene_info},
                                                      {"gene", "hgnc", read_hgnc},
                                                      {"sssom", "sssom", read_sssom}}};

// "obo=PATH or mondo=PATH": the kinds that take the format.
std::string kinds_that_take(std::string_view format) {
  std::string kinds;
  for (const PartFormat& row : kPartFormats) {
    if (row.format == format) kinds += (kinds.empty() ? "" : " or ") + std::string(row.kind) + "=PATH";
  }
  return kinds;
}

std::string formats_of_kind(const std::string& kind) {
  std::string formats;
  for (const PartFormat& row : kPartFormats) {
    if (row.kind == kind) formats += (formats.empty() ? "" : " or ") + std::string(vocabulary_format_name(row.format));
  }
  return formats;
}

std::string_view text_of(std::string_view head) { return trim_blanks(strip_bom(head)); }

// What content that is not a vocabulary looks like.
std::string_view describe_content(std::string_view head) {
  const std::string_view text = text_of(head);
  if (text.empty()) return "nothing but blanks";
  if (const ForeignContent binary = sniff_binary(head); binary.known()) return binary.name;
  if (text.find('\0') != std::string_view::npos) return "binary data";
  if (text.starts_with('<')) {
    const std::string_view root = xml_root(text);
    if (ascii::equals_ignoring_case(root, "html")) return "a web page";
    return ascii::equals_ignoring_case(root, "RDF") ? "OWL in RDF/XML" : "XML of another kind";
  }
  return text.starts_with('{') || text.starts_with('[') ? "JSON of another kind" : "text of another kind";
}

[[noreturn]] void refuse_content(const std::string& kind, const std::string& path, const std::string& format,
                                 std::string_view head) {
  const std::string_view content = format.empty() ? describe_content(head) : vocabulary_format_name(format);
  const std::string what =
      "not of kind " + kind + ", this looks like " + std::string(content) + ": " + terminal_safe(path, false);
  throw Error(ErrorCode::unknown_format, what,
              format.empty() ? kind + " takes " + formats_of_kind(kind) : "use " + kinds_that_take(format));
}

void check_kind(const std::string& kind) {
  const std::vector<std::string>& kinds = vocabulary_kinds();
  if (std::find(kinds.begin(), kinds.end(), kind) != kinds.end()) return;
  std::string known;
  for (const std::string& name : kinds) known += (known.empty() ? "" : ", ") + name;
  throw Error(ErrorCode::invalid_argument, "unknown kind of vocabulary: " + terminal_safe("\"" + kind + "\"", false),
              "the kinds are " + known);
}

const PartFormat& choose_format(const std::string& kind, const std::string& path, ByteSource& source) {
  const std::string_view head = source.head();
  const std::string format = detect_vocabulary_format(head);
  const auto row = std::find_if(kPartFormats.begin(), kPartFormats.end(), [&](const PartFormat& candidate) {
    return candidate.kind == kind && candidate.format == format;
  });
  if (row == kPartFormats.end()) refuse_content(kind, path, format, head);
  return *row;
}

}  // namespace

const std::vector<std::string>& vocabulary_kinds() {
  static const std::vector<std::string> kinds = {"mesh", "mesh-trees", "mondo", "obo", "gene", "sssom"};
  return kinds;
}

std::string detect_vocabulary_format(std::string_view head) {
  return std::string(sniff_vocabulary(text_of(head), Evidence::likely));
}

VocabularyPart read_part(const std::string& kind, const std::string& path, const PartOptions& options) {
  check_kind(kind);
  PartOptions named = options;
  if (named.file.empty()) named.file = path;
  SourceOptions source_options;
  source_options.cancelled = options.cancelled;
  if (options.on_bytes) source_options.on_bytes = [&](std::string_view bytes) { options.on_bytes(bytes.size()); };
  const std::unique_ptr<ByteSource> source = open_source(path, std::move(source_options));
  VocabularyPart part = choose_format(kind, path, *source).read(*source, named);
  // The kind "mondo" takes one ontology; only the content tells which one this is.
  if (kind == "mondo" && part.name != kind) {
    throw Error(ErrorCode::unknown_format, "not Mondo but another ontology: " + terminal_safe(path, false),
                "use obo=PATH");
  }
  part.source = terminal_safe(std::filesystem::path(path).filename().string(), false);
  return part;
}

}  // namespace il2search
