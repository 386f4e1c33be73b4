// Shared by the fuzz targets of readers: any bytes are read to the end, with caps that small inputs reach. No crash, no
// leak, errors only as Error; every record has a valid id, everything in a Document is UTF-8, and every Document survives
// a round trip through JSON.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <utility>
#include <variant>

#include <il2search/error.h>
#include <il2search/json.h>

#include "base/byte_source.h"
#include "base/utf8.h"
#include "corpus/reader.h"
#include "schema/document_json.h"

namespace il2search {

inline void check_record(const Record& record, std::size_t shortest_id) {
  const auto* document = std::get_if<Document>(&record);
  if (document == nullptr) return;
  if (document->id.size() < shortest_id || document->id.size() > 200) std::abort();
  const std::string json = to_json(*document);
  if (!is_valid_utf8(json)) std::abort();
  const JsonRecord again = document_from_json(json);
  if (again.document && *again.document == *document) return;
  std::fprintf(stderr, "lost in JSON: %s\n%s\n", again.problem.c_str(), json.c_str());
  if (again.document) std::fprintf(stderr, "%s\n", to_json(*again.document).c_str());
  std::abort();
}

// shortest_id: the least number of bytes in an id of the format.
inline int fuzz_reader(const std::string& format, const std::uint8_t* data, std::size_t size,
                       std::size_t shortest_id = 1) {
  ReaderOptions options;
  options.file = "fuzz";
  options.caps = {4096, 1024, 20};
  options.on_record_error = [](const RecordError& error) {
    if (error.message.empty()) std::abort();
  };
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  try {
    detect_format(bytes);
    const auto reader = make_reader(format, std::make_unique<MemorySource>(bytes), options);
    while (const auto record = reader->next()) check_record(*record, shortest_id);
  } catch (const Error&) {
    // The expected answer to broken input.
  }
  return 0;
}

}  // namespace il2search
