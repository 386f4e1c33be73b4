// A part of the vocabularies of an index: what was loaded from one file.
#pragma once

#include <cstdint>
#include <string>

namespace il2search {

struct VocabularyStatus {
  // "mesh", "mesh-supplementary", "mesh-qualifiers", "mesh-trees", "mondo", "obo-hp", "gene", "sssom-…"
  std::string name;
  std::string version;  // as stated by the source
  std::string source;   // file name
  std::uint64_t concepts = 0;
  std::uint64_t names = 0;     // labels and synonyms
  std::uint64_t edges = 0;     // parents; tree numbers of MeSH
  std::uint64_t mappings = 0;  // cross references and rows of mapping sets

  bool operator==(const VocabularyStatus&) const = default;
};

}  // namespace il2search
