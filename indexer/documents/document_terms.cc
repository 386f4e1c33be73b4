// document_terms(): the words of a document (combined list, fields, token stream), its values and its stored form.
#include "indexer/documents/document_terms.h"

#include <algorithm>
#include <iterator>

#include "base/utf8.h"
#include "indexer/documents/document_names.h"
#include "indexer/documents/term_bag.h"
#include "schema/field_table.h"
#include "schema/value_slots.h"
#include "storage/token_stream.h"
#include "text/analyzer.h"

namespace il2search {
namespace {

constexpr std::size_t kSortKeyBytes = 24;

// How the words of a region are indexed.
struct RegionPlan {
  Region region;
  FieldId own_field;         // a field with its own postings, or FieldId::text for none
  bool combined;             // whether the words are in the combined list
  std::uint32_t weight = 1;  // how many occurrences each word counts for there
};

// In the order of Region.
constexpr RegionPlan kRegionPlans[] = {
    {Region::title, FieldId::title, true, kTitleWeight},
    {Region::vernacular_title, FieldId::vernacular_title, true},
    {Region::abstract, FieldId::text, true},
    {Region::other_abstract, FieldId::text, true},
    {Region::tldr, FieldId::tldr, true},
    {Region::contribution, FieldId::contribution, true},
    {Region::key_finding, FieldId::key_findings, true},
    {Region::keyword, FieldId::keyword, true},
    {Region::heading, FieldId::text, true},
    {Region::entity_name, FieldId::text, true},
    {Region::body, FieldId::body, false},
    {Region::affiliation, FieldId::affiliation, false},
    {Region::conflict_of_interest, FieldId::conflict_of_interest, false},
};
static_assert(std::is_sorted(std::begin(kRegionPlans), std::end(kRegionPlans),
                             [](const RegionPlan& a, const RegionPlan& b) { return a.region < b.region; }) &&
              std::size(kRegionPlans) == static_cast<std::size_t>(Region::conflict_of_interest) + 1);

const RegionPlan& plan_of(Region region) { return kRegionPlans[static_cast<std::size_t>(region)]; }

std::uint8_t seen_in(Region region) {
  if (region_bit(region) & kAbstractRegions) return TermBag::in_abstract;
  return region_bit(region) & kTiabRegions ? TermBag::in_rest_of_tiab : TermBag::outside_tiab;
}

}  // namespace

struct DocumentAnalyzer::Impl {
  Analyzer analyzer;
  TermBag bag;
  TermBag words;
  TokenStreamWriter tokens;
  DocumentTerms result;
  std::string stem_prefix;

  // Each call is a region of its own in the token stream, so that no phrase matches across two texts.
  void add_tokens(Region region, std::span<const Token> text) {
    const RegionPlan& plan = plan_of(region);
    const std::string_view own =
        plan.own_field == FieldId::text ? std::string_view{} : field(plan.own_field).term_prefix;
    stem_prefix.assign(prefix::stem).append(own);
    const std::uint8_t seen = seen_in(region);
    tokens.begin(region);
    std::uint32_t next_position = 0;
    for (const Token& token : text) {
      if (token.kind == TokenKind::part) {
        for (; next_position < token.position; ++next_position) tokens.add(kNoWord);  // too long to be a term
        const std::uint32_t word = words.add({}, token.term, 0);
        tokens.add(word + 1);
        ++next_position;
        if (plan.combined) bag.add(prefix::stem, token.stem, plan.weight, seen);
        if (!own.empty()) bag.add(stem_prefix, token.stem, 1);
      } else {
        if (plan.combined) bag.add({}, token.term, plan.weight);
        if (!own.empty()) bag.add(own, token.term, 1);
      }
    }
  }

  void add_text(Region region, std::string_view text) {
    if (!text.empty()) add_tokens(region, analyzer.analyze(text));
  }

  // The analyzed texts come first: analyzing others invalidates their tokens.
  void add_words(const Document& d, const AnalyzedDocument& analyzed) {
    for (const AnalyzedText& text : analyzed.texts)
      if (!text.text.empty()) add_tokens(text.region, text.tokens);
    for (const std::string& keyword : d.keywords) add_text(Region::keyword, keyword);
    for (const Entity& entity : d.entities) add_entity_words(entity);
    for (const BodySection& section : d.body) {
      add_text(Region::body, section.heading);
      add_text(Region::body, section.text);
    }
    for (const auto* people : {&d.authors, &d.editors, &d.investigators})
      for (const Author& a : *people) add_text(Region::affiliation, a.affiliation);
    add_text(Region::conflict_of_interest, d.conflict_of_interest);
  }

  // Tagged entities are mentioned in the text already, and their labels are not the document's words.
  void add_entity_words(const Entity& entity) {
    if (entity.provenance == Provenance::tagged) return;
    add_text(entity.provenance == Provenance::indexed ? Region::heading : Region::entity_name, entity.name);
    for (const std::string& alias : entity.aliases) add_text(Region::entity_name, alias);
  }

  // Marks the stems of the combined list that are not in title, abstract or keywords, so that [tiab] can exclude them
  // without postings of its own, and those of title and keywords that are not in the abstract. There are few per document.
  void add_markers() {
    const std::size_t stems = bag.entries().size();
    for (std::size_t i = 0; i < stems; ++i) {
      const TermBag::Entry entry = bag.entries()[i];
      if (entry.seen == 0 || entry.seen & TermBag::in_abstract) continue;
      const std::string stem(bag.term(entry).substr(prefix::stem.size()));
      bag.add(entry.seen & TermBag::in_rest_of_tiab ? prefix::only_outside_abstract : prefix::only_outside_tiab, stem,
              0);
    }
  }

  void add_value(Slot slot, std::string value) {
    if (!value.empty()) result.values.push_back({static_cast<unsigned>(slot), std::move(value)});
  }

  void add_values(const Document& d, const Origin& origin) {
    result.values.clear();
    add_value(Slot::id, d.id);
    add_value(Slot::title_key, sort_key(d.title));
    add_value(Slot::journal_key, sort_key(d.journal.title.empty() ? d.journal.abbreviation : d.journal.title));
    add_value(Slot::published, pack_date(d.dates.published));
    add_value(Slot::electronic, pack_date(d.dates.electronic));
    add_value(Slot::entered, pack_date(d.dates.entered));
    add_value(Slot::created, pack_date(d.dates.created));
    add_value(Slot::completed, pack_date(d.dates.completed));
    add_value(Slot::revised, pack_date(d.dates.revised));
    add_value(Slot::mesh_date, pack_date(d.dates.mesh));
    add_value(Slot::precedence, pack({d.version, origin.nlm_file}));
    add_value(Slot::source, origin.source == 0 ? std::string{} : pack_u32(origin.source));
  }

  std::string sort_key(std::string_view text) {
    return std::string(cut_utf8(analyzer.normalize_name(cut_utf8(text, 4 * kSortKeyBytes)), kSortKeyBytes));
  }

  void collect_terms() {
    result.terms.clear();
    for (const TermBag::Entry& entry : bag.entries()) result.terms.push_back({bag.term(entry), entry.wdf, entry.hash});
    result.words.clear();
    for (const TermBag::Entry& entry : words.entries()) result.words.push_back({words.term(entry), entry.hash});
  }
};

DocumentAnalyzer::DocumentAnalyzer() : impl_(std::make_unique<Impl>()) {}
DocumentAnalyzer::~DocumentAnalyzer() = default;
DocumentAnalyzer::DocumentAnalyzer(DocumentAnalyzer&&) noexcept = default;

AnalyzedDocument DocumentAnalyzer::analyze(const Document& document) {
  return analyze_document(document, impl_->analyzer);
}

const DocumentTerms& DocumentAnalyzer::document_terms(const Document& document, const Origin& origin) {
  return document_terms(document, analyze(document), origin);
}

const DocumentTerms& DocumentAnalyzer::document_terms(const Document& document, const AnalyzedDocument& analyzed,
                                                      const Origin& origin, std::span<const std::string> linked_ids) {
  Impl& my = *impl_;
  const std::uint64_t dropped_before = my.analyzer.dropped();
  my.bag.clear();
  my.words.clear();
  my.add_words(document, analyzed);
  my.result.dropped_words = analyzed.dropped_words + my.analyzer.dropped() - dropped_before;
  my.add_markers();
  add_names(my.bag, my.analyzer, document, linked_ids);
  my.add_values(document, origin);
  my.collect_terms();
  my.result.tokens = my.tokens.finish();
  my.result.stored = encode_document(document);
  return my.result;
}

}  // namespace il2search
