// XmlParser: events, undeclared entities, caps, and XML that is not well formed.
#include "base/xml/xml.h"

#include <gtest/gtest.h>

#include <cstring>
#include <stdexcept>
#include <string>

#include <il2search/error.h>

#include "base/xml/xml_entities.h"

namespace il2search {
namespace {

// Writes the events as one line: <name a=…>, text, </name>, {unknown}.
class Transcript : public XmlHandler {
 public:
  void start_element(std::string_view name, const XmlAttributes& attributes) override {
    log.append("<").append(name);
    const std::string_view label = attributes.get("Label");
    if (!label.empty()) log.append(" ").append(label);
    log += ">";
    if (name == "throw") throw std::runtime_error("from the handler");
  }
  void end_element(std::string_view name) override { log.append("</").append(name).append(">"); }
  void text(std::string_view piece) override { log.append(piece); }
  void unknown_entity(std::string_view name, bool in_attribute) override {
    log.append(in_attribute ? "{@" : "{").append(name).append("}");
  }

  std::string log;
};

std::string parse(std::string_view xml, std::size_t chunk = 1 << 16, XmlCaps caps = {}) {
  Transcript transcript;
  XmlParser parser(transcript, "file.xml", caps);
  for (std::size_t at = 0; at < xml.size(); at += chunk) {
    const std::string_view piece = xml.substr(at, chunk);
    std::memcpy(parser.buffer(piece.size()), piece.data(), piece.size());
    parser.parse(piece.size());
  }
  parser.finish();
  return transcript.log;
}

std::string error_of(std::string_view xml, XmlCaps caps = {}) {
  try {
    parse(xml, 1 << 16, caps);
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::broken_file);
    return error.what();
  }
  return {};
}

constexpr std::string_view kDoctype = "<!DOCTYPE a PUBLIC \"-//X//Y//EN\" \"http://example.invalid/none.dtd\">";

TEST(Xml, GivesEventsInAnyChunking) {
  const std::string xml =
      "<?xml version=\"1.0\"?><a Label=\"x &amp; y\">t<b>CO<sub>2</sub></b><!-- no --><![CDATA[<&]]></a>";
  const std::string events = "<a x & y>t<b>CO<sub>2</sub></b><&</a>";
  EXPECT_EQ(parse(xml), events);
  EXPECT_EQ(parse(xml, 1), events);
  EXPECT_EQ(parse(xml, 3), events);
}

TEST(Xml, KnownNamesBecomeCharactersWithAndWithoutADoctype) {
  const std::string body = "<a>TNF-&alpha; &nbsp;&agr;</a>";
  EXPECT_EQ(parse(body), "<a>TNF-\u03b1 \u00a0\u03b1</a>");
  EXPECT_EQ(parse(std::string(kDoctype) + body), "<a>TNF-\u03b1 \u00a0\u03b1</a>");
}

TEST(Xml, UnknownNamesAreReportedAndKept) {
  EXPECT_EQ(parse(std::string(kDoctype) + "<a>x&nosuch;y</a>"), "<a>x{nosuch}y</a>");
  EXPECT_EQ(parse("<a>x&nosuch;y</a>"), "<a>x{nosuch}y</a>");
}

TEST(Xml, AttributesKeepTheirEntities) {
  EXPECT_EQ(parse("<a Label='&beta;-blockers &lt;&#52;&#x32;'/>"), "<a \u03b2-blockers <42></a>");
  EXPECT_EQ(parse("<a other=\"&alpha;\" Label = \"x&nosuch;\"/>"), "{@nosuch}<a x&nosuch;></a>");
  EXPECT_EQ(parse("<a Label='x'/>", 1), "<a x></a>");
  EXPECT_EQ(parse("<a Label='&gamma;'/>", 1), "<a \u03b3></a>");
}

TEST(Xml, EntitiesOfTheDocumentAreExpanded) {
  EXPECT_EQ(parse("<!DOCTYPE a [<!ENTITY lab \"laboratory\">]><a>&lab;</a>"), "<a>laboratory</a>");
}

TEST(Xml, ExternalEntitiesAreNeverRead) {
  const std::string xml = "<!DOCTYPE a [<!ENTITY file SYSTEM \"file:///etc/hostname\">]><a>[&file;]</a>";
  EXPECT_EQ(parse(xml), "<a>[{file}]</a>");
}

TEST(Xml, EntityBombsAreStopped) {
  std::string xml = "<!DOCTYPE a [<!ENTITY e0 \"0123456789\">";
  for (int i = 1; i < 12; ++i) {
    const std::string inner = "&e" + std::to_string(i - 1) + ";";
    xml += "<!ENTITY e" + std::to_string(i) + " \"";
    for (int k = 0; k < 10; ++k) xml += inner;
    xml += "\">";
  }
  EXPECT_NE(error_of(xml + "]><a>&e11;</a>"), "");
}

TEST(Xml, ErrorsHaveAPosition) {
  EXPECT_EQ(error_of("<a>\n<b></c></a>"), "XML is not well formed (mismatched tag) at line 2, byte 9: file.xml");
  EXPECT_EQ(error_of("<a>\n<b>"), "XML ends early at line 2, byte 7: file.xml");
  EXPECT_NE(error_of("<a>\x01</a>"), "");
  EXPECT_NE(error_of("<a>\xFF</a>"), "");
  EXPECT_NE(error_of("<a/><b/>"), "");
  EXPECT_NE(error_of("no xml"), "");
}

TEST(Xml, Caps) {
  std::string deep;
  for (int i = 0; i < 30; ++i) deep += "<a>";
  EXPECT_NE(error_of(deep, XmlCaps{20, 1 << 20}).find("deeper than 20"), std::string::npos);
  const std::string comment = "<a><!--" + std::string(300'000, 'x') + "--></a>";
  EXPECT_EQ(error_of(comment), "");
  EXPECT_NE(error_of(comment, XmlCaps{20, 100'000}).find("one XML tag or comment"), std::string::npos);
}

TEST(Xml, TheDeclarationsBeforeTheRootAreBounded) {
  std::string xml = "<!DOCTYPE a [";
  for (int i = 0; i < 100'000; ++i) xml += "<!ENTITY n" + std::to_string(i) + " \"x\">";
  EXPECT_NE(error_of(xml + "]><a/>").find("no element in the first MiB"), std::string::npos);
}

TEST(Xml, ExceptionsOfTheHandlerLeaveParse) { EXPECT_THROW(parse("<a><throw/></a>"), std::runtime_error); }

TEST(XmlEntities, FindsNamesOfBothSets) {
  EXPECT_EQ(xml_entity("alpha"), "\u03b1");
  EXPECT_EQ(xml_entity("Alpha"), "\u0391");
  EXPECT_EQ(xml_entity("mu"), "\u03bc");
  EXPECT_EQ(xml_entity("le"), "\u2264");
  EXPECT_EQ(xml_entity("ouml"), "\u00f6");
  EXPECT_EQ(xml_entity("ohgr"), "\u03c9");
  EXPECT_EQ(xml_entity("NotEqualTilde"), "\u2242\u0338");
  EXPECT_EQ(xml_entity("ALPHA"), "");
  EXPECT_EQ(xml_entity(""), "");
}

}  // namespace
}  // namespace il2search
