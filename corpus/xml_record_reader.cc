// XmlRecordReader: blocks of the stream -> events; records out of the queue.
#include "corpus/xml_record_reader.h"

#include <utility>

#include <il2search/error.h>
#include <il2search/text.h>

namespace il2search {
namespace {

constexpr std::size_t kXmlBlockBytes = 64 * 1024;
constexpr std::size_t kMaxUnknownNames = 8;
constexpr std::size_t kMaxUnknownNameBytes = 40;

std::string as_written(std::string_view entity) { return std::string("&").append(entity).append(";"); }

}  // namespace

void UnknownEntities::add(std::string_view name) {
  ++count_;
  if (names_.size() < kMaxUnknownNames) names_.emplace_back(name.substr(0, kMaxUnknownNameBytes));
}

void UnknownEntities::clear() {
  count_ = 0;
  names_.clear();
}

std::string UnknownEntities::counted() const { return std::to_string(count_) + " unknown entities, kept as written"; }

std::string UnknownEntities::listed() const {
  std::string message = counted() + ":";
  for (const std::string& name : names_) message += " " + as_written(name);
  return message;
}

std::string UnknownEntities::first() const { return counted() + ", the first " + as_written(names_.front()); }

XmlRecordReader::XmlRecordReader(std::unique_ptr<ByteSource> source, ReaderOptions options)
    : source_(std::move(source)), options_(std::move(options)), parser_(*this, options_.file) {}

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
    const std::size_t n = source_->read(parser_.buffer(kXmlBlockBytes), kXmlBlockBytes);
    bytes_read_ += n;
    if (n > 0) {
      parser_.parse(n);
    } else {
      parser_.finish();
      ended_ = true;
    }
  } catch (...) {
    broken_ = std::current_exception();
  }
}

void XmlRecordReader::unknown_entity(std::string_view name, bool in_attribute) {
  if (!in_record() || skipping_) return;
  unknown_entities_.add(name);
  if (!in_attribute) text(as_written(name));
}

void XmlRecordReader::open_record(std::size_t depth) {
  record_depth_ = depth;
  place_ = {place_.record + 1, parser_.offset()};
}

void XmlRecordReader::close_record() {
  record_depth_ = 0;
  skipping_ = false;
  unknown_entities_.clear();
}

void XmlRecordReader::skip_record(const std::string& id, const std::string& why) {
  options_.report(place_, id, why, true);
  skipping_ = true;
}

void XmlRecordReader::report_unknown_entities(const std::string& id) const {
  if (!unknown_entities_.empty()) options_.report(place_, id, unknown_entities_.listed(), false);
}

void XmlRecordReader::refuse_root(std::string_view name, const char* wanted) const {
  throw Error(ErrorCode::unknown_format, std::string("XML, but not ") + wanted + " (its root is " +
                                             terminal_safe(name, false) + "): " + terminal_safe(options_.file, false));
}

}  // namespace il2search
