// Tagging a document: text -> words -> meanings of its own abbreviations -> matches -> list items -> one meaning each ->
// entities.
#include "vocabulary/tagger/tagger.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "schema/analyzed_document.h"
#include "vocabulary/tagger/tag_abbreviations.h"
#include "vocabulary/tagger/tag_dictionary.h"
#include "vocabulary/tagger/tag_matcher.h"
#include "vocabulary/tagger/tag_words.h"

namespace il2search {
namespace {

struct FoundConcept {
  std::uint32_t concept_index = 0;
  Span span;
};

// The index of the first word that starts at this byte or later.
std::uint32_t word_from(std::span<const TagWord> words, std::size_t byte) {
  const auto found =
      std::partition_point(words.begin(), words.end(), [&](const TagWord& word) { return word.start < byte; });
  return static_cast<std::uint32_t>(found - words.begin());
}

// The meanings of the abbreviations that a text defines: an abbreviation means the name that its long form ends with. If
// the long form does not end with a name, the abbreviation may still be a gene's symbol, because texts seldom write the
// full names of genes as registered; any other abbreviation means something else here than in the dictionary.
TagShortForms short_forms_of(const TagMatcher& matcher, std::span<const TagWord> words, std::string_view text) {
  TagShortForms forms;
  for (const TagAbbreviation& pair : find_abbreviations(text)) {
    const std::uint32_t first = word_from(words, pair.short_form.start);
    const std::uint32_t last = word_from(words, pair.short_form.end);
    if (first == last) continue;
    const auto short_words = words.subspan(first, last - first);
    TagShortForm form{spelling_hash(spelling_of(short_words, text)), {}};
    const std::uint32_t long_last = word_from(words, pair.long_form.end);
    auto inside = matcher.match(word_from(words, pair.long_form.start), long_last, {});
    if (!inside.empty() && inside.back().last == long_last) {
      form.meanings = std::move(inside.back().meanings);
    } else {
      form.meanings = matcher.meaning(short_words);
      form.meanings[kDiseaseSlot].clear();
      form.meanings[kChemicalSlot].clear();
    }
    forms.add(short_words, std::move(form));
  }
  return forms;
}

// A text about laboratory animals that never mentions people names the genes of the animals, while those of the dictionary
// are taken to be human.
bool is_about_animals(std::span<const TagWord> words) {
  std::uint8_t hints = 0;
  for (const TagWord& word : words) hints |= word.hints;
  return (hints & kAnimalWord) != 0 && (hints & kPersonWord) == 0;
}

// Chooses among concepts with the same name: the one that the text mentions most often by other names, or the first.
class MeaningVotes {
 public:
  explicit MeaningVotes(const std::vector<TagMatch>& matches) {
    for (const TagMatch& match : matches) {
      for (const auto& concepts : match.meanings) {
        if (concepts.size() == 1) ++votes_[concepts.front()];
      }
    }
  }
  std::uint32_t choose(const std::vector<std::uint32_t>& concepts) const {
    return *std::max_element(concepts.begin(), concepts.end(),
                             [&](std::uint32_t a, std::uint32_t b) { return votes_for(a) < votes_for(b); });
  }

 private:
  std::uint32_t votes_for(std::uint32_t concept_index) const {
    const auto row = votes_.find(concept_index);
    return row == votes_.end() ? 0 : row->second;
  }
  std::unordered_map<std::uint32_t, std::uint32_t> votes_;
};

std::vector<FoundConcept> find_concepts_in(std::string_view text, std::span<const TagWord> words,
                                           const TagDictionary::Impl& names) {
  const TagMatcher matcher(names, words, text);
  const TagShortForms short_forms = short_forms_of(matcher, words, text);
  auto matches = matcher.match(0, static_cast<std::uint32_t>(words.size()), short_forms);
  matches = with_list_items(std::move(matches), words, matcher);
  const MeaningVotes votes(matches);
  const bool animals = is_about_animals(words);
  std::vector<FoundConcept> found;
  for (const TagMatch& match : matches) {
    for (std::size_t slot = 0; slot < match.meanings.size(); ++slot) {
      const auto& concepts = match.meanings[slot];
      if (concepts.empty() || (slot == kGeneSlot && animals)) continue;
      found.push_back({votes.choose(concepts), Span{words[match.first].start, words[match.last - 1].end}});
    }
  }
  return found;
}

// The types that a document's source does not already give with ids. MeSH headings assigned by a curator cover diseases
// and chemicals.
class TypesToTag {
 public:
  explicit TypesToTag(const Document& document) {
    for (const Entity& entity : document.entities) {
      if (entity.id.empty()) continue;
      const bool heading = entity.provenance == Provenance::indexed && entity.vocabulary == "MESH";
      disease_ = disease_ && !heading && entity.type != EntityType::disease;
      chemical_ = chemical_ && !heading && entity.type != EntityType::chemical;
      gene_ = gene_ && entity.type != EntityType::gene;
    }
  }
  bool any() const { return disease_ || chemical_ || gene_; }
  bool has(EntityType type) const {
    return type == EntityType::disease ? disease_ : type == EntityType::chemical ? chemical_ : gene_;
  }

 private:
  bool disease_ = true;
  bool chemical_ = true;
  bool gene_ = true;
};

// The ids that the source gives, whatever their type.
std::unordered_set<std::string> ids_of_source(const Document& document) {
  std::unordered_set<std::string> ids;
  for (const Entity& entity : document.entities) {
    if (!entity.id.empty()) ids.insert(entity.id);
  }
  return ids;
}

constexpr RegionSet kRegionsWithSpans = region_bit(Region::title) | region_bit(Region::abstract);
constexpr RegionSet kRegionsToTag =
    kRegionsWithSpans | region_bit(Region::tldr) | region_bit(Region::contribution) | region_bit(Region::key_finding);

// Title, abstract and summaries, one per line: Entity::spans refer to the beginning of this text.
struct TextToTag {
  std::string text;
  std::size_t spans_end = 0;  // the end of title and abstract
};

// The words go to `cutter`.
TextToTag text_to_tag(const AnalyzedDocument& document, TagWords& cutter) {
  TextToTag whole;
  cutter.clear();
  for (const AnalyzedText& piece : document.texts) {
    if (piece.is_label || (region_bit(piece.region) & kRegionsToTag) == 0) continue;
    if (piece.region != Region::title) whole.text += '\n';
    cutter.append(piece.tokens, piece.text, whole.text.size());
    whole.text += piece.text;
    if ((region_bit(piece.region) & kRegionsWithSpans) != 0) whole.spans_end = whole.text.size();
  }
  return whole;
}

Entity entity_of(const TagDictionary::Impl& names, std::uint32_t concept_index) {
  Entity entity;
  entity.id = names.id(concept_index);
  entity.vocabulary = entity.id.substr(0, entity.id.find(':'));
  entity.type = names.type(concept_index);
  entity.name = names.label(concept_index);
  entity.provenance = Provenance::tagged;
  return entity;
}

}  // namespace

struct Tagger::Impl {
  std::shared_ptr<const TagDictionary> dictionary;
  TagWords cutter;
};

Tagger::Tagger(std::shared_ptr<const TagDictionary> dictionary)
    : impl_(std::make_unique<Impl>(Impl{std::move(dictionary), TagWords()})) {}
Tagger::~Tagger() = default;
Tagger::Tagger(Tagger&&) noexcept = default;
Tagger& Tagger::operator=(Tagger&&) noexcept = default;

std::vector<TagMention> Tagger::mentions(std::string_view text) {
  const TagDictionary::Impl& names = impl_->dictionary->impl();
  std::vector<TagMention> mentions;
  for (const FoundConcept& found : find_concepts_in(text, impl_->cutter.cut(text), names)) {
    mentions.push_back({std::string(names.id(found.concept_index)), names.type(found.concept_index),
                        std::string(names.label(found.concept_index)), found.span});
  }
  return mentions;
}

void Tagger::tag(Document& document) { tag(document, analyze_document(document, impl_->cutter.analyzer())); }

void Tagger::tag(Document& document, const AnalyzedDocument& analyzed) {
  remove_tags(document);
  const TypesToTag types(document);
  if (!types.any()) return;
  const std::unordered_set<std::string> given = ids_of_source(document);
  const TagDictionary::Impl& names = impl_->dictionary->impl();
  const TextToTag whole = text_to_tag(analyzed, impl_->cutter);
  std::unordered_map<std::uint32_t, std::size_t> entity_of_concept;
  for (const FoundConcept& found : find_concepts_in(whole.text, impl_->cutter.words(), names)) {
    if (!types.has(names.type(found.concept_index)) || given.contains(std::string(names.id(found.concept_index))))
      continue;
    const auto [row, added] = entity_of_concept.emplace(found.concept_index, document.entities.size());
    if (added) document.entities.push_back(entity_of(names, found.concept_index));
    Entity& entity = document.entities[row->second];
    ++entity.mentions;
    if (found.span.end <= whole.spans_end) entity.spans.push_back(found.span);
  }
}

void remove_tags(Document& document) {
  std::erase_if(document.entities, [](const Entity& entity) { return entity.provenance == Provenance::tagged; });
}

}  // namespace il2search
