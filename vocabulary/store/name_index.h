// NameIndexWriter: the Xapian database of a compiled vocabulary: names, foreign ids and words for suggestions.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "vocabulary/store/vocabulary.h"

namespace il2search {

// Adds concepts in the order of their numbers. One thread. Error{io, out_of_memory}.
class NameIndexWriter {
 public:
  explicit NameIndexWriter(const std::string& folder);  // which is there
  ~NameIndexWriter();
  NameIndexWriter(const NameIndexWriter&) = delete;
  NameIndexWriter& operator=(const NameIndexWriter&) = delete;

  // Returns the hashes of the terms of label and names, in order, as the record file `names` holds them.
  std::string add(const Concept& data, const std::vector<BridgeMatch>& matches);
  void finish();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// Four bytes of a name's term, by which a name of a concept is told from its others.
inline constexpr std::size_t kKeyHashBytes = 4;
std::string key_hash(std::string_view term);

}  // namespace il2search
