// Writes the entries in the order of their keys: statistics of value slots, value chunks, document lengths, terms.
#include "postings/merge_postings.h"

#include <algorithm>
#include <cstring>
#include <map>
#include <utility>

#include <il2search/error.h>

#include "base/bytes.h"
#include "postings/glass_table_writer.h"
#include "postings/glass_version.h"

namespace il2search {
namespace {

using Inputs = std::vector<std::unique_ptr<PostingInput>>;

// A chunk that would get less of a block than this starts a new block.
constexpr std::size_t kLeastChunkBytes = 64;
constexpr std::size_t kMaxVarintBytes = 5;  // of 32 bits
constexpr std::uint64_t kTermsPerReport = 4096;

[[noreturn]] void throw_too_large(const char* what) {
  throw Error(ErrorCode::invalid_argument, std::string("a segment is too large: more than 2^32 - 1 ") + what);
}

// A list of postings that is being put together.
struct JoinedList {
  PostingList list;
  std::string coded;

  void clear() {
    list = {};
    coded.clear();
  }
  void append(const PostingList& more, std::uint32_t base) {
    if (list.documents == 0) list.first = base + more.first;
    else put_varint(coded, base + more.first - list.last - 1);
    coded += more.coded;
    list.documents += more.documents;
    list.occurrences += more.occurrences;
    list.last = base + more.last;
  }
};

// The postings that fit into one chunk.
struct Chunk {
  std::string_view coded;
  std::uint32_t first = 0;
  std::uint32_t last = 0;
};

// Takes as many postings as have room from the front of a list, but at least one.
class ChunkCutter {
 public:
  ChunkCutter(std::string_view coded, std::uint32_t first) : rest_(coded), first_(first) {}

  bool at_end() const { return rest_.empty(); }
  std::uint32_t first() const { return first_; }  // of the next chunk

  Chunk take(std::size_t room) {
    ByteReader in(rest_, "a posting list");
    Chunk chunk{{}, first_, first_};
    in.varint();
    std::size_t end = rest_.size() - in.rest().size();
    while (!in.at_end()) {
      const std::uint32_t next = chunk.last + 1 + in.varint32();
      const std::string_view after_step = in.rest();
      in.varint();
      const std::size_t next_end = rest_.size() - in.rest().size();
      if (next_end > room) {
        chunk.coded = rest_.substr(0, end);
        rest_ = after_step;
        first_ = next;
        return chunk;
      }
      chunk.last = next;
      end = next_end;
    }
    chunk.coded = rest_;
    rest_ = {};
    return chunk;
  }

 private:
  std::string_view rest_;
  std::uint32_t first_;
};

class PostingMerge {
 public:
  PostingMerge(const Inputs& inputs, const std::string& folder, const MergeOptions& options)
      : inputs_(inputs), folder_(folder), options_(options), table_(folder + glass::kTableFile) {
    std::uint64_t documents = 0;
    for (const auto& input : inputs_) {
      bases_.push_back(static_cast<std::uint32_t>(documents));
      documents += input->documents();
      if (documents > UINT32_MAX) throw_too_large("documents");
    }
    documents_ = static_cast<std::uint32_t>(documents);
  }

  void run() {
    write_value_statistics();
    for (const auto& slot : slots_) write_values(slot.first);
    write_lengths();
    write_terms();
    glass::Version version;
    version.statistics = statistics();
    version.table = table_.finish();
    glass::write_version(folder_, version);
  }

 private:
  // An input at a term. Comparing eight bytes at once nearly always decides.
  struct Head {
    std::uint64_t start;
    PostingInput* input;
    std::size_t number;

    void read_start() {
      start = 0;
      std::memcpy(&start, input->term().data(), std::min(input->term().size(), sizeof start));
      start = __builtin_bswap64(start);
    }
    bool has_term(std::uint64_t other_start, std::string_view term) const {
      return start == other_start && input->term() == term;
    }
    // The order of a heap: the first term is on top, of equal terms that of the first input.
    bool operator<(const Head& other) const {
      if (start != other.start) return start > other.start;
      const int order = input->term().compare(other.input->term());
      return order != 0 ? order > 0 : number > other.number;
    }
  };

  void write_value_statistics();
  void write_values(unsigned slot);
  void write_lengths();
  void write_terms();
  void write_list(std::string_view name, std::string_view infix, const JoinedList& joined);
  std::size_t chunk_room(std::string_view key, std::size_t least) const;
  void report() const;
  void advance(std::vector<Head>& heap);
  glass::Statistics statistics() const;

  const Inputs& inputs_;
  const std::string& folder_;
  const MergeOptions& options_;
  glass::TableWriter table_;
  std::vector<std::uint32_t> bases_;  // docids of an input come after these
  std::uint32_t documents_ = 0;
  std::map<unsigned, SlotStatistics> slots_;
  std::string key_;
  std::string tag_;
};

// The slot in a key of statistics has as few bytes as possible, the low byte first.
std::string statistics_key(unsigned slot) {
  std::string key(glass::kValueStatisticsKey);
  for (; slot != 0; slot >>= 8) key.push_back(static_cast<char>(slot));
  return key;
}

void PostingMerge::write_value_statistics() {
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
void PostingMerge::write_values(unsigned slot) {
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
std::size_t PostingMerge::chunk_room(std::string_view key, std::size_t least) const {
  const std::size_t room = table_.room(key);
  return room < least + kLeastChunkBytes ? glass::TableWriter::largest_tag(key) : room;
}

void PostingMerge::write_lengths() {
  if (documents_ == 0) return;
  JoinedList lengths;
  lengths.list.first = 1;
  lengths.list.last = documents_;
  for (const auto& input : inputs_) {
    input->for_each_length([&](std::uint32_t words) {
      if (!lengths.coded.empty()) lengths.coded.push_back('\0');
      put_varint(lengths.coded, words);
    });
  }
  write_list(glass::kLengthsKey, {}, lengths);
}

// A short list is one entry. A long one is cut into chunks, each under the name, an infix and its first docid, but the
// first one under the name, with the counts of the whole list.
void PostingMerge::write_list(std::string_view name, std::string_view infix, const JoinedList& joined) {
  const PostingList& list = joined.list;
  if (list.occurrences > UINT32_MAX) throw_too_large("occurrences of a term");
  key_.assign(name);
  tag_.clear();
  put_varint(tag_, list.documents);
  put_varint(tag_, list.occurrences);
  put_varint(tag_, list.first - 1);
  const std::size_t chunk_head = 1 + kMaxVarintBytes;
  const bool is_short = tag_.size() + chunk_head + joined.coded.size() <= glass::TableWriter::largest_tag(key_);
  for (ChunkCutter cutter(joined.coded, list.first);;) {
    const std::size_t head = tag_.size() + chunk_head;
    const std::size_t room = is_short ? glass::TableWriter::largest_tag(key_) : chunk_room(key_, head);
    const Chunk chunk = cutter.take(room - head);
    tag_.push_back(cutter.at_end() ? '1' : '0');
    put_varint(tag_, chunk.last - chunk.first);
    tag_ += chunk.coded;
    table_.add(key_, tag_);
    if (cutter.at_end()) return;
    key_.assign(name).append(infix);
    glass::put_sortable(key_, cutter.first());
    tag_.clear();
  }
}

void PostingMerge::report() const {
  if (options_.cancelled && options_.cancelled()) throw Error(ErrorCode::cancelled, "cancelled: nothing was published");
  if (!options_.on_progress) return;
  std::uint64_t bytes = 0;
  for (const auto& input : inputs_) bytes += input->bytes_read();
  options_.on_progress(bytes);
}

// Moves the input on top to its next term.
void PostingMerge::advance(std::vector<Head>& heap) {
  std::pop_heap(heap.begin(), heap.end());
  if (!heap.back().input->next_term()) {
    heap.pop_back();
    return;
  }
  heap.back().read_start();
  std::push_heap(heap.begin(), heap.end());
}

void PostingMerge::write_terms() {
  std::vector<Head> heap;
  for (std::size_t i = 0; i < inputs_.size(); ++i) {
    if (!inputs_[i]->next_term()) continue;
    heap.push_back({0, inputs_[i].get(), i});
    heap.back().read_start();
  }
  std::make_heap(heap.begin(), heap.end());
  std::string term;
  JoinedList joined;
  for (std::uint64_t terms = 0; !heap.empty(); ++terms) {
    if (terms % kTermsPerReport == 0) report();
    const std::uint64_t start = heap.front().start;
    term.assign(heap.front().input->term());
    joined.clear();
    while (!heap.empty() && heap.front().has_term(start, term)) {
      const Head& head = heap.front();
      joined.append(head.input->postings(), bases_[head.number]);
      advance(heap);
    }
    write_list(term, std::string_view("\0", 1), joined);
  }
  report();
}

glass::Statistics PostingMerge::statistics() const {
  glass::Statistics all;
  for (const auto& input : inputs_) {
    const glass::Statistics more = input->statistics();
    all.documents += more.documents;
    all.total_length += more.total_length;
    all.longest = std::max(all.longest, more.longest);
    all.largest_wdf = std::max(all.largest_wdf, more.largest_wdf);
    if (more.shortest > 0 && (all.shortest == 0 || more.shortest < all.shortest)) all.shortest = more.shortest;
  }
  return all;
}

}  // namespace

void merge_postings(const std::vector<std::unique_ptr<PostingInput>>& inputs, const std::string& folder,
                    const MergeOptions& options) {
  PostingMerge(inputs, folder, options).run();
}

}  // namespace il2search
