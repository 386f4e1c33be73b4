// XmlRecordReader: what the readers of XML have in common. The stream goes through the parser, the events are the derived
// class's, and what it makes of them waits in a queue.
//
//   ByteSource -> XmlParser (base/xml.h) -> events of the derived class -> give_out() -> next()
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <exception>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/xml.h"
#include "corpus/reader.h"

namespace il2search {

// Names that nobody knows, of one record. All are counted; the first few are kept, cut where they are long.
class UnknownEntities {
 public:
  void add(std::string_view name);
  void clear();
  bool empty() const { return count_ == 0; }
  // "2 unknown entities, kept as written: &a; &b;"
  std::string listed() const;
  // "2 unknown entities, kept as written, the first &a;"; not for none.
  std::string first() const;

 private:
  std::string counted() const;

  std::uint64_t count_ = 0;
  std::vector<std::string> names_;
};

// The derived class opens and closes records; while one is skipped, its events are to be ignored. Memory: one block of
// 64 KiB, what the parser holds, and the records that end in one block.
class XmlRecordReader : public Reader, protected XmlHandler {
 public:
  XmlRecordReader(std::unique_ptr<ByteSource> source, ReaderOptions options);

  // The records before a break are given out first; the error comes then, and again at every later call.
  std::optional<Record> next() final;
  std::uint64_t bytes_read() const final { return bytes_read_; }

 protected:
  const ReaderOptions& options() const { return options_; }
  std::uint64_t offset() const { return parser_.offset(); }  // of the event at hand
  void give_out(Record record) { ready_.push_back(std::move(record)); }

  // Error{unknown_format}; `wanted` is what a root of this name is not ("of PubMed").
  [[noreturn]] void refuse_root(std::string_view name, const char* wanted) const;

  // A record begins with the event at hand, in an element of this depth, counted from 1.
  void open_record(std::size_t depth);
  void close_record();
  // Reports that the record is left out for this reason.
  void skip_record(const std::string& id, const std::string& why);
  void report_unknown_entities(const std::string& id) const;

  bool in_record() const { return record_depth_ != 0; }
  std::size_t record_depth() const { return record_depth_; }  // 0 outside of records
  bool skipping() const { return skipping_; }                 // up to the end of the record
  const RecordPlace& place() const { return place_; }         // of the record at hand, else of the last one
  const UnknownEntities& unknown_entities() const { return unknown_entities_; }
  // `text_bytes` counts what entities expand to, which offsets do not.
  bool over_record_bytes(std::uint64_t text_bytes) const {
    const std::uint64_t most = options_.caps.record_bytes;
    return parser_.offset() - place_.offset > most || text_bytes > most;
  }

 private:
  void unknown_entity(std::string_view name, bool in_attribute) final;
  void read_some();

  std::unique_ptr<ByteSource> source_;
  ReaderOptions options_;
  XmlParser parser_;
  std::deque<Record> ready_;
  std::exception_ptr broken_;
  bool ended_ = false;
  std::uint64_t bytes_read_ = 0;

  std::size_t record_depth_ = 0;
  RecordPlace place_;
  bool skipping_ = false;
  UnknownEntities unknown_entities_;
};

}  // namespace il2search
