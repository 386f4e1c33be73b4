// The command line of il2search: what was typed, checked and ready to run.
#pragma once

#include <cstddef>
#include <string>

#include <il2search/searcher.h>

namespace il2search::cli {

enum class Mode { search, count, lint, queries, show, tokens, concepts, complete, fields, version, help };
enum class Format { text, json, jsonl, tsv, ids, trec };

struct SearchCommandLine {
  Mode mode = Mode::search;
  Format format = Format::text;
  std::string help;  // of help: what to print
  std::string index_path;
  std::string query;       // of search, count and lint; the argument of show, tokens, concepts and complete
  std::string queries;     // a file with one `topic<TAB>query` per line, "-" for standard input
  std::string topic;       // the first column of trec
  std::string vocabulary;  // of complete; empty: all
  SearchOptions options;
};

// Reads the query from its file or standard input if asked to. Error{invalid_argument, path_missing} with a hint.
SearchCommandLine parse_search_command_line(int argc, const char* const* argv);

// A whole file, or standard input for "-"; at most `cap` bytes. Error{invalid_argument}.
std::string read_text(const std::string& path, std::size_t cap);

}  // namespace il2search::cli
