// Roff and bash.
#include "cli/option_documents.h"

namespace il2search::cli {
namespace {

// Words of roff: hyphens and backslashes must be escaped, and a line must not start with a period or an apostrophe.
std::string roff(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '-') out += "\\-";
    else if (c == '\\') out += "\\e";
    else out += c;
  }
  return out.empty() || (out.front() != '.' && out.front() != '\'') ? out : "\\&" + out;
}

constexpr const char* kCompletionHead =
    "  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} words=\n";

}  // namespace

std::string options_roff(std::span<const OptionRow> rows) {
  std::string out;
  std::string_view group;
  for (const OptionRow& row : rows) {
    if (*row.group == '\0') continue;
    if (group != row.group) out += ".SS " + roff(row.group) + "\n";
    group = row.group;
    out += ".TP\n.B ";
    if (row.letter) out += std::string("\\-") + row.letter + ", ";
    out += "\\-\\-" + roff(row.name);
    if (row.value) out += " \\fI" + roff(row.value) + "\\fR";
    out += "\n" + roff(sentence(row.help)) + "\n";
  }
  return out;
}

std::string value_completion(std::span<const OptionRow> rows) {
  std::string out;
  for (const OptionRow& row : rows) {
    const std::string_view choices = row.choices;
    if (*row.group == '\0' || choices.empty()) continue;
    const std::string names =
        "--" + std::string(row.name) + (row.letter ? std::string(" | -") + row.letter : std::string());
    const bool is_path = choices == "FILE" || choices == "FOLDER";
    out += "    " + names + ") ";
    if (is_path) out += std::string("mapfile -t COMPREPLY < <(compgen ") + (choices == "FILE" ? "-f" : "-d");
    else out += "mapfile -t COMPREPLY < <(compgen -W \"" + std::string(choices) + "\"";
    out += " -- \"$word\"); return ;;\n";
  }
  return out;
}

std::string option_names(std::span<const OptionRow> rows, CommandSet commands) {
  std::string out;
  for (const OptionRow& row : rows)
    if (*row.group != '\0' && (row.commands & commands)) out += (out.empty() ? "--" : " --") + std::string(row.name);
  return out;
}

std::string command_roff(std::string_view name, std::string_view arguments, std::string_view summary,
                         std::string_view details) {
  std::string out = ".TP\n.B " + roff(name);
  if (!arguments.empty()) out += " \\fI" + roff(arguments) + "\\fR";
  out += "\n" + roff(sentence(summary)) + "\n";
  if (!details.empty()) out += roff(details) + "\n";
  return out;
}

std::string search_completion(std::span<const OptionRow> rows) {
  return std::string("# Completion of il2search for bash. Generated.\n_il2search() {\n") + kCompletionHead +
         "  case $before in\n" + value_completion(rows) + "  esac\n  [[ $word == -* ]] && words=\"" +
         option_names(rows, ~0u) + "\"\n  mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$word\")\n}\n" +
         "complete -F _il2search il2search\n";
}

// bash splits KIND=PATH at the sign.
std::string index_completion(std::span<const OptionRow> rows, const std::string& commands,
                             const std::string& option_cases) {
  return std::string("# Completion of il2index for bash. Generated.\n_il2index() {\n") + kCompletionHead +
         "  if ((COMP_CWORD == 1)); then\n    mapfile -t COMPREPLY < <(compgen -W \"" + commands +
         " --help --version\" -- \"$word\")\n    return\n  fi\n  case $before in\n" + value_completion(rows) +
         "  esac\n"
         "  if [[ $word != -* ]]; then\n"
         "    case ${COMP_WORDS[1]}$before in\n"
         "      update*) mapfile -t COMPREPLY < <(compgen -f -- \"$word\") ;;\n"
         "      backup* | restore*) mapfile -t COMPREPLY < <(compgen -d -- \"$word\") ;;\n"
         "      vocabulary=) mapfile -t COMPREPLY < <(compgen -f -- \"$word\") ;;\n"
         "      vocabulary*)\n"
         "        if [[ $word == = ]]; then mapfile -t COMPREPLY < <(compgen -f); return; fi\n"
         "        compopt -o nospace\n"
         "        mapfile -t COMPREPLY < <(compgen -W \"mesh= mesh-trees= mondo= obo= gene= sssom=\" -- \"$word\")\n"
         "        ;;\n"
         "    esac\n"
         "    return\n"
         "  fi\n"
         "  case ${COMP_WORDS[1]} in\n" +
         option_cases + "  esac\n  mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$word\")\n}\n" +
         "complete -F _il2index il2index\n";
}

}  // namespace il2search::cli
