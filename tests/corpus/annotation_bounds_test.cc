// Caps on what hostile annotations multiply: identifiers, spans, texts and types.
#include "corpus/annotated/annotations.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "corpus/annotated/bioc.h"
#include "corpus/jats/jats.h"
#include "tests/corpus/read_all.h"

namespace il2search {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

std::string thousand_numbers() {
  std::string list;
  for (int i = 1; i <= 1000; ++i) list += std::to_string(i) + ";";
  return list;
}

SourceAnnotation gene(std::string local_id, std::string identifier, std::string text, std::vector<SourceRange> ranges) {
  return {std::move(local_id), "Gene", std::move(identifier), {std::move(text), std::move(ranges), 0}, {}};
}

AnnotatedSource source_of(std::string text, std::vector<SourceAnnotation> annotations) {
  AnnotatedSource source;
  source.pieces.push_back({std::move(text), 0, 0});
  source.annotations = std::move(annotations);
  return source;
}

struct PartedMentionRow {
  std::vector<SourceRange> ranges;
  std::size_t name_bytes;  // 0 if the annotation gets no spans
};

TEST(AnnotationBounds, RangesWithoutTextGiveNoLongName) {
  const PartedMentionRow rows[] = {
      {{{0, 1000}}, 1000},         {{{0, 1001}}, 0},          {{{0, 500}, {600, 500}}, 1001},  // and a blank between
      {{{0, 500}, {600, 501}}, 0}, {{{0, 900}, {0, 900}}, 0},
  };
  for (const PartedMentionRow& row : rows) {
    Document document;
    const auto outcome =
        add_annotations(document, source_of(std::string(2000, 'x'), {gene("", "3558", "", row.ranges)}));
    EXPECT_THAT(outcome.error, IsEmpty());
    ASSERT_THAT(document.entities, SizeIs(1));
    EXPECT_EQ(document.entities[0].name.size(), row.name_bytes);
    EXPECT_EQ(document.entities[0].spans.size(), row.name_bytes == 0 ? 0 : row.ranges.size());
    EXPECT_EQ(outcome.warnings.empty(), row.name_bytes != 0);
  }
}

TEST(AnnotationBounds, ALongMentionInPartsWithItsTextIsFound) {
  Document document;
  const std::string text = std::string(1500, 'a') + " " + std::string(1500, 'b');
  const auto outcome = add_annotations(document, source_of(text, {gene("", "3558", text, {{0, 1500}, {1501, 1500}})}));
  EXPECT_THAT(outcome.warnings, IsEmpty());
  ASSERT_THAT(document.entities, SizeIs(1));
  EXPECT_THAT(document.entities[0].spans, ElementsAre(Span{0, 1500}, Span{1501, 3001}));
}

TEST(AnnotationBounds, IdentifiersTimesSpans) {
  Document document;
  const std::vector<SourceRange> ranges(5000, SourceRange{0, 5});
  const auto outcome = add_annotations(document, source_of("Hello", {gene("", thousand_numbers(), "Hello", ranges)}));
  EXPECT_THAT(outcome.error, HasSubstr("exceed 67108864 bytes"));
  EXPECT_THAT(document.entities, IsEmpty());
}

TEST(AnnotationBounds, IdentifiersTimesText) {
  Document document;
  const std::string text(100'000, 'x');
  const auto outcome = add_annotations(document, source_of(text, {gene("", thousand_numbers(), text, {{0, 100'000}})}));
  EXPECT_THAT(outcome.error, HasSubstr("exceed 67108864 bytes"));
  EXPECT_THAT(document.entities, IsEmpty());
}

TEST(AnnotationBounds, ManyIdentifiersWithFewSpansAreKept) {
  Document document;
  const auto outcome =
      add_annotations(document, source_of("Hello", {gene("", thousand_numbers(), "Hello", {{0, 5}, {0, 5}})}));
  EXPECT_THAT(outcome.error, IsEmpty());
  EXPECT_THAT(document.entities, SizeIs(1000));
}

// The annotation's type is the role of each argument.
TEST(AnnotationBounds, ArgumentsTimesType) {
  AnnotatedSource source = source_of("Hello", {gene("a", "3558", "Hello", {{0, 5}})});
  source.annotations[0].type = std::string(100'000, 'x');
  source.relations.push_back({"", "R", std::vector<SourceArgument>(1000, SourceArgument{"", "a", ""})});
  Document document;
  EXPECT_THAT(add_annotations(document, source).error, HasSubstr("exceed 67108864 bytes"));
  EXPECT_THAT(document.relations, IsEmpty());
}

TEST(AnnotationBounds, NodesTimesIdentifiers) {
  AnnotatedSource source = source_of("Hello", {gene("a", thousand_numbers(), "Hello", {{0, 5}})});
  for (const std::size_t nodes : {500u, 501u}) {
    source.relations = {{"", "R", std::vector<SourceArgument>(nodes, SourceArgument{"", "a", "g"})}};
    Document document;
    const AnnotationOutcome outcome = add_annotations(document, source);
    EXPECT_EQ(outcome.error, nodes > 500 ? "the relations have over 500000 arguments" : "");
    EXPECT_THAT(document.relations, SizeIs(nodes > 500 ? 0 : 1));
  }
}

std::string authors_infon(std::size_t count) {
  std::string line;
  for (std::size_t i = 0; i < count; ++i) line += "a,";
  return "<collection><document><id>1</id><infon key=\"authors\">" + line +
         "</infon><passage><text>T</text></passage></document></collection>";
}

TEST(AnnotationBounds, AuthorsBeyondTheCapAreLeftOutWithAWarning) {
  for (const std::size_t count : {10'000u, 10'001u, 200'000u}) {
    const ReadOutcome outcome = read_text(make_bioc_xml_reader, authors_infon(count));
    ASSERT_THAT(outcome.documents(), SizeIs(1));
    EXPECT_THAT(outcome.documents()[0].authors, SizeIs(10'000)) << count;
    ASSERT_THAT(outcome.record_errors, SizeIs(count > 10'000 ? 1 : 0)) << count;
    if (count == 10'000) continue;
    EXPECT_THAT(outcome.record_errors[0].message, HasSubstr("over 10000 authors"));
    EXPECT_FALSE(outcome.record_errors[0].skipped);
  }
}

// A heading is repeated after each figure that divides its section, so a long one becomes a paragraph.
TEST(AnnotationBounds, ALongHeadingIsAParagraph) {
  const auto passage = [](const char* section, const char* type, const std::string& text) {
    return std::string("{\"infons\": {\"section_type\": \"") + section + "\", \"type\": \"" + type +
           "\"}, \"text\": \"" + text + "\"}";
  };
  const std::string title = passage("TITLE", "title", "T");
  const std::string rest = "," + passage("METHODS", "paragraph", "P") + "," + passage("FIG", "fig_caption", "F") + "," +
                           passage("METHODS", "paragraph", "Q");
  const std::string heading(500, 'h');
  const auto body = [&](const std::string& words) {
    const ReadOutcome outcome =
        read_text(make_bioc_json_reader,
                  "{\"id\": \"1\", \"passages\": [" + title + "," + passage("METHODS", "title_1", words) + rest + "]}");
    return outcome.documents().at(0).body;
  };
  EXPECT_THAT(body(heading), ElementsAre(BodySection{heading, "methods", "P"}, BodySection{"", "fig", "F"},
                                         BodySection{heading, "methods", "Q"}));
  const std::string longer = heading + "h";
  EXPECT_THAT(body(longer), ElementsAre(BodySection{"", "methods", longer + "\nP"}, BodySection{"", "fig", "F"},
                                        BodySection{"", "methods", "Q"}));
}

// Comparing each key with all before it would take minutes.
TEST(AnnotationBounds, ManyKeysOfOneJsonObject) {
  std::string keys;
  for (int i = 0; i < 300'000; ++i) keys += "\"k" + std::to_string(i) + "\": \"\", ";
  const ReadOutcome outcome = read_text(make_bioc_json_reader, "{\"id\": \"1\", \"infons\": {" + keys +
                                                                   "\"pmid\": \"7\", \"pmid\": \"8\"}, \"passages\": "
                                                                   "[{\"text\": \"T\"}]}");
  EXPECT_THAT(outcome.record_errors, IsEmpty());
  ASSERT_THAT(outcome.documents(), SizeIs(1));
  EXPECT_EQ(outcome.documents()[0].id, "PMID:7");  // the first of two, as in XML
}

// The type of a group is read for each of its members.
TEST(AnnotationBounds, OnlyTheBeginningOfAContributorsTypeIsRead) {
  const auto article = [](const std::string& type) {
    return "<article><front><article-meta><title-group><article-title>T</article-title></title-group>"
           "<contrib-group content-type=\"" +
           type + "\"><contrib><name><surname>Roe</surname></name></contrib></contrib-group></article-meta></front>" +
           "</article>";
  };
  const ReadOutcome known = read_text(make_jats_reader, article("Editors"));
  EXPECT_THAT(known.documents().at(0).editors, SizeIs(1));
  const ReadOutcome odd = read_text(make_jats_reader, article(std::string(64, 'x') + "editors"));
  EXPECT_THAT(odd.documents().at(0).editors, IsEmpty());
  EXPECT_THAT(odd.documents().at(0).authors, SizeIs(1));
}

}  // namespace
}  // namespace il2search
