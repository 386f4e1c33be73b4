// Posting files against vectors of postings: every way to move, the bounds of blocks, lengths, damage.
#include "storage/posting_file.h"

#include <algorithm>
#include <map>
#include <random>

#include <gtest/gtest.h>
#include <il2search/error.h>

#include "base/bytes.h"
#include "base/checksum.h"
#include "storage/posting_file_writer.h"
#include "tests/storage/test_index.h"

namespace il2search {
namespace {

using test::error_of;
using test::TestFolder;

class Random {
 public:
  explicit Random(std::uint32_t seed) : engine_(seed) {}
  std::uint32_t operator()() { return static_cast<std::uint32_t>(engine_()); }

 private:
  std::mt19937 engine_;
};

struct Posting {
  std::uint32_t docid;
  std::uint32_t frequency;
};

struct Lists {
  std::vector<std::uint32_t> lengths;
  std::map<std::string, std::vector<Posting>> lists;  // ranked unless the term starts with E
};

// Lists of every size that the format treats in its own way, sparse and dense, with extreme frequencies.
Lists random_lists(std::uint32_t seed) {
  Random random(seed);
  Lists made;
  const std::uint32_t documents = 20'000;
  for (std::uint32_t i = 0; i < documents; ++i) made.lengths.push_back(random() % 100 == 0 ? random() : random() % 300);
  for (const std::uint32_t count : {1u, 2u, 127u, 128u, 129u, 300u, 4095u, 4096u, 4097u, 9000u, 20'000u}) {
    for (const bool is_ranked : {true, false}) {
      std::vector<Posting>& list = made.lists[(is_ranked ? "Z" : "E") + std::to_string(count)];
      for (std::uint32_t docid = 1; docid <= documents; ++docid) {
        const std::uint32_t left = documents - docid + 1;
        if (random() % left >= count - list.size()) continue;
        const std::uint32_t frequency = random() % 1000 == 0 ? random() : random() % 4 == 0 ? random() % 9 : 1;
        list.push_back({docid, is_ranked ? frequency : 0});
      }
    }
  }
  return made;
}

void write(const std::string& path, const Lists& lists) {
  PostingFileWriter writer(path);
  for (const std::uint32_t length : lists.lengths) writer.add_length(length);
  for (const auto& [term, list] : lists.lists) {
    writer.begin_list(term.front() == 'Z');
    for (const Posting& posting : list) writer.add_posting(posting.docid, posting.frequency);
    writer.end_list(term);
  }
  writer.finish();
}

class PostingFiles : public testing::Test {
 protected:
  PostingFiles() : lists_(random_lists(1)) { write(folder_ / "p", lists_); }

  // A list that is known to exist.
  static StoredPostings list_of(const PostingFile& file, const std::string& term) { return file.find(term).value(); }

  TestFolder folder_;
  Lists lists_;
};

TEST_F(PostingFiles, HaveEveryPosting) {
  const PostingFile file(folder_ / "p");
  EXPECT_EQ(file.documents(), lists_.lengths.size());
  EXPECT_EQ(file.terms().size(), lists_.lists.size());
  EXPECT_FALSE(file.find("Znone").has_value());
  for (const auto& named : lists_.lists) {
    const std::string& term = named.first;
    const std::vector<Posting>& list = named.second;
    EXPECT_EQ(list_of(file, term).documents, list.size());
    auto expected = list.begin();
    file.for_each_posting(term, [&](std::uint32_t docid, std::uint32_t frequency) {
      ASSERT_NE(expected, list.end());
      ASSERT_EQ(docid, expected->docid) << term;
      ASSERT_EQ(frequency, expected->frequency) << term;
      ++expected;
    });
    EXPECT_EQ(expected, list.end()) << term;
  }
  EXPECT_NO_THROW(file.verify([] {}));
}

// Within the range postings with low frequencies are skipped, after it none is.
TEST_F(PostingFiles, AreWalkedByFrequency) {
  const PostingFile file(folder_ / "p");
  Random random(3);
  for (const auto& [term, list] : lists_.lists) {
    for (const std::uint32_t least : {0u, 1u, 2u, 8u, UINT32_MAX}) {
      PostingCursor at(file, list_of(file, term));
      auto expected = list.begin();
      for (std::uint32_t docid = 1;;) {
        const std::uint32_t to = random() % 10 == 0 ? docid - 1 : docid + random() % 500;
        while (expected != list.end() &&
               (expected->docid < docid || (expected->docid <= to && expected->frequency < least)))
          ++expected;
        const std::uint32_t found = at.next_with(least, docid, to);
        ASSERT_EQ(found, expected == list.end() ? PostingCursor::kEnd : expected->docid) << term << " " << least;
        if (found == PostingCursor::kEnd) break;
        ASSERT_EQ(at.frequency(), expected->frequency) << term;
        docid = found + 1;
      }
    }
  }
}

TEST_F(PostingFiles, AreWalkedInStepsOfAnySize) {
  const PostingFile file(folder_ / "p");
  Random random(2);
  for (const auto& [term, list] : lists_.lists) {
    for (const std::uint32_t step : {2u, 40u, 3000u}) {
      PostingCursor at(file, list_of(file, term));
      EXPECT_EQ(at.docid(), 0u);
      for (std::uint32_t docid = 1; docid <= lists_.lengths.size() + 2; docid += 1 + random() % step) {
        const auto expected =
            std::find_if(list.begin(), list.end(), [&](const Posting& p) { return p.docid >= docid; });
        if (random() % 3 == 0) {
          const std::uint32_t last = at.locate(docid);
          ASSERT_EQ(last == PostingCursor::kEnd, expected == list.end()) << term;
          if (expected != list.end()) {
            ASSERT_GE(last, expected->docid);
            ASSERT_GE(at.group_last(), last);
          }
        }
        ASSERT_EQ(at.next_from(docid), expected == list.end() ? PostingCursor::kEnd : expected->docid) << term;
        if (expected == list.end()) break;
        ASSERT_EQ(at.frequency(), expected->frequency) << term;
        docid = expected->docid;
      }
    }
  }
}

TEST_F(PostingFiles, KnowTheLengthOfEachDocument) {
  const PostingFile file(folder_ / "p");
  LengthTotals totals;
  for (std::uint32_t docid = 1; docid <= lists_.lengths.size(); ++docid) {
    ASSERT_EQ(file.lengths().of(docid), lists_.lengths[docid - 1]);
    totals.add(lists_.lengths[docid - 1]);
  }
  EXPECT_EQ(file.lengths().totals(), totals);
}

TEST_F(PostingFiles, DamageIsAnError) {
  Random random(3);
  for (const char* suffix : {".data", ".terms", ".lengths"}) {
    const std::string sound = test::read_file(folder_ / "p" + suffix);
    for (int i = 0; i < 150; ++i) {
      std::string damaged = sound;
      damaged[random() % damaged.size()] ^= static_cast<char>(1 << random() % 8);
      test::write_file(folder_ / "p" + suffix, damaged);
      EXPECT_EQ(error_of([&] { PostingFile(folder_ / "p").verify([] {}); }), ErrorCode::index_corrupt) << suffix << i;
    }
    for (std::size_t size = 0; size < sound.size(); size += 1 + sound.size() / 30) {
      test::write_file(folder_ / "p" + suffix, sound.substr(0, size));
      EXPECT_EQ(error_of([&] { PostingFile(folder_ / "p").verify([] {}); }), ErrorCode::index_corrupt)
          << suffix << size;
    }
    test::write_file(folder_ / "p" + suffix, sound);
  }
}

TEST(PostingFile, HasTheLargestDocids) {
  const TestFolder folder;
  Lists lists;
  lists.lengths.resize(70'000, 1);
  for (std::uint32_t docid = 1; docid <= 70'000; docid += docid < 69'000 ? 300 : 1)
    lists.lists["Zx"].push_back({docid, UINT32_MAX - docid});
  write(folder / "p", lists);
  const PostingFile file(folder / "p");
  EXPECT_NO_THROW(file.verify([] {}));
  auto expected = lists.lists["Zx"].begin();
  file.for_each_posting("Zx", [&](std::uint32_t docid, std::uint32_t frequency) {
    EXPECT_EQ(docid, expected->docid);
    EXPECT_EQ(frequency, (expected++)->frequency);
  });
}

// With right checksums, as only somebody who means harm would write them: whoever skips a block goes on after its last docid,
// and would never end.
TEST(PostingFile, RefusesBlocksThatAreNotInOrder) {
  const TestFolder folder;
  Lists lists;
  lists.lengths.resize(300, 1);
  for (std::uint32_t docid = 1; docid <= 300; ++docid) lists.lists["Ea"].push_back({docid, 0});
  write(folder / "p", lists);
  std::string data = test::read_file(folder / "p.data");
  constexpr std::size_t kGroup = 12;
  constexpr std::size_t kBlocks = 3;
  const std::string_view head = std::string_view(data).substr(kGroup + 4, 10 * kBlocks);
  ASSERT_EQ(get_u32(head.data()), 128u);
  ASSERT_EQ(get_u32(data.data() + kGroup), xxh3_low32(head));
  std::string swapped(head);
  std::swap_ranges(swapped.begin(), swapped.begin() + 4, swapped.begin() + 4);
  std::string sum;
  put_u32(sum, xxh3_low32(swapped));
  data.replace(kGroup, 4 + swapped.size(), sum + swapped);
  test::write_file(folder / "p.data", data);
  const PostingFile file(folder / "p");
  EXPECT_EQ(error_of([&] { PostingCursor at(file, file.find("Ea").value()); }), ErrorCode::index_corrupt);
}

TEST(PostingFile, CanBeEmpty) {
  const TestFolder folder;
  write(folder / "p", {});
  const PostingFile file(folder / "p");
  EXPECT_EQ(file.documents(), 0u);
  EXPECT_FALSE(file.find("a").has_value());
  EXPECT_NO_THROW(file.verify([] {}));
}

TEST(ImpactSet, BoundsWhatWasAddedHoweverItIsReduced) {
  Random random(4);
  for (int round = 0; round < 200; ++round) {
    ImpactSet set;
    std::vector<Posting> added;  // frequency and length
    for (std::size_t n = 1 + random() % 60; n > 0; --n) {
      added.push_back({random() % 200, random() % 30 == 0 ? 100'000 : random() % 50});
      set.add(added.back().docid, added.back().frequency);
    }
    set.reduce(1 + random() % 8);
    std::string stored;
    set.put(stored, set.size());
    for (const auto& [frequency, length] : added) {
      bool bounded = false;
      Impacts(stored).for_each([&, f = frequency, l = length](std::uint32_t most, std::uint32_t least) {
        bounded |= most >= f && least <= l;
      });
      EXPECT_TRUE(bounded);
    }
  }
}

}  // namespace
}  // namespace il2search
