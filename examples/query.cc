// Builds a query from parts, without gluing strings: query INDEX WORDS [MESH_ID...]
#include <cstdio>
#include <string>

#include <il2search/searcher.h>
#include <il2search/text.h>

// What a form with a search box and a list of headings asks for. Quotes or operators in `typed` have no meaning.
il2search::Query query_of(const std::string& typed, int headings, char** ids) {
  il2search::Query any_heading;
  for (int i = 0; i < headings; ++i) any_heading = any_heading.or_(il2search::Query::field("mesh", ids[i]));
  return il2search::Query::words(typed).and_(any_heading).without(il2search::Query::parse("review[pt] OR letter[pt]"));
}

int main(int argc, char** argv) try {
  if (argc < 3) return 2;
  const il2search::Query query = query_of(argv[2], argc - 3, argv + 3);
  std::printf("%s\n", il2search::terminal_safe(query.to_string(), false).c_str());
  const il2search::Searcher searcher(argv[1]);
  for (const il2search::Hit& hit : searcher.search(query).hits) {
    std::printf("%zu  %s  %s\n", hit.rank, hit.id.c_str(), il2search::terminal_safe(hit.title, false).c_str());
  }
  return 0;
} catch (const il2search::Error& error) {
  std::fprintf(stderr, "%s\n%s\n", error.what(), error.hint().c_str());
  return 2;
}
