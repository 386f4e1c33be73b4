#include "tests/postings/random_documents.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <random>
#include <sstream>

#include <xapian.h>

#include "postings/merge_postings.h"

namespace il2search::test {
namespace {

constexpr std::size_t kLongestTerm = 240;

class Generator {
 public:
  explicit Generator(std::uint32_t seed) : random_(seed) {}

  RandomDocument document() {
    RandomDocument made;
    std::map<std::string, std::uint32_t> terms;
    for (std::size_t n = up_to(60); n > 0; --n) terms[term()] = up_to(3) == 0 ? 0 : up_to(up_to(20) == 0 ? 70'000 : 5);
    made.terms.assign(terms.begin(), terms.end());
    for (unsigned slot = 0; slot < 12; ++slot)
      if (up_to(slot) <= 1) made.values.push_back({slot, value()});
    if (up_to(50) == 0) made.values.push_back({300, "rare"});
    return made;
  }

 private:
  std::uint32_t up_to(std::uint32_t most) { return std::uniform_int_distribution<std::uint32_t>(0, most)(random_); }

  // Half of them from ten words, the rest from thousands.
  std::string word() { return "w" + std::to_string(up_to(1) == 0 ? up_to(9) : up_to(5000)); }
  std::string term() {
    switch (up_to(9)) {
      case 0: return "Z" + std::string(up_to(kLongestTerm - 2), 'x') + std::to_string(up_to(9));
      case 1: return "E:MESH:D" + std::to_string(up_to(300));
      case 2: return "\xC3\xA9" + word();
      default: return word();
    }
  }
  std::string value() {
    std::string bytes(up_to(100) == 0 ? 3000 : up_to(24) + 1, '\0');
    for (char& c : bytes) c = static_cast<char>(up_to(255));
    return bytes;
  }

  std::mt19937 random_;
};

}  // namespace

std::vector<RandomDocument> random_documents(std::uint32_t seed, std::size_t count) {
  Generator generator(seed);
  std::vector<RandomDocument> documents;
  for (std::size_t i = 0; i < count; ++i) documents.push_back(generator.document());
  return documents;
}

void add(RunBuilder& builder, const RandomDocument& document) {
  std::vector<TermFrequency> terms;
  for (const auto& [term, wdf] : document.terms) terms.push_back({term, wdf});
  builder.add(terms, document.values);
}

void build_segment(const std::vector<RandomDocument>& documents, std::size_t part_size, const std::string& folder) {
  std::filesystem::create_directory(folder);
  RunBuilder builder;
  std::vector<std::unique_ptr<PostingRun>> runs;
  const auto end_part = [&] { runs.push_back(std::make_unique<PostingRun>(builder.finish())); };
  for (const RandomDocument& document : documents) {
    add(builder, document);
    if (builder.documents() == part_size) end_part();
  }
  end_part();  // which may be empty
  PostingInputs inputs;
  for (const auto& run : runs) inputs.push_back(std::make_unique<RunInput>(*run));
  merge_postings(inputs, folder);
  merge_values(inputs, folder);
}

void build_with_xapian(const std::vector<RandomDocument>& documents, const std::string& folder) {
  Xapian::WritableDatabase database(
      folder, Xapian::DB_CREATE | Xapian::DB_BACKEND_GLASS | Xapian::DB_NO_SYNC | Xapian::DB_NO_TERMLIST);
  for (const RandomDocument& document : documents) {
    Xapian::Document added;
    for (const auto& [term, wdf] : document.terms) {
      if (wdf == 0) added.add_boolean_term(term);
      else added.add_term(term, wdf);
    }
    for (const SlotValue& value : document.values) added.add_value(value.slot, value.value);
    database.add_document(added);
  }
  database.commit();
}

std::vector<RandomDocument> without(const std::vector<RandomDocument>& documents,
                                    const std::vector<std::uint32_t>& deleted) {
  std::vector<RandomDocument> live;
  for (std::uint32_t docid = 1; docid <= documents.size(); ++docid)
    if (!std::binary_search(deleted.begin(), deleted.end(), docid)) live.push_back(documents[docid - 1]);
  return live;
}

std::string read_file(const std::string& path) {
  std::ostringstream bytes;
  bytes << std::ifstream(path, std::ios::binary).rdbuf();
  return bytes.str();
}

}  // namespace il2search::test
