// Encodes and decodes stored documents, driven by tables of numbered members.
#include "schema/document_codec.h"

#include <cstdint>
#include <optional>
#include <tuple>
#include <type_traits>
#include <utility>

#include <il2search/error.h>

#include "base/bytes.h"
#include "base/deflate.h"

namespace il2search {
namespace {

constexpr std::string_view kWhat = "a stored document";

// Parts of members in the text record, the rest of which is in the head.
struct Affiliation {
  std::uint32_t group = 0;  // 0 authors, 1 editors, 2 investigators, 3 personal subjects
  std::uint32_t index = 0;
  std::string text;
  bool operator==(const Affiliation&) const = default;
};
struct EntitySpans {
  std::uint32_t index = 0;
  std::vector<Span> spans;
  bool operator==(const EntitySpans&) const = default;
};
struct SplitMembers {
  std::vector<Affiliation> affiliations;
  std::vector<EntitySpans> spans;
};

template <class Struct, class Type> struct Numbered {
  unsigned number;
  Type Struct::*pointer;
};
template <class Struct, class Type> constexpr Numbered<Struct, Type> n(unsigned number, Type Struct::*pointer) {
  return {number, pointer};
}

// The numbers of each struct's members. They are part of the index format.
template <class T> struct Layout;
template <> struct Layout<Date> {
  static constexpr auto list = std::tuple(n(1, &Date::year), n(2, &Date::month), n(3, &Date::day));
};
template <> struct Layout<Section> {
  static constexpr auto list = std::tuple(n(1, &Section::label), n(2, &Section::text));
};
template <> struct Layout<BodySection> {
  static constexpr auto list =
      std::tuple(n(1, &BodySection::heading), n(2, &BodySection::type), n(3, &BodySection::text));
};
// Without affiliation: see SplitMembers.
template <> struct Layout<Author> {
  static constexpr auto list = std::tuple(n(1, &Author::last), n(2, &Author::fore), n(3, &Author::initials),
                                          n(4, &Author::suffix), n(5, &Author::collective), n(6, &Author::orcid));
};
template <> struct Layout<Journal> {
  static constexpr auto list = std::tuple(n(1, &Journal::title), n(2, &Journal::abbreviation), n(3, &Journal::issns),
                                          n(4, &Journal::nlm_id), n(5, &Journal::country));
};
template <> struct Layout<PublicationType> {
  static constexpr auto list = std::tuple(n(1, &PublicationType::name), n(2, &PublicationType::id));
};
template <> struct Layout<Grant> {
  static constexpr auto list =
      std::tuple(n(1, &Grant::number), n(2, &Grant::acronym), n(3, &Grant::agency), n(4, &Grant::country));
};
template <> struct Layout<Databank> {
  static constexpr auto list = std::tuple(n(1, &Databank::name), n(2, &Databank::accessions));
};
template <> struct Layout<OtherId> {
  static constexpr auto list = std::tuple(n(1, &OtherId::type), n(2, &OtherId::value));
};
template <> struct Layout<Qualifier> {
  static constexpr auto list = std::tuple(n(1, &Qualifier::name), n(2, &Qualifier::id), n(3, &Qualifier::major));
};
template <> struct Layout<Span> { static constexpr auto list = std::tuple(n(1, &Span::start), n(2, &Span::end)); };
// Without spans: see SplitMembers.
template <> struct Layout<Entity> {
  static constexpr auto list = std::tuple(
      n(1, &Entity::id), n(2, &Entity::vocabulary), n(3, &Entity::type), n(4, &Entity::name), n(5, &Entity::aliases),
      n(6, &Entity::major), n(7, &Entity::qualifiers), n(8, &Entity::mentions), n(9, &Entity::provenance));
};
template <> struct Layout<RelationArgument> {
  static constexpr auto list = std::tuple(n(1, &RelationArgument::id), n(2, &RelationArgument::role));
};
template <> struct Layout<Relation> {
  static constexpr auto list = std::tuple(n(1, &Relation::type), n(2, &Relation::arguments));
};
template <> struct Layout<Status> {
  static constexpr auto list = std::tuple(n(1, &Status::retracted), n(2, &Status::has_erratum),
                                          n(3, &Status::expression_of_concern), n(4, &Status::preprint));
};
template <> struct Layout<ExtraMember> {
  static constexpr auto list = std::tuple(n(1, &ExtraMember::name), n(2, &ExtraMember::value));
};
template <> struct Layout<Affiliation> {
  static constexpr auto list =
      std::tuple(n(1, &Affiliation::group), n(2, &Affiliation::index), n(3, &Affiliation::text));
};
template <> struct Layout<EntitySpans> {
  static constexpr auto list = std::tuple(n(1, &EntitySpans::index), n(2, &EntitySpans::spans));
};
template <> struct Layout<SplitMembers> {
  static constexpr auto list = std::tuple(n(60, &SplitMembers::affiliations), n(61, &SplitMembers::spans));
};
// Of the dates, only `published` is in the head.
template <> struct Layout<Dates> {
  static constexpr auto list = std::tuple(n(2, &Dates::electronic), n(3, &Dates::entered), n(4, &Dates::created),
                                          n(5, &Dates::completed), n(6, &Dates::revised), n(7, &Dates::mesh));
};

constexpr auto kHead =
    std::tuple(n(1, &Document::id), n(2, &Document::pmid), n(3, &Document::pmcid), n(4, &Document::doi),
               n(5, &Document::url), n(6, &Document::title), n(7, &Document::authors), n(8, &Document::journal),
               n(9, &Document::entities), n(10, &Document::status));
constexpr unsigned kPublished = 11;  // a Date of the head

constexpr auto kText = std::tuple(
    n(1, &Document::source), n(2, &Document::other_ids), n(3, &Document::version), n(4, &Document::vernacular_title),
    n(5, &Document::abstract), n(6, &Document::other_abstracts), n(7, &Document::tldr), n(8, &Document::contribution),
    n(9, &Document::key_findings), n(10, &Document::body), n(11, &Document::editors), n(12, &Document::investigators),
    n(13, &Document::personal_subjects), n(14, &Document::volume), n(15, &Document::issue), n(16, &Document::pages),
    n(17, &Document::dates), n(18, &Document::languages), n(19, &Document::publication_types),
    n(20, &Document::publication_status), n(21, &Document::record_status), n(22, &Document::indexing_method),
    n(23, &Document::keywords), n(24, &Document::grants), n(25, &Document::databanks), n(26, &Document::subsets),
    n(27, &Document::conflict_of_interest), n(28, &Document::publication_country), n(29, &Document::references),
    n(30, &Document::extra), n(31, &Document::relations));

template <class T>
concept Scalar = std::is_integral_v<T> || std::is_enum_v<T>;
template <class T> struct IsVector : std::false_type {};
template <class T> struct IsVector<std::vector<T>> : std::true_type {};

// Writing.

template <class List, class T> void put_members(std::string& out, const List& list, const T& value);

// A length, then what write() appends. One byte is reserved for the length; a longer length is inserted afterwards.
template <class Write> void put_nested(std::string& out, Write write) {
  const std::size_t length_at = out.size();
  out.push_back('\0');
  write();
  const std::size_t length = out.size() - length_at - 1;
  if (length < 0x80) {
    out[length_at] = static_cast<char>(length);
    return;
  }
  std::string prefix;
  put_varint(prefix, length);
  out.replace(length_at, 1, prefix);
}

template <class T> void put(std::string& out, unsigned number, const T& value) {
  if constexpr (IsVector<T>::value) {
    for (const auto& element : value) put(out, number, element);
  } else if constexpr (Scalar<T>) {
    put_varint(out, number * 2 + 1);
    put_varint(out, static_cast<std::uint64_t>(value));
  } else if constexpr (std::is_same_v<T, std::string>) {
    put_varint(out, number * 2);
    put_sized(out, value);
  } else {
    put_varint(out, number * 2);
    put_nested(out, [&] { put_members(out, Layout<T>::list, value); });
  }
}

template <class List, class T> void put_members(std::string& out, const List& list, const T& value) {
  std::apply(
      [&](const auto&... member) {
        const auto one = [&](const auto& m) {
          static const T kDefault{};
          if (value.*(m.pointer) != kDefault.*(m.pointer)) put(out, m.number, value.*(m.pointer));
        };
        (one(member), ...);
      },
      list);
}

// Reading.

template <class List, class T> void get_members(ByteReader reader, const List& list, T& value);

template <class T> void get(ByteReader& reader, bool scalar, T& value) {
  if constexpr (IsVector<T>::value) {
    get(reader, scalar, value.emplace_back());
  } else if constexpr (Scalar<T>) {
    if (!scalar) reader.fail();
    value = static_cast<T>(reader.varint());
  } else {
    if (scalar) reader.fail();
    if constexpr (std::is_same_v<T, std::string>) value = reader.sized();
    else get_members(ByteReader(reader.sized(), kWhat), Layout<T>::list, value);
  }
}

void skip(ByteReader& reader, bool scalar) {
  if (scalar) reader.varint();
  else reader.sized();
}

// Reads one member into the struct; false if its number is not in the list.
template <class List, class T> bool get_member(ByteReader& reader, std::uint64_t key, const List& list, T& value) {
  const auto number = key >> 1;
  const bool scalar = (key & 1) != 0;
  return std::apply(
      [&](const auto&... member) {
        return ((member.number == number ? (get(reader, scalar, value.*(member.pointer)), true) : false) || ...);
      },
      list);
}

template <class List, class T> void get_members(ByteReader reader, const List& list, T& value) {
  while (!reader.at_end()) {
    const std::uint64_t key = reader.varint();
    if (!get_member(reader, key, list, value)) skip(reader, (key & 1) != 0);
  }
}

// Splitting and joining.

template <class Groups> void for_each_group(Groups&& document, const auto& use) {
  use(0u, document.authors);
  use(1u, document.editors);
  use(2u, document.investigators);
  use(3u, document.personal_subjects);
}

SplitMembers split(const Document& document) {
  SplitMembers parts;
  for_each_group(document, [&](std::uint32_t group, const std::vector<Author>& people) {
    for (std::uint32_t i = 0; i < people.size(); ++i)
      if (!people[i].affiliation.empty()) parts.affiliations.push_back({group, i, people[i].affiliation});
  });
  for (std::uint32_t i = 0; i < document.entities.size(); ++i)
    if (!document.entities[i].spans.empty()) parts.spans.push_back({i, document.entities[i].spans});
  return parts;
}

void join(Document& document, SplitMembers parts) {
  for_each_group(document, [&](std::uint32_t group, std::vector<Author>& people) {
    for (Affiliation& a : parts.affiliations)
      if (a.group == group && a.index < people.size()) people[a.index].affiliation = std::move(a.text);
  });
  for (EntitySpans& e : parts.spans)
    if (e.index < document.entities.size()) document.entities[e.index].spans = std::move(e.spans);
}

}  // namespace

StoredDocument encode_document(const Document& document) {
  StoredDocument stored;
  put_members(stored.head, kHead, document);
  if (document.dates.published != Date{}) put(stored.head, kPublished, document.dates.published);
  put_members(stored.text, kText, document);
  put_members(stored.text, Layout<SplitMembers>::list, split(document));
  return stored;
}

Document decode_head(std::string_view head) {
  Document document;
  ByteReader reader(head, kWhat);
  while (!reader.at_end()) {
    const std::uint64_t key = reader.varint();
    if (key == kPublished * 2) get(reader, false, document.dates.published);
    else if (!get_member(reader, key, kHead, document)) skip(reader, (key & 1) != 0);
  }
  return document;
}

Document decode_document(std::string_view head, std::string_view text) {
  Document document = decode_head(head);
  const Date published = document.dates.published;
  SplitMembers parts;
  ByteReader reader(text, kWhat);
  while (!reader.at_end()) {
    const std::uint64_t key = reader.varint();
    if (!get_member(reader, key, kText, document) && !get_member(reader, key, Layout<SplitMembers>::list, parts))
      skip(reader, (key & 1) != 0);
  }
  document.dates.published = published;
  join(document, std::move(parts));
  return document;
}

// varint inflated size, then raw deflate.
std::string inflate_text(std::string_view deflated) {
  ByteReader stored(deflated, kWhat);
  const std::uint64_t size = stored.varint();
  std::optional<std::string> plain = inflated(stored.rest(), size);
  if (!plain) stored.fail();
  return std::move(*plain);
}

}  // namespace il2search
