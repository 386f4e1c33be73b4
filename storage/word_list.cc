// Numbers as values of a sorted table.
#include "storage/word_list.h"

#include <utility>

#include "base/bytes.h"

namespace il2search {
namespace {

std::uint32_t number_in(std::string_view value) { return ByteReader(value, "a list of words").varint32(); }

}  // namespace

WordList::WordList(SortedTable table) : table_(std::move(table)) {
  if (table_.size() > UINT32_MAX) table_.fail("it has too many words");
}

std::uint32_t WordList::find(std::string_view word) const {
  const auto value = table_.find(word);
  return value ? number_in(*value) : 0;
}

std::uint32_t WordList::Cursor::number() const { return number_in(at_.value()); }

void WordListWriter::add(std::string_view word, std::uint32_t number) {
  std::string value;
  put_varint(value, number);
  table_.add(word, value);
}

}  // namespace il2search
