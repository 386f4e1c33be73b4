// update_index(): files -> the next generation. One coordinator (this thread), reader threads, worker threads.
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
#include "indexer/publisher.h"

namespace il2search {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

constexpr std::uint64_t kBadFrom = 100;  // records, before --max-bad counts
constexpr std::size_t kReportedErrors = 1000;
constexpr auto kTick = std::chrono::milliseconds(100);

double seconds_since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

// Whether a folder is not there or holds nothing.
bool is_nothing(const std::string& path) {
  std::error_code ignored;
  return !fs::exists(path, ignored) || fs::is_empty(path, ignored);
}

// Where a dry run works when there is no index: nothing of it stays.
class ScratchIndex {
 public:
  ScratchIndex() : path_(fs::temp_directory_path() / "il2index-XXXXXX") {
    if (!mkdtemp(path_.data())) throw Error(ErrorCode::io, "cannot make a temporary folder: " + path_);
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
      : options_(options),
        directory_(index_path, {true, options.writer.lock_wait, options.writer.cancelled}),
        pool_(directory_.tmp(), options.writer.jobs, options.writer.memory_budget_bytes,
              directory_.vocabulary_folder()),
        publisher_(directory_, pool_, options.writer.cancelled) {
    report_.generation = directory_.manifest().generation;
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
    report_.published = publisher_.published();
    report_.generation = directory_.manifest().generation;
    report_.seconds = seconds_since(start_);
    return std::move(report_);
  }

 private:
  // Without vocabulary, what a source's documents carry is left alone.
  TagDocuments tagging() const {
    return options_.writer.tag && directory_.manifest().vocabulary ? TagDocuments::yes : TagDocuments::no;
  }

  // The files that are new or changed, each once, with their numbers in the ledger.
  std::vector<SourceToLoad> choose_sources(std::vector<SourceFile> files) {
    std::vector<SourceToLoad> sources;
    std::set<std::string> seen;
    for (SourceFile& file : files) {
      check_cancelled();
      if (!seen.insert(file.name).second) {
        warn("given twice, read once: " + file.name);
        continue;
      }
      compute_checksum(file);
      if (!options_.reapply && publisher_.ledger().is_applied(file.name, file.checksum)) {
        ++report_.files_unchanged;
        continue;
      }
      sources.push_back(to_load(std::move(file)));
    }
    return sources;
  }

  SourceToLoad to_load(SourceFile file) {
    SourceToLoad source;
    source.number = publisher_.ledger().number_of(file.name);
    source.origin.nlm_file = file.nlm_file;
    // Standard input is no file that could be gone or come again.
    if (file.path != "-") source.origin.source = source.number;
    // Documents keep their FILE: ids when the same file is reached from another root.
    if (const SourceEntry* before = publisher_.ledger().find_source(file.name); before && !before->file_id.empty())
      file.file_id = before->file_id;
    source.file = std::move(file);
    return source;
  }

  // Two sources must not own the same FILE: ids, neither in this run nor one of them before.
  void claim(const LoadedSource& loaded) {
    if (loaded.file_id.empty()) return;
    const SourceFile& file = sources_[loaded.source].file;
    const std::string& owner = claimed_.emplace(file.file_id, file.name).first->second;
    if (owner != file.name) throw_claimed(loaded.file_id, owner, file.name);
    const SourceEntry* before = publisher_.ledger().claimant(file.file_id);
    if (before && before->name != file.name) throw_claimed(loaded.file_id, before->name, file.name);
  }

  [[noreturn]] static void throw_claimed(const std::string& id, const std::string& owner, const std::string& other) {
    throw Error(ErrorCode::invalid_argument,
                terminal_safe("two source files claim the id " + id + ": " + owner + " and " + other, false),
                "give folders of different names, or records with ids of their own");
  }

  void load(std::vector<SourceToLoad> sources) {
    if (sources.empty()) return;
    sources_ = sources;
    LoadOptions load_options;
    load_options.format = options_.format;
    load_options.keep_partial = options_.keep_partial;
    load_options.readers = std::max(1u, pool_.jobs() / 4);
    load_options.tagging = tagging();
    load_options.on_record_error = [this](const RecordError& error) { note(error); };
    load_options.on_warning = [this](const std::string& message) { warn(message); };
    Loader loader(pool_, std::move(sources), std::move(load_options));
    last_publish_ = Clock::now();
    for (std::size_t number = 0; number < loader.lots(); ++number) {
      collect(wait_for_lot(loader, number));
      const bool last = number + 1 == loader.lots();
      // A dry run has nothing to look at what it published: it plays the whole run at once.
      const bool due = !options_.dry_run && Clock::now() - last_publish_ >= options_.publish_every;
      if (last || due) publish(loader, last);
    }
  }

  LoadedLot wait_for_lot(Loader& loader, std::size_t number) {
    for (;;) {
      check_cancelled();
      if (auto lot = loader.take_lot(number, kTick)) return std::move(*lot);
      show_progress(loader, false);
    }
  }

  void check_cancelled() const {
    if (options_.writer.cancelled && options_.writer.cancelled())
      throw Error(ErrorCode::cancelled, "stopped: nothing was published since the last interval");
  }

  void show_progress(const Loader& loader, bool merging) {
    if (!options_.on_progress) return;
    Progress progress = loader.progress();
    progress.seconds = seconds_since(start_);
    progress.merging = merging;
    const std::lock_guard lock(callbacks_);
    options_.on_progress(progress);
  }

  // Takes a lot over: its documents follow those of the lots before it.
  void collect(LoadedLot lot) {
    for (OrderedDeletion& d : lot.deletions) {
      const SourceToLoad& source = sources_[d.source];
      deletions_.push_back({std::move(d.id), d.version, static_cast<std::uint32_t>(documents_ + d.position),
                            source.origin.nlm_file, source.number, true});
    }
    if (lot.segment) {
      documents_ += lot.segment->documents;
      segments_.push_back(*lot.segment);
    }
    for (LoadedSource& loaded : lot.sources) {
      claim(loaded);
      loaded_.push_back(std::move(loaded));
    }
    report_.records += lot.records;
    report_.bad += lot.bad;
    report_.bytes += lot.bytes;
  }

  void publish(const Loader& loader, bool last) {
    refuse_too_many_bad();
    if (last) show_progress(loader, true);
    PendingRun part;
    if (!segments_.empty()) part.segment = pool_.merge(std::exchange(segments_, {}));
    part.deletions = std::exchange(deletions_, {});
    const bool ledger_changed = record_sources();
    const ResolutionCounts counts = publisher_.publish_run(std::move(part), ledger_changed, options_.dry_run);
    report_.added += counts.added;
    report_.replaced += counts.replaced;
    report_.deleted += counts.deleted;
    report_.unchanged += counts.unchanged;
    report_.superseded += counts.superseded;
    documents_ = 0;
    last_publish_ = Clock::now();
  }

  void refuse_too_many_bad() const {
    const double percent =
        100.0 * static_cast<double>(report_.bad) / static_cast<double>(std::max<std::uint64_t>(1, report_.records));
    if (report_.records < kBadFrom || percent <= options_.max_bad_percent) return;
    throw Error(ErrorCode::too_many_bad_records,
                fmt::format("too many bad records: {} of {} ({:.1f} %, allowed {:.1f} %): nothing published",
                            report_.bad, report_.records, percent, options_.max_bad_percent),
                "mend the input, or allow more with --max-bad");
  }

  // Whether the ledger says something new of a file.
  bool record_sources() {
    bool changed = false;
    for (const LoadedSource& loaded : std::exchange(loaded_, {})) {
      const SourceFile& file = sources_[loaded.source].file;
      ++report_.files;
      if (file.path == "-") continue;
      changed |= !publisher_.ledger().is_applied(file.name, file.checksum);
      SourceEntry entry;
      entry.name = file.name;
      entry.root = file.root;
      if (!loaded.file_id.empty()) entry.file_id = file.file_id;
      entry.size = file.size;
      entry.checksum = file.checksum;
      entry.records = loaded.records;
      entry.generation = directory_.manifest().generation + 1;
      entry.nlm_file = file.nlm_file;
      publisher_.ledger().record_source(std::move(entry));
    }
    return changed;
  }

  // Sources under a folder of this run that are not in it any more lose their documents.
  void prune(const std::set<std::string>& names, const std::set<std::string>& roots) {
    PendingRun part;
    std::vector<std::string> gone;
    for (const SourceEntry& source : publisher_.ledger().sources()) {
      if (source.root.empty() || !roots.contains(source.root) || names.contains(source.name)) continue;
      gone.push_back(source.name);
      for (std::string& id : publisher_.ids_of_source(source.number))
        part.deletions.push_back({std::move(id), std::nullopt, 0, 0, source.number, false});
    }
    if (gone.empty()) return;
    for (const std::string& name : gone) publisher_.ledger().forget_source(name);
    report_.deleted += publisher_.publish_run(std::move(part), true, options_.dry_run).deleted;
  }

  // Callbacks run one at a time, whichever thread has something to say.
  void note(const RecordError& error) {
    const std::lock_guard lock(callbacks_);
    if (!error.skipped) ++report_.warnings;
    if (report_.errors.size() < kReportedErrors) report_.errors.push_back(error);
    if (options_.on_record_error) options_.on_record_error(error);
  }

  void warn(const std::string& message) {
    const std::lock_guard lock(callbacks_);
    if (options_.on_warning) options_.on_warning(message);
  }

  const UpdateOptions& options_;
  Clock::time_point start_ = Clock::now();
  Clock::time_point last_publish_;
  IndexDirectory directory_;
  BuildPool pool_;
  Publisher publisher_;
  UpdateReport report_;
  std::vector<SourceToLoad> sources_;
  std::unordered_map<std::string, std::string> claimed_;  // stem of FILE: ids -> source of this run
  std::mutex callbacks_;

  // Since the last publish.
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
  if (options.dry_run && is_nothing(index_path)) scratch.emplace();
  return Update(scratch ? scratch->path() : index_path, options).run(std::move(files));
}

}  // namespace il2search
