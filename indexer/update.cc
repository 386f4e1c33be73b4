// update_index(): input files -> the next generation. The calling thread coordinates the threads of Loader and BuildPool.
#include <algorithm>
#include <filesystem>
#include <map>
#include <mutex>
#include <set>
#include <unordered_map>

#include <fmt/format.h>

#include <il2search/index_writer.h>
#include <il2search/reader.h>
#include <il2search/text.h>

#include "base/folder_entries.h"
#include "indexer/inputs.h"
#include "indexer/loader.h"
#include "indexer/skipped_inputs.h"
#include "indexer/write_session.h"

namespace il2search {
namespace {

namespace fs = std::filesystem;
using Names = std::set<std::string>;

constexpr std::uint64_t kMinRecordsForMaxBad = 100;
constexpr std::size_t kMaxReportedErrors = 1000;
constexpr auto kProgressInterval = std::chrono::milliseconds(100);

// A temporary index for a dry run without an index.
class ScratchIndex {
 public:
  ScratchIndex() : path_(fs::temp_directory_path() / "il2index-XXXXXX") {
    if (!mkdtemp(path_.data())) throw Error(ErrorCode::io, "cannot create a temporary folder: " + path_);
  }
  ~ScratchIndex() { remove_tree(path_.c_str()); }
  ScratchIndex(const ScratchIndex&) = delete;
  ScratchIndex& operator=(const ScratchIndex&) = delete;
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

// An error of the command line, before any file is read.
void require_known_format(const std::string& format) {
  const std::vector<std::string>& known = document_formats();
  if (format.empty() || format == "auto" || std::find(known.begin(), known.end(), format) != known.end()) return;
  std::string names = "auto";
  for (const std::string& name : known) names += ", " + name;
  throw Error(ErrorCode::unknown_format, "unknown format: " + terminal_safe(format, false), "known formats: " + names);
}

class Update {
 public:
  Update(const std::string& index_path, const UpdateOptions& options)
      : options_(options),
        session_(index_path, options.writer, IfMissing::create, "update"),
        skipped_([this](const SkippedInput& input) { tell_skipped(input); }) {
    session_.publisher.on_progress = [this](const Progress& progress) { show(progress); };
  }

  UpdateReport run(CollectedInputs inputs) {
    Names names, roots;
    for (const SourceFile& file : inputs.files) {
      names.insert(file.name);
      if (!file.root.empty()) roots.insert(file.root);
    }
    for (SkippedInput& input : inputs.skipped) skipped_.add(std::move(input));
    // Pruning reads all segments. Damage must end the run before the rest of it is published.
    if (options_.prune && has_gone_sources(names, roots)) session_.publisher.verify_all();
    load(choose_sources(std::move(inputs.files)));
    refuse_without_use();
    if (options_.prune) prune(names, roots);
    static_cast<GenerationReport&>(report_) = session_.report();
    report_.skipped_files = skipped_.take();
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
      if (is_foreign(file) || !identify(file)) continue;
      if (!options_.reapply && is_applied(file)) ++report_.files_unchanged;
      else sources.push_back(to_load(std::move(file)));
    }
    return sources;
  }

  // Files that were applied before are not looked at again. A file that was given itself is refused by its reader.
  bool is_foreign(const SourceFile& file) {
    if (file.root.empty() || session_.publisher.ledger().find_source(file.name)) return false;
    std::string what = name_what_is_not_a_paper(file);
    if (what.empty()) return false;
    skipped_.add({file.path, std::move(what), SkippedInput::Kind::not_a_paper});
    return true;
  }

  // Computes the checksum; false if the file is broken.
  bool identify(SourceFile& file) {
    try {
      compute_checksum(
          file, [this](const std::string& text) { warn(text); }, [this] { check_cancelled(); });
      return true;
    } catch (const Error& error) {
      if (!is_of_one_input(error.code())) throw;
      add_broken(file, error);
      return false;
    }
  }

  void add_broken(const SourceFile& file, const Error& error) {
    if (options_.skip_broken || skipped_.broken() < SkippedInputs::kMostBroken) skipped_.add_broken(file.path, error);
  }

  bool is_applied(const SourceFile& file) {
    return session_.publisher.ledger().is_applied(file.name, file.checksum, options_.format);
  }

  // A run that did nothing of use must not look like a success.
  void refuse_without_use() const {
    if (report_.files + report_.files_unchanged > 0) return;
    if (skipped_.broken() > 0) skipped_.refuse();
    throw Error(ErrorCode::path_missing, "no papers among the given files",
                "name a file itself to learn why it is not read");
  }

  void tell_skipped(const SkippedInput& input) {
    const std::lock_guard lock(callbacks_);
    if (options_.on_skipped) options_.on_skipped(input);
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

  LoadOptions load_options() {
    LoadOptions load;
    load.format = options_.format;
    load.keep_partial = options_.keep_partial;
    load.skip_broken = options_.skip_broken;
    load.only_look = is_refused();
    load.readers = std::max(1u, session_.pool.jobs() / 4);
    load.tagging = session_.tagging();
    load.on_record_error = [this](const RecordError& error) { report_error(error); };
    load.on_warning = [this](const std::string& message) { warn(message); };
    return load;
  }

  // Whether the run ends without a further publication, after the rest was looked at.
  bool is_refused() const { return !options_.skip_broken && skipped_.broken() > 0; }

  void load(std::vector<SourceToLoad> sources) {
    sources_ = sources;
    if (!sources.empty()) load_sources(std::move(sources));
    if (is_refused()) skipped_.refuse();
  }

  void load_sources(std::vector<SourceToLoad> sources) {
    Loader loader(session_.pool, std::move(sources), load_options());
    last_publish_ = Clock::now();
    for (std::size_t number = 0; number < loader.units(); ++number) {
      collect(wait_for_unit(loader, number));
      if (is_refused() && skipped_.broken() >= SkippedInputs::kMostBroken) return;
      if (is_refused()) continue;
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
    for (const LoadedSource& loaded : unit.sources)
      if (loaded.failure) discard(loaded);
    std::erase_if(unit.sources, [](const LoadedSource& loaded) { return loaded.failure.has_value(); });
    for (LoadedDeletion& d : unit.deletions) {
      const SourceToLoad& source = sources_[d.source];
      deletions_.push_back({std::move(d.id), d.version, static_cast<std::uint32_t>(documents_ + d.position),
                            source.origin.nlm_file, source.number, true});
    }
    if (unit.part) add_part(std::move(*unit.part));
    for (LoadedSource& loaded : unit.sources) {
      claim_file_ids(loaded);
      loaded_.push_back(std::move(loaded));
    }
    report_.records += unit.records;
    report_.bad += unit.bad;
    report_.bytes += unit.bytes;
  }

  void add_part(SegmentPart part) {
    documents_ += part.documents;
    if (part_) part_->append(std::move(part));
    else part_ = std::move(part);
    session_.pool.limit_memory(*part_);
  }

  // Leaves a broken source out: of the run, which holds its documents so far, and of the ledger.
  void discard(const LoadedSource& loaded) {
    for (std::uint64_t i = 1; i <= loaded.documents; ++i)
      discarded_.push_back(static_cast<std::uint32_t>(documents_ + loaded.first_document + i));
    add_broken(sources_[loaded.source].file, *loaded.failure);
  }

  void publish(const Loader& loader, bool last) {
    refuse_too_many_bad();
    if (last) show_progress(loader, "merging");
    PendingRun run;
    run.segment = session_.pool.make_segment(std::exchange(part_, std::nullopt));
    run.deletions = std::exchange(deletions_, {});
    run.discarded = std::exchange(discarded_, {});
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
      changed |= !is_applied(file);
      SourceEntry entry;
      entry.name = file.name;
      entry.root = file.root;
      if (!loaded.file_id.empty()) entry.file_id = file.file_id;
      entry.size = file.size;
      entry.checksum = file.checksum;
      entry.records = loaded.records;
      entry.generation = session_.directory.manifest().generation + 1;
      entry.nlm_file = file.nlm_file;
      entry.reader = loaded.reader;
      entry.reader_version = reader_version(loaded.reader);
      entry.reader_detected = options_.format != loaded.reader;
      session_.publisher.ledger().record_source(std::move(entry));
    }
    return changed;
  }

  static bool is_gone(const SourceEntry& source, const Names& names, const Names& roots) {
    return !source.root.empty() && roots.contains(source.root) && !names.contains(source.name);
  }
  bool has_gone_sources(const Names& names, const Names& roots) {
    return std::ranges::any_of(session_.publisher.ledger().sources(),
                               [&](const SourceEntry& one) { return is_gone(one, names, roots); });
  }

  // Deletes the documents of sources that were found in a folder of this run before, but no longer are.
  void prune(const Names& names, const Names& roots) {
    PendingRun run;
    std::vector<std::string> gone;
    std::map<const SkippedInput*, std::uint64_t> kept;
    for (const SourceEntry& source : session_.publisher.ledger().sources()) {
      if (!is_gone(source, names, roots)) continue;
      if (const SkippedInput* hiding = skipped_.find_hiding(source.name)) {
        ++kept[hiding];
        continue;
      }
      gone.push_back(source.name);
      for (std::string& id : session_.publisher.ids_of_source(source.number))
        run.deletions.push_back({std::move(id), std::nullopt, 0, 0, source.number, false});
    }
    for (const auto& [hiding, files] : kept)
      warn(fmt::format("not pruned, since their place cannot be read ({}): the documents of {} files: {}",
                       hiding->reason, files, hiding->path));
    for (const std::string& name : gone) session_.publisher.ledger().forget_source(name);
    if (!gone.empty())
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
  SkippedInputs skipped_;
  std::vector<SourceToLoad> sources_;
  std::unordered_map<std::string, std::string> claimed_;  // stem of FILE: ids -> name of the source in this run
  std::mutex callbacks_;

  // The run since the last publication.
  std::optional<SegmentPart> part_;  // of the run
  std::vector<RunDeletion> deletions_;
  std::vector<std::uint32_t> discarded_;  // documents of broken sources
  std::vector<LoadedSource> loaded_;
  std::uint64_t documents_ = 0;
};

}  // namespace

UpdateReport update_index(const std::string& index_path, const std::vector<std::string>& paths,
                          const UpdateOptions& options) {
  return guarded_index(index_path, [&]() -> UpdateReport {
    require_known_format(options.format);
    CollectedInputs inputs = collect_inputs(paths, index_path);
    std::optional<ScratchIndex> scratch;
    if (options.dry_run && is_missing_or_empty(index_path)) scratch.emplace();
    return Update(scratch ? scratch->path() : index_path, options).run(std::move(inputs));
  });
}

}  // namespace il2search
