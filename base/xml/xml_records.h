// XmlRecords: the base class of readers of XML files that hold records. It parses the stream in blocks and knows where the
// open record is, whether it is being skipped, which caps it exceeds and which entities in it are unknown; what the
// elements mean is up to the derived class.
//
//   ByteSource -> XmlParser (base/xml/xml.h) -> events of the derived class -> open_record() … close_record()
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/byte_source.h"
#include "base/record_position.h"
#include "base/xml/xml.h"

namespace il2search {

// The names of entities of one record that are not in the table. All are counted; the first few are kept, cut to a length
// that fits a message.
class UnknownEntities {
 public:
  void add(std::string_view name);
  void clear();
  bool empty() const { return count_ == 0; }
  // "2 unknown entities kept as written: &a; &b;"
  std::string message() const;

 private:
  std::uint64_t count_ = 0;
  std::vector<std::string> names_;
};

struct XmlRecordCaps {
  std::uint64_t bytes = 64ull << 20;
  std::size_t depth = SIZE_MAX;  // of open elements, counted from the root
  std::size_t elements = 1'000'000;
  const char* noun = "record";  // what error messages call a record
};

// The derived class opens and closes records and ignores the events of a record that is being skipped. Not safe from two
// threads at once. Memory: one block of 64 KiB and what the parser holds.
class XmlRecords : protected XmlHandler {
 public:
  // The source must outlive this object. `file` names it in errors.
  XmlRecords(ByteSource& source, std::string file, XmlRecordCaps caps);

  std::uint64_t bytes_read() const { return bytes_read_; }

 protected:
  // Tells the user about the record at this position, with the id as far as it is known. skipped: the record is left out;
  // otherwise this is a warning.
  virtual void report(const RecordPosition& at, const std::string& id, const std::string& message,
                      bool skipped) const = 0;

  // Parses the next block; false at the end of the stream. Throws what the source, the parser and the callbacks throw.
  bool parse_block();
  std::uint64_t offset() const { return parser_.offset(); }  // of the current event

  // Error{unknown_format}; `wanted` is what a root of this name is not ("of PubMed").
  [[noreturn]] void refuse_root(std::string_view name, const char* wanted) const;

  // The current event opens a record; its element has this depth, counted from 1.
  void open_record(std::size_t depth);
  void close_record();
  // Reports why the record is left out, and skips the rest of it.
  void skip_record(const std::string& id, const std::string& why);
  void report_unknown_entities(const std::string& id) const;

  bool in_record() const { return record_depth_ != 0; }
  std::size_t record_depth() const { return record_depth_; }    // 0 outside of records
  bool skipping() const { return skipping_; }                   // up to the end of the record
  const RecordPosition& position() const { return position_; }  // of the open record, or else of the last one
  const UnknownEntities& unknown_entities() const { return unknown_entities_; }

  // Which cap the open record exceeds. `text_bytes` counts what entities expand to, which offsets in the file do not.
  std::optional<std::string> cap_error(std::size_t depth, std::uint64_t text_bytes, std::size_t elements) const;

 private:
  void unknown_entity(std::string_view name, bool in_attribute) final;

  ByteSource& source_;
  std::string file_;
  XmlRecordCaps caps_;
  XmlParser parser_;
  std::uint64_t bytes_read_ = 0;

  std::size_t record_depth_ = 0;
  RecordPosition position_;
  bool skipping_ = false;
  UnknownEntities unknown_entities_;
};

}  // namespace il2search
