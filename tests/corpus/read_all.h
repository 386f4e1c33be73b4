// Reads a text to its end: records, record errors, and the error that ended reading, if any.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <il2search/error.h>

#include "base/byte_source.h"
#include "corpus/reader.h"

namespace il2search {

struct ReadOutcome {
  std::vector<Record> records;
  std::vector<RecordError> record_errors;
  std::optional<Error> error;

  std::vector<Document> documents() const {
    std::vector<Document> found;
    for (const Record& record : records) {
      if (const auto* document = std::get_if<Document>(&record)) found.push_back(*document);
    }
    return found;
  }
};

using MakeReader = std::unique_ptr<Reader> (*)(std::unique_ptr<ByteSource>, ReaderOptions);

inline ReadOutcome read_source(MakeReader make, std::unique_ptr<ByteSource> source, ReaderCaps caps = {}) {
  ReadOutcome outcome;
  ReaderOptions options;
  options.file = "test-file";
  options.caps = caps;
  options.on_record_error = [&outcome](const RecordError& error) { outcome.record_errors.push_back(error); };
  const auto reader = make(std::move(source), options);
  try {
    while (auto record = reader->next()) outcome.records.push_back(std::move(*record));
  } catch (const Error& error) {
    outcome.error = error;
  }
  return outcome;
}

inline ReadOutcome read_text(MakeReader make, std::string text, ReaderCaps caps = {}) {
  return read_source(make, std::make_unique<MemorySource>(std::move(text)), caps);
}

}  // namespace il2search
