// Caps on nlohmann's events, and the walk over entered objects and arrays.
#include "base/json/json_stream.h"

#include <algorithm>
#include <iterator>
#include <nlohmann/json.hpp>
#include <utility>

#include <il2search/text.h>

#include "base/ascii.h"
#include "base/json/json_bytes.h"

namespace il2search {
namespace {

using Kind = JsonError::Kind;

}  // namespace

// Where the events of a value go, and the caps and counts that apply to it.
struct JsonTarget {
  const JsonCaps& caps;
  JsonHandler* handler = nullptr;  // without one, only syntax and depth are checked
  JsonBytes* bytes = nullptr;      // without them, the text is in memory
  std::size_t level = 0;           // of the value in its record
  std::size_t values = 0;          // of the record before this one
  std::uint64_t record_offset = 0;
};

namespace {

// nlohmann's message without the name of the exception. In a stream, its line and column would count from the value, so
// they are replaced by the offset.
std::string syntax_message(std::string text, const JsonBytes* bytes) {
  const auto cut_after = [&](std::string_view mark) {
    if (const std::size_t at = text.find(mark); at != std::string::npos) text.erase(0, at + mark.size());
  };
  cut_after("] ");
  if (bytes == nullptr) return "invalid JSON: " + terminal_safe(text.substr(0, 200), false);
  if (text.starts_with("parse error at line ")) cut_after(": ");
  return "invalid JSON at byte " + std::to_string(bytes->last_position()) + ": " +
         terminal_safe(text.substr(0, 200), false);
}

// The interface that nlohmann's parser calls. All functions return true; parsing is stopped by exceptions.
class CappedEvents {
 public:
  explicit CappedEvents(const JsonTarget& target) : target_(target), values_(target.values) {}

  bool null() {
    return value([](JsonHandler& to) { to.on_null(); });
  }
  bool boolean(bool b) {
    return value([b](JsonHandler& to) { to.on_boolean(b); });
  }
  bool number_integer(std::int64_t number) {
    return value([number](JsonHandler& to) { to.on_integer(number); }) && (is_number_ = true);
  }
  bool number_unsigned(std::uint64_t number) {
    return value([number](JsonHandler& to) { to.on_unsigned(number); }) && (is_number_ = true);
  }
  bool number_float(double number, const std::string&) {
    return value([number](JsonHandler& to) { to.on_double(number); }) && (is_number_ = true);
  }
  bool string(std::string& text) {
    return value([&text](JsonHandler& to) { to.on_string(text); });
  }
  bool binary(nlohmann::json::binary_t&) { return false; }  // not in text

  bool start_object(std::size_t) {
    value([](JsonHandler& to) { to.on_start_object(); });
    return open();
  }
  bool start_array(std::size_t) {
    value([](JsonHandler& to) { to.on_start_array(); });
    return open();
  }
  bool key(std::string& name) {
    start_token();
    if (target_.handler == nullptr) return true;
    if (++members_.back() > target_.caps.members) {
      fail(Kind::members, "an object with more than " + std::to_string(target_.caps.members) + " members");
    }
    target_.handler->on_key(name);
    return true;
  }
  bool end_object() {
    return close([](JsonHandler& to) { to.on_end_object(); });
  }
  bool end_array() {
    return close([](JsonHandler& to) { to.on_end_array(); });
  }

  bool parse_error(std::size_t position, const std::string&, const nlohmann::json::exception& error) {
    if (target_.bytes != nullptr && target_.bytes->is_exhausted()) fail(Kind::truncated, "the JSON ends early");
    throw JsonError(Kind::syntax, target_.bytes == nullptr ? position : target_.bytes->last_position(),
                    syntax_message(error.what(), target_.bytes));
  }

  std::size_t values() const { return values_; }
  // The parser reads one more byte to find the end of a number.
  bool is_number() const { return is_number_ && members_.empty(); }

 private:
  template <class Deliver> bool value(Deliver deliver) {
    is_number_ = false;
    start_token();
    if (target_.handler == nullptr) return true;
    if (++values_ > target_.caps.values) {
      fail(Kind::values, "more than " + std::to_string(target_.caps.values) + " values");
    }
    if (target_.bytes != nullptr && target_.bytes->position() - target_.record_offset > target_.caps.record_bytes) {
      fail(Kind::record_bytes, "the record is over " + std::to_string(target_.caps.record_bytes) + " bytes");
    }
    deliver(*target_.handler);
    return true;
  }

  bool open() {
    members_.push_back(0);
    if (target_.level + members_.size() > target_.caps.depth) {
      fail(Kind::depth, "nested deeper than " + std::to_string(target_.caps.depth) + " levels");
    }
    return true;
  }

  template <class Deliver> bool close(Deliver deliver) {
    is_number_ = false;
    start_token();
    members_.pop_back();
    if (target_.handler != nullptr) deliver(*target_.handler);
    return true;
  }

  void start_token() {
    if (target_.bytes != nullptr) target_.bytes->start_token();
  }

  [[noreturn]] void fail(Kind kind, const std::string& what) const {
    throw JsonError(kind, target_.bytes == nullptr ? 0 : target_.bytes->position(), what);
  }

  const JsonTarget& target_;
  std::size_t values_;
  std::vector<std::size_t> members_;  // of each open object; 0 for arrays
  bool is_number_ = false;
};

// Adapts JsonBytes to the iterators that nlohmann's parser reads from. The end has no bytes.
struct JsonByteIterator {
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = char;

  char operator*() const { return bytes->peek(); }
  JsonByteIterator& operator++() {
    bytes->advance();
    return *this;
  }
  void operator++(int) { bytes->advance(); }
  friend bool operator==(const JsonByteIterator& a, const JsonByteIterator&) { return a.bytes->at_end(); }

  JsonBytes* bytes = nullptr;
};

// Stores the value if it is a string.
class StringHandler final : public JsonHandler {
 public:
  explicit StringHandler(std::string& text) : text_(text) {}
  void on_string(std::string& value) override { text_ = std::move(value); }
  void on_null() override {}
  void on_boolean(bool) override {}
  void on_integer(std::int64_t) override {}
  void on_unsigned(std::uint64_t) override {}
  void on_double(double) override {}
  void on_start_object() override {}
  void on_key(std::string&) override {}
  void on_end_object() override {}
  void on_start_array() override {}
  void on_end_array() override {}

 private:
  std::string& text_;
};

JsonType type_at(char c) {
  switch (c) {
    case '{': return JsonType::object;
    case '[': return JsonType::array;
    case '"': return JsonType::string;
    default: return JsonType::other;
  }
}

}  // namespace

void parse_json(std::string_view text, const JsonCaps& caps, JsonHandler& handler) {
  const JsonTarget target{caps, &handler};
  CappedEvents events(target);
  nlohmann::json::sax_parse(text.begin(), text.end(), &events);
}

JsonStream::JsonStream(ByteSource& source, const JsonCaps& caps, JsonCommas commas)
    : bytes_(std::make_unique<JsonBytes>(source, caps.text_bytes)), caps_(caps), commas_(commas) {}

JsonStream::~JsonStream() = default;

std::uint64_t JsonStream::position() const { return bytes_->position(); }
std::uint64_t JsonStream::bytes_read() const { return bytes_->bytes_read(); }
std::uint64_t JsonStream::replaced_sequences() const { return bytes_->replaced_sequences(); }

bool JsonStream::next() {
  if (state_ == State::damaged) skip_damage();
  if (state_ == State::at_value) parse({caps_, nullptr, bytes_.get()});
  const char closing = levels_.empty() ? '\0' : levels_.back() == '{' ? '}' : ']';
  if (!skip_separator(closing)) {
    if (!levels_.empty()) levels_.pop_back();
    first_ = false;
    return false;
  }
  if (closing == '}') read_key();
  offset_ = bytes_->position();
  type_ = type_at(bytes_->peek());
  state_ = State::at_value;
  return true;
}

void JsonStream::enter() {
  levels_ += bytes_->peek();
  bytes_->advance();
  first_ = true;
  state_ = State::between;
}

void JsonStream::read(JsonHandler& handler) {
  const std::size_t level = levels_.size() - std::min(record_level_, levels_.size());
  values_ = parse({caps_, &handler, bytes_.get(), level, values_, record_offset_});
}

void JsonStream::start_record() {
  record_offset_ = offset_;
  record_level_ = levels_.size();
  values_ = 0;
}

// Returns the number of values of the record, including those of this value.
std::size_t JsonStream::parse(const JsonTarget& target) {
  CappedEvents events(target);
  state_ = State::damaged;
  bytes_->start_token();
  bytes_->start_value();
  nlohmann::json::sax_parse(JsonByteIterator{bytes_.get()}, JsonByteIterator{}, &events,
                            nlohmann::json::input_format_t::json, false);
  bytes_->end_value();
  if (events.is_number() && !bytes_->is_exhausted()) bytes_->step_back();
  state_ = State::between;
  first_ = false;
  return events.values();
}

void JsonStream::skip_damage() {
  bytes_->finish_damaged_value();
  state_ = State::between;
  first_ = false;
}

// Moves to the next item. Returns false after the end of the object or array, or at the end of the stream.
bool JsonStream::skip_separator(char closing) {
  const bool strict = commas_ == JsonCommas::strict && closing != '\0';
  bool comma = false;
  while (skip_blanks(closing == '\0') && bytes_->peek() == ',') {
    if (strict && (comma || first_)) throw_damaged("a value was expected");
    comma = true;
    bytes_->advance();
  }
  if (closing == '\0') return !bytes_->at_end();
  const char c = bytes_->peek();
  if (c == closing) {
    if (strict && comma) throw_damaged("a value was expected");
    bytes_->advance();
    return false;
  }
  if (c == '}' || c == ']') throw JsonError(Kind::brackets, position(), "brackets do not match");
  if (strict && !comma && !first_) throw_damaged("a comma was expected");
  return true;
}

// Returns false at the end of the stream, which is an error inside an object or array.
bool JsonStream::skip_blanks(bool at_top) {
  bytes_->start_token();
  for (; !bytes_->at_end(); bytes_->advance()) {
    if (!ascii::is_blank(bytes_->peek())) return true;
    bytes_->start_token();
  }
  if (!at_top) throw JsonError(Kind::truncated, position(), "the JSON ends early");
  return false;
}

// Reads the name of a member and moves to its value.
void JsonStream::read_key() {
  if (bytes_->peek() != '"') throw_damaged("the name of a member was expected");
  StringHandler handler(key_);
  parse({caps_, &handler, bytes_.get(), 0, 0, position()});
  skip_blanks(false);
  if (bytes_->peek() != ':') throw_damaged("a colon was expected");
  bytes_->advance();
  skip_blanks(false);
}

// next() will skip the rest of the item, up to the next comma or the end of the object or array.
void JsonStream::throw_damaged(const std::string& what) {
  state_ = State::damaged;
  bytes_->start_value();
  throw JsonError(Kind::syntax, position(), "invalid JSON at byte " + std::to_string(position()) + ": " + what);
}

}  // namespace il2search
