// Searches an index: search INDEX QUERY
#include <cstdio>

#include <il2search/searcher.h>
#include <il2search/text.h>

int main(int argc, char** argv) try {
  if (argc < 3) return 2;
  const il2search::Searcher searcher(argv[1]);
  il2search::SearchOptions options;
  options.limit = 5;
  const il2search::Results results = searcher.search(argv[2], options);

  for (const il2search::Diagnostic& diagnostic : results.diagnostics) {
    std::fprintf(stderr, "%s: %s\n", to_string(diagnostic.severity),
                 il2search::terminal_safe(diagnostic.message).c_str());
  }
  for (const il2search::Hit& hit : results.hits) {
    std::printf("%zu  %s  %s\n", hit.rank, hit.id.c_str(), il2search::terminal_safe(hit.title, false).c_str());
  }
  std::printf("%zu documents match\n", results.total);
  return results.hits.empty() ? 1 : 0;
} catch (const il2search::Error& error) {
  std::fprintf(stderr, "%s\n%s\n", error.what(), error.hint().c_str());
  return 2;
}
