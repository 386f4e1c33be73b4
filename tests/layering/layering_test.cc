// Rooms depend downwards only: checked on every #include and on the link graph, and the rules themselves on samples.
#include <gtest/gtest.h>

#include <set>

#include "tests/layering/rules.h"
#include "tests/layering/source_files.h"

namespace il2search::layering {
namespace {

const std::vector<std::string> kFolders = {"include", "base", "schema", "corpus", "vocabulary", "indexer", "query"};

// The files that only a program is made of, headers beside them included.
std::set<std::string> program_files(const std::map<std::string, Target>& targets) {
  std::set<std::string> files;
  for (const char* name : {"il2index", "il2search"}) {
    const auto found = targets.find(name);
    if (found == targets.end()) continue;
    for (const std::string& source : found->second.sources) {
      files.insert(source);
      files.insert(source.substr(0, source.rfind('.')) + ".h");
    }
  }
  return files;
}

std::string room_of_file(const std::string& file, const std::set<std::string>& programs) {
  return programs.contains(file) ? "program" : std::string(room_of(file));
}

TEST(Layering, IncludesPointDownwards) {
  const auto programs = program_files(read_targets(LAYERS_FILE, IL2SEARCH_SOURCE_DIR));
  const auto includes = find_includes(IL2SEARCH_SOURCE_DIR, kFolders);
  EXPECT_GT(includes.size(), 100u);
  for (const Include& include : includes) {
    const std::string room = room_of_file(include.file, programs);
    if (room == "program" && programs.contains(include.header)) continue;
    const auto fault = include_fault(include.file, room, include.header);
    EXPECT_FALSE(fault) << include.file << ":" << include.line << ": " << *fault;
  }
}

TEST(Layering, RoomsDoNotKnowThePrograms) {
  const auto programs = program_files(read_targets(LAYERS_FILE, IL2SEARCH_SOURCE_DIR));
  for (const Include& include : find_includes(IL2SEARCH_SOURCE_DIR, kFolders)) {
    if (programs.contains(include.file)) continue;
    EXPECT_FALSE(programs.contains(include.header)) << include.file << ":" << include.line << ": " << include.header;
  }
}

TEST(Layering, TargetsLinkDownwards) {
  const auto targets = read_targets(LAYERS_FILE, IL2SEARCH_SOURCE_DIR);
  EXPECT_TRUE(targets.contains("il2_base"));
  for (const auto& [name, target] : targets) {
    for (const std::string& linked : target.links) {
      const auto fault = link_fault(name, linked);
      EXPECT_FALSE(fault) << *fault;
    }
  }
}

TEST(Layering, IncludesOfOursAreByPathFromTheRoot) {
  for (const Include& include : find_includes(IL2SEARCH_SOURCE_DIR, kFolders)) {
    EXPECT_FALSE(include.header.starts_with(".")) << include.file << ":" << include.line;
  }
}

struct Sample {
  const char* file;
  const char* room;
  const char* header;
  bool allowed;
};

TEST(LayeringRules, KnowWhatIsAllowed) {
  const Sample samples[] = {
      {"schema/a.cc", "schema", "base/utf8.h", true},
      {"schema/a.cc", "schema", "corpus/reader.h", false},
      {"base/a.cc", "base", "schema/analyzer.h", false},
      {"base/a.cc", "base", "il2search/error.h", true},
      {"query/syntax/a.cc", "syntax", "base/utf8.h", false},
      {"query/syntax/a.cc", "syntax", "query/plan/plan.h", false},
      {"query/plan/a.cc", "query", "query/syntax/tree.h", true},
      {"query/plan/a.cc", "query", "indexer/ledger.h", false},
      {"indexer/a.cc", "indexer", "query/plan/plan.h", false},
      {"corpus/a.cc", "corpus", "xapian.h", false},
      {"schema/index_directory.h", "schema", "xapian.h", true},
      {"schema/token_stream.cc", "schema", "xapian.h", false},
      {"corpus/a.cc", "corpus", "unicode/unistr.h", false},
      {"query/searcher.cc", "query", "boost/program_options.hpp", false},
      {"query/il2search.cc", "program", "boost/program_options.hpp", true},
      {"query/il2search.cc", "program", "query/plan/plan.h", false},
      {"query/il2search.cc", "program", "xapian.h", false},
      {"include/il2search/a.h", "public", "string", true},
      {"include/il2search/a.h", "public", "nlohmann/json.hpp", false},
      {"include/il2search/a.h", "public", "schema/manifest.h", false},
  };
  for (const Sample& sample : samples) {
    const auto fault = include_fault(sample.file, sample.room, sample.header);
    EXPECT_EQ(!fault, sample.allowed) << sample.file << " includes " << sample.header;
  }
}

TEST(LayeringRules, KnowTheRoomOfAFile) {
  EXPECT_EQ(room_of("query/syntax/parser.h"), "syntax");
  EXPECT_EQ(room_of("query/searcher.cc"), "query");
  EXPECT_EQ(room_of("include/il2search/error.h"), "public");
  EXPECT_EQ(room_of("tests/base/utf8_test.cc"), "");
}

TEST(LayeringRules, KnowWhichTargetsMayLink) {
  EXPECT_FALSE(link_fault("il2_corpus", "il2_schema"));
  EXPECT_TRUE(link_fault("il2_schema", "il2_corpus"));
  EXPECT_TRUE(link_fault("il2_query", "il2_indexer"));
  EXPECT_TRUE(link_fault("il2search", "il2_query"));
  EXPECT_FALSE(link_fault("il2search", "il2search::il2search"));
  EXPECT_FALSE(link_fault("il2search", "il2_flags"));
}

}  // namespace
}  // namespace il2search::layering
