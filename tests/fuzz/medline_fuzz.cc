// The tagged format from an untrusted source: see reader_fuzz.h.
#include "reader_fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return il2search::fuzz_reader("medline", data, size, 6);  // PMID:1
}
