// Encoding and decoding of concepts, heads, matches and descendants.
#include "vocabulary/store/concept_codec.h"

namespace il2search {
namespace {

constexpr std::uint64_t kHighestType = static_cast<std::uint64_t>(EntityType::other);
constexpr std::uint64_t kHighestScope = static_cast<std::uint64_t>(NameScope::related);
constexpr std::uint64_t kHighestPredicate = static_cast<std::uint64_t>(MappingPredicate::related);

void put_list(std::string& to, const std::vector<std::string>& texts) {
  put_varint(to, texts.size());
  for (const std::string& text : texts) put_sized(to, text);
}

std::vector<std::string> get_list(ByteReader& reader) {
  std::vector<std::string> texts(reader.count());
  for (std::string& text : texts) text = reader.sized();
  return texts;
}

// The number after `before` in an ascending list.
ConceptNumber next_number(ByteReader& reader, ConceptNumber before, ConceptNumber highest) {
  return before + static_cast<ConceptNumber>(reader.varint_up_to(highest - before));
}

}  // namespace

ByteReader record_reader(std::string_view bytes) noexcept { return {bytes, "a record of the compiled vocabulary"}; }

void put_concept(std::string& to, const Concept& data) {
  put_sized(to, data.id);
  put_sized(to, data.vocabulary);
  put_varint(to, static_cast<std::uint64_t>(data.type));
  put_sized(to, data.label);
  put_varint(to, data.obsolete ? 1 : 0);
  put_varint(to, data.names.size());
  for (const ConceptName& name : data.names) {
    put_varint(to, static_cast<std::uint64_t>(name.scope));
    put_sized(to, name.text);
  }
  put_list(to, data.parents);
  put_list(to, data.tree_numbers);
  put_list(to, data.mapped_to);
  put_varint(to, data.mappings.size());
  for (const ConceptMapping& mapping : data.mappings) {
    put_sized(to, mapping.id);
    put_varint(to, static_cast<std::uint64_t>(mapping.predicate));
    put_sized(to, mapping.source);
  }
  put_list(to, data.replaced_by);
  put_list(to, data.consider);
  put_sized(to, data.definition);
}

Concept get_concept(ByteReader& reader) {
  Concept data;
  data.id = reader.sized();
  data.vocabulary = reader.sized();
  data.type = static_cast<EntityType>(reader.varint_up_to(kHighestType));
  data.label = reader.sized();
  data.obsolete = reader.varint_up_to(1) != 0;
  data.names.resize(reader.count());
  for (ConceptName& name : data.names) {
    name.scope = static_cast<NameScope>(reader.varint_up_to(kHighestScope));
    name.text = reader.sized();
  }
  data.parents = get_list(reader);
  data.tree_numbers = get_list(reader);
  data.mapped_to = get_list(reader);
  data.mappings.resize(reader.count());
  for (ConceptMapping& mapping : data.mappings) {
    mapping.id = reader.sized();
    mapping.predicate = static_cast<MappingPredicate>(reader.varint_up_to(kHighestPredicate));
    mapping.source = reader.sized();
  }
  data.replaced_by = get_list(reader);
  data.consider = get_list(reader);
  data.definition = reader.sized();
  return data;
}

std::string encode_concept_head(const Concept& data) {
  std::string bytes;
  put_varint(bytes, static_cast<std::uint64_t>(data.type) * 2 + (data.obsolete ? 1 : 0));
  put_sized(bytes, data.id);
  put_sized(bytes, data.label);
  return bytes;
}

ConceptHead decode_concept_head(std::string_view bytes) {
  ByteReader reader = record_reader(bytes);
  const std::uint64_t flags = reader.varint_up_to(kHighestType * 2 + 1);
  ConceptHead head;
  head.type = static_cast<EntityType>(flags >> 1);
  head.obsolete = (flags & 1) != 0;
  head.id = reader.sized();
  head.label = reader.sized();
  return head;
}

std::string encode_numbers(const std::vector<ConceptNumber>& sorted) {
  std::string bytes;
  put_varint(bytes, sorted.size());
  ConceptNumber before = 0;
  for (const ConceptNumber number : sorted) {
    put_varint(bytes, number - before);
    before = number;
  }
  return bytes;
}

std::vector<ConceptNumber> get_numbers(ByteReader& reader, ConceptNumber highest) {
  std::vector<ConceptNumber> numbers(reader.count());
  ConceptNumber before = 0;
  for (ConceptNumber& number : numbers) before = number = next_number(reader, before, highest);
  return numbers;
}

std::string encode_matches(const std::vector<BridgeMatch>& matches) {
  std::string bytes;
  put_varint(bytes, matches.size());
  for (const BridgeMatch& match : matches) {
    put_sized(bytes, match.id);
    put_varint(bytes, match.number);
    put_varint(bytes, static_cast<std::uint64_t>(match.predicate));
    put_sized(bytes, match.source);
  }
  return bytes;
}

std::vector<BridgeMatch> decode_matches(std::string_view bytes, ConceptNumber highest) {
  ByteReader reader = record_reader(bytes);
  std::vector<BridgeMatch> matches(reader.count());
  for (BridgeMatch& match : matches) {
    match.id = reader.sized();
    match.number = static_cast<ConceptNumber>(reader.varint_up_to(highest));
    match.predicate = static_cast<MappingPredicate>(reader.varint_up_to(kHighestPredicate));
    match.source = reader.sized();
  }
  return matches;
}

std::string encode_descendants(const std::vector<Descendant>& descendants) {
  std::string bytes;
  put_varint(bytes, descendants.size());
  ConceptNumber before = 0;
  for (const Descendant& d : descendants) {
    put_varint(bytes, d.number - before);
    put_varint(bytes, d.level);
    before = d.number;
  }
  return bytes;
}

std::vector<Descendant> decode_descendants(std::string_view bytes, std::uint32_t levels, ConceptNumber highest) {
  ByteReader reader = record_reader(bytes);
  std::vector<Descendant> descendants;
  const std::size_t count = reader.count();
  descendants.reserve(count);
  ConceptNumber before = 0;
  for (std::size_t i = 0; i < count; ++i) {
    before = next_number(reader, before, highest);
    const auto level = static_cast<std::uint32_t>(reader.varint_up_to(highest));
    if (level <= levels) descendants.push_back({before, level});
  }
  return descendants;
}

}  // namespace il2search
