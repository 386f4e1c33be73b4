// Real files of the data folder: every record is read. The expected counts are from another XML parser and from grep.
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>
#include <variant>

#include "base/checksum.h"
#include "corpus/pubmed/medline.h"
#include "corpus/pubmed/pubmed_xml.h"
#include "tests/base/data_folder.h"
#include "tests/corpus/read_all.h"

namespace il2search {
namespace {

struct FileCase {
  const char* path;
  MakeReader make;
  std::size_t documents;
  std::size_t deletions;
  std::size_t entities;   // entities, supplementary concepts, genes and substances, each name once per record
  std::size_t abstracts;  // records with an abstract
};

class PubmedFiles : public DataFolderTest {};

// Headings are indexed; substances that are not headings are listed.
std::size_t count_entities(const Document& document) {
  std::size_t count = 0;
  for (const Entity& entity : document.entities) {
    const bool substance = entity.provenance == Provenance::listed && entity.type == EntityType::chemical;
    count += entity.provenance == Provenance::indexed || substance ? 1u : 0u;
  }
  return count;
}

TEST_F(PubmedFiles, EveryRecordIsRead) {
  const FileCase cases[] = {
      {"pubmed/medline16n0902.xml.gz", make_pubmed_xml_reader, 604, 1, 1511, 526},
      {"pubmed/mrphys.pubmed_records.xml.gz", make_pubmed_xml_reader, 156, 0, 2106, 145},
      {"pubmed/neu_practicum.pubmed_sample.xml.gz", make_pubmed_xml_reader, 19, 0, 267, 19},
      {"pubmed/pubmedsample18n0001.xml.gz", make_pubmed_xml_reader, 177, 0, 1798, 109},
      {"pubmed/qi29.pubmed_result.xml.gz", make_pubmed_xml_reader, 121, 0, 1292, 102},
      {"pubmed/solitude6060.pubmed_result.xml.gz", make_pubmed_xml_reader, 214, 0, 2778, 177},
      {"simulated/sim-update.xml.gz", make_pubmed_xml_reader, 1000, 200, 9725, 892},
      {"medline/blachlylab.pubmed.nbib.gz", make_medline_reader, 75, 0, 932, 64},
      {"medline/p1m-ortho.pubmed_result_45_medline.txt.gz", make_medline_reader, 45, 0, 752, 42},
      {"medline/samina-sol_drug-repurposing.pubmed.txt.gz", make_medline_reader, 399, 0, 2757, 392},
  };
  for (const FileCase& c : cases) {
    const ReadOutcome outcome = read_source(c.make, open_source(data(c.path)));
    EXPECT_FALSE(outcome.error.has_value()) << c.path << ": " << outcome.error->what();
    EXPECT_TRUE(outcome.record_errors.empty()) << c.path << ": " << outcome.record_errors.front().message;
    std::size_t entities = 0;
    std::size_t abstracts = 0;
    for (const Document& document : outcome.documents()) {
      entities += count_entities(document);
      abstracts += document.abstract.empty() ? 0u : 1u;
      EXPECT_EQ(document.id, "PMID:" + document.pmid);
      EXPECT_TRUE(document.dates.published.known()) << c.path << " " << document.id;
    }
    EXPECT_EQ(outcome.documents().size(), c.documents) << c.path;
    EXPECT_EQ(outcome.records.size() - c.documents, c.deletions) << c.path;
    EXPECT_EQ(entities, c.entities) << c.path;
    EXPECT_EQ(abstracts, c.abstracts) << c.path;
  }
}

TEST_F(PubmedFiles, ChecksumsOfNlmFilesMatch) {
  for (const char* name : {"sim-base.xml.gz", "sim-update.xml.gz"}) {
    const std::string path = data(std::string("simulated/") + name);
    std::ifstream file(path + ".md5");
    const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    EXPECT_EQ(parse_md5_file(text), md5_of_file(path).hex) << name;
  }
}

}  // namespace
}  // namespace il2search
