// Reader: bytes of one input file -> Documents, one at a time. The common interface of the readers of all formats; an
// application uses DocumentReader (il2search/reader.h).
//
//   ByteSource (file or stdin, unpacked) -> detect_format() -> make_reader() -> next() … -> std::nullopt
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <il2search/reader.h>

#include "base/byte_source.h"
#include "base/record_position.h"

namespace il2search {

// Not safe from two threads at once. Memory does not grow with the file.
class Reader {
 public:
  virtual ~Reader() = default;

  // The next record, which always has an id; nullopt at the end. Throws Error{broken_file} if the file is truncated or the
  // rest of it cannot be read; the records returned before remain valid, and the caller decides whether to keep them.
  virtual std::optional<Record> next() = 0;

  // Bytes of the uncompressed stream read so far, for progress and rates.
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

// The id of a document whose source does not give one: from its identifiers, or else `FILE:<file_id>#<record>`, with
// the name of the file if file_id is empty. A file_id that would make the id longer than kMaxIdBytes
// (schema/identifiers.h) is shortened to a checksum and its end.
std::string id_for(const Document& document, const ReaderOptions& options, std::uint64_t record);

// The version of a format's reader, 0 for an unknown format. A file that was applied by another version is read again.
std::uint32_t reader_version(std::string_view format);

// The format of a stream by its content, or "" if it is in no known format. An empty stream is Error{broken_file}.
std::string detect_format(std::string_view head);

// A reader of the named format. Error{unknown_format} if there is no such format.
std::unique_ptr<Reader> make_reader(const std::string& format, std::unique_ptr<ByteSource> source,
                                    ReaderOptions options);

// The format to read the source in: the named one, or that of its content for "auto" or "". `file` is for messages.
// Error{unknown_format, broken_file}: the content is in no known format, or the source is empty.
std::string choose_format(const std::string& format, ByteSource& source, const std::string& file);

// Opens a file, detects its format if `format` is "auto", and makes the reader. Error{unknown_format} names the file
// and the known formats.
std::unique_ptr<Reader> open_reader(const std::string& path, const std::string& format, ReaderOptions options);

}  // namespace il2search
