// Any bytes as the deletion list of a segment, whose number of documents is in the first two. An accepted list is what
// the encoder writes for its docids.
#include <algorithm>

#include "storage/deletion_list.h"
#include "tests/fuzz/fuzz_input.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace il2search;
  fuzz::FuzzInput input(fuzz::as_text(data, size));
  const auto documents = static_cast<std::uint32_t>(input.number16());
  const auto docids = decode_deleted(input.rest(), documents);
  if (!docids) return 0;
  fuzz::require(docids->size() <= documents, "more deleted documents than documents");
  fuzz::require(encode_deleted(*docids, documents) == input.rest(), "lost when it is written again");
  return 0;
}
