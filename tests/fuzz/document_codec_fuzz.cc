// Any bytes as a stored document: two bytes with the length of the head, the head, and the text, which is used as it is and
// as a deflated one of format 1. What is decoded survives being stored again, and can be printed.
#include <il2search/json.h>

#include "schema/document_codec.h"
#include "tests/fuzz/fuzz_input.h"

namespace {

using namespace il2search;

void check(std::string_view head, std::string_view text) {
  const Document document = decode_document(head, text);
  fuzz::require(decode_head(head).id == document.id, "head and document have different ids");
  const StoredDocument stored = encode_document(document);
  fuzz::require(decode_document(stored.head, stored.text) == document, "lost when it is stored again");
  const std::string json = to_json(document);
  fuzz::require(terminal_safe(json, false) == json, "JSON that cannot be printed", json);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::FuzzInput input(fuzz::as_text(data, size));
  const std::string_view head = input.bytes(input.number16());
  fuzz::accepts([&] { check(head, input.rest()); });
  fuzz::accepts([&] { check(head, inflate_text(input.rest())); });
  return 0;
}
