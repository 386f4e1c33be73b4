// The texts of a document in the order in which they are indexed -> tokens.
#include "schema/analyzed_document.h"

#include <string>

namespace il2search {
namespace {

std::vector<AnalyzedText> texts_of(const Document& document) {
  std::vector<AnalyzedText> texts;
  const auto add = [&texts](Region region, std::string_view text, bool is_label = false) {
    texts.push_back({region, is_label, text, {}});
  };
  const auto add_sections = [&add](Region region, const std::vector<Section>& sections) {
    for (const Section& section : sections) {
      add(region, section.label, true);
      add(region, section.text);
    }
  };
  add(Region::title, document.title);
  add(Region::vernacular_title, document.vernacular_title);
  add_sections(Region::abstract, document.abstract);
  add_sections(Region::other_abstract, document.other_abstracts);
  add(Region::tldr, document.tldr);
  add(Region::contribution, document.contribution);
  for (const std::string& finding : document.key_findings) add(Region::key_finding, finding);
  return texts;
}

}  // namespace

AnalyzedDocument analyze_document(const Document& document, Analyzer& analyzer) {
  AnalyzedDocument analyzed{texts_of(document), 0};
  std::vector<std::string_view> texts;
  texts.reserve(analyzed.texts.size());
  for (const AnalyzedText& text : analyzed.texts) texts.push_back(text.text);
  const std::uint64_t dropped_before = analyzer.dropped();
  const std::vector<std::span<const Token>> tokens = analyzer.analyze_all(texts);
  for (std::size_t i = 0; i < tokens.size(); ++i) analyzed.texts[i].tokens = tokens[i];
  analyzed.dropped_words = analyzer.dropped() - dropped_before;
  return analyzed;
}

}  // namespace il2search
