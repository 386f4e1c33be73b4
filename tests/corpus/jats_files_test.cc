// The real articles of the data folder: all are read completely. Counts are compared with counts in the XML.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <regex>
#include <string>
#include <vector>

#include "base/byte_source.h"
#include "corpus/jats/jats.h"
#include "tests/base/data_folder.h"
#include "tests/corpus/read_all.h"

namespace il2search {
namespace {

class JatsFiles : public DataFolderTest {
 protected:
  static const std::vector<std::string>& paths() {
    static const std::vector<std::string> all = list();
    return all;
  }

 private:
  static std::vector<std::string> list() {
    std::vector<std::string> paths;
    for (const auto& entry : std::filesystem::directory_iterator(data("jats"))) paths.push_back(entry.path().string());
    return paths;
  }
};

std::string bytes_of(const std::string& path) {
  const auto source = open_source(path);
  std::string bytes;
  std::vector<char> chunk(1 << 16);
  for (std::size_t n = source->read(chunk.data(), chunk.size()); n > 0; n = source->read(chunk.data(), chunk.size())) {
    bytes.append(chunk.data(), n);
  }
  return bytes;
}

std::size_t count(const std::string& bytes, const char* pattern) {
  const std::regex regex(pattern);
  return static_cast<std::size_t>(std::distance(std::sregex_iterator(bytes.begin(), bytes.end(), regex), {}));
}

std::size_t count_sections(const Document& document, std::string_view type) {
  return static_cast<std::size_t>(std::count_if(document.body.begin(), document.body.end(),
                                                [&](const BodySection& section) { return section.type == type; }));
}

TEST_F(JatsFiles, EveryArticleIsComplete) {
  ASSERT_EQ(paths().size(), 24u);
  for (const std::string& path : paths()) {
    const ReadOutcome outcome = read_source(make_jats_reader, open_source(path));
    EXPECT_FALSE(outcome.error.has_value()) << path;
    EXPECT_TRUE(outcome.record_errors.empty()) << path;
    ASSERT_EQ(outcome.documents().size(), 1u) << path;
    const Document document = outcome.documents().front();
    EXPECT_TRUE(document.id.starts_with("DOI:10.")) << path;
    EXPECT_FALSE(document.title.empty()) << path;
    EXPECT_FALSE(document.journal.title.empty()) << path;
    EXPECT_FALSE(document.journal.abbreviation.empty()) << path;
    EXPECT_FALSE(document.journal.issns.empty()) << path;
    EXPECT_FALSE(document.volume.empty() || document.pages.empty()) << path;
    EXPECT_TRUE(document.dates.published.month != 0 || document.dates.electronic.month != 0) << path;
    EXPECT_FALSE(document.body.empty()) << path;

    const std::string bytes = bytes_of(path);
    const std::size_t editors = count(bytes, "<contrib [^>]*contrib-type=\"editor\"");
    EXPECT_EQ(document.editors.size(), editors) << path;
    EXPECT_EQ(document.authors.size(), count(bytes, "<contrib ") - editors) << path;
    EXPECT_EQ(count_sections(document, "fig"), count(bytes, "<fig ")) << path;
    EXPECT_EQ(count_sections(document, "table"), count(bytes, "<table-wrap ")) << path;
  }
}

std::vector<std::string> words_of_sections(const Document& document) {
  std::vector<std::string> headings;
  for (const BodySection& section : document.body) headings.push_back(section.heading);
  return headings;
}

// Each section title in the body without markup is a heading.
TEST_F(JatsFiles, EveryTitleIsAHeading) {
  const std::regex title("<sec[^>]*>\\s*<title>([^<&]+)</title>");
  std::size_t found = 0;
  for (const std::string& path : paths()) {
    const std::string bytes = bytes_of(path);
    const std::string body = bytes.substr(bytes.find("<body"));
    const auto headings = words_of_sections(read_source(make_jats_reader, open_source(path)).documents().at(0));
    for (std::sregex_iterator at(body.begin(), body.end(), title), end; at != end; ++at) {
      const std::string words = std::regex_replace((*at)[1].str(), std::regex("\\s+"), " ");
      if (words.starts_with("Competing interest")) continue;  // conflict_of_interest
      ++found;
      EXPECT_TRUE(std::find(headings.begin(), headings.end(), words) != headings.end()) << path << ": " << words;
    }
  }
  EXPECT_GT(found, 200u);
}

TEST_F(JatsFiles, OneArticleInDetail) {
  const auto found = std::find_if(paths().begin(), paths().end(), [](const std::string& path) {
    return path.find("journal.pbio.1001315") != std::string::npos;
  });
  ASSERT_TRUE(found != paths().end());
  const Document document = read_source(make_jats_reader, open_source(*found)).documents().at(0);
  EXPECT_EQ(document.id, "DOI:10.1371/journal.pbio.1001315");
  EXPECT_EQ(document.journal.abbreviation, "PLoS Biol");
  EXPECT_EQ(document.authors.at(2).initials, "FX");
  EXPECT_EQ(short_name(document.authors.at(9)), "Kr\u00e4usslich HG");
  EXPECT_TRUE(document.authors.at(10).affiliation.find("; Instituci\u00f3 Catalana") != std::string::npos);
  EXPECT_EQ(document.editors.size(), 1u);
  EXPECT_EQ(document.dates.published, (Date{2012, 4, 24}));
  EXPECT_EQ(document.languages, std::vector<std::string>{"en"});
  EXPECT_EQ(document.other_abstracts.size(), 2u);
}

}  // namespace
}  // namespace il2search
