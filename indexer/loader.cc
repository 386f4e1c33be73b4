// Loader: reader threads, each with one work unit at a time.
#include "indexer/loader.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <utility>

#include <il2search/error.h>
#include <il2search/text.h>

#include "base/checksum.h"
#include "base/file.h"
#include "indexer/skipped_inputs.h"
#include "schema/identifiers.h"

namespace il2search {
namespace {

// Small files share a unit up to these limits.
constexpr std::uint64_t kUnitBytes = 4u << 20;  // size on disk
constexpr std::size_t kUnitFiles = 2000;
constexpr std::string_view kFilePrefix = "FILE:";

}  // namespace

struct Loader::Impl {
  // A work unit from planning to finish().
  struct Unit {
    std::size_t first = 0;  // sources [first, last)
    std::size_t last = 0;
    WorkUnit* build = nullptr;
    Batch batch;
    std::uint64_t documents = 0;
    LoadedUnit result;
    bool is_read = false;
  };

  Impl(BuildPool& p, std::vector<SourceToLoad> s, LoadOptions o)
      : pool(p), sources(std::move(s)), options(std::move(o)) {
    only_looking = options.only_look;
    plan_units();
  }

  void plan_units() {
    std::uint64_t unit_bytes = 0;
    for (std::size_t source = 0; source < sources.size(); ++source) {
      const std::uint64_t size = sources[source].file.size;
      total_bytes += size;
      if (units.empty() || unit_bytes + size > kUnitBytes || source - units.back()->first >= kUnitFiles) {
        units.push_back(std::make_unique<Unit>());
        units.back()->first = source;
        unit_bytes = 0;
      }
      units.back()->last = source + 1;
      unit_bytes += size;
    }
  }

  bool all_read() {
    const std::lock_guard lock(mutex);
    return std::all_of(units.begin(), units.end(), [](const auto& unit) { return unit->is_read; });
  }

  // The pool fails with this error unless everything was read.
  void stop(const std::exception_ptr& error) {
    stopping = true;
    if (!all_read()) pool.fail(error);
    for (std::thread& reader : readers) reader.join();
  }

  void read_units() {
    try {
      for (std::size_t number; !stopping && (number = next_unit++) < units.size();) read_unit(*units[number]);
    } catch (...) {
      pool.fail(std::current_exception());
    }
  }

  void read_unit(Unit& unit) {
    {
      const std::lock_guard lock(mutex);
      unit.build = &pool.open_unit(options.tagging);
    }
    for (std::size_t source = unit.first; source < unit.last && !stopping; ++source) read_source(unit, source);
    flush(unit);
    pool.close(*unit.build);
    const std::lock_guard lock(mutex);
    unit.is_read = true;
    changed.notify_all();
  }

  void flush(Unit& unit) { pool.submit(*unit.build, std::exchange(unit.batch, Batch{})); }

  void read_source(Unit& unit, std::size_t index) {
    const SourceToLoad& source = sources[index];
    {
      const std::lock_guard lock(mutex);
      current_file = source.file.path;
    }
    LoadedSource loaded;
    loaded.source = index;
    loaded.first_document = unit.documents;
    try {
      read_whole(unit, loaded);
      unit.result.records += loaded.records;
      unit.result.bad += loaded.bad;
    } catch (const Error& error) {
      if (!is_of_one_input(error.code())) throw;
      loaded.failure = error;
      std::erase_if(unit.result.deletions, [&](const LoadedDeletion& d) { return d.source == index; });
      if (!options.skip_broken) only_looking = true;
    }
    unit.result.bytes += loaded.bytes;
    unit.result.sources.push_back(std::move(loaded));
  }

  // Throws Error{path_missing, unknown_format, broken_file} if the source is of no use.
  void read_whole(Unit& unit, LoadedSource& loaded) {
    const SourceFile& file = sources[loaded.source].file;
    const bool look = only_looking;
    Xxh3 checksum;
    std::uint64_t raw_bytes = 0;
    const auto on_bytes = [&](std::string_view bytes) {
      checksum.update(bytes);
      raw_bytes += bytes.size();
      done_bytes += bytes.size();
    };
    try {
      read_records(unit, loaded, look, on_bytes);
    } catch (const Error& error) {
      if (error.code() != ErrorCode::broken_file) throw;
      if (file.path != "-" && !is_unchanged(file)) throw_changed(file);
      if (!options.keep_partial || loaded.documents + loaded.deletions == 0) throw;
      return warn(std::string(error.what()) + "; " + std::to_string(loaded.records) +
                  " records before the damage are kept");
    }
    const bool is_read_to_end = !stopping && !(look && is_large(file));
    if (!is_read_to_end) return;
    const bool is_same = raw_bytes == file.size ? checksum.hex() == file.checksum : is_unchanged(file);
    if (file.path != "-" && !is_same) throw_changed(file);
    if (loaded.documents + loaded.deletions == 0) throw_without_documents(file, loaded);
  }

  static bool is_large(const SourceFile& file) { return file.size > kUnitBytes; }

  [[noreturn]] static void throw_changed(const SourceFile& file) {
    throw Error(ErrorCode::broken_file, "the file changed while it was read: " + input_name(file.path),
                "run the command again when the file is complete");
  }

  [[noreturn]] static void throw_without_documents(const SourceFile& file, const LoadedSource& loaded) {
    const std::string bad = loaded.bad == 0 ? "" : ", only bad records (" + std::to_string(loaded.bad) + ")";
    throw Error(ErrorCode::broken_file, "no document and no deletion in the file" + bad + ": " + input_name(file.path),
                "it was read as " + loaded.reader + "; --format names another format");
  }

  // Fills in `loaded` on the way, so that it also counts what precedes an error. look: builds nothing, and reads only the
  // beginning of a large file.
  void read_records(Unit& unit, LoadedSource& loaded, bool look,
                    const std::function<void(std::string_view)>& on_bytes) {
    const SourceToLoad& source = sources[loaded.source];
    ReaderOptions reader_options;
    reader_options.file = source.file.path;
    reader_options.file_id = source.file.file_id;
    reader_options.on_record_error = [&](const RecordError& error) {
      if (error.skipped) ++loaded.records;
      report(loaded, error);
    };
    const auto reader = open(loaded, std::move(reader_options), on_bytes);
    if (look && is_large(source.file)) return;
    while (!stopping) {
      auto record = reader->next();
      const std::uint64_t bytes = reader->bytes_read();
      seen_bytes += bytes - loaded.bytes;
      loaded.bytes = bytes;
      if (!record) break;
      if (auto* deletion = std::get_if<Deletion>(&*record)) {
        ++loaded.deletions;
        unit.result.deletions.push_back({std::move(deletion->id), deletion->version, unit.documents, loaded.source});
        continue;
      }
      ++loaded.records;
      ++seen_records;
      add(unit, loaded, std::get<Document>(std::move(*record)), look);
    }
  }

  std::unique_ptr<Reader> open(LoadedSource& loaded, ReaderOptions reader_options,
                               const std::function<void(std::string_view)>& on_bytes) {
    const std::string& path = sources[loaded.source].file.path;
    SourceOptions source_options;
    source_options.cancelled = [this] { return stopping.load(); };
    source_options.on_bytes = on_bytes;
    std::unique_ptr<ByteSource> bytes = open_source(path, std::move(source_options));
    loaded.reader = choose_format(options.format, *bytes, path);
    return make_reader(loaded.reader, std::move(bytes), std::move(reader_options));
  }

  void add(Unit& unit, LoadedSource& loaded, Document document, bool look) {
    const SourceToLoad& source = sources[loaded.source];
    if (std::string message = id_error(document.id); !message.empty()) {
      RecordError error;
      error.file = source.file.path;
      error.record = loaded.records;
      error.id = document.id.substr(0, 60);
      error.message = std::move(message);
      report(loaded, error);
      return;
    }
    ++loaded.documents;
    if (look) return;
    if (loaded.file_id.empty() && document.id.starts_with(kFilePrefix)) loaded.file_id = document.id;
    unit.batch.bytes += footprint(document);
    unit.batch.documents.push_back({std::move(document), source.origin});
    ++unit.documents;
    if (pool.is_full(unit.batch)) flush(unit);
  }

  void report(LoadedSource& loaded, const RecordError& error) {
    const std::lock_guard lock(mutex);
    if (error.skipped) ++loaded.bad;
    if (options.on_record_error) options.on_record_error(error);
  }

  void warn(const std::string& message) {
    const std::lock_guard lock(mutex);
    if (options.on_warning) options.on_warning(message);
  }

  BuildPool& pool;
  std::vector<SourceToLoad> sources;
  LoadOptions options;
  std::vector<std::unique_ptr<Unit>> units;
  std::uint64_t total_bytes = 0;

  std::atomic<bool> stopping{false};
  std::atomic<bool> only_looking{false};
  std::atomic<std::size_t> next_unit{0};
  std::atomic<std::uint64_t> seen_records{0};
  std::atomic<std::uint64_t> seen_bytes{0};
  std::atomic<std::uint64_t> done_bytes{0};
  mutable std::mutex mutex;
  std::condition_variable changed;
  std::string current_file;
  std::vector<std::thread> readers;
  // Made in advance, since a destructor must not fail for lack of memory.
  const std::exception_ptr loading_stopped = std::make_exception_ptr(Error(ErrorCode::cancelled, "loading stopped"));
};

Loader::Loader(BuildPool& pool, std::vector<SourceToLoad> sources, LoadOptions options)
    : impl_(std::make_unique<Impl>(pool, std::move(sources), std::move(options))) {
  try {
    for (unsigned i = 0; i < impl_->options.readers; ++i) impl_->readers.emplace_back([this] { impl_->read_units(); });
  } catch (...) {
    impl_->stop(std::current_exception());
    throw;
  }
}

Loader::~Loader() { impl_->stop(impl_->loading_stopped); }

std::size_t Loader::units() const { return impl_->units.size(); }

std::optional<LoadedUnit> Loader::wait_for_unit(std::size_t number, std::chrono::milliseconds timeout) {
  Impl& my = *impl_;
  Impl::Unit& unit = *my.units[number];
  const auto deadline = std::chrono::steady_clock::now() + timeout;
  WorkUnit* build = nullptr;
  {
    std::unique_lock lock(my.mutex);
    my.changed.wait_until(lock, deadline, [&] { return unit.is_read; });
    if (unit.is_read) build = unit.build;
  }
  if (!build) {
    my.pool.check();
    return std::nullopt;
  }
  const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
  if (!my.pool.wait_for(*build, std::max(left, std::chrono::milliseconds(0)))) return std::nullopt;
  unit.result.part = my.pool.finish(*build);
  return std::move(unit.result);
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
