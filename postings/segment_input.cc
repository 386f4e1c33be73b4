// Values from the segment's table, lengths and postings from its posting file.
#include "postings/segment_input.h"

#include <algorithm>
#include <array>
#include <optional>

#include "postings/live_docids.h"
#include "postings/merge_postings.h"
#include "postings/value_walk.h"
#include "storage/index_files.h"
#include "storage/pair_terms.h"
#include "storage/posting_file.h"

namespace il2search {
namespace {

// What was read is dropped from memory after this many bytes, so that a large segment does not count as memory of the
// process.
constexpr std::uint64_t kBytesPerDrop = std::uint64_t{8} << 20;

}  // namespace

struct SegmentInput::Impl {
  Impl(const std::string& folder_path, const std::vector<std::uint32_t>& deleted)
      : folder(folder_path),
        version(glass::read_version(folder)),
        postings(folder + kPostings),
        live(postings.documents(), deleted),
        walk(folder, version),
        terms(postings.terms()) {
    if (version.documents != postings.documents())
      throw_corrupt(folder + glass::kVersionFile, "its number of documents does not match the postings");
    ValueWalk survey(folder, version);
    while (const auto slot = survey.slot()) {
      SlotStatistics* of_slot = !slots.empty() && slots.back().slot == *slot ? &slots.back() : nullptr;
      survey.read_chunk([&](std::uint32_t docid, std::string_view value) {
        if (!live.is_live(docid)) return;
        if (!of_slot) of_slot = &slots.emplace_back(SlotStatistics{*slot, 0, {}, {}});
        of_slot->note(value);
      });
    }
  }

  void drop_what_was_read(std::uint64_t end) {
    if (end < dropped + kBytesPerDrop) return;
    postings.drop(end);
    dropped = end;
  }

  std::string folder;
  glass::Version version;
  PostingFile postings;
  LiveDocids live;
  ValueWalk walk;
  std::vector<SlotStatistics> slots;
  SortedTable::Cursor terms;
  bool is_at_start = true;
  std::uint64_t dropped = 0;
  std::optional<PostingCursor> cursor;
  std::array<Posting, kPostingsAtOnce> buffer;
};

SegmentInput::SegmentInput(const std::string& folder, const std::vector<std::uint32_t>& deleted)
    : impl_(std::make_unique<Impl>(folder, deleted)) {}
SegmentInput::~SegmentInput() = default;

std::uint32_t SegmentInput::documents() const { return impl_->live.size(); }
const std::vector<SlotStatistics>& SegmentInput::slots() const { return impl_->slots; }
std::uint64_t SegmentInput::bytes_read() const { return impl_->dropped; }

void SegmentInput::for_each_value(unsigned slot, const UseValue& use) {
  Impl& my = *impl_;
  const auto use_live = [&](std::uint32_t docid, std::string_view value) {
    if (my.live.is_live(docid)) use(my.live.renumber(docid), value);
  };
  const auto skip = [](std::uint32_t, std::string_view) {};
  for (auto next = my.walk.slot(); next && *next <= slot; next = my.walk.slot()) {
    if (*next == slot) my.walk.read_chunk(use_live);
    else my.walk.read_chunk(skip);
  }
}

void SegmentInput::for_each_length(const std::function<void(std::uint32_t)>& use) {
  const Impl& my = *impl_;
  for (std::uint32_t docid = 1; docid <= my.postings.documents(); ++docid)
    if (my.live.is_live(docid)) use(my.postings.lengths().of(docid));
}

bool SegmentInput::next_term() {
  Impl& my = *impl_;
  if (!my.is_at_start) my.terms.next();
  my.is_at_start = false;
  if (my.terms.at_end()) return false;
  if (my.postings.has_pairs() && is_pair_term(my.terms.key())) return false;  // they are made again
  if (my.terms.key() <= term_) my.postings.terms().fail("its keys are not in order");
  term_ = my.terms.key();
  const StoredPostings list = my.postings.at(my.terms);
  is_ranked_ = list.is_ranked;
  my.cursor.emplace(my.postings, list);
  if (list.head > 0) my.drop_what_was_read(list.head);
  return true;
}

std::span<const Posting> SegmentInput::next_postings() {
  Impl& my = *impl_;
  std::size_t count = 0;
  while (count < my.buffer.size()) {
    const std::uint32_t docid = my.cursor->next();
    if (docid == PostingCursor::kEnd) break;
    if (my.live.is_live(docid)) my.buffer[count++] = {my.live.renumber(docid), my.cursor->frequency()};
  }
  return std::span(my.buffer).first(count);
}

std::uint64_t posting_bytes(const std::string& folder) {
  return regular_file_size(folder + kPostings + ".data").value_or(0);
}

}  // namespace il2search
