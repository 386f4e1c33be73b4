// XmlParser: bytes -> events, through the callbacks of expat.
#include "base/xml/xml.h"

#include <expat.h>

#include <charconv>
#include <exception>
#include <functional>
#include <limits>
#include <new>
#include <set>
#include <utility>
#include <vector>

#include <il2search/error.h>
#include <il2search/text.h>

#include "base/ascii.h"
#include "base/utf8.h"
#include "base/xml/xml_entities.h"

namespace il2search {
namespace {

// No real document declares as many names; further ones are looked up in the table.
constexpr std::size_t kMaxDeclaredEntities = 4096;
// expat keeps all declarations before the root element.
constexpr std::uint64_t kMaxPrologBytes = 1 << 20;

constexpr std::string_view kBlanks = " \t\r\n";

// expat drops references in attributes to entities that the document does not declare, without telling. A tag with such a
// reference is read again from its bytes; this function gives the text of a name.
using Expand = std::function<std::string(std::string_view)>;

// The character of one of the five names that XML predefines, or 0.
char predefined(std::string_view name) noexcept {
  if (name == "amp") return '&';
  if (name == "lt") return '<';
  if (name == "gt") return '>';
  if (name == "quot") return '"';
  if (name == "apos") return '\'';
  return '\0';
}

void append_numeric(std::string& to, std::string_view digits) {
  const bool hex = !digits.empty() && digits[0] == 'x';
  if (hex) digits.remove_prefix(1);
  unsigned value = kReplacementCharacter;
  std::from_chars(digits.data(), digits.data() + digits.size(), value, hex ? 16 : 10);
  append_utf8(to, static_cast<char32_t>(value));
}

void append_reference(std::string& to, std::string_view name, const Expand& expand) {
  if (!name.empty() && name[0] == '#') {
    append_numeric(to, name.substr(1));
  } else if (const char c = predefined(name); c != '\0') {
    to += c;
  } else {
    to += expand(name);
  }
}

std::string decode(std::string_view raw, const Expand& expand) {
  std::string value;
  for (std::size_t at = 0; at < raw.size(); ++at) {
    const std::size_t end = raw[at] == '&' ? raw.find(';', at) : std::string_view::npos;
    if (end != std::string_view::npos) {
      append_reference(value, raw.substr(at + 1, end - at - 1), expand);
      at = end;
    } else {
      value += ascii::is_blank(raw[at]) ? ' ' : raw[at];
    }
  }
  return value;
}

// Whether the bytes of a tag contain a reference by name other than the five that XML predefines.
bool has_named_reference(std::string_view tag) noexcept {
  for (std::size_t at = tag.find('&'); at != std::string_view::npos; at = tag.find('&', at + 1)) {
    const std::size_t end = tag.find(';', at);
    if (end == std::string_view::npos) return false;
    const std::string_view name = tag.substr(at + 1, end - at - 1);
    if (!name.empty() && name[0] != '#' && predefined(name) == '\0') return true;
  }
  return false;
}

// Name and value of each attribute of a start tag in UTF-8, which expat found to be well formed.
std::vector<std::pair<std::string, std::string>> read_attributes(std::string_view tag, const Expand& expand) {
  std::vector<std::pair<std::string, std::string>> attributes;
  std::size_t at = tag.find_first_of(kBlanks);
  for (;;) {
    at = tag.find_first_not_of(kBlanks, at);
    const std::size_t equals = tag.find('=', at);
    if (equals == std::string_view::npos) return attributes;
    const std::string_view name = tag.substr(at, tag.find_first_of(" \t\r\n=", at) - at);
    const std::size_t open = tag.find_first_of("\"'", equals);
    if (open == std::string_view::npos) return attributes;
    const std::size_t close = tag.find(tag[open], open + 1);
    if (close == std::string_view::npos) return attributes;
    attributes.emplace_back(name, decode(tag.substr(open + 1, close - open - 1), expand));
    at = close + 1;
  }
}

}  // namespace

struct XmlParser::Impl {
  XmlHandler& handler;
  std::string file;
  XmlCaps caps;
  XML_Parser parser;
  std::exception_ptr thrown;  // by a callback: an exception must not cross expat's C frames
  std::uint64_t fed = 0;
  unsigned depth = 0;
  bool begun = false;  // the root element was seen
  std::set<std::string, std::less<>> declared;

  Impl(XmlHandler& h, std::string f, XmlCaps c)
      : handler(h), file(std::move(f)), caps(c), parser(XML_ParserCreate(nullptr)) {
    if (parser == nullptr) throw std::bad_alloc();
    XML_SetUserData(parser, this);
    XML_SetParamEntityParsing(parser, XML_PARAM_ENTITY_PARSING_NEVER);
    // Pretends that there is an external DTD: undeclared names are then reported instead of ending the parse.
    XML_UseForeignDTD(parser, XML_TRUE);
    XML_SetElementHandler(parser, on_start, on_end);
    XML_SetCharacterDataHandler(parser, on_text);
    XML_SetSkippedEntityHandler(parser, on_skipped);
    XML_SetEntityDeclHandler(parser, on_declaration);
    XML_SetExternalEntityRefHandler(parser, on_external);
    XML_SetExternalEntityRefHandlerArg(parser, this);
  }
  ~Impl() { XML_ParserFree(parser); }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  template <typename Action> void guarded(Action action) noexcept {
    if (thrown) return;
    try {
      action();
    } catch (...) {
      thrown = std::current_exception();
      XML_StopParser(parser, XML_FALSE);
    }
  }

  static Impl& of(void* user_data) { return *static_cast<Impl*>(user_data); }

  static void on_start(void* user_data, const XML_Char* name, const XML_Char** attributes) {
    of(user_data).guarded([&] { of(user_data).start(name, attributes); });
  }
  static void on_end(void* user_data, const XML_Char* name) {
    of(user_data).guarded([&] {
      --of(user_data).depth;
      of(user_data).handler.end_element(name);
    });
  }
  static void on_text(void* user_data, const XML_Char* text, int length) {
    of(user_data).guarded([&] { of(user_data).handler.text({text, static_cast<std::size_t>(length)}); });
  }
  static void on_skipped(void* user_data, const XML_Char* name, int is_parameter_entity) {
    if (is_parameter_entity == 0) of(user_data).guarded([&] { of(user_data).skipped(name); });
  }
  // An entity in another file is not read and counts as unknown. `names` are the entities being expanded.
  static int on_external(XML_Parser self, const XML_Char* names, const XML_Char*, const XML_Char*, const XML_Char*) {
    Impl& impl = *reinterpret_cast<Impl*>(self);  // expat hands back the argument set for this handler
    const std::string_view all = names != nullptr ? names : "";
    impl.guarded([&] { impl.handler.unknown_entity(all.substr(0, all.find('\f')), false); });
    return XML_STATUS_OK;
  }
  static void on_declaration(void* user_data, const XML_Char* name, int, const XML_Char*, int, const XML_Char*,
                             const XML_Char*, const XML_Char*, const XML_Char*) {
    Impl& self = of(user_data);
    self.guarded([&] {
      if (self.declared.size() < kMaxDeclaredEntities) self.declared.emplace(name);
    });
  }

  void start(const XML_Char* name, const XML_Char** attributes) {
    begun = true;
    if (++depth > caps.depth) throw broken("elements nest deeper than " + std::to_string(caps.depth));
    if (attributes[0] != nullptr && has_named_reference(current_tag())) {
      start_reread(name);
    } else {
      handler.start_element(name, XmlAttributes(attributes));
    }
  }

  void start_reread(const XML_Char* name) {
    const auto attributes = read_attributes(current_tag(), [this](std::string_view entity) { return expand(entity); });
    std::vector<const char*> pairs;
    for (const auto& [key, value] : attributes) {
      pairs.push_back(key.c_str());
      pairs.push_back(value.c_str());
    }
    pairs.push_back(nullptr);
    handler.start_element(name, XmlAttributes(pairs.data()));
  }

  std::string expand(std::string_view entity) {
    std::string text = xml_entity(entity);
    if (!text.empty()) return text;
    // A name that the document declares itself stays as written: only expat knows its text.
    if (declared.find(entity) == declared.end()) handler.unknown_entity(entity, true);
    return text.append("&").append(entity).append(";");
  }

  // The bytes of the current tag; empty if they are not ASCII-compatible or come from an entity.
  std::string_view current_tag() const {
    int at = 0;
    int size = 0;
    const char* context = XML_GetInputContext(parser, &at, &size);
    const int bytes = event_bytes();
    if (context == nullptr || bytes <= 1 || at < 0 || bytes > size - at) return {};
    const std::string_view tag(context + at, static_cast<std::size_t>(bytes));
    return tag[0] == '<' && tag[1] != '\0' ? tag : std::string_view{};
  }
  int event_bytes() const { return XML_GetCurrentByteCount(parser); }

  void skipped(std::string_view name) {
    const std::string text = xml_entity(name);
    if (text.empty()) {
      handler.unknown_entity(name, false);
    } else {
      handler.text(text);
    }
  }

  std::uint64_t offset() const {
    const XML_Index index = XML_GetCurrentByteIndex(parser);
    return index < 0 ? 0 : static_cast<std::uint64_t>(index);
  }

  std::string place() const {
    return " at line " + std::to_string(XML_GetCurrentLineNumber(parser)) + ", byte " + std::to_string(offset());
  }

  Error broken(const std::string& what) const {
    return Error(ErrorCode::broken_file, what + place() + ": " + terminal_safe(file, false));
  }

  void rethrow() {
    if (thrown) std::rethrow_exception(thrown);
    if (XML_GetErrorCode(parser) == XML_ERROR_NO_MEMORY) throw std::bad_alloc();
  }
};

XmlParser::XmlParser(XmlHandler& handler, std::string file, XmlCaps caps)
    : impl_(std::make_unique<Impl>(handler, std::move(file), caps)) {}
XmlParser::~XmlParser() = default;

char* XmlParser::buffer(std::size_t bytes) {
  if (bytes > static_cast<std::size_t>(std::numeric_limits<int>::max())) throw std::bad_alloc();
  void* buffer = XML_GetBuffer(impl_->parser, static_cast<int>(bytes));
  if (buffer == nullptr) throw std::bad_alloc();
  return static_cast<char*>(buffer);
}

void XmlParser::parse(std::size_t bytes) {
  const XML_Status status = XML_ParseBuffer(impl_->parser, static_cast<int>(bytes), XML_FALSE);
  impl_->fed += bytes;
  if (status != XML_STATUS_OK) {
    impl_->rethrow();
    const char* why = XML_ErrorString(XML_GetErrorCode(impl_->parser));
    throw impl_->broken("XML is not well formed (" + std::string(why != nullptr ? why : "unknown error") + ")");
  }
  if (!impl_->begun && impl_->offset() > kMaxPrologBytes) {
    throw impl_->broken("no element in the first MiB of the XML");
  }
  if (impl_->fed > impl_->offset() + impl_->caps.token_bytes) {
    throw impl_->broken("one XML tag or comment is over " + std::to_string(impl_->caps.token_bytes >> 20) + " MiB");
  }
}

void XmlParser::finish() {
  if (XML_Parse(impl_->parser, "", 0, XML_TRUE) == XML_STATUS_OK) return;
  impl_->rethrow();
  throw impl_->broken("XML ends early");
}

std::uint64_t XmlParser::offset() const { return impl_->offset(); }

}  // namespace il2search
