// PubMed files for tests, and the documents that an index has of them.
#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <il2search/index_writer.h>
#include <il2search/maintenance.h>

#include "schema/document_codec.h"
#include "storage/index_directory.h"
#include "tests/storage/test_index.h"

namespace il2search::test {

// One record, with an abstract that makes it larger and gives it words of its own.
inline std::string article(int pmid, const std::string& title, int version = 1) {
  const std::string number = std::to_string(pmid);
  return "<PubmedArticle><MedlineCitation Status=\"MEDLINE\"><PMID Version=\"" + std::to_string(version) + "\">" +
         number + "</PMID><Article><Journal><Title>Annals of Trial Records</Title></Journal><ArticleTitle>" + title +
         "</ArticleTitle><Abstract><AbstractText>Low doses were given to group " + number +
         " and their cells were counted on day " + std::to_string(pmid % 29) +
         ".</AbstractText></Abstract></Article></MedlineCitation></PubmedArticle>\n";
}

inline std::string articles(int first, int last, const std::string& title) {
  std::string xml;
  for (int pmid = first; pmid <= last; ++pmid) xml += article(pmid, title + " " + std::to_string(pmid));
  return xml;
}

// A deletion, with or without a version.
inline std::string deletion(int pmid, std::optional<int> version = std::nullopt) {
  return "<DeleteCitation><PMID" + (version ? " Version=\"" + std::to_string(*version) + "\"" : std::string{}) + ">" +
         std::to_string(pmid) + "</PMID></DeleteCitation>\n";
}

inline std::string article_set(const std::string& content) {
  return "<?xml version=\"1.0\"?>\n<PubmedArticleSet>\n" + content + "</PubmedArticleSet>\n";
}

inline std::string pmid_id(int pmid) { return "PMID:" + std::to_string(pmid); }

using DocumentsById = std::map<std::string, Document>;
using TitlesById = std::map<std::string, std::string>;

// Calls use(segment, docid) for every live document of the newest generation, in order of segments and docids.
template <class Use> void for_each_live(const std::string& index, Use use) {
  const auto snapshot = Snapshot::open(index);
  for (const Segment& segment : snapshot->segments())
    for (std::uint32_t docid = 1; docid <= segment.entry.documents; ++docid)
      if (!segment.is_deleted(docid)) use(segment, docid);
}

// Fails the test if two live documents share an id.
inline DocumentsById documents_of(const std::string& index) {
  DocumentsById documents;
  for_each_live(index, [&](const Segment& segment, std::uint32_t docid) {
    Document document = decode_document(segment.heads.record(docid), segment.texts.record(docid));
    const std::string id = document.id;
    EXPECT_TRUE(documents.emplace(id, std::move(document)).second) << id << " is live twice";
  });
  return documents;
}

inline TitlesById titles_of(const std::string& index) {
  TitlesById titles;
  for_each_live(index, [&](const Segment& segment, std::uint32_t docid) {
    const Document head = decode_head(segment.heads.record(docid));
    EXPECT_TRUE(titles.emplace(head.id, head.title).second) << head.id << " is live twice";
  });
  return titles;
}

inline std::vector<std::string> ids_in_order(const std::string& index) {
  std::vector<std::string> ids;
  for_each_live(index, [&](const Segment& segment, std::uint32_t docid) {
    ids.push_back(decode_head(segment.heads.record(docid)).id);
  });
  return ids;
}

// A folder with an index and papers.
class PaperIndex {
 public:
  std::string path() const { return folder_ / "index"; }
  std::string paper(const std::string& name) const { return folder_ / name; }

  // Writes a file and creates its folders.
  std::string write(const std::string& name, const std::string& bytes) const {
    std::filesystem::create_directories(std::filesystem::path(paper(name)).parent_path());
    write_file(paper(name), bytes);
    return paper(name);
  }
  std::string write_set(const std::string& name, const std::string& content) const {
    return write(name, article_set(content));
  }

  UpdateReport update(const std::vector<std::string>& names, UpdateOptions options = {}) const {
    std::vector<std::string> paths;
    for (const std::string& name : names) paths.push_back(paper(name));
    if (options.writer.jobs == 0) options.writer.jobs = 2;
    return update_index(path(), paths, options);
  }

  TitlesById titles() const { return titles_of(path()); }
  std::uint64_t generation() const { return current_generation(path()); }

 private:
  TestFolder folder_;
};

}  // namespace il2search::test
