// The command line of il2index: what was typed, checked and made ready. Table of options: command_line.cc.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include <il2search/index_writer.h>
#include <il2search/vocabulary.h>

namespace il2search {

enum class ProgressMode { automatic, always, never };

struct CommandLine {
  std::string command;  // "update", "help", "version" …
  std::string index_path;
  std::vector<std::string> arguments;  // paths or ids
  std::vector<VocabularyFile> vocabularies;
  UpdateOptions update;
  ProgressMode progress = ProgressMode::automatic;
  std::string report_path;
  bool json = false;
  bool full = false;
  std::optional<std::chrono::seconds> max_age;
};

// Error{invalid_argument} with a hint for anything that is wrong.
CommandLine parse_command_line(int argc, const char* const* argv);

// The general help, or that of one command.
std::string help_text(const std::string& command);

}  // namespace il2search
