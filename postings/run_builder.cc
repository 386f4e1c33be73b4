// A table of terms, and one list of postings in the order in which they came, which finish() distributes to the terms.
#include "postings/run_builder.h"

#include <algorithm>
#include <utility>

#include <il2search/error.h>

#include "base/bytes.h"
#include "base/string_table.h"

namespace il2search {
namespace {

constexpr std::string_view kWhat = "a run of postings";

}  // namespace

void SlotStatistics::note(std::string_view value) {
  const bool is_first = values++ == 0;
  if (is_first || value < lowest) lowest = value;
  if (is_first || value > highest) highest = value;
}

std::uint64_t PostingRun::bytes() const {
  std::uint64_t sum = lengths.size() + terms.size();
  for (const SlotValues& slot : slots) sum += slot.coded.size();
  return sum;
}

void RunTerms::add(std::string_view term, bool is_ranked, std::string_view coded_postings) {
  const auto shared = static_cast<std::size_t>(
      std::mismatch(term.begin(), term.end(), previous_.begin(), previous_.end()).first - term.begin());
  put_varint(coded_, shared);
  put_sized(coded_, term.substr(shared));
  coded_.push_back(is_ranked ? 1 : 0);
  put_sized(coded_, coded_postings);
  previous_ = term;
}

struct RunBuilder::Impl {
  struct Posting {
    std::uint32_t term;  // its index
    std::uint32_t docid;
    std::uint32_t wdf;
  };
  struct LastDocid {
    PostingRun::SlotValues values;
    std::uint32_t docid = 0;
  };

  StringTable terms;
  std::vector<std::uint32_t> counts;  // of postings, by term
  std::vector<Posting> postings;
  std::vector<LastDocid> slots;  // by slot
  std::string lengths;
  std::uint32_t documents = 0;

  void post(std::uint32_t term, std::uint32_t docid, std::uint32_t wdf) {
    postings.push_back({term, docid, wdf});
    if (term == counts.size()) counts.push_back(0);
    ++counts[term];
  }

  void add_length(std::uint64_t length) {
    if (length > UINT32_MAX) throw Error(ErrorCode::invalid_argument, "invalid document: it has too many words");
    put_varint(lengths, length);
  }

  void add_value(std::uint32_t docid, const SlotValue& value) {
    if (value.value.empty()) return;
    if (slots.size() <= value.slot) slots.resize(value.slot + 1);
    LastDocid& slot = slots[value.slot];
    slot.values.statistics.slot = value.slot;
    slot.values.statistics.note(value.value);
    put_varint(slot.values.coded, docid - slot.docid);
    put_sized(slot.values.coded, value.value);
    slot.docid = docid;
  }

  std::vector<Posting> postings_by_term(std::vector<std::size_t>& ends) const;
  std::string code_terms() const;
  void clear();
};

// The postings grouped by term, in the order of their docids; ends[t] is where those of term t end.
std::vector<RunBuilder::Impl::Posting> RunBuilder::Impl::postings_by_term(std::vector<std::size_t>& ends) const {
  std::size_t sum = 0;
  ends.reserve(counts.size());
  for (const std::uint32_t count : counts) ends.push_back(std::exchange(sum, sum + count));
  std::vector<Posting> grouped(postings.size());
  for (const Posting& posting : postings) grouped[ends[posting.term]++] = posting;
  return grouped;
}

std::string RunBuilder::Impl::code_terms() const {
  std::vector<std::size_t> ends;
  const std::vector<Posting> grouped = postings_by_term(ends);
  RunTerms out;
  out.reserve(terms.bytes() + 3 * grouped.size());
  std::string coded;
  for (const std::uint32_t index : terms.sorted()) {
    const Posting* const end = grouped.data() + ends[index];
    const Posting* const begin = end - counts[index];
    bool is_ranked = false;
    coded.clear();
    for (const Posting* at = begin; at != end; ++at) {
      put_varint(coded, at == begin ? at->docid : at->docid - at[-1].docid);
      put_varint(coded, at->wdf);
      is_ranked = is_ranked || at->wdf > 0;
    }
    out.add(terms[index], is_ranked, coded);
  }
  return out.take();
}

void RunBuilder::Impl::clear() {
  terms.clear();
  counts.clear();
  postings.clear();
  slots.clear();
  lengths.clear();
  documents = 0;
}

RunBuilder::RunBuilder() : impl_(std::make_unique<Impl>()) {}
RunBuilder::~RunBuilder() = default;
RunBuilder::RunBuilder(RunBuilder&&) noexcept = default;

std::uint32_t RunBuilder::documents() const { return impl_->documents; }

void RunBuilder::add(std::span<const TermFrequency> terms, std::span<const SlotValue> values) {
  Impl& my = *impl_;
  const std::uint32_t docid = ++my.documents;
  std::uint64_t length = 0;
  for (const TermFrequency& term : terms) {
    my.post(my.terms.add(term.term, term.hash), docid, term.wdf);
    length += term.wdf;
  }
  my.add_length(length);
  for (const SlotValue& value : values) my.add_value(docid, value);
}

PostingRun RunBuilder::finish() {
  Impl& my = *impl_;
  PostingRun run;
  run.terms = my.code_terms();
  run.documents = my.documents;
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
  is_ranked_ = in.bytes(1).front() != 0;
  postings_ = in.sized();
  last_docid_ = 0;
  terms_ = in.rest();
  return true;
}

std::span<const Posting> RunInput::next_postings() {
  ByteReader in(postings_, kWhat);
  std::size_t count = 0;
  for (; count < buffer_.size() && !in.at_end(); ++count) {
    last_docid_ += in.varint32();
    buffer_[count] = {last_docid_, in.varint32()};
  }
  postings_ = in.rest();
  return std::span(buffer_).first(count);
}

}  // namespace il2search
