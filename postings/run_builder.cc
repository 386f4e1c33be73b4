// A hash table of terms, and one list of postings in the order in which they came, which finish() distributes to the terms.
#include "postings/run_builder.h"

#include <xxhash.h>

#include <algorithm>
#include <cstring>
#include <utility>

#include <il2search/error.h>

#include "base/bytes.h"
#include "schema/field_table.h"

namespace il2search {
namespace {

constexpr std::size_t kFirstSlots = std::size_t{1} << 14;
constexpr std::uint64_t kMaxRunBytes = UINT32_MAX;  // offsets have 32 bits
constexpr std::string_view kWhat = "a run of postings";

std::uint64_t big_endian(std::string_view bytes) {
  std::uint64_t value = 0;
  std::memcpy(&value, bytes.data(), std::min(bytes.size(), sizeof value));
  return __builtin_bswap64(value);
}

void note(SlotStatistics& statistics, std::string_view value) {
  const bool is_first = statistics.values++ == 0;
  if (is_first || value < statistics.lowest) statistics.lowest = value;
  if (is_first || value > statistics.highest) statistics.highest = value;
}

}  // namespace

std::uint64_t PostingRun::bytes() const {
  std::uint64_t sum = lengths.size() + terms.size();
  for (const SlotValues& slot : slots) sum += slot.coded.size();
  return sum;
}

struct RunBuilder::Impl {
  struct Term {
    std::uint32_t offset;  // in arena
    std::uint32_t length;
    std::uint32_t postings;  // their number
  };
  struct Posting {
    std::uint32_t term;  // its index
    std::uint32_t docid;
    std::uint32_t wdf;
  };
  struct TableSlot {
    std::uint32_t hash;
    std::uint32_t term;  // its index + 1, or 0 if free
  };
  struct LastDocid {
    PostingRun::SlotValues values;
    std::uint32_t docid = 0;
  };

  std::vector<TableSlot> table = std::vector<TableSlot>(kFirstSlots);
  std::vector<Term> terms;
  std::string arena;
  std::vector<Posting> postings;
  std::vector<LastDocid> slots;  // by slot
  std::string lengths;
  glass::Statistics statistics;
  std::string vocabulary_term;

  std::string_view text_of(const Term& term) const { return {arena.data() + term.offset, term.length}; }

  // The index of a term, which may be new.
  std::uint32_t index_of(std::string_view term) {
    const std::uint64_t full = XXH3_64bits(term.data(), term.size());
    const auto hash = static_cast<std::uint32_t>(full);
    const std::size_t mask = table.size() - 1;
    std::size_t slot = hash & mask;
    for (; table[slot].term != 0; slot = (slot + 1) & mask) {
      const std::uint32_t index = table[slot].term - 1;
      if (table[slot].hash == hash && text_of(terms[index]) == term) return index;
    }
    if (arena.size() + term.size() > kMaxRunBytes)
      throw Error(ErrorCode::out_of_memory, "out of memory: a run of postings is too large");
    terms.push_back({static_cast<std::uint32_t>(arena.size()), static_cast<std::uint32_t>(term.size()), 0});
    arena.append(term);
    table[slot] = {hash, static_cast<std::uint32_t>(terms.size())};
    if (terms.size() * 2 > table.size()) grow();
    return static_cast<std::uint32_t>(terms.size() - 1);
  }

  void grow() {
    std::vector<TableSlot> larger(table.size() * 2);
    for (const TableSlot& used : table) {
      if (used.term == 0) continue;
      std::size_t slot = used.hash & (larger.size() - 1);
      while (larger[slot].term != 0) slot = (slot + 1) & (larger.size() - 1);
      larger[slot] = used;
    }
    table = std::move(larger);
  }

  void post(std::uint32_t term, std::uint32_t docid, std::uint32_t wdf) {
    postings.push_back({term, docid, wdf});
    ++terms[term].postings;
  }

  void add_length(std::uint64_t length) {
    if (length > UINT32_MAX) throw Error(ErrorCode::invalid_argument, "invalid document: it has too many words");
    const auto words = static_cast<std::uint32_t>(length);
    put_varint(lengths, words);
    statistics.total_length += words;
    statistics.longest = std::max(statistics.longest, words);
    if (words > 0 && (statistics.shortest == 0 || words < statistics.shortest)) statistics.shortest = words;
  }

  void add_value(std::uint32_t docid, const SlotValue& value) {
    if (value.value.empty()) return;
    if (slots.size() <= value.slot) slots.resize(value.slot + 1);
    LastDocid& slot = slots[value.slot];
    slot.values.statistics.slot = value.slot;
    note(slot.values.statistics, value.value);
    put_varint(slot.values.coded, docid - slot.docid);
    put_sized(slot.values.coded, value.value);
    slot.docid = docid;
  }

  std::vector<std::uint32_t> terms_in_order() const;
  std::vector<Posting> postings_by_term(std::vector<std::size_t>& ends) const;
  std::string code_terms() const;
  void clear();
};

// The indexes of the terms, sorted by their bytes. The first 16 nearly always decide.
std::vector<std::uint32_t> RunBuilder::Impl::terms_in_order() const {
  struct Key {
    std::uint64_t high;
    std::uint64_t low;
    std::uint32_t term;
  };
  std::vector<Key> keys;
  keys.reserve(terms.size());
  for (std::uint32_t i = 0; i < terms.size(); ++i) {
    const std::string_view text = text_of(terms[i]);
    keys.push_back({big_endian(text), text.size() > 8 ? big_endian(text.substr(8)) : 0, i});
  }
  std::sort(keys.begin(), keys.end(), [&](const Key& a, const Key& b) {
    if (a.high != b.high) return a.high < b.high;
    if (a.low != b.low) return a.low < b.low;
    return text_of(terms[a.term]) < text_of(terms[b.term]);
  });
  std::vector<std::uint32_t> order;
  order.reserve(keys.size());
  for (const Key& key : keys) order.push_back(key.term);
  return order;
}

// The postings grouped by term, in the order of their docids; ends[t] is where those of term t end.
std::vector<RunBuilder::Impl::Posting> RunBuilder::Impl::postings_by_term(std::vector<std::size_t>& ends) const {
  std::size_t sum = 0;
  ends.reserve(terms.size());
  for (const Term& term : terms) ends.push_back(std::exchange(sum, sum + term.postings));
  std::vector<Posting> grouped(postings.size());
  for (const Posting& posting : postings) grouped[ends[posting.term]++] = posting;
  return grouped;
}

std::string RunBuilder::Impl::code_terms() const {
  std::vector<std::size_t> ends;
  const std::vector<Posting> grouped = postings_by_term(ends);
  std::string out;
  out.reserve(arena.size() + 3 * grouped.size());
  std::string coded;
  std::string_view previous;
  for (const std::uint32_t index : terms_in_order()) {
    const std::string_view term = text_of(terms[index]);
    const Posting* const end = grouped.data() + ends[index];
    const Posting* const begin = end - terms[index].postings;
    std::uint64_t occurrences = 0;
    coded.clear();
    for (const Posting* at = begin; at != end; ++at) {
      if (at != begin) put_varint(coded, at->docid - at[-1].docid - 1);
      put_varint(coded, at->wdf);
      occurrences += at->wdf;
    }
    const auto shared = static_cast<std::size_t>(
        std::mismatch(term.begin(), term.end(), previous.begin(), previous.end()).first - term.begin());
    put_varint(out, shared);
    put_sized(out, term.substr(shared));
    put_varint(out, terms[index].postings);
    put_varint(out, occurrences);
    put_varint(out, begin->docid);
    put_varint(out, end[-1].docid - begin->docid);
    put_sized(out, coded);
    previous = term;
  }
  return out;
}

void RunBuilder::Impl::clear() {
  std::fill(table.begin(), table.end(), TableSlot{});
  terms.clear();
  arena.clear();
  postings.clear();
  slots.clear();
  lengths.clear();
  statistics = {};
}

RunBuilder::RunBuilder() : impl_(std::make_unique<Impl>()) {}
RunBuilder::~RunBuilder() = default;
RunBuilder::RunBuilder(RunBuilder&&) noexcept = default;

std::uint32_t RunBuilder::documents() const { return impl_->statistics.documents; }

void RunBuilder::add(std::span<const TermFrequency> terms, std::span<const std::string_view> vocabulary,
                     std::span<const SlotValue> values) {
  Impl& my = *impl_;
  const std::uint32_t docid = ++my.statistics.documents;
  std::uint64_t length = 0;
  for (const TermFrequency& term : terms) {
    my.post(my.index_of(term.term), docid, term.wdf);
    length += term.wdf;
    my.statistics.largest_wdf = std::max(my.statistics.largest_wdf, term.wdf);
  }
  my.add_length(length);
  for (const std::string_view word : vocabulary) {
    my.vocabulary_term.assign(prefix::vocabulary).append(word);
    const std::uint32_t term = my.index_of(my.vocabulary_term);
    if (my.terms[term].postings == 0) my.post(term, docid, 0);
  }
  for (const SlotValue& value : values) my.add_value(docid, value);
}

PostingRun RunBuilder::finish() {
  Impl& my = *impl_;
  PostingRun run;
  run.terms = my.code_terms();
  run.statistics = my.statistics;
  run.lengths = std::move(my.lengths);
  for (Impl::LastDocid& slot : my.slots)
    if (slot.values.statistics.values > 0) run.slots.push_back(std::move(slot.values));
  my.clear();
  return run;
}

RunInput::RunInput(const PostingRun& run) : run_(run), terms_(run.terms) {
  for (const PostingRun::SlotValues& slot : run.slots) slots_.push_back(slot.statistics);
}

void RunInput::for_each_value(unsigned slot, const UseValue& use) {
  const auto at = std::find_if(run_.slots.begin(), run_.slots.end(),
                               [&](const PostingRun::SlotValues& s) { return s.statistics.slot == slot; });
  if (at == run_.slots.end()) return;
  ByteReader in(at->coded, kWhat);
  for (std::uint32_t docid = 0; !in.at_end();) {
    docid += in.varint32();
    use(docid, in.sized());
  }
}

void RunInput::for_each_length(const std::function<void(std::uint32_t)>& use) {
  for (ByteReader in(run_.lengths, kWhat); !in.at_end();) use(in.varint32());
}

bool RunInput::next_term() {
  if (terms_.empty()) return false;
  ByteReader in(terms_, kWhat);
  term_.resize(in.varint_up_to(term_.size()));
  term_ += in.sized();
  postings_.documents = in.varint32();
  postings_.occurrences = in.varint();
  postings_.first = in.varint32();
  postings_.last = postings_.first + in.varint32();
  postings_.coded = in.sized();
  terms_ = in.rest();
  return true;
}

}  // namespace il2search
