// A damaged dictionary of the tagger: whatever its offsets and entries say, mentions lie within the text and every id and
// label within the file.
#include "tests/fuzz/scratch.h"
#include "tests/vocabulary/tag_concepts.h"
#include "vocabulary/tagger/tagger.h"

namespace {

using namespace il2search;

constexpr std::string_view kText =
    "Systemic lupus erythematosus (SLE) and lupus nephritis; insulin, IL-2 and tumor necrosis factor (TNF-alpha) in "
    "breast and ovarian neoplasms, type 1 and 2 diabetes, hepatitis B or C. 5-FU, BRCA1, TP53, SHRD; acute myocardial "
    "infarction. Wolfram syndrome (DIDMOAD) in mice with glutamate, lithium and xylopentol.";

void check_mentions(Tagger& tagger) {
  for (const TagMention& mention : tagger.mentions(kText)) {
    fuzz::require(mention.span.start < mention.span.end, "an empty mention", mention.id);
    fuzz::require(mention.span.end <= kText.size(), "a mention beyond the text", mention.id);
  }
  Document document;
  document.title = kText;
  tagger.tag(document);
  for (const Entity& entity : document.entities)
    fuzz::require(!entity.spans.empty() && entity.mentions == entity.spans.size(), "a tag without places", entity.id);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const std::string sound = test::read_file(test::small_tag_vocabulary().path());
  const std::string path = fuzz::scratch() + "/names.tags";
  fuzz::FuzzInput input(fuzz::as_text(data, size));
  test::write_file(path, fuzz::damaged(sound, input));
  fuzz::accepts([&] {
    Tagger tagger(std::make_shared<const TagDictionary>(path));
    check_mentions(tagger);
  });
  return 0;
}
