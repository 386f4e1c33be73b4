// Opening an index to change it.
#include "indexer/write_session.h"

namespace il2search {

double seconds_since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

IndexDirectory::Options directory_options(const WriterOptions& options, IfMissing if_missing) {
  return {if_missing == IfMissing::create, options.lock_wait, options.cancelled};
}

WriteSession::WriteSession(const std::string& index_path, const WriterOptions& writer_options, IfMissing if_missing)
    : options(writer_options),
      directory(index_path, directory_options(options, if_missing)),
      pool(directory.tmp(), options.jobs, options.memory_budget_bytes, directory.vocabulary_folder()),
      publisher(directory, pool, options.cancelled) {}

Tagging WriteSession::tagging() const {
  return options.tag && directory.manifest().vocabulary ? Tagging::renew : Tagging::keep;
}

GenerationReport WriteSession::report() const {
  return {directory.manifest().generation, publisher.published(), seconds_since(start)};
}

}  // namespace il2search
