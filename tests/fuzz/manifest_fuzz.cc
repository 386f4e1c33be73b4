// Any bytes as a manifest. An accepted one survives being written again, and no path in it leads out of the index folder.
#include "storage/manifest.h"
#include "tests/fuzz/fuzz_input.h"

namespace {

using namespace il2search;

void check_path(const std::string& path) {
  fuzz::require(!path.empty() && path.front() != '/', "an absolute path", path);
  fuzz::require(("/" + path + "/").find("/../") == std::string::npos, "a path that leads out", path);
  fuzz::require(terminal_safe(path, false) == path, "a path that steers terminals", path);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Manifest manifest;
  if (!fuzz::accepts([&] { manifest = manifest_from_json(fuzz::as_text(data, size), "fuzz"); })) return 0;
  const std::string json = manifest_to_json(manifest);
  fuzz::require(manifest_from_json(json, "fuzz") == manifest, "lost when it is written again", json);
  for_each_file(manifest, [](const FileEntry& file) { check_path(file.path); });
  if (manifest.previous) check_path(manifest.previous->path);
  if (manifest.vocabulary) check_path(manifest.vocabulary->folder());
  fuzz::require(manifest.generation <= kMaxNumber && manifest.next_segment <= kMaxNumber, "a number too large", json);
  fuzz::require(manifest.keep >= 1 && manifest.keep <= kMaxKeep, "an impossible number of generations", json);
  return 0;
}
