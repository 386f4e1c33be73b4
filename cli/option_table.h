// The options of a program as one table of rows, which drives parsing, --help, and (option_documents.h) the man page and
// shell completion.
#pragma once

#include <chrono>
#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace il2search::cli {

// Commands of il2index and modes of il2search, as bits.
using CommandSet = unsigned;

struct OptionRow {
  const char* group;  // heading in the help; "" keeps the option out of help, man page and completion
  const char* name;   // without the hyphens
  char letter;        // of the short form, or 0
  const char* value;  // name of the value in the help; nullptr for a switch
  bool repeatable;
  CommandSet commands;  // that it applies to
  const char* choices;  // what the shell completes: "FILE", "FOLDER", or words separated by blanks
  const char* help;     // starts with a verb, lower case, no full stop
};

// What was given on a command line.
class GivenOptions {
 public:
  bool has(std::string_view name) const { return values_.contains(name); }
  std::string text(std::string_view name, std::string_view otherwise = {}) const;
  std::vector<std::string> texts(std::string_view name) const;
  // A whole number, or a real one, within bounds; Error{invalid_argument} otherwise.
  std::size_t number(std::string_view name, std::size_t otherwise, std::size_t least, std::size_t most) const;
  double real(std::string_view name, double otherwise, double least, double most) const;
  // "90", "90s", "10m", "36h", "2d".
  std::chrono::seconds duration(std::string_view name, std::chrono::seconds otherwise) const;
  // One of the named values.
  template <class Value, std::size_t N>
  Value choice(std::string_view name, Value otherwise, const std::pair<const char*, Value> (&choices)[N]) const;

  std::vector<std::string> arguments;  // what is not an option

 private:
  friend GivenOptions parse_options(std::span<const OptionRow>, CommandSet, const std::vector<std::string>&,
                                    const std::string&);

  std::map<std::string, std::vector<std::string>, std::less<>> values_;
};

// Error{invalid_argument}: `message`, and how to get help unless there is a better hint.
[[noreturn]] void throw_usage(const std::string& message, const std::string& hint = {});

// What was typed, for a message: its first bytes where it is longer than `most`.
std::string as_typed(std::string_view text, std::size_t most = 60);

// A help text as a sentence: "print this help" -> "Print this help."
std::string sentence(std::string_view text);

// Parses words by the rows that apply to any of `commands`. Error{invalid_argument} for unknown options, missing values,
// and an option given twice that is not repeatable, with `hint`.
GivenOptions parse_options(std::span<const OptionRow> rows, CommandSet commands, const std::vector<std::string>& words,
                           const std::string& hint = {});

// The rows that apply to `commands`, grouped, for --help.
std::string options_help(std::span<const OptionRow> rows, CommandSet commands);

// The value that `word` names, for option `name`.
template <class Value, std::size_t N>
Value choice_of(std::string_view name, std::string_view word, const std::pair<const char*, Value> (&choices)[N]) {
  std::string known;
  for (const auto& [choice, value] : choices) {
    if (word == choice) return value;
    known += (known.empty() ? "" : ", ") + std::string(choice);
  }
  throw_usage("--" + std::string(name) + ": unknown value: " + as_typed(word), "one of " + known);
}

template <class Value, std::size_t N>
Value GivenOptions::choice(std::string_view name, Value otherwise,
                           const std::pair<const char*, Value> (&choices)[N]) const {
  return has(name) ? choice_of(name, text(name), choices) : otherwise;
}

}  // namespace il2search::cli
