// XML as events, over expat: the one place that knows it. Used by the XML readers of corpus and vocabulary.
//
// No DTD and no external entity is ever loaded. Entities that a document declares itself are expanded under expat's
// amplification limit. An entity that the document does not declare is looked up in the table of HTML's and ISO's names
// (xml_entities.h); a name that is not there is handed to unknown_entity() and never silently lost, in text or in
// attributes.
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

  // The value, or "" when there is no such attribute. Cost: one comparison an attribute.
  std::string_view get(std::string_view name) const {
    for (const char* const* pair = pairs_; *pair != nullptr; pair += 2) {
      if (name == pair[0]) return pair[1];
    }
    return {};
  }

 private:
  const char* const* pairs_;  // name, value, name, value …, nullptr
};

// What a reader does with the events. Every callback may throw: parsing stops there and the exception leaves parse().
class XmlHandler {
 public:
  virtual ~XmlHandler() = default;
  virtual void start_element(std::string_view name, const XmlAttributes& attributes) = 0;
  virtual void end_element(std::string_view name) = 0;
  // A piece of text; one run of text may come in several.
  virtual void text(std::string_view piece) = 0;
  // A name that nobody knows, without & and ;. In text, the handler decides what stands for it; in an attribute,
  // "&name;" already does.
  virtual void unknown_entity(std::string_view name, bool in_attribute) = 0;
};

struct XmlCaps {
  unsigned depth = 10'000;                  // expat keeps every open element
  std::uint64_t token_bytes = 16ull << 20;  // one tag, comment or instruction: expat holds it whole
};

// Not safe from two threads at once. The handler must outlive the parser. Memory: one buffer and the open elements.
class XmlParser {
 public:
  // `file` names the stream in errors.
  XmlParser(XmlHandler& handler, std::string file, XmlCaps caps = {});
  ~XmlParser();
  XmlParser(const XmlParser&) = delete;
  XmlParser& operator=(const XmlParser&) = delete;

  // Room for `bytes` bytes of input, to be filled and handed to parse().
  char* buffer(std::size_t bytes);
  // Parses that many bytes of the buffer. Throws Error{broken_file} when they are not well formed or over a cap, with
  // line and byte; and what the handler throws.
  void parse(std::size_t bytes);
  // Says that the input is over. Throws Error{broken_file} when the document is not.
  void finish();

  // The offset of the event at hand in the input; between events, of the input not yet parsed.
  std::uint64_t offset() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace il2search
