// update_index(): input files -> the next generation. The calling thread coordinates the threads of Loader and BuildPool.
#include <algorithm>
#include <filesystem>
#include <mutex>
#include <set>
#include <unordered_map>

#include <fmt/format.h>

#include <il2search/index_writer.h>
#include <il2search/text.h>

#include "indexer/inputs.h"
#include "indexer/loader.h"
#include "indexer/write_session.h"

namespace il2search {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kMinRecordsForMaxBad = 100;
constexpr std::size_t kMaxReportedErrors = 1000;
constexpr auto kProgressInterval = std::chrono::milliseconds(100);

bool is_missing_or_empty(const std::string& path) {
  std::error_code ignored;
  return !fs::exists(path, ignored) || fs::is_empty(path, ignored);
}

// A temporary index for a dry run without an index.
class ScratchIndex {
 public:
  ScratchIndex() : path_(fs::temp_directory_path() / "il2index-XXXXXX") {
    if (!mkdtemp(path_.data())) throw Error(ErrorCode::io, "cannot create a temporary folder: " + path_);
  }
  ~ScratchIndex() { remove_folder(path_); }
  ScratchIndex(const ScratchIndex&) = delete;
  ScratchIndex& operator=(const ScratchIndex&) = delete;
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

class Update {
 public:
  Update(const std::string& index_path, const UpdateOptions& options)
      : options_(options), session_(index_path, options.writer, IfMissing::create) {
    session_.publisher.on_progress = [this](const Progress& progress) { show(progress); };
  }

  UpdateReport run(std::vector<SourceFile> files) {
    std::set<std::string> names;
    std::set<std::string> roots;
    for (const SourceFile& file : files) {
      names.insert(file.name);
      if (!file.root.empty()) roots.insert(file.root);
    }
    load(choose_sources(std::move(files)));
    if (options_.prune) prune(names, roots);
    static_cast<GenerationReport&>(report_) = session_.report();
    return std::move(report_);
  }

 private:
  // The new and changed files, each once, with their numbers in the ledger.
  std::vector<SourceToLoad> choose_sources(std::vector<SourceFile> files) {
    std::vector<SourceToLoad> sources;
    std::set<std::string> seen;
    for (SourceFile& file : files) {
      check_cancelled();
      if (!seen.insert(file.name).second) {
        warn("input given twice: " + file.name);
        continue;
      }
      compute_checksum(file);
      if (!options_.reapply && session_.publisher.ledger().is_applied(file.name, file.checksum)) {
        ++report_.files_unchanged;
        continue;
      }
      sources.push_back(to_load(std::move(file)));
    }
    return sources;
  }

  SourceToLoad to_load(SourceFile file) {
    SourceToLoad source;
    source.number = session_.publisher.ledger().number_of(file.name);
    source.origin.nlm_file = file.nlm_file;
    // Standard input can neither disappear nor be applied again.
    if (file.path != "-") source.origin.source = source.number;
    // Documents keep their FILE: ids when the same file is found below another root.
    if (const SourceEntry* known = session_.publisher.ledger().find_source(file.name); known && !known->file_id.empty())
      file.file_id = known->file_id;
    source.file = std::move(file);
    return source;
  }

  // Two sources must not have documents with the same FILE: ids, whether both are in this run or one was applied before.
  void claim_file_ids(const LoadedSource& loaded) {
    if (loaded.file_id.empty()) return;
    const SourceFile& file = sources_[loaded.source].file;
    const std::string& owner = claimed_.emplace(file.file_id, file.name).first->second;
    if (owner != file.name) throw_claimed(loaded.file_id, owner, file.name);
    const SourceEntry* known = session_.publisher.ledger().find_owner(file.file_id);
    if (known && known->name != file.name) throw_claimed(loaded.file_id, known->name, file.name);
  }

  [[noreturn]] static void throw_claimed(const std::string& id, const std::string& owner, const std::string& other) {
    throw Error(ErrorCode::invalid_argument,
                terminal_safe("two input files claim the id " + id + ": " + owner + " and " + other, false),
                "rename one of the folders, or give the records their own ids");
  }

  void load(std::vector<SourceToLoad> sources) {
    if (sources.empty()) return;
    sources_ = sources;
    LoadOptions load_options;
    load_options.format = options_.format;
    load_options.keep_partial = options_.keep_partial;
    load_options.readers = std::max(1u, session_.pool.jobs() / 4);
    load_options.tagging = session_.tagging();
    load_options.on_record_error = [this](const RecordError& error) { report_error(error); };
    load_options.on_warning = [this](const std::string& message) { warn(message); };
    Loader loader(session_.pool, std::move(sources), std::move(load_options));
    last_publish_ = Clock::now();
    for (std::size_t number = 0; number < loader.units(); ++number) {
      collect(wait_for_unit(loader, number));
      const bool last = number + 1 == loader.units();
      // A dry run cannot see what it would have published before, so it resolves the whole run at once.
      const bool due = !options_.dry_run && Clock::now() - last_publish_ >= options_.publish_every;
      if (last || due) publish(loader, last);
    }
  }

  LoadedUnit wait_for_unit(Loader& loader, std::size_t number) {
    for (;;) {
      check_cancelled();
      if (auto unit = loader.wait_for_unit(number, kProgressInterval)) return std::move(*unit);
      show_progress(loader, "reading");
    }
  }

  void check_cancelled() const {
    if (options_.writer.cancelled && options_.writer.cancelled())
      throw Error(ErrorCode::cancelled, "cancelled: nothing was published since the last interval");
  }

  void show_progress(const Loader& loader, const char* phase) {
    Progress progress = loader.progress();
    progress.phase = phase;
    show(progress);
  }

  void show(const Progress& progress) {
    const std::lock_guard lock(callbacks_);
    session_.progress.show(progress);
  }

  // Appends a unit to the run.
  void collect(LoadedUnit unit) {
    for (LoadedDeletion& d : unit.deletions) {
      const SourceToLoad& source = sources_[d.source];
      deletions_.push_back({std::move(d.id), d.version, static_cast<std::uint32_t>(documents_ + d.position),
                            source.origin.nlm_file, source.number, true});
    }
    if (unit.segment) {
      documents_ += unit.segment->documents;
      segments_.push_back(*unit.segment);
    }
    for (LoadedSource& loaded : unit.sources) {
      claim_file_ids(loaded);
      loaded_.push_back(std::move(loaded));
    }
    report_.records += unit.records;
    report_.bad += unit.bad;
    report_.bytes += unit.bytes;
  }

  void publish(const Loader& loader, bool last) {
    refuse_too_many_bad();
    if (last) show_progress(loader, "merging");
    PendingRun run;
    if (!segments_.empty()) run.segment = session_.pool.merge(std::exchange(segments_, {}));
    run.deletions = std::exchange(deletions_, {});
    const bool ledger_changed = record_sources();
    add(session_.publisher.publish_run(std::move(run), ledger_changed, options_.dry_run));
    documents_ = 0;
    last_publish_ = Clock::now();
  }

  void add(const DocumentCounts& counts) {
    report_.added += counts.added;
    report_.replaced += counts.replaced;
    report_.deleted += counts.deleted;
    report_.unchanged += counts.unchanged;
    report_.superseded += counts.superseded;
  }

  void refuse_too_many_bad() const {
    const double percent =
        100.0 * static_cast<double>(report_.bad) / static_cast<double>(std::max<std::uint64_t>(1, report_.records));
    if (report_.records < kMinRecordsForMaxBad || percent <= options_.max_bad_percent) return;
    throw Error(ErrorCode::too_many_bad_records,
                fmt::format("too many bad records: {} of {} ({:.1f} %, limit {:.1f} %); nothing was published",
                            report_.bad, report_.records, percent, options_.max_bad_percent),
                "fix the input, or raise --max-bad");
  }

  // Updates the ledger. Returns whether the content of a file is new to it.
  bool record_sources() {
    bool changed = false;
    for (const LoadedSource& loaded : std::exchange(loaded_, {})) {
      const SourceFile& file = sources_[loaded.source].file;
      ++report_.files;
      if (file.path == "-") continue;
      changed |= !session_.publisher.ledger().is_applied(file.name, file.checksum);
      SourceEntry entry;
      entry.name = file.name;
      entry.root = file.root;
      if (!loaded.file_id.empty()) entry.file_id = file.file_id;
      entry.size = file.size;
      entry.checksum = file.checksum;
      entry.records = loaded.records;
      entry.generation = session_.directory.manifest().generation + 1;
      entry.nlm_file = file.nlm_file;
      session_.publisher.ledger().record_source(std::move(entry));
    }
    return changed;
  }

  // Deletes the documents of sources that were found in a folder of this run before, but no longer are.
  void prune(const std::set<std::string>& names, const std::set<std::string>& roots) {
    PendingRun run;
    std::vector<std::string> gone;
    for (const SourceEntry& source : session_.publisher.ledger().sources()) {
      if (source.root.empty() || !roots.contains(source.root) || names.contains(source.name)) continue;
      gone.push_back(source.name);
      for (std::string& id : session_.publisher.ids_of_source(source.number))
        run.deletions.push_back({std::move(id), std::nullopt, 0, 0, source.number, false});
    }
    if (gone.empty()) return;
    for (const std::string& name : gone) session_.publisher.ledger().forget_source(name);
    report_.deleted += session_.publisher.publish_run(std::move(run), true, options_.dry_run).deleted;
  }

  // The callbacks are called from many threads, but only one at a time.
  void report_error(const RecordError& error) {
    const std::lock_guard lock(callbacks_);
    if (!error.skipped) ++report_.warnings;
    if (report_.errors.size() < kMaxReportedErrors) report_.errors.push_back(error);
    if (options_.on_record_error) options_.on_record_error(error);
  }

  void warn(const std::string& message) {
    const std::lock_guard lock(callbacks_);
    if (options_.on_warning) options_.on_warning(message);
  }

  const UpdateOptions& options_;
  WriteSession session_;
  Clock::time_point last_publish_;
  UpdateReport report_;
  std::vector<SourceToLoad> sources_;
  std::unordered_map<std::string, std::string> claimed_;  // stem of FILE: ids -> name of the source in this run
  std::mutex callbacks_;

  // The run since the last publication.
  std::vector<BuiltSegment> segments_;
  std::vector<RunDeletion> deletions_;
  std::vector<LoadedSource> loaded_;
  std::uint64_t documents_ = 0;
};

}  // namespace

UpdateReport update_index(const std::string& index_path, const std::vector<std::string>& paths,
                          const UpdateOptions& options) {
  std::vector<SourceFile> files = collect_inputs(paths);
  std::optional<ScratchIndex> scratch;
  if (options.dry_run && is_missing_or_empty(index_path)) scratch.emplace();
  return Update(scratch ? scratch->path() : index_path, options).run(std::move(files));
}

}  // namespace il2search
