// An index in a temporary folder, made of a test's documents.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include <stdlib.h>

#include <il2search/index_writer.h>
#include <il2search/searcher.h>

namespace il2search {

// Removes its folder on destruction.
class TestIndex {
 public:
  TestIndex() {
    std::string name = (std::filesystem::temp_directory_path() / "il2search-query-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) throw Error(ErrorCode::io, "no temporary folder");
    folder_ = name;
  }
  ~TestIndex() {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }
  TestIndex(const TestIndex&) = delete;
  TestIndex& operator=(const TestIndex&) = delete;

  std::string path() const { return (folder_ / "index").string(); }
  std::filesystem::path folder() const { return folder_; }

  // Publishes a generation with another segment, which has pairs if it has so many documents.
  void add(const std::vector<Document>& documents, std::uint32_t pairs_from = 1) {
    WriterOptions options;
    options.jobs = 1;
    options.pairs_from = pairs_from;
    IndexWriter writer(path(), options);
    for (const Document& document : documents) writer.add(document);
    writer.publish();
  }
  void remove(const std::vector<std::string>& ids) { delete_documents(path(), ids); }

 private:
  std::filesystem::path folder_;
};

inline std::vector<std::string> ids_of(const Results& results) {
  std::vector<std::string> ids;
  for (const Hit& hit : results.hits) ids.push_back(hit.id);
  return ids;
}

}  // namespace il2search
