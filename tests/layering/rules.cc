// Which layer may include which, and where the headers of Xapian, ICU, Boost and other libraries may appear.
#include "tests/layering/rules.h"

#include <algorithm>
#include <array>

namespace il2search::layering {
namespace {

using Layers = std::vector<std::string_view>;

struct Layer {
  std::string_view name;
  std::string_view folder;
  Layers may_include;
};

// The first matching folder wins: query/syntax comes before query.
const std::vector<Layer>& layers() {
  static const std::vector<Layer> table = {
      {"public", "include/il2search/", {"public"}},
      {"base", "base/", {"base", "public"}},
      {"text", "text/", {"text", "base", "public"}},
      {"schema", "schema/", {"schema", "text", "base", "public"}},
      {"storage", "storage/", {"storage", "schema", "text", "base", "public"}},
      {"postings", "postings/", {"postings", "storage", "schema", "text", "base", "public"}},
      {"corpus", "corpus/", {"corpus", "schema", "text", "base", "public"}},
      {"vocabulary", "vocabulary/", {"vocabulary", "postings", "storage", "schema", "text", "base", "public"}},
      {"indexer",
       "indexer/",
       {"indexer", "corpus", "vocabulary", "postings", "storage", "schema", "text", "base", "public"}},
      {"syntax", "query/syntax/", {"syntax", "base", "public"}},
      {"query", "query/", {"query", "syntax", "vocabulary", "storage", "schema", "text", "base", "public"}},
      {"cli", "cli/", {"cli", "public"}},
  };
  return table;
}

// The headers of a library, and the files or folders that may include them.
struct Confined {
  std::string_view header;
  std::vector<std::string_view> files;
};

const std::vector<Confined>& confined() {
  static const std::vector<Confined> table = {
      {"xapian.h", {"storage/", "vocabulary/", "indexer/", "query/"}},
      {"unicode/", {"text/unicode_fold.cc"}},
      {"boost/", {"cli/"}},
      {"expat.h", {"base/"}},
      {"libstemmer.h", {"text/"}},
      {"md5.h", {"base/"}},
      {"zlib.h", {"base/"}},
      {"zstd.h", {"storage/compressed_records.cc"}},
  };
  return table;
}

bool has_any_prefix(std::string_view path, const std::vector<std::string_view>& prefixes) {
  return std::any_of(prefixes.begin(), prefixes.end(), [&](auto prefix) { return path.starts_with(prefix); });
}

bool contains(const Layers& list, std::string_view name) {
  return std::find(list.begin(), list.end(), name) != list.end();
}

std::string_view layer_of_target(std::string_view target) {
  return target.starts_with("il2_") ? target.substr(4) : std::string_view{};
}

std::optional<std::string> confinement_error(std::string_view file, std::string_view header) {
  for (const Confined& row : confined()) {
    if (!header.starts_with(row.header)) continue;
    if (has_any_prefix(file, row.files)) continue;
    std::string allowed;
    for (const std::string_view prefix : row.files) allowed.append(allowed.empty() ? "" : ", ").append(prefix);
    return "<" + std::string(header) + "> may be included only in " + allowed;
  }
  return std::nullopt;
}

std::optional<std::string> public_header_error(std::string_view layer, std::string_view header) {
  const bool plain = header.starts_with("il2search/") || header.find_first_of("./") == std::string_view::npos;
  if (layer != "public" || plain) return std::nullopt;
  return "a public header may include only the standard library and public headers";
}

}  // namespace

std::string_view layer_of(std::string_view path) {
  for (const Layer& layer : layers()) {
    if (path.starts_with(layer.folder)) return layer.name;
  }
  return {};
}

const std::vector<std::string_view>& may_include(std::string_view layer) {
  static const Layers none;
  for (const Layer& row : layers()) {
    if (row.name == layer) return row.may_include;
  }
  return none;
}

std::optional<std::string> include_error(std::string_view file, std::string_view header) {
  const std::string_view layer = layer_of(file);
  const std::string_view header_layer = header.starts_with("il2search/") ? "public" : layer_of(header);
  if (auto error = public_header_error(layer, header)) return error;
  if (auto error = confinement_error(file, header)) return error;
  if (header_layer.empty() || contains(may_include(layer), header_layer)) return std::nullopt;
  return std::string(layer) + " must not include " + std::string(header_layer);
}

std::vector<std::string_view> confined_prefixes() {
  std::vector<std::string_view> prefixes;
  for (const Confined& row : confined()) prefixes.insert(prefixes.end(), row.files.begin(), row.files.end());
  return prefixes;
}

std::optional<std::string> link_error(std::string_view target, std::string_view linked) {
  const std::string_view layer = layer_of_target(linked);
  if (layer.empty() || layer == "flags") return std::nullopt;
  if (contains(may_include(layer_of_target(target)), layer)) return std::nullopt;
  return std::string(target) + " must not link " + std::string(linked);
}

}  // namespace il2search::layering
