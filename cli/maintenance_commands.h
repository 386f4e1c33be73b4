// The commands of il2index that look after an index. Each returns the exit code.
#pragma once

#include "cli/index_options.h"
#include "cli/progress_line.h"

namespace il2search::cli {

int run_status(const IndexCommandLine& line);
int run_generations(const IndexCommandLine& line);
int run_check(const IndexCommandLine& line, ProgressLine& progress);
int run_garbage_collection(const IndexCommandLine& line);
int run_repair(const IndexCommandLine& line, ProgressLine& progress);
int run_backup(const IndexCommandLine& line, ProgressLine& progress);
int run_restore(const IndexCommandLine& line, ProgressLine& progress);

}  // namespace il2search::cli
