// The annotated corpora of the data folder. The counts are from awk and grep. A corpus in three formats gives the same
// documents.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "base/blanks.h"
#include "corpus/annotated/bioc.h"
#include "corpus/annotated/pubtator.h"
#include "tests/base/data_folder.h"
#include "tests/corpus/read_all.h"

namespace il2search {
namespace {

class AnnotatedFiles : public DataFolderTest {
 protected:
  static ReadOutcome read(MakeReader make, const std::string& name) {
    return read_source(make, open_source(data("annotated/" + name)));
  }
};

std::string text_of(const Document& document) {
  std::string text = document.title;
  for (const Section& section : document.abstract) text += "\n" + section.text;
  return text;
}

struct AnnotatedFile {
  const char* path;
  MakeReader make;
  std::size_t documents;
  std::size_t mentions;  // annotations, counted once per identifier
  std::size_t relations;
  std::size_t composite;  // spans of composite mentions, whose entities are named after their parts
  std::size_t errors;
};

TEST_F(AnnotatedFiles, EverythingIsRead) {
  const AnnotatedFile files[] = {
      {"biored/Dev.PubTator.gz", make_pubtator_reader, 100, 3649, 1162, 0, 0},
      {"biored/Dev.BioC.XML.gz", make_bioc_xml_reader, 100, 3649, 1162, 0, 0},
      {"biored/Dev.BioC.JSON.gz", make_bioc_json_reader, 100, 3649, 1162, 0, 0},
      {"biored/Train.PubTator.gz", make_pubtator_reader, 400, 13937, 4178, 0, 0},
      {"biored/Train.BioC.XML.gz", make_bioc_xml_reader, 400, 13937, 4178, 0, 0},
      {"bc5cdr/CDR_DevelopmentSet.PubTator.txt.gz", make_pubtator_reader, 500, 9695, 1012, 168, 0},
      {"bc5cdr/CDR_TrainingSet.PubTator.txt.gz", make_pubtator_reader, 500, 9490, 1038, 177, 0},
      {"ncbi_disease/NCBIdevelopset_corpus.txt.gz", make_pubtator_reader, 100, 821, 0, 0, 0},
      // One PMID occurs twice in this file.
      {"ncbi_disease/NCBItrainset_corpus.txt.gz", make_pubtator_reader, 593, 5270, 0, 0, 1},
  };
  for (const AnnotatedFile& file : files) {
    const ReadOutcome outcome = read(file.make, file.path);
    EXPECT_FALSE(outcome.error) << file.path;
    EXPECT_EQ(outcome.record_errors.size(), file.errors) << file.path;
    std::size_t mentions = 0;
    std::size_t spans = 0;
    std::size_t relations = 0;
    std::size_t composite = 0;
    for (const Document& document : outcome.documents()) {
      const std::string text = text_of(document);
      relations += document.relations.size();
      for (const Entity& entity : document.entities) {
        mentions += entity.mentions;
        spans += entity.spans.size();
        composite += static_cast<std::size_t>(std::count_if(entity.spans.begin(), entity.spans.end(), [&](Span span) {
          const std::string there = squeeze_blanks(text.substr(span.start, span.end - span.start));
          return there != entity.name &&
                 std::find(entity.aliases.begin(), entity.aliases.end(), there) == entity.aliases.end();
        }));
      }
    }
    EXPECT_EQ(outcome.documents().size(), file.documents) << file.path;
    EXPECT_EQ(mentions, file.mentions) << file.path;
    EXPECT_EQ(spans, file.mentions) << file.path;
    EXPECT_EQ(relations, file.relations) << file.path;
    EXPECT_EQ(composite, file.composite) << file.path;
  }
}

TEST_F(AnnotatedFiles, ThreeFormatsGiveTheSameDocuments) {
  const std::vector<Document> lines = read(make_pubtator_reader, "biored/Dev.PubTator.gz").documents();
  const std::vector<Document> xml = read(make_bioc_xml_reader, "biored/Dev.BioC.XML.gz").documents();
  const std::vector<Document> json = read(make_bioc_json_reader, "biored/Dev.BioC.JSON.gz").documents();
  ASSERT_EQ(lines.size(), 100u);
  EXPECT_TRUE(lines == xml);
  EXPECT_TRUE(lines == json);
}

}  // namespace
}  // namespace il2search
