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
  std::uint32_t base;  // its docids come after this one

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
    return order != 0 ? order > 0 : base > other.base;
  }
};

// Wraps around for more documents than a segment can have, which PostingFileWriter refuses.
std::uint32_t documents_of(const PostingInputs& inputs) {
  std::uint32_t documents = 0;
  for (const auto& input : inputs) documents += input->documents();
  return documents;
}

class PostingMerge {
 public:
  PostingMerge(const PostingInputs& inputs, const std::string& folder, const MergeOptions& options)
      : inputs_(inputs),
        folder_(folder),
        options_(options),
        documents_(documents_of(inputs)),
        has_pairs_(options.pairs && documents_ > 0 && documents_ >= options.pairs->least_documents),
        writer_(folder + kPostings, has_pairs_),
        stems_(documents_) {}

  void run() {
    for (const auto& input : inputs_) input->for_each_length([&](std::uint32_t words) { writer_.add_length(words); });
    write_terms(inputs_);
    if (has_pairs_) write_pairs();
    writer_.finish();
  }

 private:
  void write_terms(const PostingInputs& inputs);
  void write_pairs();
  void write_list(const std::string& term, const std::vector<Head>& with_term);
  std::uint32_t write_postings(PostingInput& input, std::uint32_t base);
  void report() const;

  const PostingInputs& inputs_;
  const std::string& folder_;
  const MergeOptions& options_;
  std::uint32_t documents_;
  bool has_pairs_;
  PostingFileWriter writer_;
  FrequentStems stems_;
};

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

void PostingMerge::write_terms(const PostingInputs& inputs) {
  std::vector<Head> heap;
  std::vector<Head> moved;
  std::uint32_t base = 0;
  for (const auto& input : inputs) {
    if (input->documents() > 0) moved.push_back({0, input.get(), base});
    base += input->documents();
  }
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
  for (const Head& head : with_term) postings += write_postings(*head.input, head.base);
  if (postings == 0) return;
  writer_.end_list(term);
  if (has_pairs_) stems_.note(term, static_cast<std::uint32_t>(postings));
}

// Their terms come after all others.
void PostingMerge::write_pairs() {
  const TokenFile tokens = options_.pairs->tokens();
  const PostingSpool spool =
      pair_postings(tokens, stems_, {folder_ + "/pairs-", options_.pairs->jobs, kMaxPairMemory, options_.cancelled});
  write_terms(spool.inputs());
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
