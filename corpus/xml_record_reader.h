// XmlRecordReader: what the readers of XML documents have in common. Records that the derived class makes of the events
// wait in a queue.
//
//   XmlRecords (base/xml/xml_records.h) -> events of the derived class -> give_out() -> next()
#pragma once

#include <deque>
#include <exception>
#include <memory>
#include <optional>
#include <string>

#include "base/xml/xml_records.h"
#include "corpus/reader.h"

namespace il2search {

// Memory: what XmlRecords holds, and the records that end in one block.
class XmlRecordReader : public Reader, protected XmlRecords {
 public:
  XmlRecordReader(std::unique_ptr<ByteSource> source, ReaderOptions options, XmlRecordCaps caps);

  // Returns the records before a break first, and then throws the error, also from every later call.
  std::optional<Record> next() final;
  std::uint64_t bytes_read() const final { return XmlRecords::bytes_read(); }

 protected:
  const ReaderOptions& options() const { return options_; }
  void give_out(Record record) { ready_.push_back(std::move(record)); }
  void report(const RecordPosition& at, const std::string& id, const std::string& message, bool skipped) const final;

 private:
  void read_some();

  std::unique_ptr<ByteSource> source_;
  ReaderOptions options_;
  std::deque<Record> ready_;
  std::exception_ptr broken_;
  bool ended_ = false;
};

}  // namespace il2search
