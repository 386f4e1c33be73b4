// The command line of il2index: its commands, its options, and what they were set to.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <il2search/index_writer.h>
#include <il2search/vocabulary.h>

namespace il2search::cli {

enum class IndexCommand {
  update,
  remove,
  vocabulary,
  retag,
  rebuild,
  merge,
  status,
  check,
  gc,
  generations,
  rollback,
  repair,
  backup,
  restore,
  version,
  help
};

enum class ProgressMode { automatic, always, never };

struct IndexCommandLine {
  IndexCommand command = IndexCommand::help;
  std::string help;  // of help: what to print
  std::string index_path;
  std::vector<std::string> arguments;  // paths or ids
  std::vector<VocabularyFile> vocabularies;
  UpdateOptions update;  // its `writer` is that of every command
  ProgressMode progress = ProgressMode::automatic;
  std::string report_path;
  std::string lost_path;
  bool json = false;
  bool dry_run = false;
  bool quiet = false;
  bool full = false;
  bool quick = false;
  std::optional<std::chrono::seconds> max_age;
  std::uint64_t generation = 0;  // to roll back to; 0: the one served before
};

// Error{invalid_argument}, with a hint, for anything that is wrong.
IndexCommandLine parse_index_command_line(int argc, const char* const* argv);

}  // namespace il2search::cli
