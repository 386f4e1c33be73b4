// Pages that try to cost time or memory. Every parser is linear: 1 MiB of anything is read in well under a second. With a
// sanitizer, texts are smaller.
#include <gtest/gtest.h>

#include <ctime>
#include <string>

#include "corpus/detect.h"
#include "corpus/pages/glued_labels.h"
#include "corpus/pages/paper_entities.h"
#include "corpus/pages/paper_md.h"
#include "corpus/pages/portal_text.h"
#include "corpus/pages/text_reader.h"
#include "schema/document_json.h"
#include "tests/sanitized.h"

namespace il2search {
namespace {

std::string repeated(const std::string& piece) {
  std::string text;
  while (text.size() < (test::kIsSanitized ? 1u << 17 : 1u << 20)) text += piece;
  return text;
}

TEST(HostilePages, CostLinearTime) {
  const char* pieces[] = {"(",           "()",     "([{",     ")",        ",",       "](",        "[](",    "**",
                          "10.",         "10.1/",  "PMC",     "A. ",      "Methods", ".MethodsA", "# ",     "## A\n",
                          "\n- **G:** ", "a,",     "(A:1|",   "a {b, ",   "\u00b7",  " and ",     "1",      "1 Jan ",
                          "Volume3\n",   "DOIs\n", "http://", "Source: ", "A B,",    " ",         "\t\n\f", "\xFF"};
  for (const std::string piece : pieces) {
    const std::string text = repeated(piece);
    const std::clock_t start = std::clock();
    parse_paper_md("# T\n\n## Full-text entities\n\n- **Genes:** " + text);
    parse_paper_md("# T\n" + text + "\n## Abstract\n" + text);
    parse_portal_text("T\n" + text);
    parse_plain_text(text);
    split_glued_labels(text);
    const double seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
    // A quadratic step would take minutes; the bound leaves time for sanitizers. Processor time does not depend on the
    // load of the machine.
    EXPECT_LT(seconds, 20.0) << piece;
  }
}

TEST(HostilePages, EntitiesDoNotMultiply) {
  std::string ids = "a (";
  for (int i = 0; i < 10'000; ++i) ids += "MESH:D00" + std::to_string(1000 + i) + "|";
  ids += "MESH:D008180) {aka ";
  for (int i = 0; i < 10'000; ++i) ids += "name" + std::to_string(i) + ", ";
  const auto entities = parse_entity_list(ids + "x}", EntityType::disease, Provenance::listed);
  ASSERT_EQ(entities.size(), 20u);
  EXPECT_EQ(entities[0].aliases.size(), 1000u);
}

}  // namespace
}  // namespace il2search
