// Any bytes as CURRENT and as a name in the index folder. An accepted line names a manifest of that generation and is
// written again with the same meaning; a number has only one spelling.
#include "storage/generation.h"
#include "tests/fuzz/fuzz_input.h"

namespace {

using namespace il2search;

void check_line(std::string_view line) {
  const auto current = parse_current(line);
  if (!current) return;
  fuzz::require(current->generation > 0 && current->generation <= kMaxNumber, "an impossible generation", line);
  fuzz::require(current->manifest.path == manifest_name(current->generation), "another manifest", line);
  fuzz::require(parse_current(current_line(current->manifest)) == current, "lost when it is written again", line);
}

void check_name(std::string_view name) {
  for (const std::string prefix : {"MANIFEST-", "LEDGER-", ""}) {
    const auto number = number_after(name, prefix);
    fuzz::require(!number || prefix + padded_number(*number) == name, "a second spelling of a number", name);
  }
  fuzz::require(!is_temporary_name(std::string(name)) || name.ends_with(".tmp"), "not a temporary name", name);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::as_text(data, size);
  check_line(text);
  check_name(text);
  check_name(text.substr(0, text.find(' ')));
  return 0;
}
