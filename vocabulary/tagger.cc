// Tagging a document: text -> words -> abbreviations of its own -> matches -> lists -> one meaning each -> entities.
#include "vocabulary/tagger.h"

#include <algorithm>
#include <array>
#include <unordered_map>
#include <utility>

#include "vocabulary/tag_abbreviations.h"
#include "vocabulary/tag_dictionary.h"
#include "vocabulary/tag_matcher.h"
#include "vocabulary/tag_words.h"

namespace il2search {

struct Tagger::Impl {
  explicit Impl(std::shared_ptr<const TagDictionary> names) : dictionary(std::move(names)) {}

  struct Found {
    std::uint32_t concept_index;
    Span span;
  };

  std::vector<Found> find(std::string_view text);
  TagShortForms short_forms_of(const TagMatcher& matcher, std::span<const TagWord> words, std::string_view text) const;

  std::shared_ptr<const TagDictionary> dictionary;
  TagWords cutter;
};

namespace {

std::uint32_t first_word_from(std::span<const TagWord> words, std::size_t byte) {
  const auto found = std::partition_point(words.begin(), words.end(), [&](const TagWord& word) { return word.start < byte; });
  return static_cast<std::uint32_t>(found - words.begin());
}

}  // namespace

TagShortForms Tagger::Impl::short_forms_of(const TagMatcher& matcher, std::span<const TagWord> words,
                                           std::string_view text) const {
  TagShortForms forms;
  for (const TagAbbreviation& pair : find_abbreviations(text)) {
    const std::uint32_t first = first_word_from(words, pair.short_form.start);
    const std::uint32_t last = first_word_from(words, pair.short_form.end);
    if (first == last) continue;
    std::uint64_t run = kNoWords;
    for (std::uint32_t i = first; i < last; ++i) run = add_word(run, words[i].key);
    TagShortForm form;
    form.written = written_form(written_name(words.subspan(first, last - first), text));
    const std::uint32_t long_first = first_word_from(words, pair.long_form.start);
    const std::uint32_t long_last = first_word_from(words, pair.long_form.end);
    auto inside = matcher.match(long_first, long_last, {});
    if (!inside.empty() && inside.back().last == long_last) {
      form.meanings = inside.back().meanings;
    }
    const auto [at, added] = forms.emplace(run, form);
    if (!added && !means_something(at->second.meanings)) at->second = form;
  }
  return forms;
}

std::vector<Tagger::Impl::Found> Tagger::Impl::find(std::string_view text) {
  const std::span<const TagWord> words = cutter.cut(text);
  const TagMatcher matcher(dictionary->impl(), words, text);
  const auto short_forms = short_forms_of(matcher, words, text);
  auto matches = matcher.match(0, static_cast<std::uint32_t>(words.size()), short_forms);
  std::unordered_map<std::uint32_t, std::uint32_t> votes;
  for (const TagMatch& match : matches) {
    for (const auto& concepts : match.meanings) {
      if (concepts.size() == 1) ++votes[concepts.front()];
    }
  }
  std::vector<Found> found;
  const auto votes_for = [&](std::uint32_t concept_index) {
    const auto row = votes.find(concept_index);
    return row == votes.end() ? 0u : row->second;
  };
  for (const TagMatch& match : matches) {
    for (const auto& concepts : match.meanings) {
      if (concepts.empty()) continue;
      const auto best = std::max_element(concepts.begin(), concepts.end(),
                                         [&](auto a, auto b) { return votes_for(a) < votes_for(b); });
      found.push_back({*best, Span{words[match.first].start, words[match.last - 1].end}});
    }
  }
  return found;
}

Tagger::Tagger(std::shared_ptr<const TagDictionary> dictionary) : impl_(std::make_unique<Impl>(std::move(dictionary))) {}
Tagger::~Tagger() = default;
Tagger::Tagger(Tagger&&) noexcept = default;
Tagger& Tagger::operator=(Tagger&&) noexcept = default;

std::vector<TagMention> Tagger::mentions(std::string_view text) {
  std::vector<TagMention> mentions;
  const auto& names = impl_->dictionary->impl();
  for (const auto& found : impl_->find(text)) {
    mentions.push_back({std::string(names.id(found.concept_index)), names.type(found.concept_index),
                        std::string(names.label(found.concept_index)), found.span});
  }
  return mentions;
}

void Tagger::tag(Document& document) {
  remove_tags(document);
  (void)document;
}

void remove_tags(Document& document) {
  std::erase_if(document.entities, [](const Entity& entity) { return entity.provenance == Provenance::tagged; });
}

}  // namespace il2search
