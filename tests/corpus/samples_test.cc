// Detection and readers on the bundled samples and on the three seed documents of the test data.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <string>

#include "corpus/reader.h"
#include "tests/base/data_folder.h"
#include "tests/paths.h"

namespace il2search {
namespace {

using ::testing::Contains;

struct FileOutcome {
  std::vector<Document> documents;
  std::vector<RecordError> record_errors;
};

FileOutcome read_file(const std::string& path) {
  FileOutcome outcome;
  ReaderOptions options;
  options.file = path;
  options.file_id = "samples/" + std::filesystem::path(path).filename().string();
  options.on_record_error = [&](const RecordError& error) { outcome.record_errors.push_back(error); };
  const auto reader = open_reader(path, "auto", options);
  while (auto record = reader->next()) outcome.documents.push_back(std::get<Document>(std::move(*record)));
  return outcome;
}

std::vector<Document> read_samples() {
  std::vector<Document> documents;
  for (const auto& entry : std::filesystem::directory_iterator(test::source_path("corpus/samples"))) {
    FileOutcome outcome = read_file(entry.path().string());
    EXPECT_TRUE(outcome.record_errors.empty()) << entry.path();
    EXPECT_FALSE(outcome.documents.empty()) << entry.path();
    for (Document& document : outcome.documents) documents.push_back(std::move(document));
  }
  return documents;
}

std::string whole_text(const Document& d) {
  std::string text = d.title + " " + d.tldr + " " + d.contribution;
  for (const Section& section : d.abstract) text += " " + section.text;
  for (const std::string& finding : d.key_findings) text += " " + finding;
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

TEST(Samples, AreManyAndValid) {
  const std::vector<Document> documents = read_samples();
  EXPECT_GE(documents.size(), 40u);
  std::set<std::string> ids;
  std::set<int> years;
  std::set<std::string> journals;
  std::size_t with_entities = 0;
  for (const Document& d : documents) {
    EXPECT_TRUE(ids.insert(d.id).second) << d.id;
    EXPECT_FALSE(d.title.empty()) << d.id;
    if (d.dates.published.known()) years.insert(d.dates.published.year);
    journals.insert(d.journal.title);
    with_entities += d.entities.empty() ? 0 : 1;
  }
  EXPECT_GE(years.size(), 12u);
  EXPECT_GE(journals.size(), 8u);
  EXPECT_GE(with_entities, 30u);
}

TEST(Samples, SeveralButNotAllMatchTheFirstQuery) {
  const std::vector<Document> documents = read_samples();
  const auto answers = std::count_if(documents.begin(), documents.end(), [](const Document& d) {
    const std::string text = whole_text(d);
    return text.find("proteinuria") != std::string::npos && text.find("low-dose") != std::string::npos;
  });
  EXPECT_GE(answers, 5);
  EXPECT_LE(static_cast<std::size_t>(answers), documents.size() / 2);
}

TEST(Samples, CoverEveryFormat) {
  std::map<std::string, int> formats;
  for (const auto& entry : std::filesystem::directory_iterator(test::source_path("corpus/samples"))) {
    ++formats[detect_format(open_source(entry.path().string())->head())];
  }
  for (const std::string& format : document_formats()) EXPECT_GE(formats[format], 1) << format;
}

std::vector<std::string> ids_of(const Document& document) {
  std::vector<std::string> ids;
  for (const Entity& entity : document.entities) ids.push_back(entity.id);
  return ids;
}

class Seeds : public DataFolderTest {
 protected:
  // The only document of the file whose name has this prefix.
  static Document seed(const std::string& beginning) {
    for (const auto& entry : std::filesystem::directory_iterator(data("seeds"))) {
      if (entry.path().filename().string().starts_with(beginning))
        return read_file(entry.path().string()).documents.at(0);
    }
    ADD_FAILURE() << "no seed " << beginning;
    return {};
  }
};

TEST_F(Seeds, SummaryPage) {
  const Document d = seed("000");
  EXPECT_EQ(d.id, "PMCID:PMC12055818");
  EXPECT_EQ(d.doi, "10.3389/fmed.2025.1552473");
  EXPECT_EQ(d.journal.title, "Frontiers in Medicine");
  EXPECT_EQ(d.dates.published, (Date{2025, 4, 23}));
  EXPECT_EQ(d.authors.size(), 2u);
  EXPECT_EQ(d.key_findings.size(), 3u);
  EXPECT_EQ(d.abstract.size(), 1u);
  EXPECT_TRUE(d.body.empty());
  for (const char* id : {"MONDO:0007915", "NCBIGene:3558", "NCBIGene:3559", "MESH:D001327", "MESH:D064420",
                         "MESH:D008180", "MESH:D000069283", "MESH:D020123", "MESH:C502936"}) {
    EXPECT_THAT(ids_of(d), Contains(id));
  }
}

TEST_F(Seeds, PortalPage) {
  const Document d = seed("003");
  EXPECT_EQ(d.authors.size(), 3u);
  EXPECT_EQ(short_name(d.authors.at(2)), "Humrich JY");
  EXPECT_EQ(d.journal.title, "Current Opinion in Rheumatology");
  EXPECT_EQ(d.issue, "2");
  EXPECT_EQ(d.pages, "98-106");
  EXPECT_EQ(d.dates.published, (Date{2023, 3, 1}));
  std::vector<std::string> labels;
  for (const Section& section : d.abstract) labels.push_back(section.label);
  EXPECT_THAT(labels, testing::ElementsAre("Purpose of review", "Recent findings", "Summary"));
}

TEST_F(Seeds, LaySummary) {
  const Document d = seed("004");
  EXPECT_TRUE(d.title.ends_with("?"));
  EXPECT_THAT(whole_text(d), testing::HasSubstr("proteinuria"));
  EXPECT_TRUE(d.id.starts_with("FILE:samples/004"));
}

}  // namespace
}  // namespace il2search
