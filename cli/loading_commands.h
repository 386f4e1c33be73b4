// The commands of il2index that load files.
#pragma once

#include "cli/index_options.h"
#include "cli/progress_line.h"

namespace il2search::cli {

// Each returns the exit code. Error: what the library throws.
int run_update(IndexCommandLine& line, ProgressLine& progress);
int run_vocabulary(const IndexCommandLine& line, ProgressLine& progress);

}  // namespace il2search::cli
