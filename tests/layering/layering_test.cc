// Layers depend only downwards: checked on every #include and on the link graph, and the rules themselves on samples.
#include <gtest/gtest.h>

#include <filesystem>
#include <set>

#include "tests/layering/rules.h"
#include "tests/layering/source_files.h"
#include "tests/paths.h"

namespace il2search::layering {
namespace {

const std::vector<std::string> kFolders = {"include", "base",       "text",    "schema", "storage",
                                           "corpus",  "vocabulary", "indexer", "query",  "cli"};

TEST(Layering, IncludesPointDownwards) {
  const auto includes = find_includes(test::source_path(), kFolders);
  EXPECT_GT(includes.size(), 1000u);
  for (const Include& include : includes) {
    const auto error = include_error(include.file, include.header);
    EXPECT_FALSE(error) << include.file << ":" << include.line << ": " << *error;
  }
}

TEST(Layering, TargetsLinkDownwards) {
  const auto targets = read_targets(test::build_path("tests/layering/layers.txt"), test::source_path());
  EXPECT_TRUE(targets.contains("il2_base"));
  for (const auto& [name, target] : targets) {
    EXPECT_FALSE(target.sources.empty()) << name;
    for (const std::string& linked : target.links) {
      const auto error = link_error(name, linked);
      EXPECT_FALSE(error) << *error;
    }
  }
}

// A file that no target compiles would not be tested either.
TEST(Layering, EverySourceFileBelongsToATarget) {
  std::set<std::string> compiled;
  for (const auto& [name, target] : read_targets(test::build_path("tests/layering/layers.txt"), test::source_path())) {
    compiled.insert(target.sources.begin(), target.sources.end());
  }
  for (const Include& include : find_includes(test::source_path(), kFolders)) {
    if (!include.file.ends_with(".cc")) continue;
    EXPECT_TRUE(compiled.contains(include.file)) << include.file;
  }
}

TEST(Layering, ProjectIncludesAreByPathFromTheRoot) {
  for (const Include& include : find_includes(test::source_path(), kFolders)) {
    EXPECT_FALSE(include.header.starts_with(".")) << include.file << ":" << include.line;
  }
}

// Finds rules about files that were moved.
TEST(Layering, RulesNameExistingFiles) {
  for (std::string_view prefix : confined_prefixes()) {
    EXPECT_TRUE(std::filesystem::exists(std::filesystem::path(test::source_path()) / prefix)) << prefix;
  }
}

struct Sample {
  const char* file;
  const char* header;
  bool allowed;
};

TEST(LayeringRules, DecideWhatAFileMayInclude) {
  const Sample samples[] = {
      {"schema/a.cc", "base/utf8.h", true},
      {"schema/a.cc", "text/analyzer.h", true},
      {"schema/a.cc", "storage/manifest.h", false},
      {"schema/a.cc", "corpus/reader.h", false},
      {"base/a.cc", "text/analyzer.h", false},
      {"base/a.cc", "il2search/error.h", true},
      {"query/syntax/a.cc", "base/utf8.h", true},
      {"query/syntax/a.cc", "schema/field_table.h", false},
      {"query/syntax/a.cc", "query/plan/plan.h", false},
      {"query/plan/a.cc", "query/syntax/tree.h", true},
      {"query/plan/a.cc", "indexer/ledger.h", false},
      {"indexer/a.cc", "query/plan/plan.h", false},
      {"corpus/a.cc", "vocabulary/readers/part.h", false},
      {"corpus/a.cc", "xapian.h", false},
      {"schema/a.cc", "zlib.h", false},
      {"base/deflate.cc", "zlib.h", true},
      {"storage/index_directory.h", "xapian.h", true},
      {"schema/document.cc", "xapian.h", false},
      {"corpus/a.cc", "unicode/unistr.h", false},
      {"query/searcher.cc", "boost/program_options.hpp", false},
      {"cli/il2search.cc", "boost/program_options.hpp", true},
      {"cli/il2search.cc", "query/plan/plan.h", false},
      {"cli/il2search.cc", "xapian.h", false},
      {"query/searcher.cc", "cli/print_text.h", false},
      {"include/il2search/a.h", "string", true},
      {"include/il2search/a.h", "nlohmann/json.hpp", false},
      {"include/il2search/a.h", "storage/manifest.h", false},
  };
  for (const Sample& sample : samples) {
    EXPECT_EQ(!include_error(sample.file, sample.header), sample.allowed)
        << sample.file << " includes " << sample.header;
  }
}

TEST(LayeringRules, FindTheLayerOfAFile) {
  EXPECT_EQ(layer_of("query/syntax/parser.h"), "syntax");
  EXPECT_EQ(layer_of("query/searcher.cc"), "query");
  EXPECT_EQ(layer_of("include/il2search/error.h"), "public");
  EXPECT_EQ(layer_of("tests/base/utf8_test.cc"), "");
}

TEST(LayeringRules, DecideWhatATargetMayLink) {
  EXPECT_FALSE(link_error("il2_corpus", "il2_schema"));
  EXPECT_TRUE(link_error("il2_schema", "il2_corpus"));
  EXPECT_TRUE(link_error("il2_query", "il2_indexer"));
  EXPECT_TRUE(link_error("il2search", "il2_query"));
  EXPECT_FALSE(link_error("il2search", "il2search::il2search"));
  EXPECT_FALSE(link_error("il2search", "il2_flags"));
}

}  // namespace
}  // namespace il2search::layering
