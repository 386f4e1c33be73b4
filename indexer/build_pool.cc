// BuildPool: one queue, some workers, and lots that put their results back in order.
#include "indexer/build_pool.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <deque>
#include <filesystem>
#include <list>
#include <mutex>
#include <thread>

#include <il2search/error.h>

#include "indexer/entity_linker.h"

namespace il2search {
namespace {

std::uint64_t sum(const std::vector<BuiltSegment>& segments) {
  std::uint64_t documents = 0;
  for (const BuiltSegment& s : segments) documents += s.documents;
  return documents;
}

}  // namespace

void remove_folder(const std::string& folder) {
  std::error_code ignored;
  std::filesystem::remove_all(folder, ignored);
}

// The micro-segments of a lot by batch number. Every kMergeFanIn in a row become one as soon as they are there.
class BuildPool::Lot {
 public:
  struct Group {
    std::vector<std::optional<BuiltSegment>> members;
    std::size_t built = 0;
    std::optional<BuiltSegment> merged;
  };
  TagDocuments tagging = TagDocuments::no;
  std::size_t submitted = 0;  // batches
  std::size_t working = 0;    // batches submitted and not built, and merges under way
  bool closed = false;
  std::deque<Group> groups;
};

struct BuildPool::Impl {
  struct Task {
    Lot* lot;
    std::size_t number;
    Batch batch;
  };

  Impl(std::string folder, unsigned threads, std::uint64_t memory, const std::string& vocabulary_folder)
      : tmp(std::move(folder)),
        vocabulary(open_shared_vocabulary(vocabulary_folder)),
        jobs(threads),
        in_flight_limit(memory / 4),
        batch_limit(std::min<std::uint64_t>(16u << 20, memory / (16 * std::uint64_t{threads}))) {}

  std::string next_folder() { return tmp + "/part-" + std::to_string(++folders); }

  void forget(const Lot& lot) {
    const std::lock_guard lock(mutex);
    lots.remove_if([&](const auto& known) { return known.get() == &lot; });
  }

  void check() {
    if (failure) std::rethrow_exception(failure);
  }

  void set_failure(const std::exception_ptr& error) {
    const std::lock_guard lock(mutex);
    if (!failure) failure = error;
    changed.notify_all();
  }

  // What one thread turns documents into postings with.
  struct Worker {
    explicit Worker(const SharedVocabulary& shared) : linker(shared) {}
    DocumentAnalyzer analyzer;
    EntityLinker linker;
  };

  void work() {
    try {
      Worker worker(vocabulary);
      work(worker);
    } catch (...) {
      set_failure(std::current_exception());
    }
  }

  void work(Worker& worker) {
    std::unique_lock lock(mutex);
    for (;;) {
      changed.wait(lock, [&] { return stopping || failure || !queue.empty(); });
      if (stopping || failure) return;
      Task task = std::move(queue.front());
      queue.pop_front();
      lock.unlock();
      run(task, worker);
      lock.lock();
      --task.lot->working;
      changed.notify_all();
    }
  }

  void run(Task& task, Worker& worker) {
    SegmentBuilder builder(next_folder());
    for (OriginatedDocument& d : task.batch.documents) {
      if (task.lot->tagging == TagDocuments::yes) worker.linker.tag(d.document);
      builder.add(worker.analyzer.document_terms(d.document, d.origin, worker.linker.heading_ids(d.document)));
    }
    const std::uint64_t bytes = task.batch.bytes;
    task.batch.documents = {};
    const BuiltSegment built = builder.finish();
    Lot::Group* full = nullptr;
    {
      const std::lock_guard lock(mutex);
      in_flight -= bytes;
      Lot::Group& group = task.lot->groups[task.number / kMergeFanIn];
      group.members[task.number % kMergeFanIn] = built;
      if (++group.built == kMergeFanIn) full = &group;
      changed.notify_all();
    }
    if (full) merge_group(*full);
  }

  // Only the worker that completed the group is here: its members do not change any more.
  void merge_group(Lot::Group& group) {
    std::vector<BuiltSegment> inputs;
    for (auto& member : group.members) inputs.push_back(*member);
    BuiltSegment merged = merge_level(inputs);
    const std::lock_guard lock(mutex);
    group.merged = std::move(merged);
  }

  BuiltSegment merge_level(const std::vector<BuiltSegment>& inputs) {
    if (sum(inputs) > UINT32_MAX - 1)
      throw Error(ErrorCode::invalid_argument, "a segment holds at most 2^32 documents");
    BuiltSegment merged = merge_segments(inputs, next_folder());
    for (const BuiltSegment& input : inputs) remove_folder(input.folder);
    return merged;
  }

  std::string tmp;
  SharedVocabulary vocabulary;
  unsigned jobs;
  std::uint64_t in_flight_limit;
  std::uint64_t batch_limit;
  std::atomic<std::uint64_t> folders{0};
  std::mutex mutex;
  std::condition_variable changed;
  std::deque<Task> queue;
  std::list<std::unique_ptr<Lot>> lots;  // alive as long as a worker may touch them
  std::uint64_t in_flight = 0;
  bool stopping = false;
  std::exception_ptr failure;
  std::vector<std::thread> workers;
};

BuildPool::BuildPool(std::string tmp, unsigned jobs, std::uint64_t memory_budget_bytes,
                     const std::string& vocabulary_folder)
    : impl_(std::make_unique<Impl>(std::move(tmp), jobs > 0 ? jobs : std::max(1u, std::thread::hardware_concurrency()),
                                   memory_budget_bytes, vocabulary_folder)) {
  for (unsigned i = 0; i < impl_->jobs; ++i) impl_->workers.emplace_back([this] { impl_->work(); });
}

BuildPool::~BuildPool() {
  {
    const std::lock_guard lock(impl_->mutex);
    impl_->stopping = true;
    impl_->changed.notify_all();
  }
  for (std::thread& worker : impl_->workers) worker.join();
}

unsigned BuildPool::jobs() const { return impl_->jobs; }

bool BuildPool::is_full(const Batch& batch) const {
  return batch.documents.size() >= Batch::kDocuments || batch.bytes >= impl_->batch_limit;
}

BuildPool::Lot& BuildPool::open_lot(TagDocuments tagging) {
  const std::lock_guard lock(impl_->mutex);
  Lot& lot = *impl_->lots.emplace_back(std::make_unique<Lot>());
  lot.tagging = tagging;
  return lot;
}

void BuildPool::submit(Lot& lot, Batch batch) {
  if (batch.documents.empty()) return;
  Impl& my = *impl_;
  std::unique_lock lock(my.mutex);
  my.changed.wait(lock,
                  [&] { return my.failure || my.in_flight == 0 || my.in_flight + batch.bytes <= my.in_flight_limit; });
  my.check();
  my.in_flight += batch.bytes;
  const std::size_t number = lot.submitted++;
  if (number % kMergeFanIn == 0) lot.groups.emplace_back().members.resize(kMergeFanIn);
  ++lot.working;
  my.queue.push_back({&lot, number, std::move(batch)});
  my.changed.notify_all();
}

void BuildPool::close(Lot& lot) {
  const std::lock_guard lock(impl_->mutex);
  lot.closed = true;
  impl_->changed.notify_all();
}

bool BuildPool::wait_for(Lot& lot, std::chrono::milliseconds timeout) {
  std::unique_lock lock(impl_->mutex);
  impl_->changed.wait_for(lock, timeout, [&] { return impl_->failure || (lot.closed && lot.working == 0); });
  impl_->check();
  return lot.closed && lot.working == 0;
}

std::optional<BuiltSegment> BuildPool::finish(Lot& lot) {
  while (!wait_for(lot, std::chrono::milliseconds(1000))) {}
  std::vector<BuiltSegment> parts;
  for (Lot::Group& group : lot.groups) {
    if (group.merged) {
      parts.push_back(*group.merged);
      continue;
    }
    for (auto& member : group.members)
      if (member) parts.push_back(*member);
  }
  impl_->forget(lot);
  if (parts.empty()) return std::nullopt;
  return merge(std::move(parts));
}

BuiltSegment BuildPool::merge(std::vector<BuiltSegment> inputs) {
  while (inputs.size() > 1) {
    std::vector<BuiltSegment> level;
    for (std::size_t i = 0; i < inputs.size(); i += kMergeFanIn) {
      const std::vector<BuiltSegment> slice(
          inputs.begin() + static_cast<std::ptrdiff_t>(i),
          inputs.begin() + static_cast<std::ptrdiff_t>(std::min(i + kMergeFanIn, inputs.size())));
      level.push_back(slice.size() == 1 ? slice.front() : impl_->merge_level(slice));
    }
    inputs = std::move(level);
  }
  return inputs.front();
}

void BuildPool::check() {
  const std::lock_guard lock(impl_->mutex);
  impl_->check();
}

void BuildPool::fail(const std::exception_ptr& error) { impl_->set_failure(error); }

}  // namespace il2search
