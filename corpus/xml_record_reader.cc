// XmlRecordReader: blocks of the stream fill the queue of records that next() returns.
#include "corpus/xml_record_reader.h"

#include <utility>

namespace il2search {

XmlRecordReader::XmlRecordReader(std::unique_ptr<ByteSource> source, ReaderOptions options, XmlRecordCaps caps)
    : XmlRecords(*source, options.file, caps), source_(std::move(source)), options_(std::move(options)) {}

std::optional<Record> XmlRecordReader::next() {
  while (ready_.empty() && !ended_) {
    if (broken_) std::rethrow_exception(broken_);
    read_some();
  }
  if (ready_.empty()) return std::nullopt;
  Record record = std::move(ready_.front());
  ready_.pop_front();
  return record;
}

void XmlRecordReader::read_some() {
  try {
    ended_ = !parse_block();
  } catch (...) {
    broken_ = std::current_exception();
  }
}

void XmlRecordReader::report(const RecordPosition& at, const std::string& id, const std::string& message,
                             bool skipped) const {
  options_.report(at, id, message, skipped);
}

}  // namespace il2search
