// JSON of hostile origin: nlohmann's event parser under caps, over a text in memory (parse_json) or over a ByteSource, one
// value at a time (JsonStream). Values arrive as events; base/json_tree.h makes trees of them.
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
  std::size_t depth = 100;                   // levels of a record
  std::size_t values = 300'000;              // of a record: they bound the memory of its tree
  std::size_t members = 1000;                // of one object: an ordered tree compares each with those before it
  std::uint64_t text_bytes = 16ull << 20;    // of one string; JsonStream lets up to 64 KiB more pass
  std::uint64_t record_bytes = 64ull << 20;  // JsonStream only
};

// What is wrong with a JSON text. what() is one line that is safe to print.
class JsonError : public std::runtime_error {
 public:
  enum class Kind : std::uint8_t { syntax, truncated, brackets, depth, values, members, text_bytes, record_bytes };

  JsonError(Kind kind, std::uint64_t offset, const std::string& what)
      : std::runtime_error(what), kind_(kind), offset_(offset) {}

  Kind kind() const { return kind_; }
  std::uint64_t offset() const { return offset_; }  // of the byte where it was noticed
  // Whether nothing after it can be read either: the text ends early, or its brackets do not match.
  bool is_final() const { return kind_ == Kind::truncated || kind_ == Kind::brackets; }

 private:
  Kind kind_;
  std::uint64_t offset_;
};

// The events of a value, in order. Strings may be moved from.
class JsonHandler {
 public:
  virtual ~JsonHandler() = default;
  virtual void on_null() = 0;
  virtual void on_boolean(bool value) = 0;
  virtual void on_integer(std::int64_t value) = 0;  // below zero
  virtual void on_unsigned(std::uint64_t value) = 0;
  virtual void on_double(double value) = 0;
  virtual void on_string(std::string& value) = 0;
  virtual void on_start_object() = 0;
  virtual void on_key(std::string& key) = 0;
  virtual void on_end_object() = 0;
  virtual void on_start_array() = 0;
  virtual void on_end_array() = 0;
};

// Parses a text that is exactly one JSON value. Throws JsonError; events before the error have been delivered by then.
void parse_json(std::string_view text, const JsonCaps& caps, JsonHandler& handler);

// Whether commas between items must be where JSON wants them. Between values at the top they are always optional.
enum class JsonCommas : std::uint8_t { strict, optional };

class JsonBytes;
struct JsonTarget;

// Walks over the values of a stream: next() moves to the next item, which is then read, entered or passed over.
//
//   while (json.next())                                      // each value at the top
//     if (json.type() == JsonType::array) json.enter();      // next() goes on with the items of the array
//     else json.read(handler);
//
// A byte order mark is skipped and invalid UTF-8 replaced by U+FFFD. After a JsonError that is not final, next() goes on
// after the damaged value. Throws what the source throws. Not safe from two threads at once. Memory: one buffer of 64 KiB,
// one string, and a bit of state per open bracket.
enum class JsonType : std::uint8_t { object, array, string, other };

class JsonStream {
 public:
  // The source must outlive the stream.
  JsonStream(ByteSource& source, const JsonCaps& caps, JsonCommas commas = JsonCommas::strict);
  ~JsonStream();
  JsonStream(const JsonStream&) = delete;
  JsonStream& operator=(const JsonStream&) = delete;

  // The next item of the innermost entered object or array, or the next value at the top. False at its end: an object
  // or array is thereby left. Passes over the current item first if it was neither read nor entered, checking its syntax.
  bool next();

  // The current item, after next() returned true.
  const std::string& key() const { return key_; }  // of a member
  JsonType type() const { return type_; }          // by its first byte
  std::uint64_t offset() const { return offset_; }
  void enter();                     // an object or array
  void read(JsonHandler& handler);  // all of it

  // Starts a record with the current item: depth, values and bytes are counted from here.
  void start_record();

  std::size_t level() const { return levels_.size(); }  // entered objects and arrays
  bool is_in_object() const { return !levels_.empty() && levels_.back() == '{'; }
  std::uint64_t position() const;            // of the next byte to be parsed
  std::uint64_t bytes_read() const;          // from the source
  std::uint64_t replaced_sequences() const;  // invalid ones before position()

 private:
  enum class State : std::uint8_t { between, at_value, damaged };

  std::size_t parse(const JsonTarget& target);
  void pass_over_damage();
  bool pass_separator(char closing);
  bool skip_blanks(bool at_top);
  void read_key();
  [[noreturn]] void damaged(const std::string& what);

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
