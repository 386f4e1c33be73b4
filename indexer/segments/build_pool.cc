// BuildPool: one queue of batches, and work units that put the results of the workers back in order.
#include "indexer/segments/build_pool.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <deque>
#include <filesystem>
#include <list>
#include <mutex>
#include <thread>

#include <il2search/error.h>

#include "indexer/documents/entity_linker.h"

namespace il2search {
namespace {

std::uint64_t total_documents(const std::vector<BuiltSegment>& segments) {
  std::uint64_t documents = 0;
  for (const BuiltSegment& s : segments) documents += s.documents;
  return documents;
}

}  // namespace

void remove_folder(const std::string& folder) {
  std::error_code ignored;
  std::filesystem::remove_all(folder, ignored);
}

// The micro-segments of a unit, by batch number.
struct WorkUnit {
  // kMergeFanIn consecutive micro-segments, which are merged as soon as all of them are built.
  struct MergeGroup {
    std::vector<std::optional<BuiltSegment>> members;
    std::size_t built = 0;
    std::optional<BuiltSegment> merged;
  };
  Tagging tagging = Tagging::keep;
  std::size_t submitted = 0;   // batches
  std::size_t unfinished = 0;  // batches whose tasks are queued or running
  bool closed = false;
  std::deque<MergeGroup> groups;
};

struct BuildPool::Impl {
  struct Task {
    WorkUnit* unit;
    std::size_t number;  // of the batch within the unit
    Batch batch;
  };

  Impl(std::string folder, unsigned threads, std::uint64_t memory, const std::string& vocabulary_folder)
      : tmp(std::move(folder)),
        vocabulary(open_shared_vocabulary(vocabulary_folder)),
        jobs(threads),
        in_flight_limit(memory / 4),
        batch_limit(std::min<std::uint64_t>(16u << 20, memory / (16 * std::uint64_t{threads}))) {}

  std::string next_folder() { return tmp + "/part-" + std::to_string(++folders); }

  void forget(const WorkUnit& unit) {
    const std::lock_guard lock(mutex);
    units.remove_if([&](const auto& known) { return known.get() == &unit; });
  }

  void check() {
    if (failure) std::rethrow_exception(failure);
  }

  void set_failure(const std::exception_ptr& error) {
    const std::lock_guard lock(mutex);
    if (!failure) failure = error;
    changed.notify_all();
  }

  // The state of one thread.
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
      index_batch(task, worker);
      lock.lock();
      --task.unit->unfinished;
      changed.notify_all();
    }
  }

  void index_batch(Task& task, Worker& worker) {
    SegmentBuilder builder(next_folder());
    for (DocumentWithOrigin& d : task.batch.documents) {
      const AnalyzedDocument analyzed = worker.analyzer.analyze(d.document);
      if (task.unit->tagging == Tagging::renew) worker.linker.tag(d.document, analyzed);
      const std::vector<std::string> ids = worker.linker.heading_ids(d.document);
      builder.add(worker.analyzer.document_terms(d.document, analyzed, d.origin, ids));
    }
    const std::uint64_t bytes = task.batch.bytes;
    task.batch.documents = {};
    const BuiltSegment built = builder.finish();
    WorkUnit::MergeGroup* full = nullptr;
    {
      const std::lock_guard lock(mutex);
      in_flight -= bytes;
      WorkUnit::MergeGroup& group = task.unit->groups[task.number / kMergeFanIn];
      group.members[task.number % kMergeFanIn] = built;
      if (++group.built == kMergeFanIn) full = &group;
      changed.notify_all();
    }
    if (full) merge_group(*full);
  }

  // Called only by the worker that completed the group, so the members no longer change.
  void merge_group(WorkUnit::MergeGroup& group) {
    std::vector<BuiltSegment> inputs;
    for (auto& member : group.members) inputs.push_back(*member);
    BuiltSegment merged = merge_and_remove(inputs);
    const std::lock_guard lock(mutex);
    group.merged = std::move(merged);
  }

  BuiltSegment merge_and_remove(const std::vector<BuiltSegment>& inputs) {
    if (total_documents(inputs) > UINT32_MAX - 1)
      throw Error(ErrorCode::invalid_argument, "a segment holds at most 2^32 documents");
    std::vector<MergeInput> sources;
    for (const BuiltSegment& input : inputs) sources.push_back({input.folder});
    BuiltSegment merged = merge_segments(sources, next_folder());
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
  std::list<std::unique_ptr<WorkUnit>> units;  // until finish(), since workers refer to them
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
  return batch.documents.size() >= Batch::kMaxDocuments || batch.bytes >= impl_->batch_limit;
}

WorkUnit& BuildPool::open_unit(Tagging tagging) {
  const std::lock_guard lock(impl_->mutex);
  WorkUnit& unit = *impl_->units.emplace_back(std::make_unique<WorkUnit>());
  unit.tagging = tagging;
  return unit;
}

void BuildPool::submit(WorkUnit& unit, Batch batch) {
  if (batch.documents.empty()) return;
  Impl& my = *impl_;
  std::unique_lock lock(my.mutex);
  my.changed.wait(lock,
                  [&] { return my.failure || my.in_flight == 0 || my.in_flight + batch.bytes <= my.in_flight_limit; });
  my.check();
  my.in_flight += batch.bytes;
  const std::size_t number = unit.submitted++;
  if (number % kMergeFanIn == 0) unit.groups.emplace_back().members.resize(kMergeFanIn);
  ++unit.unfinished;
  my.queue.push_back({&unit, number, std::move(batch)});
  my.changed.notify_all();
}

void BuildPool::close(WorkUnit& unit) {
  const std::lock_guard lock(impl_->mutex);
  unit.closed = true;
  impl_->changed.notify_all();
}

bool BuildPool::wait_for(WorkUnit& unit, std::chrono::milliseconds timeout) {
  std::unique_lock lock(impl_->mutex);
  impl_->changed.wait_for(lock, timeout, [&] { return impl_->failure || (unit.closed && unit.unfinished == 0); });
  impl_->check();
  return unit.closed && unit.unfinished == 0;
}

std::optional<BuiltSegment> BuildPool::finish(WorkUnit& unit) {
  while (!wait_for(unit, std::chrono::milliseconds(1000))) {}
  std::vector<BuiltSegment> segments;
  for (WorkUnit::MergeGroup& group : unit.groups) {
    if (group.merged) {
      segments.push_back(*group.merged);
      continue;
    }
    for (auto& member : group.members)
      if (member) segments.push_back(*member);
  }
  impl_->forget(unit);
  if (segments.empty()) return std::nullopt;
  return merge(std::move(segments));
}

BuiltSegment BuildPool::merge(std::vector<BuiltSegment> inputs) {
  while (inputs.size() > 1) {
    std::vector<BuiltSegment> level;
    for (std::size_t i = 0; i < inputs.size(); i += kMergeFanIn) {
      const std::vector<BuiltSegment> slice(
          inputs.begin() + static_cast<std::ptrdiff_t>(i),
          inputs.begin() + static_cast<std::ptrdiff_t>(std::min(i + kMergeFanIn, inputs.size())));
      level.push_back(slice.size() == 1 ? slice.front() : impl_->merge_and_remove(slice));
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
