// Indexes a document made by the program, and files: index INDEX [FILE...]
#include <cstdint>
#include <cstdio>
#include <string>
#include <vector>

#include <il2search/index_writer.h>

// An id and some text are enough.
il2search::Document note() {
  il2search::Document document;
  document.id = "NOTE:1";
  document.title = "Questions about low-dose interleukin-2";
  document.abstract.push_back({"", "Proteinuria fell in three of our patients. Which dose did they get?"});
  document.dates.published = {2025, 4, 23};
  return document;
}

void add_note(const std::string& index) {
  il2search::IndexWriter writer(index);
  writer.add(note());
  writer.publish();  // readers see all of it from now on
}

int main(int argc, char** argv) try {
  if (argc < 2) return 2;
  add_note(argv[1]);
  if (argc > 2) {
    const auto report = il2search::update_index(argv[1], std::vector<std::string>(argv + 2, argv + argc));
    std::printf("%ju of %ju records added\n", std::uintmax_t{report.added}, std::uintmax_t{report.records});
  }
  return 0;
} catch (const il2search::Error& error) {
  std::fprintf(stderr, "%s\n%s\n", error.what(), error.hint().c_str());
  return 2;
}
