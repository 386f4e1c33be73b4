// RunBuilder: documents in a row -> a run, their postings inverted in memory and sorted by term.
//
//   DocumentTerms -> [RunBuilder] -> PostingRun -> merge_postings(), merge_values() -> the tables of a segment
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/string_table.h"
#include "postings/posting_input.h"

namespace il2search {

// A term of a document with its within-document frequency, which is 0 for Boolean terms.
struct TermFrequency {
  std::string_view term;
  std::uint32_t wdf;
  std::uint64_t hash = StringTable::hash(term);
};

struct SlotValue {
  unsigned slot;
  std::string value;
};

struct PostingRun {
  struct SlotValues {
    SlotStatistics statistics;
    std::string coded;  // for each value its docid minus the previous docid as a varint, then the sized value
  };
  std::uint32_t documents = 0;
  std::string lengths;            // varints
  std::vector<SlotValues> slots;  // ascending
  // For each term, sorted: bytes shared with the previous term, the sized rest, 1 if it is ranked, otherwise 0, and the sized
  // postings, each its docid minus the previous docid and its frequency; numbers are varints.
  std::string terms;

  std::uint64_t bytes() const;
};

// Codes PostingRun::terms.
class RunTerms {
 public:
  // Terms come in strictly ascending bytewise order, each with its postings as `terms` has them.
  void add(std::string_view term, bool is_ranked, std::string_view coded_postings);
  void reserve(std::size_t bytes) { coded_.reserve(bytes); }
  // What was coded; for the last call.
  std::string take() { return std::move(coded_); }

 private:
  std::string coded_;
  std::string previous_;
};

// Keeps its memory from one run to the next. For one thread at a time.
class RunBuilder {
 public:
  RunBuilder();
  ~RunBuilder();
  RunBuilder(RunBuilder&&) noexcept;

  // Adds the document with the next docid, from 1. Each term occurs once, is at most kMaxTermBytes long and has no NUL; each
  // slot has one value at most. Takes about 5 microseconds for a PubMed record.
  void add(std::span<const TermFrequency> terms, std::span<const SlotValue> values);

  std::uint32_t documents() const;
  // The run of all documents since the last call.
  PostingRun finish();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// Reads a run, which must outlive it.
class RunInput final : public PostingInput {
 public:
  explicit RunInput(const PostingRun& run);

  std::uint32_t documents() const override { return run_.documents; }
  const std::vector<SlotStatistics>& slots() const override { return slots_; }
  void for_each_value(unsigned slot, const UseValue& use) override;
  void for_each_length(const std::function<void(std::uint32_t)>& use) override;
  bool next_term() override;
  std::span<const Posting> next_postings() override;

 private:
  const PostingRun& run_;
  std::vector<SlotStatistics> slots_;
  std::string_view terms_;     // the rest
  std::string_view postings_;  // the rest of those of the term
  std::uint32_t last_docid_ = 0;
  std::array<Posting, kPostingsAtOnce> buffer_;
};

}  // namespace il2search
