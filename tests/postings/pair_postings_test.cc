// Pairs in the posting file of a segment, against a search through its documents.
#include <filesystem>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include <il2search/error.h>

#include "postings/merge_postings.h"
#include "schema/field_table.h"
#include "tests/storage/test_index.h"
#include "tests/storage/token_documents.h"
#include "text/analyzer.h"

namespace il2search {
namespace {

using test::TokenText;
using Docids = std::vector<std::uint32_t>;
using PairLists = std::map<std::pair<std::string, std::string>, Docids>;

std::set<std::string> stems_of(const TokenText& text, Analyzer& analyzer) {
  std::set<std::string> stems;
  for (const auto& [region, words] : text)
    for (const std::string& word : words)
      if ((region_bit(region) & kCombinedRegions) != 0 && !word.empty()) stems.emplace(analyzer.stem(word));
  return stems;
}

// A segment with the words of the texts, and the terms of their stems.
class PairSegment {
 public:
  explicit PairSegment(const std::vector<TokenText>& texts) : texts_(texts) {
    test::write_token_texts(folder_ / "tokens", texts);
    RunBuilder builder;
    for (const TokenText& text : texts) {
      std::vector<std::string> terms{"Qid" + std::to_string(builder.documents())};
      for (const std::string& stem : stems_of(text, analyzer_)) {
        ++documents_with_[stem];
        terms.push_back("Z" + stem);
      }
      std::vector<TermFrequency> frequencies;
      for (const std::string& term : terms) frequencies.push_back({term, term[0] == 'Z' ? 1u : 0u});
      builder.add(frequencies, {});
    }
    run_ = builder.finish();
  }

  void merge(std::uint32_t least_documents, unsigned jobs = 1) {
    PostingInputs inputs;
    inputs.push_back(std::make_unique<RunInput>(run_));
    merge_postings(inputs, folder_.path(),
                   {{}, {}, PairOptions{least_documents, jobs, [&] { return TokenFile(folder_ / "tokens"); }}});
  }

  PostingFile postings() const { return PostingFile(folder_ / "postings"); }
  TokenFile tokens() const { return TokenFile(folder_ / "tokens"); }
  std::string path(const std::string& name) const { return folder_ / name; }

  PairLists expected() {
    PairLists lists;
    for (std::uint32_t docid = 1; docid <= texts_.size(); ++docid)
      for (const auto& [region, words] : texts_[docid - 1])
        for (std::size_t i = 1; i < words.size() && (region_bit(region) & kCombinedRegions) != 0; ++i) {
          if (words[i - 1].empty() || words[i].empty() || !is_posted(share(words[i - 1]), share(words[i]))) continue;
          Docids& list = lists[{words[i - 1], words[i]}];
          if (list.empty() || list.back() != docid) list.push_back(docid);
        }
    return lists;
  }

  FrequentStems frequent_stems() const {
    FrequentStems stems(static_cast<std::uint32_t>(texts_.size()));
    for (const auto& [stem, documents] : documents_with_) stems.note("Z" + stem, documents);
    return stems;
  }

 private:
  std::uint32_t share(const std::string& word) {
    return share_of(documents_with_[std::string(analyzer_.stem(word))], static_cast<std::uint32_t>(texts_.size()));
  }

  const std::vector<TokenText>& texts_;
  test::TestFolder folder_;
  Analyzer analyzer_;
  std::map<std::string, std::uint32_t> documents_with_;
  PostingRun run_;
};

std::map<std::uint32_t, std::string> words_by_number(const WordList& list) {
  std::map<std::uint32_t, std::string> words;
  for (WordList::Cursor at(list); !at.at_end(); at.next()) words[at.number()] = at.word();
  return words;
}

PairLists lists_in(const PostingFile& postings, const TokenFile& tokens) {
  PairLists lists;
  const auto words = words_by_number(tokens.words());
  for (SortedTable::Cursor term(postings.terms(), std::string(1, kPairPrefix)); !term.at_end(); term.next()) {
    const char* at = term.key().data() + 1;
    const char* const end = term.key().data() + term.key().size();
    const std::uint32_t first = get_word(at, end);
    const std::uint32_t second = get_word(at, end);
    EXPECT_EQ(at, end);
    Docids& list = lists[{words.at(first), words.at(second)}];
    postings.for_each_posting(term.key(), [&](std::uint32_t docid, std::uint32_t frequency) {
      EXPECT_EQ(frequency, 0u);
      list.push_back(docid);
    });
  }
  return lists;
}

TEST(PairPostings, HaveWhatTheTextsHave) {
  for (const auto& [documents, words] : {std::pair{1u, 10u}, {50u, 40u}, {700u, 400u}, {6'000u, 3'000u}}) {
    const auto texts = test::random_token_texts(documents, documents, words);
    PairSegment segment(texts);
    segment.merge(1);
    const PostingFile postings = segment.postings();
    EXPECT_TRUE(postings.has_pairs());
    const PairLists found = lists_in(postings, segment.tokens());
    EXPECT_TRUE(found == segment.expected()) << documents << " documents";
    postings.verify([] {});
  }
}

TEST(PairPostings, SomePairsOfLargeSegmentsAreNotPosted) {
  const auto texts = test::random_token_texts(2, 3'000, 3'000);
  PairSegment segment(texts);
  std::set<std::pair<std::string, std::string>> all;
  for (const TokenText& text : texts)
    for (const auto& [region, words] : text)
      for (std::size_t i = 1; i < words.size(); ++i) all.emplace(words[i - 1], words[i]);
  const std::size_t posted = segment.expected().size();
  EXPECT_GT(posted, 100u);
  EXPECT_LT(2 * posted, all.size());
}

TEST(PairPostings, SmallSegmentsHaveNone) {
  const auto texts = test::random_token_texts(1, 20);
  PairSegment segment(texts);
  segment.merge(21);
  EXPECT_FALSE(segment.postings().has_pairs());
  EXPECT_TRUE(lists_in(segment.postings(), segment.tokens()).empty());
  segment.merge(20);
  EXPECT_TRUE(segment.postings().has_pairs());
  EXPECT_FALSE(lists_in(segment.postings(), segment.tokens()).empty());
}

TEST(PairPostings, DoNotDependOnThreadsOrMemory) {
  const auto texts = test::random_token_texts(3, 9'000, 500);
  PairSegment segment(texts);
  segment.merge(1);
  const std::string expected = test::read_file(segment.path("postings.data"));
  segment.merge(1, 3);
  EXPECT_TRUE(test::read_file(segment.path("postings.data")) == expected) << "three threads";

  const TokenFile tokens = segment.tokens();
  const PostingSpool in_memory = pair_postings(tokens, segment.frequent_stems(), {segment.path("a-")});
  const PostingSpool spilled = pair_postings(tokens, segment.frequent_stems(), {segment.path("b-"), 2, 1});
  EXPECT_GT(in_memory.memory(), 0u);
  EXPECT_EQ(spilled.memory(), 0u);
  for (const auto& [spool, name] : {std::pair(&in_memory, "merged-a"), {&spilled, "merged-b"}}) {
    std::filesystem::create_directory(segment.path(name));
    merge_postings(spool->inputs(), segment.path(name));
  }
  for (const char* name : {"/postings.data", "/postings.terms"})
    EXPECT_TRUE(test::read_file(segment.path("merged-a") + name) == test::read_file(segment.path("merged-b") + name));
}

TEST(PairPostings, CanBeCancelled) {
  const auto texts = test::random_token_texts(4, 20);
  const PairSegment segment(texts);
  EXPECT_EQ(
      test::error_of([&] {
        pair_postings(segment.tokens(), segment.frequent_stems(), {segment.path("a-"), 1, 1, [] { return true; }});
      }),
      ErrorCode::cancelled);
}

}  // namespace
}  // namespace il2search
