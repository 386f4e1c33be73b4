// Threads invert batches of documents, which the calling thread puts into the spool in order.
#include "postings/pair_postings.h"

#include <algorithm>
#include <cstdint>
#include <deque>
#include <future>
#include <numeric>
#include <utility>
#include <vector>

#include <il2search/error.h>

#include "base/ascii.h"
#include "base/bytes.h"
#include "postings/run_builder.h"
#include "schema/field_table.h"
#include "text/analyzer.h"

namespace il2search {
namespace {

// A run ends after so many documents or bytes of token streams. It takes 16 bytes of memory per byte while it is made.
constexpr std::uint32_t kDocumentsPerRun = 8'000;
constexpr std::uint64_t kBytesPerRun = std::uint64_t{4} << 20;

// Of the numbers in a PairList.
constexpr unsigned kRankBits = 25;
constexpr unsigned kDocidBits = 13;
static_assert(kDocumentsPerRun < 1u << kDocidBits);

// The words that can have pairs. They have ranks from 1, in the order of their numbers.
struct FrequentWords {
  FrequentWords(const WordList& words, const FrequentStems& stems) {
    std::vector<std::uint32_t> share_of_number(std::size_t{words.size()} + 1);
    Analyzer analyzer;
    for (WordList::Cursor at(words); !at.at_end(); at.next())
      if (at.number() < share_of_number.size())
        share_of_number[at.number()] = stems.share(std::string(analyzer.stem(at.word())));
    if (std::count_if(share_of_number.begin(), share_of_number.end(), [](std::uint32_t share) { return share > 0; }) >=
        1 << kRankBits)
      throw Error(ErrorCode::out_of_memory, "out of memory: too many frequent words");
    ranks.resize(share_of_number.size());
    for (std::uint32_t number = 1; number < ranks.size(); ++number) {
      if (share_of_number[number] == 0) continue;
      ranks[number] = static_cast<std::uint32_t>(shares.size());
      shares.push_back(share_of_number[number]);
      numbers.push_back(number);
    }
  }

  std::vector<std::uint32_t> ranks;  // by number; 0 for a word that is not frequent
  // By rank, from 1.
  std::vector<std::uint32_t> shares{0};
  std::vector<std::uint32_t> numbers{kNoWord};
};

// Pairs of ranks with docids, counted from the first document of a run, which come in ascending order.
class PairList {
 public:
  void add(std::uint32_t first, std::uint32_t second, std::uint32_t docid) {
    pairs_.push_back(std::uint64_t{first} << (kRankBits + kDocidBits) | std::uint64_t{second} << kDocidBits | docid);
  }

  // Calls use(first, second, docids) for each pair in ascending order.
  template <class Use> void for_each_pair(std::uint32_t ranks, Use use) {
    sort_by(kDocidBits, ranks);
    sort_by(kRankBits + kDocidBits, ranks);
    std::vector<std::uint32_t> docids;
    for (std::size_t i = 0; i < pairs_.size(); ++i) {
      docids.push_back(static_cast<std::uint32_t>(pairs_[i] & ((1u << kDocidBits) - 1)));
      const std::uint64_t pair = pairs_[i] >> kDocidBits;
      if (i + 1 < pairs_.size() && pairs_[i + 1] >> kDocidBits == pair) continue;
      docids.erase(std::unique(docids.begin(), docids.end()), docids.end());
      use(static_cast<std::uint32_t>(pair >> kRankBits), static_cast<std::uint32_t>(pair & ((1u << kRankBits) - 1)),
          docids);
      docids.clear();
    }
  }

 private:
  // A stable sort by the rank that begins at this bit.
  void sort_by(unsigned shift, std::uint32_t ranks) {
    const auto rank_of = [&](std::uint64_t pair) {
      return static_cast<std::size_t>(pair >> shift & ((1u << kRankBits) - 1));
    };
    std::vector<std::size_t> starts(std::size_t{ranks} + 2);
    for (const std::uint64_t pair : pairs_) ++starts[rank_of(pair) + 1];
    std::partial_sum(starts.begin(), starts.end(), starts.begin());
    std::vector<std::uint64_t> sorted(pairs_.size());
    for (const std::uint64_t pair : pairs_) sorted[starts[rank_of(pair)]++] = pair;
    pairs_ = std::move(sorted);
  }

  std::vector<std::uint64_t> pairs_;
};

// Inverts documents in a row.
class PairInverter {
 public:
  explicit PairInverter(const FrequentWords& words) : words_(words) {}

  void add(std::string_view stream) {
    ++run_.documents;
    put_varint(run_.lengths, 0);
    RegionReader reader(stream);
    while (reader.next())
      if ((region_bit(reader.region()) & kCombinedRegions) != 0) add_region(reader.codes());
  }

  PostingRun finish() {
    RunTerms terms;
    std::string term;
    std::string coded;
    pairs_.for_each_pair(static_cast<std::uint32_t>(words_.shares.size()),
                         [&](std::uint32_t first, std::uint32_t second, const auto& docids) {
                           term.clear();
                           put_pair_term(term, words_.numbers[first], words_.numbers[second]);
                           coded.clear();
                           std::uint32_t before = 0;
                           for (const std::uint32_t docid : docids) {
                             put_varint(coded, docid - std::exchange(before, docid));
                             coded.push_back(0);  // the frequency
                           }
                           terms.add(term, false, coded);
                         });
    run_.terms = terms.take();
    return std::move(run_);
  }

 private:
  void add_region(std::string_view codes) {
    const char* at = codes.data();
    const char* const end = at + codes.size();
    std::uint32_t before = 0;
    while (at != end) {
      const std::uint32_t number = get_word(at, end);
      const std::uint32_t rank = number < words_.ranks.size() ? words_.ranks[number] : 0;
      if (is_posted(words_.shares[before], words_.shares[rank])) pairs_.add(before, rank, run_.documents);
      before = rank;
    }
  }

  const FrequentWords& words_;
  PairList pairs_;
  PostingRun run_;
};

PostingRun invert(const TokenFile& tokens, const FrequentWords& words, std::uint32_t first, std::uint32_t last) {
  PairInverter inverter(words);
  for (std::uint32_t docid = first; docid <= last; ++docid) inverter.add(tokens.stream(docid));
  return inverter.finish();
}

// The last document of the run that starts with the first one.
std::uint32_t last_of_run(const TokenFile& tokens, std::uint32_t first) {
  const std::uint32_t most = first + std::min(kDocumentsPerRun, tokens.size() - first + 1) - 1;
  std::uint64_t bytes = tokens.stream(first).size();
  std::uint32_t last = first;
  while (last < most && (bytes += tokens.stream(last + 1).size()) <= kBytesPerRun) ++last;
  return last;
}

}  // namespace

void FrequentStems::note(std::string_view term, std::uint32_t with_term) {
  if (!term.starts_with(prefix::stem)) return;
  term.remove_prefix(prefix::stem.size());
  const bool is_of_field = !term.empty() && ascii::is_upper(term.front());  // ZN, ZM, ZP: see schema/field_table.h
  const std::uint32_t share = share_of(with_term, documents_);
  if (!is_of_field && share >= kLeastShare) shares_.emplace(term, share);
}

std::uint32_t FrequentStems::share(const std::string& stem) const {
  const auto at = shares_.find(stem);
  return at == shares_.end() ? 0 : at->second;
}

PostingSpool pair_postings(const TokenFile& tokens, const FrequentStems& stems, const PairInversion& how) {
  const FrequentWords words(tokens.words(), stems);
  PostingSpool spool(how.path);
  std::deque<std::future<PostingRun>> runs;  // being made; a future waits for its thread when it is destroyed
  const auto take_first = [&] {
    if (how.cancelled && how.cancelled()) throw Error(ErrorCode::cancelled, "cancelled: nothing was published");
    spool.add(runs.front().get());
    runs.pop_front();
    if (spool.memory() > how.max_memory) spool.spill();
  };
  for (std::uint32_t done = 0; done < tokens.size();) {
    const std::uint32_t last = last_of_run(tokens, done + 1);
    runs.push_back(std::async(std::launch::async, invert, std::cref(tokens), std::cref(words), done + 1, last));
    done = last;
    if (runs.size() >= how.jobs) take_first();
  }
  while (!runs.empty()) take_first();
  return spool;
}

}  // namespace il2search
