// Opening an index to change it.
#include "indexer/write_session.h"

#include <utility>

#include "storage/verify.h"

namespace il2search {

double seconds_since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

IndexDirectory::Options directory_options(const WriterOptions& options, IfMissing if_missing, std::string command) {
  return {if_missing == IfMissing::create, options.lock_wait, options.cancelled, options.keep, std::move(command)};
}

namespace {

// The folder of the loaded vocabulary, or "". Tags and labels from a damaged one would be published with the documents.
std::string verified_vocabulary(const IndexDirectory& directory, const WriterOptions& options) {
  if (const auto& vocabulary = directory.manifest().vocabulary) {
    for (const FileEntry& file : vocabulary->files) {
      require_intact(directory.folder(), file, {.on_progress = {}, .cancelled = options.cancelled});
    }
  }
  return directory.vocabulary_folder();
}

}  // namespace

WriteSession::WriteSession(const std::string& index_path, const WriterOptions& writer_options, IfMissing if_missing,
                           std::string command)
    : options(writer_options),
      progress(options.on_progress),
      directory(index_path, directory_options(options, if_missing, std::move(command))),
      pool(directory.tmp(), options.jobs, options.memory_budget_bytes, verified_vocabulary(directory, options),
           options.pairs_from),
      publisher(directory, options.cancelled, {options.pairs_from, pool.jobs()}) {
  publisher.on_progress = [this](const Progress& made) { progress.show(made); };
}

Tagging WriteSession::tagging() const {
  return options.tag && directory.manifest().vocabulary ? Tagging::renew : Tagging::keep;
}

GenerationReport WriteSession::report() const {
  return {directory.manifest().generation, publisher.published(), seconds_since(start), publisher.cleanup_warnings()};
}

}  // namespace il2search
