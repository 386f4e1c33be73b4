// Any bytes as the text of a document: mentions lie within the text, in order, and only a gene and a chemical may overlap.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "tests/vocabulary/tag_concepts.h"
#include "vocabulary/tagger/tag_abbreviations.h"
#include "vocabulary/tagger/tagger.h"

namespace {

using il2search::Span;
using il2search::TagMention;

void require_inside(Span span, std::string_view text) {
  if (span.start >= span.end || span.end > text.size()) std::abort();
}

void require_order(const TagMention& before, const TagMention& after) {
  const bool shared = before.span == after.span && before.type != after.type;
  if (!shared && before.span.end > after.span.start) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static il2search::Tagger tagger = il2search::test::small_tag_vocabulary().tagger();
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto mentions = tagger.mentions(text);
  for (std::size_t i = 0; i < mentions.size(); ++i) {
    require_inside(mentions[i].span, text);
    if (i > 0) require_order(mentions[i - 1], mentions[i]);
  }
  for (const il2search::TagAbbreviation& pair : il2search::find_abbreviations(text)) {
    require_inside(pair.short_form, text);
    require_inside(pair.long_form, text);
  }
  return 0;
}
