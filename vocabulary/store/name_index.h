// NameIndexWriter: writes what a compiled vocabulary is searched by: postings of names and foreign ids, words for
// suggestions.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "vocabulary/store/vocabulary.h"

namespace il2search {

// Concepts are added in the order of their numbers. Not safe from two threads at once. Error{io, out_of_memory}.
class NameIndexWriter {
 public:
  explicit NameIndexWriter(const std::string& folder);  // an existing folder
  ~NameIndexWriter();
  NameIndexWriter(const NameIndexWriter&) = delete;
  NameIndexWriter& operator=(const NameIndexWriter&) = delete;

  // Returns the hashes of the terms of label and names, in order: the concept's record in the file `names`.
  std::string add(const Concept& data, const std::vector<BridgeMatch>& matches);
  void finish();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// A hash of a name's term that tells it from the other names of its concept.
inline constexpr std::size_t kKeyHashBytes = 4;
std::string key_hash(std::string_view term);

}  // namespace il2search
