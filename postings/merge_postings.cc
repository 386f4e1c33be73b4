// Takes the inputs' terms in order, and of each term the postings of all inputs that have it.
#include "postings/merge_postings.h"

#include <algorithm>
#include <cstring>

#include <il2search/error.h>

#include "storage/posting_file.h"
#include "storage/posting_file_writer.h"

namespace il2search {
namespace {

constexpr std::uint64_t kTermsPerReport = 4096;

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

class PostingMerge {
 public:
  PostingMerge(const PostingInputs& inputs, const std::string& folder, const MergeOptions& options)
      : inputs_(inputs), options_(options), writer_(folder + kPostings) {}

  void run() {
    write_lengths();
    write_terms();
    writer_.finish();
  }

 private:
  void write_lengths();
  void write_terms();
  void write_list(const std::string& term, const std::vector<Head>& with_term);
  std::uint32_t write_postings(PostingInput& input, std::uint32_t base);
  void report() const;

  const PostingInputs& inputs_;
  const MergeOptions& options_;
  PostingFileWriter writer_;
  std::vector<std::uint32_t> bases_;  // docids of an input come after these
};

void PostingMerge::write_lengths() {
  std::uint32_t documents = 0;
  for (const auto& input : inputs_) {
    bases_.push_back(documents);
    input->for_each_length([&](std::uint32_t words) { writer_.add_length(words); });
    documents += input->documents();
  }
}

void PostingMerge::report() const {
  if (options_.cancelled && options_.cancelled()) throw Error(ErrorCode::cancelled, "cancelled: nothing was published");
  if (!options_.on_progress) return;
  std::uint64_t bytes = 0;
  for (const auto& input : inputs_) bytes += input->bytes_read();
  options_.on_progress(bytes);
}

// Puts inputs that are at another term than before onto the heap, unless they are at their end.
void push_next(std::vector<Head>& heap, std::vector<Head>& moved) {
  for (Head& head : moved) {
    if (!head.input->next_term()) continue;
    head.read_start();
    heap.push_back(head);
    std::push_heap(heap.begin(), heap.end());
  }
  moved.clear();
}

// Takes the inputs that are at this term from the heap, in order.
void pop_all_at(std::vector<Head>& heap, std::uint64_t start, std::string_view term, std::vector<Head>& popped) {
  while (!heap.empty() && heap.front().has_term(start, term)) {
    std::pop_heap(heap.begin(), heap.end());
    popped.push_back(heap.back());
    heap.pop_back();
  }
}

void PostingMerge::write_terms() {
  std::vector<Head> heap;
  std::vector<Head> moved;
  for (std::size_t i = 0; i < inputs_.size(); ++i) moved.push_back({0, inputs_[i].get(), i});
  push_next(heap, moved);
  std::string term;
  for (std::uint64_t terms = 0; !heap.empty(); ++terms) {
    if (terms % kTermsPerReport == 0) report();
    term.assign(heap.front().input->term());
    pop_all_at(heap, heap.front().start, term, moved);
    write_list(term, moved);
    push_next(heap, moved);
  }
  report();
}

void PostingMerge::write_list(const std::string& term, const std::vector<Head>& with_term) {
  writer_.begin_list(
      std::any_of(with_term.begin(), with_term.end(), [](const Head& head) { return head.input->is_ranked(); }));
  std::uint64_t postings = 0;
  for (const Head& head : with_term) postings += write_postings(*head.input, bases_[head.number]);
  if (postings > 0) writer_.end_list(term);
}

std::uint32_t PostingMerge::write_postings(PostingInput& input, std::uint32_t base) {
  std::uint32_t count = 0;
  for (auto postings = input.next_postings(); !postings.empty(); postings = input.next_postings()) {
    for (const Posting& posting : postings) writer_.add_posting(base + posting.docid, posting.wdf);
    count += static_cast<std::uint32_t>(postings.size());
  }
  return count;
}

}  // namespace

void merge_postings(const PostingInputs& inputs, const std::string& folder, const MergeOptions& options) {
  PostingMerge(inputs, folder, options).run();
}

}  // namespace il2search
