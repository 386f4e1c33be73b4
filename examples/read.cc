// Reads papers without an index and prints them as JSON lines: read FILE...
#include <cstdio>

#include <il2search/json.h>
#include <il2search/reader.h>
#include <il2search/text.h>

void print_documents(const char* path) {
  il2search::ReadOptions options;
  options.on_record_error = [](const il2search::RecordError& error) {
    std::fprintf(stderr, "%s: record %ju: %s\n", il2search::terminal_safe(error.file, false).c_str(),
                 std::uintmax_t{error.record}, il2search::terminal_safe(error.message, false).c_str());
  };
  il2search::DocumentReader reader(path, options);
  while (const auto record = reader.next()) {
    if (const auto* document = std::get_if<il2search::Document>(&*record)) std::puts(to_json(*document).c_str());
  }
}

int main(int argc, char** argv) try {
  for (int i = 1; i < argc; ++i) print_documents(argv[i]);
  return argc < 2 ? 2 : 0;
} catch (const il2search::Error& error) {
  std::fprintf(stderr, "%s\n%s\n", error.what(), error.hint().c_str());
  return 2;
}
