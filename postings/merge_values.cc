// Writes the entries of the table in the order of their keys: statistics of value slots, value chunks, document lengths.
#include <algorithm>
#include <map>

#include <il2search/error.h>

#include "base/bytes.h"
#include "postings/glass_table_writer.h"
#include "postings/glass_version.h"
#include "postings/merge_postings.h"
#include "storage/document_lengths.h"

namespace il2search {
namespace {

// A chunk that would get less of a block than this starts a new block.
constexpr std::size_t kLeastChunkBytes = 64;
constexpr std::size_t kMaxVarintBytes = 5;  // of 32 bits

// The slot in a key of statistics has as few bytes as possible, the low byte first.
std::string statistics_key(unsigned slot) {
  std::string key(glass::kValueStatisticsKey);
  for (; slot != 0; slot >>= 8) key.push_back(static_cast<char>(slot));
  return key;
}

class ValueMerge {
 public:
  ValueMerge(const PostingInputs& inputs, const std::string& folder)
      : inputs_(inputs), folder_(folder), table_(folder + glass::kTableFile) {
    std::uint64_t documents = 0;
    for (const auto& input : inputs_) {
      bases_.push_back(static_cast<std::uint32_t>(documents));
      documents += input->documents();
      if (documents > DocumentLengthsWriter::kMostDocuments)
        throw Error(ErrorCode::invalid_argument, "a segment is too large: it has too many documents");
    }
    documents_ = static_cast<std::uint32_t>(documents);
  }

  void run() {
    write_statistics();
    for (const auto& slot : slots_) write_slot(slot.first);
    write_lengths();
    glass::write_version(folder_, {table_.finish(), documents_});
  }

 private:
  void write_statistics();
  void write_slot(unsigned slot);
  void write_lengths();
  std::size_t chunk_room(std::string_view key, std::size_t least) const;

  const PostingInputs& inputs_;
  const std::string& folder_;
  glass::TableWriter table_;
  std::vector<std::uint32_t> bases_;  // docids of an input come after these
  std::uint32_t documents_ = 0;
  std::map<unsigned, SlotStatistics> slots_;
  std::string key_;
  std::string tag_;
};

void ValueMerge::write_statistics() {
  for (const auto& input : inputs_) {
    for (const SlotStatistics& more : input->slots()) {
      const auto [at, is_new] = slots_.try_emplace(more.slot, more);
      if (is_new) continue;
      SlotStatistics& all = at->second;
      all.values += more.values;
      all.lowest = std::min(all.lowest, more.lowest);
      all.highest = std::max(all.highest, more.highest);
    }
  }
  std::map<std::string, const SlotStatistics*> by_key;
  for (const auto& [slot, statistics] : slots_) by_key[statistics_key(slot)] = &statistics;
  for (const auto& [key, statistics] : by_key) {
    tag_.clear();
    put_varint(tag_, statistics->values);
    put_sized(tag_, statistics->lowest);
    if (statistics->highest != statistics->lowest) tag_ += statistics->highest;
    table_.add(key, tag_);
  }
}

// Where a chunk ends follows from the values and the block that is being filled, never from the division into inputs.
void ValueMerge::write_slot(unsigned slot) {
  tag_.clear();
  std::uint32_t previous = 0;
  std::size_t room = 0;
  const auto add = [&](std::uint32_t docid, std::string_view value) {
    if (!tag_.empty() && tag_.size() + 2 * kMaxVarintBytes + value.size() > room) {
      table_.add(key_, tag_);
      tag_.clear();
    }
    if (tag_.empty()) {
      key_.assign(glass::kValueChunkKey);
      put_varint(key_, slot);
      glass::put_sortable(key_, docid);
      room = chunk_room(key_, 2 * kMaxVarintBytes + value.size());
    } else {
      put_varint(tag_, docid - previous - 1);
    }
    put_sized(tag_, value);
    previous = docid;
  };
  for (std::size_t i = 0; i < inputs_.size(); ++i) {
    inputs_[i]->for_each_value(
        slot, [&, base = bases_[i]](std::uint32_t docid, std::string_view value) { add(base + docid, value); });
  }
  if (!tag_.empty()) table_.add(key_, tag_);
}

// What the block has left, unless that is next to nothing.
std::size_t ValueMerge::chunk_room(std::string_view key, std::size_t least) const {
  const std::size_t room = table_.room(key);
  return room < least + kLeastChunkBytes ? glass::TableWriter::largest_tag(key) : room;
}

// Without terms, every document has the length 0. A database without this list is damaged for Xapian's own tools.
void ValueMerge::write_lengths() {
  constexpr std::uint32_t kDocumentsPerChunk = 1000;  // two bytes each
  for (std::uint32_t first = 1; first <= documents_; first += kDocumentsPerChunk) {
    const std::uint32_t last = std::min(documents_, first + kDocumentsPerChunk - 1);
    key_.assign(glass::kLengthsKey);
    tag_.clear();
    if (first == 1) tag_.append(3, '\0');  // where other lists have their counts and first docid
    else glass::put_sortable(key_, first);
    tag_.push_back(last == documents_ ? '1' : '0');
    put_varint(tag_, last - first);
    tag_.append(2 * std::size_t{last - first} + 1, '\0');  // lengths, and between them docid minus docid before minus 1
    table_.add(key_, tag_);
  }
}

}  // namespace

void merge_values(const PostingInputs& inputs, const std::string& folder) { ValueMerge(inputs, folder).run(); }

}  // namespace il2search
