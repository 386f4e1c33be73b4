// Man pages and shell completion from the tables of options. The build asks the programs for them by `--generate WHAT`
// (cmake/documentation.cmake), so that no option is documented twice.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "cli/option_table.h"

namespace il2search::cli {

// The OPTIONS section of a man page, in roff.
std::string options_roff(std::span<const OptionRow> rows);

// One entry of the COMMANDS section.
std::string command_roff(std::string_view name, std::string_view arguments, std::string_view summary,
                         std::string_view details);

// The names of the options that apply to `commands`: "--index --limit".
std::string option_names(std::span<const OptionRow> rows, CommandSet commands);

// Lines of a bash `case` that complete the values of options.
std::string value_completion(std::span<const OptionRow> rows);

// The script that completes il2search.
std::string search_completion(std::span<const OptionRow> rows);

// The script that completes il2index. option_cases: lines of a bash `case` over commands that set `words`.
std::string index_completion(std::span<const OptionRow> rows, const std::string& commands,
                             const std::string& option_cases);

}  // namespace il2search::cli
