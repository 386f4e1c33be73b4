// Parsing and help by Boost.Program_options.
#include "cli/option_table.h"

#include <charconv>
#include <sstream>

#include <boost/program_options.hpp>

#include <il2search/error.h>
#include <il2search/text.h>

#include "cli/console.h"

namespace il2search::cli {
namespace {

namespace po = boost::program_options;
using Strings = std::vector<std::string>;

constexpr unsigned kHelpWidth = 80;
constexpr std::size_t kMaxParserMessage = 200;  // bytes of what Program_options says, which quotes what was typed

void add_row(po::options_description& to, const OptionRow& row) {
  const std::string names = row.letter ? std::string(row.name) + "," + row.letter : row.name;
  if (!row.value) to.add_options()(names.c_str(), row.help);
  else if (row.repeatable)
    to.add_options()(names.c_str(), po::value<Strings>()->composing()->value_name(row.value), row.help);
  else to.add_options()(names.c_str(), po::value<std::string>()->value_name(row.value), row.help);
}

// The rows of each group in the order of the table; a group may come in several runs.
po::options_description described(std::span<const OptionRow> rows, CommandSet commands) {
  std::vector<po::options_description> groups;
  Strings names;
  for (const OptionRow& row : rows) {
    if (*row.group == '\0' || !(row.commands & commands)) continue;
    std::size_t at = 0;
    while (at < names.size() && names[at] != row.group) ++at;
    if (at == names.size()) {
      names.emplace_back(row.group);
      groups.emplace_back(row.group, kHelpWidth);
    }
    add_row(groups[at], row);
  }
  po::options_description all;
  for (const po::options_description& group : groups) all.add(group);
  return all;
}

po::variables_map stored(const po::options_description& options, const Strings& words, const std::string& hint) {
  po::positional_options_description positional;
  positional.add("argument", -1);
  const auto style = po::command_line_style::default_style & ~po::command_line_style::allow_guessing;
  po::variables_map values;
  try {
    po::store(po::command_line_parser(words).options(options).positional(positional).style(style).run(), values);
    po::notify(values);
  } catch (const po::error& error) {
    throw_usage(as_typed(error.what(), kMaxParserMessage), hint);
  }
  return values;
}

Strings strings_of(const po::variable_value& value) {
  if (value.empty() || value.value().type() == typeid(void)) return {};
  if (const auto* many = boost::any_cast<Strings>(&value.value())) return *many;
  if (const auto* one = boost::any_cast<std::string>(&value.value())) return {*one};
  return {};
}

template <class Number> bool parse_whole(const std::string& text, Number& value) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc{} && end == text.data() + text.size();
}

}  // namespace

std::string GivenOptions::text(std::string_view name, std::string_view otherwise) const {
  const auto found = values_.find(name);
  return found == values_.end() || found->second.empty() ? std::string(otherwise) : found->second.front();
}

std::vector<std::string> GivenOptions::texts(std::string_view name) const {
  const auto found = values_.find(name);
  return found == values_.end() ? Strings{} : found->second;
}

std::size_t GivenOptions::number(std::string_view name, std::size_t otherwise, std::size_t least,
                                 std::size_t most) const {
  if (!has(name)) return otherwise;
  const std::string given = text(name);
  std::size_t value = 0;
  if (!parse_whole(given, value) || value < least || value > most)
    throw_usage("--" + std::string(name) + ": not a number from " + std::to_string(least) + " to " +
                std::to_string(most) + ": " + as_typed(given));
  return value;
}

double GivenOptions::real(std::string_view name, double otherwise, double least, double most) const {
  if (!has(name)) return otherwise;
  const std::string given = text(name);
  double value = 0;
  if (!parse_whole(given, value) || !(value >= least && value <= most)) {
    std::ostringstream message;
    message << "--" << name << ": not a number from " << least << " to " << most << ": " << as_typed(given);
    throw_usage(message.str());
  }
  return value;
}

std::chrono::seconds GivenOptions::duration(std::string_view name, std::chrono::seconds otherwise) const {
  constexpr unsigned long kMost = 1'000'000'000;
  if (!has(name)) return otherwise;
  const std::string given = text(name);
  std::string digits = given;
  unsigned long factor = 1;
  if (!digits.empty()) {
    const char unit = digits.back();
    factor = unit == 'm' ? 60 : unit == 'h' ? 3600 : unit == 'd' ? 86400 : 1;
    if (factor > 1 || unit == 's') digits.pop_back();
  }
  unsigned long value = 0;
  if (!parse_whole(digits, value) || value > kMost)
    throw_usage("--" + std::string(name) + ": not a duration: " + as_typed(given), "write 90s, 10m, 36h or 2d");
  return std::chrono::seconds(value * factor);
}

void throw_usage(const std::string& message, const std::string& hint) {
  throw Error(ErrorCode::invalid_argument, terminal_safe(message, false),
              hint.empty() ? std::string("see ") + kProgramName + " --help" : terminal_safe(hint, false));
}

std::string sentence(std::string_view text) {
  std::string out(text);
  if (!out.empty() && out[0] >= 'a' && out[0] <= 'z') out[0] = static_cast<char>(out[0] - 'a' + 'A');
  return out + ".";
}

std::string as_typed(std::string_view text, std::size_t most) {
  if (text.size() <= most) return std::string(text);
  std::size_t end = most;
  while (end > 0 && (text[end] & 0xC0) == 0x80) --end;  // not within a UTF-8 sequence
  return std::string(text.substr(0, end)) + "…";
}

GivenOptions parse_options(std::span<const OptionRow> rows, CommandSet commands, const Strings& words,
                           const std::string& hint) {
  po::options_description options;
  for (const OptionRow& row : rows)
    if (row.commands & commands) add_row(options, row);
  options.add_options()("argument", po::value<Strings>(), "");
  const po::variables_map values = stored(options, words, hint);
  GivenOptions given;
  for (const OptionRow& row : rows)
    if (values.count(row.name)) given.values_[row.name] = strings_of(values[row.name]);
  if (values.count("argument")) given.arguments = values["argument"].as<Strings>();
  return given;
}

std::string options_help(std::span<const OptionRow> rows, CommandSet commands) {
  std::ostringstream out;
  out << described(rows, commands);
  return out.str();
}

}  // namespace il2search::cli
