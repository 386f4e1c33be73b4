// TermBag: collects the terms of one document, each once with its frequency. Its hash table and arena keep their memory
// from one document to the next, since this is a hot path: about 500 additions per record.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "indexer/documents/document_terms.h"

namespace il2search {

class TermBag {
 public:
  // Where in the document a stem occurs; see prefix::only_outside_tiab.
  enum Seen : std::uint8_t { in_abstract = 1, in_rest_of_tiab = 2, outside_tiab = 4 };

  TermBag();
  void clear();

  // Adds `wdf` occurrences of the term prefix + text, which is cut to kMaxTermBytes at a character boundary. Returns where
  // it is in entries().
  std::uint32_t add(std::string_view prefix, std::string_view text, std::uint32_t wdf, std::uint8_t seen = 0);

  struct Entry {
    std::uint64_t hash;
    std::uint32_t offset;
    std::uint32_t length;
    std::uint32_t wdf;
    std::uint8_t seen;
  };
  const std::vector<Entry>& entries() const { return entries_; }
  std::string_view term(const Entry& entry) const { return {arena_.data() + entry.offset, entry.length}; }

 private:
  void grow();

  std::vector<char> arena_;
  std::vector<Entry> entries_;
  std::vector<std::uint32_t> slots_;  // index into entries_ + 1, or 0 if free; the size is a power of two
};

}  // namespace il2search
