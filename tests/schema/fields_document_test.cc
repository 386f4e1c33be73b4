// docs/fields.md matches the field table; IL2SEARCH_WRITE_DOCS=1 rewrites it. Suggestions for mistyped field names.
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>
#include <utility>

#include <gtest/gtest.h>

#include <il2search/fields.h>

#include "schema/field_table.h"
#include "tests/paths.h"

namespace il2search {
namespace {

std::string in_code(const std::string& text) { return "`" + text + "`"; }

// With bars escaped, which would end the column.
std::string cell(std::string text) {
  for (std::size_t at = 0; (at = text.find('|', at)) != std::string::npos; at += 2) text.insert(at, "\\");
  return text;
}

std::string fields_markdown() {
  std::string page =
      "# Fields and tags\n\n"
      "Every name works before a colon (`title:lupus`) and in brackets after a word (`lupus[title]`); names with "
      "blanks\n"
      "or signs work only in brackets. `il2search --fields` prints the same table.\n\n"
      "| field | also | kind | what | example |\n|---|---|---|---|---|\n";
  for (const FieldInfo& field : fields()) {
    std::string aliases;
    for (const std::string& alias : field.aliases) aliases += (aliases.empty() ? "" : ", ") + in_code(alias);
    page += "| " + in_code(field.name) + " | " + aliases + " | " + field.kind + " | " + cell(field.description) +
            " | " + in_code(cell(field.example)) + " |\n";
  }
  page +=
      "\n## Filters\n\nThese words are filters by themselves: `lupus hasabstract`, `lupus NOT retracted`.\n\n"
      "| word | the record |\n|---|---|\n";
  for (const Flag& flag : flag_table())
    page += "| " + in_code(std::string(flag.name)) + " | " + std::string(flag.description) + " |\n";
  return page;
}

TEST(FieldsDocument, SaysWhatTheTableSays) {
  const std::string path = test::source_path("docs/fields.md");
  if (std::getenv("IL2SEARCH_WRITE_DOCS")) std::ofstream(path) << fields_markdown();
  std::stringstream page;
  page << std::ifstream(path).rdbuf();
  EXPECT_EQ(page.str(), fields_markdown()) << "IL2SEARCH_WRITE_DOCS=1 test_schema --gtest_filter='FieldsDocument.*'";
}

TEST(FieldTable, ExamplesNameTheirField) {
  for (const FieldInfo& field : fields()) {
    EXPECT_FALSE(field.description.empty()) << field.name;
    EXPECT_FALSE(field.example.empty()) << field.name;
    EXPECT_EQ(find_field(field.name)->name, field.name);
    for (const std::string& alias : field.aliases) EXPECT_EQ(find_field(alias)->name, field.name) << alias;
  }
}

TEST(FieldTable, SuggestsOnlyNamesThatWorkAsTyped) {
  const std::pair<const char*, const char*> rows[] = {
      {"tii", "ti"},
      {"titel", "title"},
      {"abstrct", "abstract"},
      {"mesh trems", "mesh terms"},
      {"jounral", "journal"},
      {"meshterms", ""},  // `mesh terms` does not work before a colon
      {"xx", ""},
      {"x", ""},
      {"zz", ""},
      {"", ""},
      {"nosuch", ""},
  };
  for (const auto& [typed, suggested] : rows) EXPECT_EQ(nearest_field_name(typed), suggested) << typed;
  EXPECT_EQ(nearest_field_name(std::string(1000, 'x')), "");
}

}  // namespace
}  // namespace il2search
