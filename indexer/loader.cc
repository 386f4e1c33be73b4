// Loader: reader threads, one lot each at a time.
#include "indexer/loader.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <utility>

#include <il2search/error.h>
#include <il2search/text.h>

#include "schema/identifiers.h"

namespace il2search {
namespace {

constexpr std::uint64_t kLotBytes = 4u << 20;  // of small files, as they lie on the disk
constexpr std::size_t kLotFiles = 2000;
constexpr std::string_view kFilePrefix = "FILE:";

}  // namespace

struct Loader::Impl {
  struct Lot {
    std::size_t first = 0;  // sources [first, last)
    std::size_t last = 0;
    BuildPool::Lot* built = nullptr;
    Batch batch;
    std::uint64_t documents = 0;
    LoadedLot result;
    bool read = false;
  };

  Impl(BuildPool& p, std::vector<SourceToLoad> s, LoadOptions o)
      : pool(p), sources(std::move(s)), options(std::move(o)) {
    for (std::size_t i = 0; i < sources.size(); ++i) add_to_lots(i);
  }

  void add_to_lots(std::size_t source) {
    const std::uint64_t size = sources[source].file.size;
    total_bytes += size;
    if (lots.empty() || lot_bytes + size > kLotBytes || source - lots.back()->first >= kLotFiles) {
      lots.push_back(std::make_unique<Lot>());
      lots.back()->first = source;
      lot_bytes = 0;
    }
    lots.back()->last = source + 1;
    lot_bytes += size;
  }

  bool all_read() {
    const std::lock_guard lock(mutex);
    return std::all_of(lots.begin(), lots.end(), [](const auto& lot) { return lot->read; });
  }

  void read_lots() {
    try {
      for (std::size_t number; !stopping && (number = next_lot++) < lots.size();) read_lot(*lots[number]);
    } catch (...) {
      pool.fail(std::current_exception());
    }
  }

  void read_lot(Lot& lot) {
    {
      const std::lock_guard lock(mutex);
      lot.built = &pool.open_lot(options.tagging);
    }
    for (std::size_t source = lot.first; source < lot.last && !stopping; ++source) read_source(lot, source);
    flush(lot);
    pool.close(*lot.built);
    const std::lock_guard lock(mutex);
    lot.read = true;
    changed.notify_all();
  }

  void flush(Lot& lot) { pool.submit(*lot.built, std::exchange(lot.batch, Batch{})); }

  void read_source(Lot& lot, std::size_t index) {
    const SourceToLoad& source = sources[index];
    {
      const std::lock_guard lock(mutex);
      current_file = source.file.path;
    }
    LoadedSource loaded;
    loaded.source = index;
    std::uint64_t bytes = 0;
    try {
      read_records(lot, loaded, bytes);
    } catch (const Error& error) {
      if (error.code() != ErrorCode::broken_file || !options.keep_partial) throw;
      warn(std::string(error.what()) + "; " + std::to_string(loaded.records) + " records before the break are kept");
    }
    done_bytes += source.file.size;
    lot.result.records += loaded.records;
    lot.result.bytes += bytes;
    lot.result.sources.push_back(std::move(loaded));
  }

  void read_records(Lot& lot, LoadedSource& loaded, std::uint64_t& bytes) {
    const SourceToLoad& source = sources[loaded.source];
    ReaderOptions reader_options;
    reader_options.file = source.file.path;
    reader_options.file_id = source.file.file_id;
    reader_options.on_record_error = [&](const RecordError& error) {
      if (error.skipped) ++loaded.records;
      report(lot, error);
    };
    const auto reader = open_reader(source.file.path, options.format, std::move(reader_options));
    while (!stopping) {
      auto record = reader->next();
      const std::uint64_t now = reader->bytes_read();
      seen_bytes += now - bytes;
      bytes = now;
      if (!record) break;
      if (auto* deletion = std::get_if<Deletion>(&*record)) {
        lot.result.deletions.push_back({std::move(deletion->id), deletion->version, lot.documents, loaded.source});
        continue;
      }
      ++loaded.records;
      ++seen_records;
      add(lot, loaded, std::get<Document>(std::move(*record)));
    }
  }

  void add(Lot& lot, LoadedSource& loaded, Document document) {
    const SourceToLoad& source = sources[loaded.source];
    if (const std::string fault = id_error(document.id); !fault.empty()) {
      RecordError error;
      error.file = source.file.path;
      error.record = loaded.records;
      error.id = document.id.substr(0, 60);
      error.message = fault;
      report(lot, error);
      return;
    }
    if (loaded.file_id.empty() && document.id.starts_with(kFilePrefix)) loaded.file_id = document.id;
    lot.batch.bytes += footprint(document);
    lot.batch.documents.push_back({std::move(document), source.origin});
    ++lot.documents;
    if (pool.is_full(lot.batch)) flush(lot);
  }

  void report(Lot& lot, const RecordError& error) {
    const std::lock_guard lock(mutex);
    if (error.skipped) ++lot.result.bad;
    if (options.on_record_error) options.on_record_error(error);
  }

  void warn(const std::string& message) {
    const std::lock_guard lock(mutex);
    if (options.on_warning) options.on_warning(message);
  }

  BuildPool& pool;
  std::vector<SourceToLoad> sources;
  LoadOptions options;
  std::vector<std::unique_ptr<Lot>> lots;
  std::uint64_t lot_bytes = 0;
  std::uint64_t total_bytes = 0;

  std::atomic<bool> stopping{false};
  std::atomic<std::size_t> next_lot{0};
  std::atomic<std::uint64_t> seen_records{0};
  std::atomic<std::uint64_t> seen_bytes{0};
  std::atomic<std::uint64_t> done_bytes{0};
  mutable std::mutex mutex;
  std::condition_variable changed;
  std::string current_file;
  std::vector<std::thread> readers;
};

Loader::Loader(BuildPool& pool, std::vector<SourceToLoad> sources, LoadOptions options)
    : impl_(std::make_unique<Impl>(pool, std::move(sources), std::move(options))) {
  for (unsigned i = 0; i < impl_->options.readers; ++i) impl_->readers.emplace_back([this] { impl_->read_lots(); });
}

Loader::~Loader() {
  impl_->stopping = true;
  if (!impl_->all_read()) impl_->pool.fail(std::make_exception_ptr(Error(ErrorCode::cancelled, "loading stopped")));
  for (std::thread& reader : impl_->readers) reader.join();
}

std::size_t Loader::lots() const { return impl_->lots.size(); }

std::optional<LoadedLot> Loader::take_lot(std::size_t number, std::chrono::milliseconds timeout) {
  Impl& my = *impl_;
  Impl::Lot& lot = *my.lots[number];
  const auto deadline = std::chrono::steady_clock::now() + timeout;
  BuildPool::Lot* built = nullptr;
  {
    std::unique_lock lock(my.mutex);
    my.changed.wait_until(lock, deadline, [&] { return lot.read; });
    if (lot.read) built = lot.built;
  }
  if (!built) {
    my.pool.check();
    return std::nullopt;
  }
  const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
  if (!my.pool.wait_for(*built, std::max(left, std::chrono::milliseconds(0)))) return std::nullopt;
  lot.result.segment = my.pool.finish(*built);
  return std::move(lot.result);
}

Progress Loader::progress() const {
  const std::lock_guard lock(impl_->mutex);
  Progress progress;
  progress.file = impl_->current_file;
  progress.records = impl_->seen_records;
  progress.bytes = impl_->seen_bytes;
  progress.bytes_done = impl_->done_bytes;
  progress.bytes_total = impl_->total_bytes;
  return progress;
}

}  // namespace il2search
