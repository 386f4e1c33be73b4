// XmlRecords: blocks of the stream -> events, and the state of the open record.
#include "base/xml/xml_records.h"

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

std::string UnknownEntities::message() const {
  std::string text = std::to_string(count_) + (count_ == 1 ? " unknown entity" : " unknown entities");
  text += " kept as written:";
  for (const std::string& name : names_) text += " " + as_written(name);
  return text;
}

XmlRecords::XmlRecords(ByteSource& source, std::string file, XmlRecordCaps caps)
    : source_(source), file_(std::move(file)), caps_(caps), parser_(*this, file_) {}

bool XmlRecords::parse_block() {
  const std::size_t n = source_.read(parser_.buffer(kXmlBlockBytes), kXmlBlockBytes);
  bytes_read_ += n;
  if (n > 0) parser_.parse(n);
  else parser_.finish();
  return n > 0;
}

void XmlRecords::unknown_entity(std::string_view name, bool in_attribute) {
  if (!in_record() || skipping_) return;
  unknown_entities_.add(name);
  if (!in_attribute) text(as_written(name));
}

void XmlRecords::open_record(std::size_t depth) {
  record_depth_ = depth;
  position_ = {position_.record + 1, parser_.offset()};
}

void XmlRecords::close_record() {
  record_depth_ = 0;
  skipping_ = false;
  unknown_entities_.clear();
}

void XmlRecords::skip_record(const std::string& id, const std::string& why) {
  report(position_, id, why, true);
  skipping_ = true;
}

void XmlRecords::report_unknown_entities(const std::string& id) const {
  if (!unknown_entities_.empty()) report(position_, id, unknown_entities_.message(), false);
}

std::optional<std::string> XmlRecords::cap_error(std::size_t depth, std::uint64_t text_bytes,
                                                 std::size_t elements) const {
  const auto error = [&](const char* what, std::uint64_t cap, const char* unit) {
    return std::string("the ") + caps_.noun + what + std::to_string(cap) + unit;
  };
  if (depth > caps_.depth) return "elements nest deeper than " + std::to_string(caps_.depth);
  if (offset() - position_.offset > caps_.bytes || text_bytes > caps_.bytes)
    return error(" is over ", caps_.bytes, " bytes");
  if (elements > caps_.elements) return error(" has over ", caps_.elements, " elements");
  return std::nullopt;
}

void XmlRecords::refuse_root(std::string_view name, const char* wanted) const {
  throw Error(ErrorCode::unknown_format, std::string("XML, but not ") + wanted + " (its root is " +
                                             terminal_safe(name, false) + "): " + terminal_safe(file_, false));
}

}  // namespace il2search
