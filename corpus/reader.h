// Reader: bytes of one input file -> Documents, one at a time. One reader a format; this is their common face.
//
//   Source (path or stdin, gunzipped) -> detect_format() -> make_reader() -> next() … -> std::nullopt
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <il2search/document.h>
#include <il2search/record_error.h>

#include "base/byte_source.h"
#include "base/record_position.h"

namespace il2search {

// An order of the source to delete: PubMed's DeleteCitation and DeleteDocument. Without a version it removes the
// record whatever its version; with one, that version and older.
struct Deletion {
  std::string id;  // PMID:123
  std::optional<std::uint32_t> version;
};

using Record = std::variant<Document, Deletion>;

struct ReaderCaps {
  std::uint64_t record_bytes = 64ull << 20;
  std::uint64_t text_bytes = 16ull << 20;
  unsigned depth = 100;
};

// Throws Error{broken_file} when the file is truncated, ends early, or breaks in a way that the rest of it cannot be
// read; the records given before stay good (the caller decides whether to keep them). Memory does not grow with the file.
// A record given out always has an id. Not safe from two threads at once.
class Reader {
 public:
  virtual ~Reader() = default;
  virtual std::optional<Record> next() = 0;

  // Bytes of the uncompressed stream read so far: for progress, places and rates.
  virtual std::uint64_t bytes_read() const = 0;
};

struct ReaderOptions {
  std::string file;     // how errors name the file
  std::string file_id;  // `<root>/<path>`, for FILE: ids
  ReaderCaps caps;
  std::function<void(const RecordError&)> on_record_error;

  // Calls on_record_error, if it is set.
  void report(const RecordPosition& position, const std::string& id, const std::string& message, bool skipped) const {
    if (on_record_error) on_record_error({file, position.record, position.offset, id, message, skipped});
  }
};

// The formats that exist, in the order in which detection tries them ("pubmed-xml", "medline", …).
const std::vector<std::string>& known_formats();

// The format of a stream by its content, or "" when it is none that is known. An empty stream is Error{broken_file}.
std::string detect_format(std::string_view head);

// A reader of the named format. Error{unknown_format} when there is none of that name.
std::unique_ptr<Reader> make_reader(const std::string& format, std::unique_ptr<ByteSource> source,
                                    ReaderOptions options);

// For the common case: open, detect ("auto") and make. Error{unknown_format} names the file and the known formats.
std::unique_ptr<Reader> open_reader(const std::string& path, const std::string& format, ReaderOptions options);

}  // namespace il2search
