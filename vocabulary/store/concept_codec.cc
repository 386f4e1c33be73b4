// Bytes of concepts, heads, matches and descendants.
#include "vocabulary/store/concept_codec.h"

#include <il2search/error.h>

namespace il2search {
namespace {

constexpr std::uint64_t kHighestType = static_cast<std::uint64_t>(EntityType::other);
constexpr std::uint64_t kHighestScope = static_cast<std::uint64_t>(NameScope::related);
constexpr std::uint64_t kHighestPredicate = static_cast<std::uint64_t>(MappingPredicate::related);

void put_texts(std::string& to, const std::vector<std::string>& texts) {
  put_number(to, texts.size());
  for (const std::string& text : texts) put_text(to, text);
}

std::vector<std::string> get_texts(VocabularyCursor& cursor) {
  std::vector<std::string> texts(cursor.count());
  for (std::string& text : texts) text = cursor.text();
  return texts;
}

// The number after `before` in an ascending list.
ConceptNumber next_number(VocabularyCursor& cursor, ConceptNumber before, ConceptNumber highest) {
  return before + static_cast<ConceptNumber>(cursor.number_up_to(highest - before));
}

}  // namespace

void throw_vocabulary_damaged() {
  throw Error(ErrorCode::index_corrupt, "index corrupt: a record of the compiled vocabulary is damaged");
}

void put_number(std::string& to, std::uint64_t number) {
  while (number >= 0x80) {
    to.push_back(static_cast<char>(number | 0x80));
    number >>= 7;
  }
  to.push_back(static_cast<char>(number));
}

void put_text(std::string& to, std::string_view text) {
  put_number(to, text.size());
  to += text;
}

std::uint64_t VocabularyCursor::number() {
  std::uint64_t value = 0;
  for (unsigned shift = 0; shift < 64; shift += 7) {
    if (rest_.empty()) break;
    const auto byte = static_cast<unsigned char>(rest_.front());
    rest_.remove_prefix(1);
    value |= static_cast<std::uint64_t>(byte & 0x7F) << shift;
    if (byte < 0x80) return value;
  }
  throw_vocabulary_damaged();
}

std::uint64_t VocabularyCursor::number_up_to(std::uint64_t most) {
  const std::uint64_t value = number();
  if (value > most) throw_vocabulary_damaged();
  return value;
}

std::size_t VocabularyCursor::count() {
  const std::uint64_t value = number();
  if (value > rest_.size()) throw_vocabulary_damaged();
  return static_cast<std::size_t>(value);
}

std::string_view VocabularyCursor::text() {
  const std::size_t length = count();
  const std::string_view bytes = rest_.substr(0, length);
  rest_.remove_prefix(length);
  return bytes;
}

void put_concept(std::string& to, const Concept& data) {
  put_text(to, data.id);
  put_text(to, data.vocabulary);
  put_number(to, static_cast<std::uint64_t>(data.type));
  put_text(to, data.label);
  put_number(to, data.obsolete ? 1 : 0);
  put_number(to, data.names.size());
  for (const ConceptName& name : data.names) {
    put_number(to, static_cast<std::uint64_t>(name.scope));
    put_text(to, name.text);
  }
  put_texts(to, data.parents);
  put_texts(to, data.tree_numbers);
  put_texts(to, data.mapped_to);
  put_number(to, data.mappings.size());
  for (const ConceptMapping& mapping : data.mappings) {
    put_text(to, mapping.id);
    put_number(to, static_cast<std::uint64_t>(mapping.predicate));
    put_text(to, mapping.source);
  }
  put_texts(to, data.replaced_by);
  put_texts(to, data.consider);
  put_text(to, data.definition);
}

Concept get_concept(VocabularyCursor& cursor) {
  Concept data;
  data.id = cursor.text();
  data.vocabulary = cursor.text();
  data.type = static_cast<EntityType>(cursor.number_up_to(kHighestType));
  data.label = cursor.text();
  data.obsolete = cursor.number_up_to(1) != 0;
  data.names.resize(cursor.count());
  for (ConceptName& name : data.names) {
    name.scope = static_cast<NameScope>(cursor.number_up_to(kHighestScope));
    name.text = cursor.text();
  }
  data.parents = get_texts(cursor);
  data.tree_numbers = get_texts(cursor);
  data.mapped_to = get_texts(cursor);
  data.mappings.resize(cursor.count());
  for (ConceptMapping& mapping : data.mappings) {
    mapping.id = cursor.text();
    mapping.predicate = static_cast<MappingPredicate>(cursor.number_up_to(kHighestPredicate));
    mapping.source = cursor.text();
  }
  data.replaced_by = get_texts(cursor);
  data.consider = get_texts(cursor);
  data.definition = cursor.text();
  return data;
}

std::string encode_concept_head(const Concept& data) {
  std::string bytes;
  put_number(bytes, static_cast<std::uint64_t>(data.type) * 2 + (data.obsolete ? 1 : 0));
  put_text(bytes, data.id);
  put_text(bytes, data.label);
  return bytes;
}

ConceptHead decode_concept_head(std::string_view bytes) {
  VocabularyCursor cursor(bytes);
  const std::uint64_t flags = cursor.number_up_to(kHighestType * 2 + 1);
  ConceptHead head;
  head.type = static_cast<EntityType>(flags >> 1);
  head.obsolete = (flags & 1) != 0;
  head.id = cursor.text();
  head.label = cursor.text();
  return head;
}

std::string encode_numbers(const std::vector<ConceptNumber>& sorted) {
  std::string bytes;
  put_number(bytes, sorted.size());
  ConceptNumber before = 0;
  for (const ConceptNumber number : sorted) {
    put_number(bytes, number - before);
    before = number;
  }
  return bytes;
}

std::vector<ConceptNumber> get_numbers(VocabularyCursor& cursor, ConceptNumber highest) {
  std::vector<ConceptNumber> numbers(cursor.count());
  ConceptNumber before = 0;
  for (ConceptNumber& number : numbers) before = number = next_number(cursor, before, highest);
  return numbers;
}

std::string encode_matches(const std::vector<BridgeMatch>& matches) {
  std::string bytes;
  put_number(bytes, matches.size());
  for (const BridgeMatch& match : matches) {
    put_text(bytes, match.id);
    put_number(bytes, match.number);
    put_number(bytes, static_cast<std::uint64_t>(match.predicate));
    put_text(bytes, match.source);
  }
  return bytes;
}

std::vector<BridgeMatch> decode_matches(std::string_view bytes, ConceptNumber highest) {
  VocabularyCursor cursor(bytes);
  std::vector<BridgeMatch> matches(cursor.count());
  for (BridgeMatch& match : matches) {
    match.id = cursor.text();
    match.number = static_cast<ConceptNumber>(cursor.number_up_to(highest));
    match.predicate = static_cast<MappingPredicate>(cursor.number_up_to(kHighestPredicate));
    match.source = cursor.text();
  }
  return matches;
}

std::string encode_descendants(const std::vector<Descendant>& descendants) {
  std::string bytes;
  put_number(bytes, descendants.size());
  ConceptNumber before = 0;
  for (const Descendant& d : descendants) {
    put_number(bytes, d.number - before);
    put_number(bytes, d.level);
    before = d.number;
  }
  return bytes;
}

std::vector<Descendant> decode_descendants(std::string_view bytes, std::uint32_t levels, ConceptNumber highest) {
  VocabularyCursor cursor(bytes);
  std::vector<Descendant> descendants;
  const std::size_t count = cursor.count();
  descendants.reserve(count);
  ConceptNumber before = 0;
  for (std::size_t i = 0; i < count; ++i) {
    before = next_number(cursor, before, highest);
    const auto level = static_cast<std::uint32_t>(cursor.number_up_to(highest));
    if (level <= levels) descendants.push_back({before, level});
  }
  return descendants;
}

}  // namespace il2search
