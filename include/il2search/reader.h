// Reading documents without an index: a file in any known format, one record at a time.
//
//   il2search::DocumentReader reader("pubmed25n0001.xml.gz");
//   while (auto record = reader.next())
//     if (const auto* document = std::get_if<il2search::Document>(&*record)) …
//
// Formats: docs/formats.md. gzip is recognised by its content.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include <il2search/document.h>
#include <il2search/error.h>
#include <il2search/export.h>
#include <il2search/record_error.h>

namespace il2search {

// A request of the source to delete a document: PubMed's DeleteCitation and DeleteDocument.
struct Deletion {
  std::string id;                        // PMID:123
  std::optional<std::uint32_t> version;  // only this version and older ones; unset: all
};

using Record = std::variant<Document, Deletion>;

// Limits on what one record may hold. A record over one of them is reported and skipped.
struct ReaderCaps {
  std::uint64_t record_bytes = 64ull << 20;
  std::uint64_t text_bytes = 16ull << 20;  // of one text
  unsigned depth = 100;                    // of nested elements, objects and lists
};

struct ReadOptions {
  std::string format = "auto";  // one of document_formats(), or "auto": by content
  ReaderCaps caps;
  std::string
      file_id;  // stem of the ids of documents without identifier, FILE:<file_id>#<record>; empty: the file's name
  std::function<void(const RecordError&)> on_record_error;  // a record that was skipped, or a warning; called by next()
};

// Memory does not grow with the file. Movable; for one thread at a time.
class IL2SEARCH_EXPORT DocumentReader {
 public:
  // path "-" is standard input. Error{path_missing, unknown_format, broken_file (empty), io}.
  explicit DocumentReader(const std::string& path, const ReadOptions& options = {});
  ~DocumentReader();
  DocumentReader(DocumentReader&&) noexcept;
  DocumentReader& operator=(DocumentReader&&) noexcept;

  // The next record; nothing at the end. Documents always have an id. Error{broken_file, io} if the file is truncated or
  // the rest of it cannot be read; the records before are sound.
  std::optional<Record> next();

  // The format that is read, of document_formats().
  const std::string& format() const noexcept;

  // Bytes read so far, uncompressed.
  std::uint64_t bytes_read() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// The names of all formats, in the order in which they are tried: "pubmed-xml", "jats", …
IL2SEARCH_EXPORT const std::vector<std::string>& document_formats();

// The format of a file by its content. Errors as for DocumentReader.
IL2SEARCH_EXPORT std::string detect_document_format(const std::string& path);

}  // namespace il2search
