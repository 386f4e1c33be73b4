// A compiled vocabulary with one damaged file: concepts, names, hierarchy or mappings. The first byte chooses the file;
// what follows is what it contains, or how it is damaged. Every lookup gives concepts of the vocabulary or refuses.
#include <algorithm>
#include <iterator>
#include <optional>

#include "tests/fuzz/scratch.h"
#include "tests/query/sample_vocabulary.h"
#include "tests/vocabulary/compiled.h"
#include "vocabulary/store/store_format.h"

namespace {

using namespace il2search;

constexpr std::string_view kFiles[] = {kConceptHeads, kConceptRecords,     kConceptNames,  kConceptLinks,
                                       kTreeNodes,    kConceptDescendants, kConceptMatches};

// Restores the file when it goes out of scope.
class DamagedFile {
 public:
  explicit DamagedFile(std::string path) : path_(std::move(path)), sound_(test::read_file(path_)) {}
  ~DamagedFile() { test::write_file(path_, sound_); }
  DamagedFile(const DamagedFile&) = delete;
  DamagedFile& operator=(const DamagedFile&) = delete;

  void damage(fuzz::FuzzInput& input, bool replace) {
    test::write_file(path_, replace ? std::string(input.rest()) : fuzz::damaged(sound_, input));
  }

 private:
  std::string path_;
  std::string sound_;
};

template <class Numbers> void require_known(const Vocabulary& vocabulary, const Numbers& numbers) {
  for (const auto& number : numbers) fuzz::require(number <= vocabulary.size(), "an unknown concept");
}

void require_known_below(const Vocabulary& vocabulary, ConceptNumber number) {
  for (const Descendant& d : vocabulary.descendants(number))
    fuzz::require(d.number <= vocabulary.size(), "an unknown descendant");
}

void walk_concept(const Vocabulary& v, ConceptNumber number) {
  fuzz::accepts([&] { v.head(number); });
  fuzz::accepts([&] { v.full_concept(number); });
  fuzz::accepts([&] { require_known(v, v.parents(number)); });
  fuzz::accepts([&] { require_known(v, v.children(number)); });
  fuzz::accepts([&] { require_known(v, v.ancestors(number)); });
  fuzz::accepts([&] { require_known_below(v, number); });
  fuzz::accepts([&] { v.matches(number, true); });
  fuzz::accepts([&] { require_known(v, v.successors(number)); });
}

void look_up(const Vocabulary& v, Analyzer& analyzer) {
  for (const char* tree : {"C", "C12.777", "C20.111.590.560", "Z"})
    fuzz::accepts([&] { require_known(v, v.in_tree(tree)); });
  for (const char* id : {"MESH:D008181", "MONDO:0007915", "NCBIGene:3558", "A:1"}) fuzz::accepts([&] { v.find(id); });
  for (const char* name : {"lupus nephritis", "kidney diseases", "il2"})
    fuzz::accepts([&] { v.find_name(name, analyzer, "MESH"); });
  fuzz::accepts([&] { fuzz::require(v.complete("lup", 5, analyzer).size() <= 5, "too many names"); });
  fuzz::accepts([&] { fuzz::require(v.suggest("lupis nefritis", 5, analyzer).size() <= 5, "too many names"); });
  fuzz::accepts([&] { v.matches_of_foreign("OMIM:152700", true); });
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static CompiledVocabulary compiled(sample_vocabulary());
  constexpr ConceptNumber kWalked = 40;
  fuzz::FuzzInput input(fuzz::as_text(data, size));
  const std::uint8_t choice = input.byte();
  const std::string_view name = kFiles[choice / 4 % std::size(kFiles)];
  DamagedFile file(compiled.folder() + "/" + std::string(name) + (choice % 2 == 0 ? ".data" : ".offsets"));
  file.damage(input, choice / 2 % 2 == 1);
  fuzz::accepts([&] {
    const Vocabulary vocabulary(compiled.folder());
    for (ConceptNumber n = 0; n <= std::min(vocabulary.size() + 1, kWalked); ++n) walk_concept(vocabulary, n);
    look_up(vocabulary, compiled.analyzer);
  });
  return 0;
}
