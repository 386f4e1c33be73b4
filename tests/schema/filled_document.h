// Documents with every member filled at random, by the table of members, so that none is forgotten.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <type_traits>
#include <vector>

#include <il2search/document.h>

#include "schema/document_members.h"

namespace il2search::test {

class FilledDocuments {
 public:
  explicit FilledDocuments(unsigned seed) : random_(seed) {}

  Document next() {
    Document document;
    for_each_member<Document>([&](const auto& member) {
      if (random_() % 2 == 0) fill(document.*(member.pointer));
    });
    if (random_() % 2 == 0) fill(document.extra);
    return document;
  }

  void fill(std::string& text) {
    static const char* const kPieces[] = {"a",  "lupus ", "\xc3\xa9", "\xe2\x80\x91", "\xf0\x9d\x9b\xbc",
                                          "\n", "12",     "</b>"};
    text.clear();
    // A length of 0 is as good as any; one above 127 takes two bytes to write.
    const std::size_t pieces = random_() % 8 == 0 ? random_() % 400 : random_() % 6;
    for (std::size_t i = 0; i < pieces; ++i) text += kPieces[random_() % std::size(kPieces)];
    if (random_() % 16 == 0) text.push_back('\0');
  }

  template <class T> void fill(std::vector<T>& list) {
    list.resize(random_() % 4);
    for (T& element : list) fill(element);
  }

  void fill(bool& value) { value = random_() % 2 == 0; }
  void fill(int& value) { value = static_cast<int>(random_() % 3000); }
  void fill(std::uint32_t& value) { value = random_() % 4 == 0 ? 0 : static_cast<std::uint32_t>(random_()); }
  void fill(std::size_t& value) { value = random_() * std::uint64_t{random_()}; }
  void fill(EntityType& type) { type = static_cast<EntityType>(random_() % 11); }
  void fill(Provenance& provenance) { provenance = static_cast<Provenance>(random_() % 4); }

  void fill(Date& date) {
    fill(date.year);
    date.month = static_cast<int>(random_() % 13);
    date.day = static_cast<int>(random_() % 32);
  }
  void fill(Span& span) {
    fill(span.start);
    fill(span.end);
  }
  void fill(ExtraMember& member) {
    fill(member.name);
    fill(member.value);
  }

  template <HasMembers T> void fill(T& value) {
    for_each_member<T>([&](const auto& member) { fill(value.*(member.pointer)); });
  }

 private:
  std::mt19937 random_;
};

}  // namespace il2search::test
