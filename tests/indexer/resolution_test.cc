// Resolution: the live document of each id after a run, in small segments. One row per story.
#include <memory>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "indexer/resolution.h"
#include "indexer/segments/build_pool.h"
#include "schema/identifiers.h"
#include "tests/indexer/built_segment.h"
#include "tests/storage/test_index.h"

namespace il2search {
namespace {

using test::TestFolder;
using testing::ElementsAre;
using testing::IsEmpty;

struct Record {
  std::string id;
  std::string title;
  Precedence precedence;
  std::uint32_t source = 1;
};

// Segments of records, in a folder of the test.
class Resolve : public testing::Test {
 protected:
  SegmentView& segment(const std::vector<Record>& records) {
    const std::string path = folder_ / std::to_string(views_.size());
    std::vector<std::pair<Document, Origin>> documents;
    for (const Record& record : records) {
      Document document;
      document.id = record.id;
      document.title = record.title;
      document.version = record.precedence.version;
      documents.emplace_back(std::move(document), Origin{record.precedence.nlm_file, record.source});
    }
    test::build_segment(path, documents);
    return *views_.emplace_back(std::make_unique<SegmentView>(path, std::vector<std::uint32_t>{}));
  }

  TestFolder folder_;
  std::vector<std::unique_ptr<SegmentView>> views_;
};

RunDeletion deletion_of(const std::string& id, std::uint32_t position,
                        std::optional<std::uint32_t> version = std::nullopt, std::uint32_t nlm_file = 0) {
  RunDeletion deletion;
  deletion.id = id;
  deletion.position = position;
  deletion.version = version;
  deletion.nlm_file = nlm_file;
  deletion.source = 9;
  return deletion;
}

struct Counts {
  std::uint64_t added = 0, replaced = 0, deleted = 0, unchanged = 0, superseded = 0;
};

std::ostream& operator<<(std::ostream& out, const Counts& c) {
  return out << "added " << c.added << " replaced " << c.replaced << " deleted " << c.deleted << " unchanged "
             << c.unchanged << " superseded " << c.superseded;
}

std::string text_of(const Counts& counts) {
  std::ostringstream out;
  out << counts;
  return out.str();
}

std::string text_of(const DocumentCounts& c) {
  return text_of(Counts{c.added, c.replaced, c.deleted, c.unchanged, c.superseded});
}

using Docids = std::vector<std::uint32_t>;

struct Story {
  const char* what;
  std::vector<Record> before;
  std::vector<Record> run;
  std::vector<RunDeletion> deletions;
  std::vector<std::uint32_t> deleted_before;
  std::vector<std::uint32_t> deleted_in_run;
  Counts counts;
  std::size_t tombstones = 0;
};

TEST_F(Resolve, Stories) {
  const Story stories[] = {
      {"a new record", {}, {{"a", "1", {}}}, {}, {}, {}, {.added = 1}},
      {"the later one of a run wins",
       {},
       {{"a", "1", {}}, {"b", "1", {}}, {"a", "2", {}}},
       {},
       {},
       {1},
       {.added = 2, .superseded = 1}},
      {"a higher version wins over order",
       {},
       {{"a", "2", {2, 0}}, {"a", "1", {1, 0}}},
       {},
       {},
       {2},
       {.added = 1, .superseded = 1}},
      {"a later NLM file wins over order",
       {},
       {{"a", "2", {1, 7}}, {"a", "1", {1, 6}}},
       {},
       {},
       {2},
       {.added = 1, .superseded = 1}},
      {"three versions",
       {},
       {{"a", "1", {1, 0}}, {"a", "3", {3, 0}}, {"a", "2", {2, 0}}},
       {},
       {},
       {1, 3},
       {.added = 1, .superseded = 2}},
      {"a record replaces", {{"a", "1", {}}, {"b", "1", {}}}, {{"a", "2", {}}}, {}, {1}, {}, {.replaced = 1}},
      {"the same record changes nothing", {{"a", "1", {}}}, {{"a", "1", {}}}, {}, {}, {1}, {.unchanged = 1}},
      {"changed and changed back",
       {{"a", "1", {}}},
       {{"a", "2", {}}, {"a", "1", {}}},
       {},
       {},
       {1, 2},
       {.unchanged = 1, .superseded = 1}},
      {"an older version changes nothing", {{"a", "2", {2, 0}}}, {{"a", "1", {1, 0}}}, {}, {}, {1}, {.superseded = 1}},
      {"an older NLM file changes nothing", {{"a", "2", {1, 7}}}, {{"a", "1", {1, 6}}}, {}, {}, {1}, {.superseded = 1}},
      {"a later NLM file with the same record becomes its source",
       {{"a", "1", {1, 6}}},
       {{"a", "1", {1, 7}}},
       {},
       {1},
       {},
       {.replaced = 1}},
      {"another source with the same record becomes its source",
       {{"a", "1", {}, 1}},
       {{"a", "1", {}, 2}},
       {},
       {1},
       {},
       {.replaced = 1}},
      {"a deletion",
       {{"a", "1", {}}, {"b", "1", {}}},
       {{"c", "1", {}}},
       {deletion_of("a", 1)},
       {1},
       {},
       {.added = 1, .deleted = 1},
       1},
      {"a deletion of an unknown id", {}, {{"b", "1", {}}}, {deletion_of("a", 0)}, {}, {}, {.added = 1}, 1},
      {"a record before its deletion", {}, {{"a", "1", {}}}, {deletion_of("a", 1)}, {}, {1}, {}, 1},
      {"a record after its deletion", {}, {{"a", "1", {}}}, {deletion_of("a", 0)}, {}, {}, {.added = 1}, 0},
      {"deleted and added again",
       {{"a", "1", {}}},
       {{"a", "2", {}}},
       {deletion_of("a", 0)},
       {1},
       {},
       {.replaced = 1},
       0},
      {"deleted and added again unchanged",
       {{"a", "1", {}}},
       {{"a", "1", {}}},
       {deletion_of("a", 0)},
       {},
       {1},
       {.unchanged = 1},
       0},
      {"deleted, added again, deleted",
       {{"a", "1", {}}},
       {{"a", "2", {}}},
       {deletion_of("a", 0), deletion_of("a", 1)},
       {1},
       {1},
       {.deleted = 1},
       1},
      {"a deletion of this version", {{"a", "1", {2, 0}}}, {}, {deletion_of("a", 0, 2)}, {1}, {}, {.deleted = 1}, 1},
      {"a deletion of an older version", {{"a", "1", {2, 0}}}, {}, {deletion_of("a", 0, 1)}, {}, {}, {}, 0},
      {"a deletion without version", {{"a", "1", {7, 0}}}, {}, {deletion_of("a", 0)}, {1}, {}, {.deleted = 1}, 1},
      {"a deletion of an older NLM file",
       {{"a", "1", {1, 7}}},
       {},
       {deletion_of("a", 0, std::nullopt, 6)},
       {},
       {},
       {},
       0},
      {"a deletion of a later NLM file",
       {{"a", "1", {1, 7}}},
       {},
       {deletion_of("a", 0, std::nullopt, 8)},
       {1},
       {},
       {.deleted = 1},
       1},
      {"two deletions leave two tombstones",
       {{"a", "1", {}}},
       {},
       {deletion_of("a", 0), deletion_of("a", 0, 1)},
       {1},
       {},
       {.deleted = 1},
       2},
      {"an id that is a prefix of another",
       {{"a", "1", {}}, {"ab", "1", {}}},
       {{"ab", "2", {}}},
       {deletion_of("a", 0)},
       {1, 2},
       {},
       {.replaced = 1, .deleted = 1},
       1},
  };
  for (const Story& story : stories) {
    SCOPED_TRACE(story.what);
    std::vector<SegmentView*> older;
    if (!story.before.empty()) older.push_back(&segment(story.before));
    SegmentView* run = story.run.empty() ? nullptr : &segment(story.run);
    const Resolution resolution = resolve_run(run, older, story.deletions, {});
    EXPECT_EQ(text_of(resolution.counts), text_of(story.counts));
    EXPECT_EQ(resolution.tombstones.size(), story.tombstones);
    EXPECT_EQ(older.empty() ? Docids{} : older[0]->deleted(), story.deleted_before);
    EXPECT_EQ(run ? run->deleted() : Docids{}, story.deleted_in_run);
  }
}

TEST_F(Resolve, SearchesEverySegment) {
  SegmentView& first = segment({{"a", "1", {}}, {"b", "1", {}}});
  SegmentView& second = segment({{"c", "1", {}}});
  first.mark_deleted(2);
  SegmentView& run = segment({{"a", "2", {}}, {"b", "2", {}}, {"c", "1", {}}});
  const Resolution resolution = resolve_run(&run, {&first, &second}, {}, {});
  EXPECT_EQ(text_of(resolution.counts), text_of(Counts{.added = 1, .replaced = 1, .unchanged = 1}));
  EXPECT_THAT(first.deleted(), ElementsAre(1, 2));
  EXPECT_THAT(second.deleted(), IsEmpty());
  EXPECT_THAT(run.deleted(), ElementsAre(3));
}

TEST_F(Resolve, AsksForATombstone) {
  SegmentView& run = segment({{"a", "1", {1, 5}, 3}, {"b", "1", {}, 3}});
  std::vector<std::string> asked;
  const Resolution resolution =
      resolve_run(&run, {}, {}, [&](const std::string& id, const Precedence& record, std::uint32_t source) {
        asked.push_back(id + " " + std::to_string(record.nlm_file) + " " + std::to_string(source));
        return id == "a";
      });
  EXPECT_THAT(asked, ElementsAre("a 5 3", "b 0 3"));
  EXPECT_EQ(text_of(resolution.counts), text_of(Counts{.added = 1, .superseded = 1}));
  EXPECT_THAT(run.deleted(), ElementsAre(1));
  EXPECT_THAT(resolution.restored, ElementsAre("b"));
}

TEST_F(Resolve, DeletionsByPruneLeaveNoTombstone) {
  SegmentView& before = segment({{"a", "1", {}}});
  RunDeletion deletion = deletion_of("a", 0);
  deletion.leaves_tombstone = false;
  const Resolution resolution = resolve_run(nullptr, {&before}, {deletion}, {});
  EXPECT_EQ(resolution.counts.deleted, 1u);
  EXPECT_THAT(resolution.tombstones, IsEmpty());
}

TEST_F(Resolve, IdsOfAnyFormMayBeUnknown) {
  SegmentView& before = segment({{"a", "1", {}}});
  const Resolution resolution = resolve_run(
      nullptr, {&before},
      {deletion_of("", 0), deletion_of(std::string(10'000, 'x'), 0), deletion_of(std::string(300, '\0'), 0)}, {});
  EXPECT_EQ(text_of(resolution.counts), text_of(Counts{}));
  EXPECT_THAT(before.deleted(), IsEmpty());
}

TEST_F(Resolve, DistinguishesTheLongestIds) {
  const std::string stem(kMaxIdBytes - 1, 'x');
  SegmentView& before = segment({{stem + "1", "1", {}}, {stem + "2", "1", {}}});
  SegmentView& run = segment({{stem + "2", "2", {}}, {stem, "1", {}}});
  const Resolution resolution = resolve_run(&run, {&before}, {deletion_of(stem + "1", 2)}, {});
  EXPECT_EQ(text_of(resolution.counts), text_of(Counts{.added = 1, .replaced = 1, .deleted = 1}));
  EXPECT_THAT(before.deleted(), ElementsAre(1, 2));
}

// Documents of the run that were discarded beforehand neither count nor replace anything.
TEST_F(Resolve, DiscardedDocumentsAreNotPartOfTheRun) {
  SegmentView& older = segment({{"A", "old", {}}, {"B", "old", {}}});
  segment({{"A", "broken", {}}, {"C", "broken", {}}, {"C", "whole", {}}, {"D", "broken", {}}});
  SegmentView run(folder_ / "1", {1, 2, 4});
  const Resolution resolution = resolve_run(&run, {&older}, {}, {});
  EXPECT_EQ(text_of(resolution.counts), text_of(Counts{.added = 1}));
  EXPECT_THAT(run.deleted(), ElementsAre(1, 2, 4));
  EXPECT_THAT(older.deleted(), IsEmpty());
}

}  // namespace
}  // namespace il2search
