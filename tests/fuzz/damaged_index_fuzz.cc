// A small index with one damaged file, which readers do not verify as a whole: stored documents, token streams, the
// vocabulary; not the tables that only Xapian reads. The first byte chooses the file, what follows is how it is damaged;
// its size stays. Searching, looking up and printing give something or refuse, and what is printed is harmless.
#include <algorithm>
#include <filesystem>

#include <il2search/json.h>

#include "cli/console.h"
#include "cli/print_concept.h"
#include "cli/print_text.h"
#include "tests/fuzz/sample_index.h"
#include "tests/fuzz/scratch.h"

namespace {

using namespace il2search;
namespace fs = std::filesystem;

// Files whose checksums are not verified when an index is opened.
std::vector<std::string> damageable_files() {
  std::vector<std::string> files;
  for (const auto& entry : fs::recursive_directory_iterator(fuzz::sample_index())) {
    const std::string path = entry.path().string();
    const std::string name = entry.path().filename().string();
    const bool is_opened =
        path.find("/segments/") != std::string::npos || path.find("/vocabulary/") != std::string::npos;
    const bool is_verified = name.find(".dead.") != std::string::npos || name.starts_with("part-");
    if (entry.is_regular_file() && is_opened && !is_verified && name.find("glass") == std::string::npos)
      files.push_back(path);
  }
  std::sort(files.begin(), files.end());
  return files;
}

void search(const Searcher& searcher, const char* query) {
  SearchOptions options;
  options.exact_total = true;
  options.explain = true;
  options.sort = query[0] == 'l' ? Sort::title : Sort::relevance;
  const Results results = searcher.search(query, options);
  fuzz::require_printable_lines(cli::page_text(results, false));
  fuzz::require_printable_json(to_json(results));
}

void show(const Searcher& searcher, const char* id) {
  const auto document = searcher.document(id);
  if (!document) return;
  fuzz::require_printable_lines(cli::document_text(*document));
  fuzz::require_printable_json(to_json(*document));
}

void look_up(const Searcher& searcher, const char* name) {
  const auto concepts = searcher.find_concepts(name);
  fuzz::require_printable_lines(cli::concepts_text(concepts, false));
  fuzz::require_printable_json(to_json(concepts));
  fuzz::require_printable_json(to_json(name, searcher.complete(name)));
}

void use(const Searcher& searcher) {
  for (const char* query :
       {"lupus", "\"low-dose interleukin-2\"", "mesh:D009393", "prot* smith[au]", "\"il-2 lupus\"~5"})
    fuzz::accepts([&] { search(searcher, query); });
  for (const char* id : {"PMID:1001", "PMID:6", "PMC9001"}) fuzz::accepts([&] { show(searcher, id); });
  for (const char* name : {"MESH:D008181", "lupus", "kidney diseases"}) fuzz::accepts([&] { look_up(searcher, name); });
}

}  // namespace

const char* const il2search::cli::kProgramName = "il2search";

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const std::vector<std::string> files = damageable_files();
  fuzz::FuzzInput input(fuzz::as_text(data, size));
  const std::string& path = files[input.byte() % files.size()];
  const std::string sound = test::read_file(path);
  std::string damaged = fuzz::damaged(sound, input);
  damaged.resize(sound.size());
  test::write_file(path, damaged);
  fuzz::accepts([] { use(Searcher(fuzz::sample_index())); });
  test::write_file(path, sound);
  return 0;
}
