// Any bytes as MeSH's tree files: see mesh_fuzz.h.
#include "tests/fuzz/mesh_fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return il2search::fuzz::read_mesh_bytes(il2search::read_mesh_trees, data, size);
}
