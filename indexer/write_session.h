// WriteSession: a locked index with what is needed to publish a change of it. Shared by all operations that write.
#pragma once

#include <chrono>
#include <string>

#include <il2search/index_writer.h>

#include "indexer/progress.h"
#include "indexer/publisher.h"
#include "indexer/segments/build_pool.h"
#include "storage/index_directory.h"

namespace il2search {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start);

enum class IfMissing { fail, create };

// `command` is what the manifests of the session name as their creator.
IndexDirectory::Options directory_options(const WriterOptions& options, IfMissing if_missing, std::string command);

// For one thread at a time. Throws what IndexDirectory and Publisher throw.
struct WriteSession {
  WriteSession(const std::string& index_path, const WriterOptions& options, IfMissing if_missing, std::string command);

  // Whether documents that are added are tagged. Without vocabularies they keep the tags of their source.
  Tagging tagging() const;
  GenerationReport report() const;

  const WriterOptions options;
  const Clock::time_point start = Clock::now();
  ProgressReporter progress;
  IndexDirectory directory;
  BuildPool pool;
  Publisher publisher;
};

}  // namespace il2search
