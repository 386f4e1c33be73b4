// XmlParser: expat behind a C++ face. Bytes -> events.
#include "base/xml.h"

#include <expat.h>

#include <exception>
#include <limits>
#include <new>
#include <set>
#include <utility>
#include <vector>

#include <il2search/error.h>
#include <il2search/text.h>

#include "base/xml_attributes.h"
#include "base/xml_entities.h"

namespace il2search {
namespace {

// More names than this are declared by no honest document; later ones are then looked up in the table.
constexpr std::size_t kMaxDeclaredEntities = 4096;
// expat keeps all that is declared before the root element.
constexpr std::uint64_t kMaxPrologBytes = 1 << 20;

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
    // As if there were an external DTD in any case: undeclared names are then reported instead of ending the parse.
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
  // An entity that lies in another file is not read: it counts as unknown. `names` are the entities being expanded.
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
    // A name that the document itself declares stays as written: only expat knows its text.
    if (declared.find(entity) == declared.end()) handler.unknown_entity(entity, true);
    return text.append("&").append(entity).append(";");
  }

  // The bytes of the tag at hand; empty when they are not ASCII-compatible or come out of an entity.
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
  void* room = XML_GetBuffer(impl_->parser, static_cast<int>(bytes));
  if (room == nullptr) throw std::bad_alloc();
  return static_cast<char*>(room);
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
