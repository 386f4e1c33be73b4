// BuildPool: one queue of batches, and work units that put the results of the workers back in order.
#include "indexer/segments/build_pool.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <deque>
#include <list>
#include <mutex>
#include <thread>

#include "indexer/documents/entity_linker.h"

namespace il2search {
// The batches of a unit get numbers from 0 and are appended to its part in their order.
struct WorkUnit {
  // A batch that waits for earlier ones.
  struct Waiting {
    BuiltBatch batch;
    std::uint64_t bytes = 0;  // of its documents
  };
  Tagging tagging = Tagging::keep;
  std::size_t submitted = 0;   // batches
  std::size_t unfinished = 0;  // batches whose tasks are queued or running
  bool closed = false;
  std::deque<std::optional<Waiting>> built;  // from number `appended` on
  std::size_t appended = 0;
  bool is_appending = false;  // by one worker, which has `part` to itself
  std::optional<PartBuilder> part;
};

struct BuildPool::Impl {
  struct Task {
    WorkUnit* unit;
    std::size_t number;  // of the batch within the unit
    Batch batch;
  };

  Impl(std::string folder, unsigned threads, std::uint64_t memory, const std::string& vocabulary_folder,
       std::uint32_t least_documents)
      : tmp(std::move(folder)),
        vocabulary(open_shared_vocabulary(vocabulary_folder)),
        jobs(threads),
        in_flight_limit(memory / 4),
        postings_limit(memory / 4),
        pairs_from(least_documents),
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

  void stop() {
    {
      const std::lock_guard lock(mutex);
      stopping = true;
      changed.notify_all();
    }
    for (std::thread& worker : workers) worker.join();
  }

  // The state of one thread.
  struct Worker {
    explicit Worker(const SharedVocabulary& shared) : linker(shared) {}
    DocumentAnalyzer analyzer;
    EntityLinker linker;
    BatchBuilder builder;
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
    for (DocumentWithOrigin& d : task.batch.documents) {
      const AnalyzedDocument analyzed = worker.analyzer.analyze(d.document);
      if (task.unit->tagging == Tagging::renew) worker.linker.tag(d.document, analyzed);
      const std::vector<std::string> ids = worker.linker.heading_ids(d.document);
      worker.builder.add(worker.analyzer.document_terms(d.document, analyzed, d.origin, ids));
    }
    task.batch.documents = {};
    {
      WorkUnit::Waiting built{worker.builder.finish(), task.batch.bytes};
      const std::lock_guard lock(mutex);
      task.unit->built[task.number - task.unit->appended] = std::move(built);
    }
    append_in_order(*task.unit);
  }

  // Appends the batches whose turn it is, unless another worker does.
  void append_in_order(WorkUnit& unit) {
    std::unique_lock lock(mutex);
    if (unit.is_appending) return;
    unit.is_appending = true;
    while (!unit.built.empty() && unit.built.front()) {
      WorkUnit::Waiting next = std::move(*unit.built.front());
      unit.built.pop_front();
      ++unit.appended;
      lock.unlock();
      if (!unit.part) unit.part.emplace(next_folder(), postings_limit / (2 * jobs));
      unit.part->append(std::move(next.batch));
      lock.lock();
      in_flight -= next.bytes;
      changed.notify_all();
    }
    unit.is_appending = false;
  }

  std::string tmp;
  SharedVocabulary vocabulary;
  unsigned jobs;
  std::uint64_t in_flight_limit;
  std::uint64_t postings_limit;
  std::uint32_t pairs_from;
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
                     const std::string& vocabulary_folder, std::uint32_t pairs_from)
    : impl_(std::make_unique<Impl>(std::move(tmp), jobs > 0 ? jobs : std::max(1u, std::thread::hardware_concurrency()),
                                   memory_budget_bytes, vocabulary_folder, pairs_from)) {
  try {
    for (unsigned i = 0; i < impl_->jobs; ++i) impl_->workers.emplace_back([this] { impl_->work(); });
  } catch (...) {
    impl_->stop();
    throw;
  }
}

BuildPool::~BuildPool() { impl_->stop(); }

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
  unit.built.emplace_back();
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

std::optional<SegmentPart> BuildPool::finish(WorkUnit& unit) {
  while (!wait_for(unit, std::chrono::milliseconds(1000))) {}
  std::optional<SegmentPart> part;
  if (unit.part) part = unit.part->finish();
  impl_->forget(unit);
  return part;
}

void BuildPool::limit_memory(SegmentPart& part) const {
  if (part.postings.memory() > impl_->postings_limit / 2) part.postings.spill();
}

std::optional<BuiltSegment> BuildPool::make_segment(std::optional<SegmentPart> part) {
  if (!part) return std::nullopt;
  return finish_segment(*part, impl_->next_folder(), {impl_->pairs_from, impl_->jobs});
}

void BuildPool::check() {
  const std::lock_guard lock(impl_->mutex);
  impl_->check();
}

void BuildPool::fail(const std::exception_ptr& error) { impl_->set_failure(error); }

}  // namespace il2search
