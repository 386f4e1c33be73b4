// Any bytes as the tagged format: no crash, no leak, no record without an id, errors only as Error.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>
#include <utility>
#include <variant>

#include <il2search/error.h>

#include "base/byte_source.h"
#include "corpus/pubmed/medline.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  il2search::ReaderOptions options;
  options.file = "fuzz.nbib";
  // Small caps, so that small inputs reach them.
  options.caps = {4096, 1024, 20};
  options.on_record_error = [](const il2search::RecordError& error) {
    if (error.message.empty()) std::abort();
  };
  auto source = std::make_unique<il2search::MemorySource>(std::string(reinterpret_cast<const char*>(data), size));
  try {
    const auto reader = il2search::make_medline_reader(std::move(source), options);
    while (const auto record = reader->next()) {
      const auto* document = std::get_if<il2search::Document>(&*record);
      if (document != nullptr && (document->id.size() <= 5 || document->id.size() > 200)) std::abort();
    }
  } catch (const il2search::Error&) {
    // The expected answer to broken input.
  }
  return 0;
}
