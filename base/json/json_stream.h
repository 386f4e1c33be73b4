// Reads JSON of untrusted origin with nlohmann's event parser, under caps: a text in memory with parse_json(), or a
// ByteSource value by value with JsonStream. Values are delivered as events; base/json/json_tree.h builds trees from them.
//
//   ByteSource -> JsonBytes (valid UTF-8) -> JsonStream: next(), enter(), read() -> JsonHandler
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

#include "base/byte_source.h"

namespace il2search {

struct JsonCaps {
  std::size_t depth = 100;                   // of objects and arrays in a record
  std::size_t values = 300'000;              // of a record; bounds the memory of its tree
  std::size_t members = 1000;                // of one object; an ordered tree compares each with all before it
  std::uint64_t text_bytes = 16ull << 20;    // of one string; JsonStream only, and up to 64 KiB more may pass
  std::uint64_t record_bytes = 64ull << 20;  // JsonStream only
};

// An error in a JSON text. what() is one line that is safe to print.
class JsonError : public std::runtime_error {
 public:
  enum class Kind : std::uint8_t { syntax, truncated, brackets, depth, values, members, text_bytes, record_bytes };

  JsonError(Kind kind, std::uint64_t offset, const std::string& what)
      : std::runtime_error(what), kind_(kind), offset_(offset) {}

  Kind kind() const { return kind_; }
  std::uint64_t offset() const { return offset_; }  // of the byte where parsing stopped; 0 for caps in parse_json()
  // Whether nothing after the error can be read: the text ends early, or its brackets do not match.
  bool is_final() const { return kind_ == Kind::truncated || kind_ == Kind::brackets; }

 private:
  Kind kind_;
  std::uint64_t offset_;
};

// Receives the events of a value, in order. Strings may be moved from.
class JsonHandler {
 public:
  virtual ~JsonHandler() = default;
  virtual void on_null() = 0;
  virtual void on_boolean(bool value) = 0;
  virtual void on_integer(std::int64_t value) = 0;  // negative
  virtual void on_unsigned(std::uint64_t value) = 0;
  virtual void on_double(double value) = 0;
  virtual void on_string(std::string& value) = 0;
  virtual void on_start_object() = 0;
  virtual void on_key(std::string& key) = 0;
  virtual void on_end_object() = 0;
  virtual void on_start_array() = 0;
  virtual void on_end_array() = 0;
};

// Parses a text that is one JSON value. Throws JsonError after delivering the events before the error.
void parse_json(std::string_view text, const JsonCaps& caps, JsonHandler& handler);

// Whether items must be separated by exactly one comma. Between values at the top level commas are always optional.
enum class JsonCommas : std::uint8_t { strict, optional };

enum class JsonType : std::uint8_t { object, array, string, other };

class JsonBytes;
struct JsonTarget;

// Walks over the values of a stream. next() moves to the next item, which the caller reads, enters or ignores.
//
//   while (json.next()) {                                  // each value at the top level
//     if (json.type() == JsonType::array) json.enter();    // next() continues with the items of the array
//     else json.read(handler);
//   }
//
// A byte order mark is skipped and invalid UTF-8 replaced by U+FFFD. next() and read() throw JsonError, and
// what the source throws; after a JsonError that is not final, next() continues after the damaged value. Not safe from two
// threads at once. Memory: one buffer of 64 KiB, one string, and a few bytes per open bracket.
class JsonStream {
 public:
  // The source must outlive the stream.
  JsonStream(ByteSource& source, const JsonCaps& caps, JsonCommas commas = JsonCommas::strict);
  ~JsonStream();
  JsonStream(const JsonStream&) = delete;
  JsonStream& operator=(const JsonStream&) = delete;

  // Moves to the next item of the innermost entered object or array, or to the next value at the top level. Returns false at
  // its end, and leaves the object or array. An item that was neither read nor entered is parsed and dropped.
  bool next();

  // The current item, after next() returned true.
  const std::string& key() const { return key_; }  // of a member
  JsonType type() const { return type_; }          // by its first byte
  std::uint64_t offset() const { return offset_; }
  void enter();                     // only an object or array
  void read(JsonHandler& handler);  // all of it

  // Starts a record with the current item: caps on depth, values and bytes count from here.
  void start_record();

  std::size_t level() const { return levels_.size(); }  // entered objects and arrays
  bool is_in_object() const { return !levels_.empty() && levels_.back() == '{'; }
  std::uint64_t position() const;            // of the next byte to be parsed
  std::uint64_t bytes_read() const;          // from the source
  std::uint64_t replaced_sequences() const;  // invalid ones before position()

 private:
  enum class State : std::uint8_t { between, at_value, damaged };

  std::size_t parse(const JsonTarget& target);
  void skip_damage();
  bool skip_separator(char closing);
  bool skip_blanks(bool at_top);
  void read_key();
  [[noreturn]] void throw_damaged(const std::string& what);

  std::unique_ptr<JsonBytes> bytes_;
  JsonCaps caps_;
  JsonCommas commas_;
  std::string levels_;  // the opening brackets of entered objects and arrays
  State state_ = State::between;
  bool first_ = true;  // no item of the innermost object or array has been seen
  JsonType type_ = JsonType::other;
  std::string key_;
  std::uint64_t offset_ = 0;
  std::uint64_t record_offset_ = 0;
  std::size_t record_level_ = 0;
  std::size_t values_ = 0;  // of the record
};

}  // namespace il2search
