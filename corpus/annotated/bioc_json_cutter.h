// Cuts a stream of JSON into the documents of BioC: objects, one after another, or inside the lists of a collection.
//
//   {…} {…}                           a document each, as JSON lines or pretty-printed
//   [{…}, {…}]                        a list of them
//   {…, "documents": [{…}, {…}], …}   a collection; also "PubTator3"; a list of collections too
//
// Only braces, brackets and strings are looked at: what is inside a document is left to a parser.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/byte_source.h"
#include "corpus/reader.h"

namespace il2search {

struct JsonCut {
  std::string text;          // the object
  std::uint64_t offset = 0;  // of its first byte
  std::string fault;         // not empty: over a cap, text is incomplete
  std::string source;        // member "source" of the collection, as far as it came before
};

// Not safe from two threads at once. Memory: one buffer and one object up to the cap.
class BiocJsonCutter {
 public:
  // The source must outlive the cutter; `file` names it in errors.
  BiocJsonCutter(ByteSource& source, const ReaderCaps& caps, std::string file);

  // The next document; nothing at the end. Error{broken_file} where brackets do not match, where something else than an
  // object or list stands between documents, and where the stream ends inside one or without any.
  std::optional<JsonCut> next();

  std::uint64_t bytes_read() const { return bytes_read_; }

 private:
  enum class Frame : std::uint8_t { list, collection };

  int get();
  void take_outer(char c);
  void take_inner(char c);
  void take_string(char c);
  void end_string();
  void open_bracket(char c);
  void close_bracket(char c);
  void begin_object();
  void enter_documents();
  void resume_collection();
  void keep(char c);
  void over(std::string fault);
  std::uint64_t place() const { return bytes_read_ - (buffer_.size() - position_); }
  [[noreturn]] void broken(const std::string& what) const;

  ByteSource& source_;
  ReaderCaps caps_;
  std::string file_;
  std::string buffer_;
  std::size_t position_ = 0;
  std::uint64_t bytes_read_ = 0;

  std::vector<Frame> frames_;   // the lists and collections around
  std::string open_;            // brackets open in the object at hand; empty between objects
  bool in_collection_ = false;  // the object at hand is known to be no document
  JsonCut cut_;
  std::string collection_source_;
  bool ready_ = false;
  bool any_ = false;  // a document or a collection has been seen
  std::uint64_t values_ = 0;

  bool in_string_ = false;
  bool escaped_ = false;
  bool key_next_ = false;  // the next string at the object's own level is a name of a member
  std::string string_;     // at that level: the last one, cut
  std::string key_;
};

}  // namespace il2search
