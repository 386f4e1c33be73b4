// Walks all members of a document, by the same table as its JSON form, so that no member is forgotten.
#include "indexer/documents/document_limits.h"

#include <string>
#include <type_traits>
#include <vector>

#include "base/utf8.h"
#include "schema/document_members.h"

namespace il2search {
namespace {

constexpr std::size_t kInlineBytes = 15;      // a std::string of at most this size allocates nothing
constexpr std::size_t kAllocationBytes = 16;  // approximate overhead of an allocation

template <class T> struct IsVector : std::false_type {};
template <class T> struct IsVector<std::vector<T>> : std::true_type {};

// Calls text(string) for every text, and list(bytes) for the size of a list's elements without their texts.
template <class T, class Text, class List> void walk(const T& value, const Text& text, const List& list) {
  if constexpr (std::is_same_v<T, std::string>) {
    text(value);
  } else if constexpr (IsVector<T>::value) {
    if (!value.empty()) list(value.size() * sizeof(typename T::value_type));
    for (const auto& element : value) walk(element, text, list);
  } else if constexpr (std::is_same_v<T, ExtraMember>) {
    text(value.name);
    text(value.value);
  } else if constexpr (HasMembers<T>) {
    for_each_member<T>([&](const auto& member) { walk(value.*(member.pointer), text, list); });
  }
}

template <class Text, class List> void walk_document(const Document& document, const Text& text, const List& list) {
  walk(document, text, list);
  walk(document.extra, text, list);
}

}  // namespace

std::uint64_t footprint(const Document& document) {
  std::uint64_t bytes = sizeof(Document);
  walk_document(
      document,
      [&](const std::string& text) {
        if (text.size() > kInlineBytes) bytes += text.size() + kAllocationBytes;
      },
      [&](std::size_t elements) { bytes += elements + kAllocationBytes; });
  return bytes;
}

bool is_all_utf8(const Document& document) {
  bool valid = true;
  walk_document(
      document, [&](const std::string& text) { valid = valid && is_valid_utf8(text); }, [](std::size_t) {});
  return valid;
}

}  // namespace il2search
