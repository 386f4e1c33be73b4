// XmlParser: XML as events, over expat, which no other file includes.
//
// No DTD and no external entity is ever loaded. Entities that a document declares itself are expanded under expat's
// amplification limit. Other names are looked up in a table (xml_entities.h); a name that is not in the table is passed to
// unknown_entity() and never silently lost, in text or in attributes.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace il2search {

// The attributes of one element, valid during start_element(). Names keep their prefix as written.
class XmlAttributes {
 public:
  explicit XmlAttributes(const char* const* pairs) : pairs_(pairs) {}

  // The value, or "" if there is no such attribute. Cost: one comparison per attribute.
  std::string_view get(std::string_view name) const {
    for (const char* const* pair = pairs_; *pair != nullptr; pair += 2) {
      if (name == pair[0]) return pair[1];
    }
    return {};
  }

 private:
  const char* const* pairs_;  // name, value, name, value …, nullptr
};

// Receives the events. Every callback may throw: parsing stops there and the exception leaves parse().
class XmlHandler {
 public:
  virtual ~XmlHandler() = default;
  virtual void start_element(std::string_view name, const XmlAttributes& attributes) = 0;
  virtual void end_element(std::string_view name) = 0;
  // A piece of text; text between two tags may come in several pieces.
  virtual void text(std::string_view piece) = 0;
  // An unknown name, without & and ;. In text, the handler decides what replaces it; in an attribute, "&name;" has been
  // kept already.
  virtual void unknown_entity(std::string_view name, bool in_attribute) = 0;
};

struct XmlCaps {
  unsigned depth = 10'000;                  // of open elements, which expat keeps
  std::uint64_t token_bytes = 16ull << 20;  // of one tag, comment or instruction, which expat keeps whole
};

// Not safe from two threads at once. The handler must outlive the parser. Memory: one buffer and the open elements.
class XmlParser {
 public:
  // `file` names the stream in errors.
  XmlParser(XmlHandler& handler, std::string file, XmlCaps caps = {});
  ~XmlParser();
  XmlParser(const XmlParser&) = delete;
  XmlParser& operator=(const XmlParser&) = delete;

  // A buffer for `bytes` bytes of input, to be filled and passed to parse().
  char* buffer(std::size_t bytes);
  // Parses that many bytes of the buffer. Throws Error{broken_file} with line and byte when they are not well formed or
  // exceed a cap, and what the handler throws.
  void parse(std::size_t bytes);
  // Ends the input. Throws Error{broken_file} when the document is incomplete.
  void finish();

  // The offset of the current event in the input; between events, of the input not yet parsed.
  std::uint64_t offset() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace il2search
