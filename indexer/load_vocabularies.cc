// load_vocabularies(): files -> parts, which replace or join those of the index -> the next generation.
#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

#include <il2search/error.h>
#include <il2search/text.h>
#include <il2search/vocabulary.h>

#include "base/byte_source.h"
#include "indexer/ledger.h"
#include "indexer/vocabulary_publisher.h"
#include "indexer/write_session.h"
#include "vocabulary/readers/part.h"

namespace il2search {
namespace {

class VocabularyLoad {
 public:
  VocabularyLoad(const std::string& index_path, const VocabularyOptions& options)
      : options_(options), directory_(index_path, directory_options(options.writer, IfMissing::create, "vocabulary")) {
    require_same_analyzer(directory_);
  }

  VocabularyReport run(const std::vector<VocabularyFile>& files) {
    made_.phase = "reading";
    for (const VocabularyFile& file : files) made_.bytes_total += size_of(file.path);
    for (const VocabularyFile& file : files) read(file);
    add_other_parts();
    std::sort(parts_.begin(), parts_.end(),
              [](const VocabularyPart& a, const VocabularyPart& b) { return a.name < b.name; });
    const std::string hash = content_hash(parts_);
    const auto& served = directory_.manifest().vocabulary;
    const bool same = served && served->hash == hash;
    if (same && is_intact(directory_, *served)) {
      report_.published = directory_.store_keep();
      report_.cleanup_warnings = directory_.collect_after_publishing();
      return report();
    }
    if (same) warn("the vocabulary files were damaged and are compiled again");
    publish();
    return report();
  }

 private:
  void read(const VocabularyFile& file) {
    PartOptions options;
    options.file = file.path;
    options.on_problem = [this](const RecordError& error) {
      ++(error.skipped ? report_.bad : report_.warnings);
      if (options_.on_record_error) options_.on_record_error(error);
    };
    options.cancelled = options_.writer.cancelled;
    options.on_bytes = [this](std::uint64_t bytes) {
      made_.bytes_done += bytes;
      progress_.show(made_);
    };
    made_.file = file.path;
    VocabularyPart part = read_part(file.kind, file.path, options);
    for (std::size_t i = 0; i < parts_.size(); ++i) {
      if (parts_[i].name != part.name) continue;
      throw Error(ErrorCode::invalid_argument, "two files for the part " + part.name + ": " +
                                                   terminal_safe(paths_[i], false) + " and " +
                                                   terminal_safe(file.path, false));
    }
    parts_.push_back(std::move(part));
    paths_.push_back(file.path);
  }

  // Adds the parts of the index that this run does not replace.
  void add_other_parts() {
    const auto is_kept = [this](const std::string& name) {
      return std::none_of(parts_.begin(), parts_.end(), [&](const VocabularyPart& part) { return part.name == name; });
    };
    for (VocabularyPart& old : served_parts(directory_, is_kept)) parts_.push_back(std::move(old));
  }

  void warn(const std::string& message) {
    ++report_.warnings;
    if (options_.on_warning) options_.on_warning(message);
  }

  void publish() {
    CompileOptions options;
    options.cancelled = options_.writer.cancelled;
    options.on_warning = [this](const std::string& message) { warn(message); };
    Manifest next = directory_.manifest();
    Progress compiling;
    compiling.phase = "compiling";
    progress_.show(compiling);
    next.vocabulary = compile_for(directory_, std::move(parts_), options);
    if (next.live_documents() == 0) next.indexed_with = next.vocabulary->hash;
    if (!next.ledger) next.ledger = directory_.write_ledger(Ledger().to_bytes());
    directory_.publish(std::move(next));
    report_.published = true;
    report_.cleanup_warnings = directory_.collect_after_publishing();
  }

  VocabularyReport report() {
    const Manifest& manifest = directory_.manifest();
    report_.generation = manifest.generation;
    report_.parts = manifest.vocabulary->parts;
    report_.retag_needed = manifest.live_documents() > 0 && manifest.indexed_with != manifest.vocabulary->hash;
    report_.seconds = seconds_since(start_);
    return std::move(report_);
  }

  // For progress: 0 for standard input and what cannot be read, which is an error later.
  static std::uint64_t size_of(const std::string& path) {
    std::error_code failed;
    const std::uintmax_t size = std::filesystem::file_size(path, failed);
    return failed ? 0 : size;
  }

  Clock::time_point start_ = Clock::now();
  const VocabularyOptions& options_;
  IndexDirectory directory_;
  std::vector<VocabularyPart> parts_;
  std::vector<std::string> paths_;  // of the parts read in this run
  VocabularyReport report_;
  Progress made_;  // while reading
  ProgressReporter progress_{options_.writer.on_progress};
};

// Called before an index is created: detects errors that show without reading the files.
void require_readable(const std::vector<VocabularyFile>& files) {
  if (files.empty()) throw Error(ErrorCode::invalid_argument, "no vocabulary files given");
  const std::vector<std::string>& kinds = vocabulary_kinds();
  for (const VocabularyFile& file : files) {
    if (std::find(kinds.begin(), kinds.end(), file.kind) != kinds.end()) {
      open_source(file.path);
      continue;
    }
    std::string all;
    for (const std::string& kind : kinds) all += (all.empty() ? "" : ", ") + kind;
    throw Error(ErrorCode::invalid_argument, "unknown vocabulary kind: " + terminal_safe(file.kind, false),
                "use one of " + all);
  }
}

}  // namespace

VocabularyReport load_vocabularies(const std::string& index_path, const std::vector<VocabularyFile>& files,
                                   const VocabularyOptions& options) {
  return guarded_index(index_path, [&]() -> VocabularyReport {
    require_readable(files);
    return VocabularyLoad(index_path, options).run(files);
  });
}

}  // namespace il2search
