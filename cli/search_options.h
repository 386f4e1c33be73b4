// The command line of il2search: what was typed, checked and made ready.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <il2search/searcher.h>

namespace il2search {

enum class Mode { search, count, lint, queries, show, tokens, concepts, complete, fields, version, help };
enum class Format { text, json, jsonl, tsv, ids, trec };

struct CommandLine {
  Mode mode = Mode::search;
  Format format = Format::text;
  std::string index_path;
  std::string query;       // of search, count and lint; the argument of show, tokens, concepts and complete
  std::string queries;     // a file with topic<TAB>query a line, "-" for standard input
  std::string topic;       // first column of trec
  std::string vocabulary;  // of complete; empty: all
  SearchOptions options;
};

// Reads the query from its file or standard input where it is asked to. Error{invalid_argument, path_missing} with a hint.
CommandLine parse_command_line(int argc, const char* const* argv);

std::string help_text();

// What was typed, for a message: its beginning where it is longer than so many bytes.
std::string as_typed(std::string_view text, std::size_t most = 60);

// A whole file, or standard input for "-"; at most `cap` bytes. Error{invalid_argument}.
std::string read_text(const std::string& path, std::size_t cap);

}  // namespace il2search
